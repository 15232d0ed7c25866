"""An office's weeks, day by day with a frozen clock: over adjusted working days, a year's end and a leap day.

What is due when stands here as it was worked out by hand from the State Council's calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from desktop_app.core.board.place import Place
from desktop_app.core.disclosure.record import Item
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.requests.record import Answer, Applicant, Way
from desktop_app.services.deadlines import Figure
from desktop_app.services.desk import Desk
from desktop_app.services.holidays import Proposal
from desktop_app.settings import Settings
from tests.services.conftest import FixedClock, cache, clock, desk, portal, workspace
from tests.services.test_holidays import NOTICE
from tests.ui.pages.office import ALLOWANCE, Office

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

D = date.fromisoformat
PENALTY = "market-supervision.penalty-publicity"
VILLAGE = Place("永发村", "村委会公示栏")


@pytest.fixture
def office(desk: Desk) -> Office:
    desk.save_settings(
        Settings(
            office_name="龙江县丰泽镇人民政府", person="张三", office_phone="0452-5820100", boards=(VILLAGE,)
        )
    )
    return Office(desk)


def days(clock: FixedClock, first: str, last: str) -> Iterator[date]:
    """Let the days pass, nine in the morning of each."""
    day = D(first)
    while day <= D(last):
        clock.now = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
        yield day
        day += timedelta(days=1)


def counted(desk: Desk, figure: Figure) -> int:
    return sum(figure in desk.deadlines.figures(todo.due_on) for todo in desk.deadlines.todo())


def test_weeks_with_a_make_up_sunday_and_the_national_holiday(
    desk: Desk, office: Office, clock: FixedClock
) -> None:
    """Decisions of 18 and 29 September: the fifth working days are 24 September and 12 October."""
    first = last = None
    for day in days(clock, "2026-09-18", "2026-10-16"):
        if day == D("2026-09-18"):
            first = penalty(desk, office, "2026-09-18")
            assert first.due == "2026-09-24"  # Sunday the 20th is worked
        if day == D("2026-09-29"):
            last = penalty(desk, office, "2026-09-29")
            assert last.due == "2026-10-12"  # the 10th, a Saturday, is worked
        today = {item.id for item in (first, last) if item and item.due == day.isoformat()}
        assert counted(desk, Figure.TODAY) == len(today)
        late = [item for item in (first, last) if item and D(item.due) < day]
        still = [item for item in late if desk.drafts.open(item.id).item.published_at is None]
        assert counted(desk, Figure.OVERDUE) == len(still)
        if day == D("2026-09-24"):
            publish(desk, first)  # on its last day
        if day == D("2026-10-13"):
            publish(desk, last)  # a day late
    rows = {row.id: row.overdue for row in desk.ledger.rows(Filters(year=2026))}
    assert rows == {first.id: False, last.id: True}
    assert [row.id for row in desk.ledger.rows(Filters(timeliness="late"))] == [last.id]


def penalty(desk: Desk, office: Office, decided: str) -> Item:
    """Approve a penalty decided on a day, its other dates as far from it as the sample's are."""
    form = desk.catalogue.form(PENALTY)
    moved = D(decided) - D(form.spec.sample["decision_date"])
    dates = {key for key, field in form.fields.items() if field.kind == "date"}
    sample = form.spec.sample
    answers = {key: (D(sample[key]) + moved).isoformat() for key in dates if sample.get(key)}
    return office.approved(PENALTY, **answers)


def publish(desk: Desk, item: Item) -> None:
    desk.outbox.queue(item.id)
    desk.outbox.send(item.id)


def test_over_the_year_s_end_a_date_is_provisional_until_its_notice_and_then_moves(
    desk: Desk, office: Office, clock: FixedClock
) -> None:
    clock.now = datetime(2026, 12, 28, 9)
    item = penalty(desk, office, "2026-12-28")
    opened = desk.drafts.open(item.id)
    due = desk.deadlines.due(opened.form, opened.answers)
    assert due is not None
    assert (due.at, due.provisional) == (D("2027-01-05"), True)  # 29, 30, 31, 4, 5
    late_in = penalty(desk, office, "2027-02-03")
    proposal: Proposal = desk.holidays.read(NOTICE)
    assert [moved.item.id for moved in proposal.moved] == [late_in.id]
    desk.holidays.adopt(proposal, "李核对")
    due = desk.deadlines.due(opened.form, opened.answers)
    assert due is not None
    assert (due.at, due.provisional) == (D("2027-01-05"), False)

    overdue_on = [
        day for day in days(clock, "2026-12-28", "2027-01-08") if counted(desk, Figure.OVERDUE) == 1
    ]
    assert overdue_on == [D("2027-01-06"), D("2027-01-07"), D("2027-01-08")]


def test_february_of_a_leap_year_has_its_day(desk: Desk, office: Office, clock: FixedClock) -> None:
    """A sheet posted on 15 February 2028: seven days for objections, fifteen on the board, the 29th counted."""
    clock.now = datetime(2028, 2, 15, 9)
    item = office.approved(ALLOWANCE)
    desk.postings.record(item.id, VILLAGE, D("2028-02-15"), witness="钱样", sheet="原件")
    (hanging,) = desk.sheets.of(item.id)
    assert hanging.clocks.posting is not None
    assert hanging.clocks.posting.last_day == D("2028-03-01")  # 16 February is the first of 15 days
    down = [
        day
        for day in days(clock, "2028-02-15", "2028-03-10")
        if any(todo.duty.name == "TAKE_DOWN" for todo in desk.board_duties.todo())
    ]
    assert down
    assert down[0] == hanging.clocks.may_come_down_on
    assert down[0] > D("2028-03-01")


def test_a_request_runs_for_twenty_working_days_and_is_late_on_the_next(
    desk: Desk, office: Office, clock: FixedClock
) -> None:
    """Received on 23 September 2026: the 20th working day is 28 October."""
    clock.now = datetime(2026, 9, 23, 9)
    request = desk.requests.register(
        Way.IN_PERSON, D("2026-09-23"), "某项资金使用情况", Applicant("自然人", "赵示例")
    )
    seen = {}
    for day in days(clock, "2026-09-23", "2026-10-30"):
        seen[day] = desk.requests.get(request.id).state[0]
    assert seen[D("2026-10-27")] == "还有 1 天"
    assert seen[D("2026-10-28")] == "今天到期"
    assert seen[D("2026-10-29")] == "逾期 1 天"
    desk.requests.answered(request.id, Answer.GRANTED, D("2026-10-30"))
    assert desk.requests.get(request.id).state == ("逾期答复", "red")


def test_a_quarter_s_duties_come_and_go_as_they_are_done(
    desk: Desk, office: Office, clock: FixedClock
) -> None:
    """A township's quarterly sheets: due on 15 October; the National holiday does not move the 15th."""
    clock.now = datetime(2026, 9, 2, 9)
    office.draft("service-items.guide")
    form = "village.village-affairs-quarterly"
    listed: dict[date, list[str]] = {}
    for day in days(clock, "2026-09-28", "2026-10-20"):
        open_now = [one for one in desk.recurring.open() if one.form == form]
        listed[day] = [f"{one.period} {one.due_on}" for one in open_now]
        if day == D("2026-10-09"):
            desk.recurring.begin(form, open_now[0].period)
    assert listed[D("2026-09-30")] == []
    assert listed[D("2026-10-01")] == ["2026年第三季度 2026-10-15"]
    assert listed[D("2026-10-09")] == ["2026年第三季度 2026-10-15"]
    assert listed[D("2026-10-10")] == []


def test_after_weeks_of_work_the_story_is_whole(desk: Desk, office: Office, clock: FixedClock) -> None:
    for day in days(clock, "2026-12-20", "2027-01-10"):
        if day.weekday() == 0:
            publish(desk, penalty(desk, office, day.isoformat()))
    verdict = desk.chain.verify()
    assert verdict.is_whole
    years = [date(event.at.year, 1, 1) for event in map_events(desk)]
    assert set(years) == {D("2026-01-01"), D("2027-01-01")}
    assert desk.ledger.count(Filters(year=2026)) == 2
    assert desk.ledger.count(Filters(year=2027)) == 1


def map_events(desk: Desk):
    return [event for row in desk.ledger.rows(Filters()) for event in desk.story(row.id)]
