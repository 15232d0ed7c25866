from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.calendar.notice import Holiday, Notice
from desktop_app.core.calendar.workdays import WorkCalendar

D = date.fromisoformat
DAYS = st.dates(D("2023-06-01"), D("2028-12-31"))
COUNTS = st.integers(0, 60)


def days_of(year: int) -> list[date]:
    return [
        D(f"{year}-01-01") + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_our_data_agree_day_by_day_with_chinesecalendar(calendar: WorkCalendar, year: int):
    ours = [day for day in days_of(year) if calendar.is_working(day)]
    theirs = [day for day in days_of(year) if chinese_calendar.is_workday(day)]
    assert ours == theirs


def test_2026_has_248_working_days_spread_over_its_months(calendar: WorkCalendar):
    by_month = [0] * 12
    for day in days_of(2026):
        by_month[day.month - 1] += calendar.is_working(day)
    assert by_month == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2026-02-23", "春节"),
        ("2026-11-28", "周末"),
        ("2026-11-23", ""),
        ("2026-10-10", ""),
        ("2025-10-06", "国庆节、中秋节"),
    ],
)
def test_a_day_off_has_a_name(calendar: WorkCalendar, day: str, reason: str):
    assert calendar.day_off(D(day)) == reason


def test_a_make_up_day_names_its_festival(calendar: WorkCalendar):
    assert calendar.make_ups(D("2026-02-01"), D("2026-02-28")) == (
        (D("2026-02-14"), "春节"),
        (D("2026-02-28"), "春节"),
    )
    assert calendar.make_up(D("2026-02-13")) == ""


@pytest.mark.parametrize(
    ("day", "provisional"),
    [
        ("2026-12-24", False),
        ("2026-12-25", True),
        ("2027-06-09", True),
        ("2025-12-31", False),
        ("2017-08-01", True),
    ],
)
def test_a_day_is_provisional_while_a_notice_may_move_it(calendar: WorkCalendar, day: str, provisional: bool):
    assert calendar.is_provisional(D(day)) is provisional


def test_the_law_alone_decides_a_year_without_any_file():
    bare = WorkCalendar([])
    assert [bare.day_off(D(day)) for day in ("2031-01-01", "2031-05-02", "2031-10-03", "2031-10-06")] == [
        "元旦",
        "劳动节",
        "国庆节",
        "",
    ]


def test_lunar_festivals_of_2027_are_known_before_the_notice(calendar: WorkCalendar):
    off = [f"{day:%m-%d}" for day in days_of(2027) if calendar.day_off(day) not in ("", "周末")]
    assert off == [
        *("01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15"),
        *("10-01", "10-02", "10-03"),
    ]


def _notice(**changes: object) -> Notice:
    return Notice(**{"year": 2027, "source": "试", "statutory": {"元旦": (D("2027-01-01"),)}, **changes})  # type: ignore[arg-type]


def test_a_final_notice_replaces_the_provisional_one_whatever_the_order():
    final = _notice(holidays=(Holiday("元旦", D("2027-01-01"), D("2027-01-03")),))
    provisional = _notice(provisional=True, statutory={"元旦": (D("2027-01-01"),), "误": (D("2027-03-01"),)})
    for notices in ([final, provisional], [provisional, final]):
        assert WorkCalendar(notices).is_working(D("2027-03-01"))
        assert not WorkCalendar(notices).is_provisional(D("2027-03-01"))


def test_a_later_notice_for_the_same_year_wins():
    first = _notice(issued_on=D("2026-11-01"), holidays=(Holiday("春节", D("2027-02-05"), D("2027-02-12")),))
    second = _notice(issued_on=D("2026-12-01"), holidays=(Holiday("春节", D("2027-02-05"), D("2027-02-11")),))
    assert WorkCalendar([second, first]).is_working(D("2027-02-12"))


def test_a_supplement_turns_a_make_up_day_into_a_day_off():
    main = _notice(holidays=(Holiday("春节", D("2027-02-05"), D("2027-02-11"), (D("2027-02-20"),)),))
    extension = _notice(statutory={}, holidays=(Holiday("春节延长", D("2027-02-12"), D("2027-02-20")),))
    calendar = WorkCalendar([extension, main])
    assert calendar.day_off(D("2027-02-20")) == "春节延长"
    assert calendar.make_up(D("2027-02-20")) == ""
    assert calendar.day_off(D("2027-02-08")) == "春节"


def test_a_new_years_notice_reaches_into_the_december_before():
    spill = Holiday("元旦", D("2018-12-30"), D("2019-01-01"), (D("2018-12-29"),))
    calendar = WorkCalendar([_notice(year=2019, statutory={"元旦": (D("2019-01-01"),)}, holidays=(spill,))])
    assert calendar.is_working(D("2018-12-29"))
    assert calendar.day_off(D("2018-12-31")) == "元旦"


@given(start=DAYS, earlier=st.integers(0, 40), n=COUNTS)
def test_counting_is_monotone_in_its_start(calendar: WorkCalendar, start: date, earlier: int, n: int):
    assert calendar.add_workdays(start - timedelta(days=earlier), n) <= calendar.add_workdays(start, n)


@given(start=DAYS, n=COUNTS, m=COUNTS)
def test_counting_in_two_parts_gives_the_same_day(calendar: WorkCalendar, start: date, n: int, m: int):
    assert calendar.add_workdays(start, n + m) == calendar.add_workdays(calendar.add_workdays(start, n), m)


@given(start=DAYS, n=st.integers(1, 60), sign=st.sampled_from([1, -1]))
def test_counting_ends_on_a_working_day_with_exactly_n_of_them(
    calendar: WorkCalendar, start: date, n: int, sign: int
):
    end = calendar.add_workdays(start, sign * n)
    first, last = sorted((start + timedelta(days=sign), end))
    assert calendar.is_working(end)
    assert (last - first).days + 1 - len(calendar.skipped(first, last)) == n


@given(day=DAYS)
def test_rolling_is_idempotent_and_ends_on_a_working_day(calendar: WorkCalendar, day: date):
    forward, back = calendar.roll_forward(day), calendar.roll_back(day)
    assert back <= day <= forward
    assert calendar.is_working(back)
    assert calendar.is_working(forward)
    assert calendar.roll_forward(forward) == forward
    assert calendar.roll_back(back) == back


@given(start=DAYS, n=st.integers(-40, 40).filter(bool))
def test_the_safe_day_is_never_later_than_the_computed_one(calendar: WorkCalendar, start: date, n: int):
    assert calendar.safe_add(start, n) <= calendar.add_workdays(start, n)
    assert calendar.safe_back(start) <= calendar.roll_back(start)


@given(start=st.dates(D("2024-01-01"), D("2026-08-31")), n=st.integers(1, 40))
def test_in_announced_years_the_safe_day_is_the_computed_one(calendar: WorkCalendar, start: date, n: int):
    assert calendar.safe_add(start, n) == calendar.add_workdays(start, n)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@given(data=st.data(), n=st.integers(1, 20))
def test_what_was_safe_before_the_notice_is_in_time_after_it(
    calendar: WorkCalendar, year: int, data: st.DataObject, n: int
):
    start = data.draw(st.dates(date(year, 1, 1), date(year, 11, 15)))
    by_law = {name: tuple(days) for name, days in calendar.statutory[year].items()}
    ignorant = WorkCalendar([Notice(year=year, source="法", provisional=True, statutory=by_law)])
    assert ignorant.safe_add(start, n) <= calendar.add_workdays(start, n)
    if ignorant.safe_back(start).year == year:
        assert calendar.is_working(ignorant.safe_back(start))
