"""The two clocks of a sheet on a board, by the facts' examples."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.core.board.clocks import PostingRule, clocks, counted_from, moved
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Photo, Stage
from desktop_app.core.calendar.publicity import PublicityPeriod
from desktop_app.core.calendar.workdays import WorkCalendar

D = date.fromisoformat
LAW = PostingRule(15, D("2026-01-01"), "《村民委员会组织法》第三十五条")
VILLAGE, TOWN = Place("永发村", "村委会公示栏"), Place("", "政务大厅公示栏")
SEVEN = PublicityPeriod(amount=7, text="7天")


@pytest.mark.parametrize(
    ("posted", "objections_until", "posted_until", "down"),
    [
        ("2026-11-23", "2026-11-30", "2026-12-08", "2026-12-09"),
        ("2026-09-24", "2026-10-08", "2026-10-09", "2026-10-10"),
        ("2026-02-06", "2026-02-13", "2026-02-21", "2026-02-24"),
        ("2026-12-24", "2026-12-31", "2027-01-08", "2027-01-11"),
        ("2028-02-20", "2028-02-28", "2028-03-06", "2028-03-07"),
    ],
    ids=["plain", "national day", "spring festival", "year end", "leap year"],
)
def test_a_sheet_in_a_village_has_two_clocks(
    calendar: WorkCalendar, posted: str, objections_until: str, posted_until: str, down: str
) -> None:
    found = clocks(SEVEN, [LAW], VILLAGE, D(posted), calendar)
    assert found.objection is not None
    assert found.posting is not None
    assert found.objection.last_day == D(objections_until)
    assert found.posting.last_day == D(posted_until)
    assert found.may_come_down_on == D(down)
    assert not found.ended(D(posted_until))
    assert found.ended(D(down))


def test_the_law_of_villages_holds_neither_elsewhere_nor_before_it_came_into_force(
    calendar: WorkCalendar,
) -> None:
    assert clocks(SEVEN, [LAW], TOWN, D("2026-11-23"), calendar).posting is None
    assert clocks(SEVEN, [LAW], VILLAGE, D("2025-12-31"), calendar).posting is None


def test_a_longer_term_of_the_form_itself_holds(calendar: WorkCalendar) -> None:
    spec = PublicityPeriod(amount=10, text="10天", posting_min_days=20, source="本县办法")
    found = clocks(spec, [LAW], VILLAGE, D("2026-11-23"), calendar).posting
    assert found is not None
    assert (found.days, found.source, found.last_day) == (20, "本县办法", D("2026-12-13"))


def test_each_clock_shows_how_it_was_counted(calendar: WorkCalendar) -> None:
    found = clocks(SEVEN, [LAW], VILLAGE, D("2026-09-24"), calendar)
    assert found.objection is not None
    assert found.posting is not None
    assert "末日 2026-10-01（周四）不上班" in found.objection.explain()
    assert found.posting.explain() == (
        "2026-09-24（周四）张贴，09-25 为第一天，张贴不少于15天，按自然日连续计算，"
        "2026-10-09（周五）满15天。（《村民委员会组织法》第三十五条）"
    )


def photo(taken: str, stage: Stage = Stage.POSTED) -> Photo:
    return Photo("p", stage, "a.jpg", "", datetime.fromisoformat(taken), datetime(2026, 11, 26))


@pytest.mark.parametrize(
    ("photos", "counted"),
    [
        ([], "2026-11-26"),
        ([photo("2026-11-24T09:00")], "2026-11-24"),
        ([photo("2026-11-25T09:00")], "2026-11-26"),
        ([photo("2026-11-24T09:00", Stage.BETWEEN)], "2026-11-26"),
    ],
    ids=["no photo", "photo of that day", "photo of another day", "photo of another stage"],
)
def test_a_day_that_has_passed_counts_only_when_a_photo_proves_it(photos: list[Photo], counted: str) -> None:
    assert counted_from(D("2026-11-24"), D("2026-11-26"), D("2026-11-20"), photos) == D(counted)


def test_nothing_counts_from_before_its_approval() -> None:
    proof = [photo("2026-11-24T09:00")]
    assert counted_from(D("2026-11-24"), D("2026-11-26"), D("2026-11-25"), proof) == D("2026-11-25")


def test_dates_printed_too_early_are_named(calendar: WorkCalendar) -> None:
    clock = clocks(SEVEN, [LAW], VILLAGE, D("2026-11-25"), calendar).objection
    assert "不能倒签" in moved((D("2026-11-24"), D("2026-11-30")), clock)
    assert moved((D("2026-11-26"), D("2026-12-02")), clock) == ""
    assert moved((D("2026-12-26"), D("2027-01-02")), clock) == ""
    assert moved(None, clock) == ""


def test_a_sheet_that_promises_more_days_keeps_its_word(calendar: WorkCalendar) -> None:
    found = clocks(SEVEN, [LAW], VILLAGE, D("2026-11-23"), calendar, D("2026-12-15"))
    assert found.objection is not None
    assert found.objection.last_day == D("2026-12-15")
    assert "按告示算" in found.objection.explain()
    assert found.may_come_down_on == D("2026-12-16")
