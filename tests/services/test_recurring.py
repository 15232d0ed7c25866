"""Recurring duties over months and a year end: they come by themselves, and go when they are done or left out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.services.desk import Desk
from desktop_app.services.recurring import ReasonMissing, RecurringError
from desktop_app.settings import Settings
from tests.services.conftest import FixedClock

pytestmark = pytest.mark.on_both_databases

AIR, WATER, STATS = (
    "environment.air-quality-report",
    "environment.drinking-water-report",
    "management.enforcement-stats",
)


@pytest.fixture
def bureau(desk: Desk, clock: FixedClock) -> Desk:
    """The office that leads the environment's reports, at work since early September."""
    clock.now = datetime(2026, 9, 2, 9)
    desk.save_settings(Settings(office_name="齐齐哈尔市龙江生态环境局", person="张三"))
    desk.drafts.delete(desk.drafts.create("service-items.guide").id)
    return desk


def listed(desk: Desk, form: str) -> list[tuple[str, str | None]]:
    return [
        (str(one.period), one.due_on.isoformat() if one.due_on else None)
        for one in desk.recurring.open()
        if one.form == form
    ]


def test_a_month_s_report_comes_when_the_month_is_over_and_goes_when_it_is_begun(
    bureau: Desk, clock: FixedClock
) -> None:
    assert listed(bureau, AIR) == [("2026年8月", "2026-09-15")]
    (one,) = [one for one in bureau.recurring.open() if one.form == AIR]
    item = bureau.recurring.begin(AIR, one.period)
    assert item.values["ended_on"] == "2026-08-31"
    assert item.due == "2026-09-15"
    assert listed(bureau, AIR) == []

    clock.now = datetime(2026, 10, 9, 9)
    assert listed(bureau, AIR) == [("2026年9月", "2026-10-15")]


def test_what_was_not_done_stays_and_the_older_stands_first(bureau: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 11, 2, 9)
    assert [words for words, _ in listed(bureau, AIR)] == ["2026年8月", "2026年9月", "2026年10月"]
    assert listed(bureau, WATER) == [("2026年第三季度", "2026-10-30")]


def test_a_late_report_counts_for_the_month_that_it_names(bureau: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 11, 2, 9)
    item = bureau.drafts.create(AIR)
    values = {**item.values, "ended_on": "2026-09-30"}
    bureau.drafts.save(item.id, values, "active", Confidentiality(), item.revision)
    assert [words for words, _ in listed(bureau, AIR)] == ["2026年8月", "2026年10月"]


def test_over_the_year_end_the_year_s_reports_come_on_the_first_of_january(
    bureau: Desk, clock: FixedClock
) -> None:
    bureau.save_settings(Settings(office_name="龙江县民政局", person="张三"))
    clock.now = datetime(2026, 12, 31, 23)
    assert listed(bureau, STATS) == []
    clock.now = datetime(2027, 1, 1, 8)
    assert listed(bureau, STATS) == [("2026年度", "2027-01-31")]  # a Sunday, and not moved
    clock.now = datetime(2028, 1, 3, 8)
    assert ("2027年度", "2028-01-31") in listed(bureau, STATS)


def test_what_is_not_this_office_s_and_was_never_done_is_not_asked_for(
    bureau: Desk, clock: FixedClock
) -> None:
    clock.now = datetime(2026, 10, 9, 9)
    assert listed(bureau, "village.village-finance") == []
    item = bureau.drafts.create("village.village-finance")
    values = {**item.values, "happened_on": "2026-06-30"}
    bureau.drafts.save(item.id, values, "active", Confidentiality(), item.revision)
    assert listed(bureau, "village.village-finance") == [("2026年第三季度", "2026-10-15")]


def test_a_period_is_left_out_with_a_reason_and_no_other(bureau: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 10, 9, 9)
    first, second = (one for one in bureau.recurring.open() if one.form == AIR)
    with pytest.raises(ReasonMissing):
        bureau.recurring.leave_out(AIR, first.period, " ")
    bureau.recurring.leave_out(AIR, first.period, "由市里统一公开")
    assert listed(bureau, AIR) == [(str(second.period), "2026-10-15")]


def test_a_new_office_owes_nothing_from_before_it_began(desk: Desk, clock: FixedClock) -> None:
    desk.save_settings(Settings(office_name="齐齐哈尔市龙江生态环境局", person="张三"))
    clock.now = datetime(2026, 11, 2, 9)
    assert desk.recurring.open() == []  # nothing was ever written here
    desk.drafts.create("service-items.guide")
    assert listed(desk, AIR) == [("2026年10月", "2026-11-16")]  # the 15th is a Sunday
    assert listed(desk, WATER) == []  # was due before


def test_budgets_are_listed_for_their_year_without_a_day_until_they_are_approved(
    bureau: Desk, clock: FixedClock
) -> None:
    bureau.save_settings(Settings(office_name="龙江县财政局", person="张三"))
    clock.now = datetime(2027, 1, 4, 9)
    assert listed(bureau, "finance.government-budget") == [("2027年度", None)]
    assert listed(bureau, "finance.government-final-accounts") == []
    clock.now = datetime(2027, 7, 1, 9)
    assert listed(bureau, "finance.government-final-accounts") == [("2026年度", None)]
    item = bureau.drafts.create("finance.government-budget")
    assert listed(bureau, "finance.government-budget") == []  # begun, though its day is not filled in yet
    values = {**item.values, "fiscal_year": 2028}
    bureau.drafts.save(item.id, values, "active", Confidentiality(), item.revision)
    assert listed(bureau, "finance.government-budget") == [("2027年度", None)]


def test_a_wrong_file_of_the_office_is_named(bureau: Desk) -> None:
    (bureau.folder / "recurring.yaml").write_text("duties: [{form: a.b, every: daily}]", "utf-8")
    with pytest.raises(RecurringError, match="recurring.yaml"):
        bureau.recurring.open()


def test_the_day_is_the_form_s_own_rule(bureau: Desk) -> None:
    (one,) = [one for one in bureau.recurring.open() if one.form == AIR]
    assert one.due is not None
    assert one.due.raw == date(2026, 9, 15)
    assert "2026-08-31" in one.due.explain()
