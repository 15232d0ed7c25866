from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.calendar.publicity import PublicityPeriod, minimum_ok, period
from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.errors import BugError

D = date.fromisoformat
ALLOWANCE = PublicityPeriod(7, "公示7天", posting_min_days=15)
COMMENTS = PublicityPeriod(30, "不少于30日", source="重大行政决策程序暂行条例第十五条")


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2026-11-23", "2026-11-24", "2026-12-23"),
        ("2026-09-01", "2026-09-02", "2026-10-08"),
        ("2026-01-20", "2026-01-21", "2026-02-24"),
    ],
)
def test_a_comment_period_of_30_days_closes_on_a_working_day(
    calendar: WorkCalendar, published: str, first: str, last: str
):
    result = period(COMMENTS, D(published), calendar)
    assert (result.first_day, result.last_day) == (D(first), D(last))


def test_objections_and_posting_are_two_clocks(calendar: WorkCalendar):
    result = period(ALLOWANCE, D("2026-11-23"), calendar)
    assert str(result) == "2026年11月24日至2026年11月30日（7天）"
    assert result.take_down_on == D("2026-12-09")
    assert result.steps == (
        "2026-11-23（周一）张贴",
        "11-24 为第一天",
        "2026-11-30（周一）截止",
        "张贴不少于15天，到 12-08 满期",
        "2026-12-09（周三）起可以取下",
    )


def test_without_a_legal_posting_period_the_sheet_comes_down_after_the_last_day(calendar: WorkCalendar):
    result = period(PublicityPeriod(5, "5个工作日", unit="working_day"), D("2026-11-20"), calendar)
    assert (result.last_day, result.take_down_on) == (D("2026-11-27"), D("2026-11-30"))
    assert str(result).endswith("（5个工作日）")
    assert "跳过 11-21、11-22（周末）" in result.steps


@pytest.mark.parametrize(
    ("spec", "posted", "first", "last", "days"),
    [
        (PublicityPeriod(7, "t", count_first_day=True), "2026-11-24", "2026-11-24", "2026-11-30", 7),
        (PublicityPeriod(7, "t"), "2026-11-21", "2026-11-22", "2026-11-30", 9),
        (PublicityPeriod(7, "t", roll="none"), "2026-11-21", "2026-11-22", "2026-11-28", 7),
        (PublicityPeriod(3, "t", unit="month"), "2026-05-25", "2026-05-26", "2026-08-25", 92),
        (
            PublicityPeriod(1, "t", unit="month", count_first_day=True),
            "2026-06-01",
            "2026-06-01",
            "2026-06-30",
            30,
        ),
        (
            PublicityPeriod(5, "t", unit="working_day", count_first_day=True),
            "2026-09-20",
            "2026-09-20",
            "2026-09-24",
            5,
        ),
    ],
)
def test_first_day_and_rolling_are_the_forms_choice(
    calendar: WorkCalendar, spec: PublicityPeriod, posted: str, first: str, last: str, days: int
):
    result = period(spec, D(posted), calendar)
    assert (result.first_day, result.last_day, result.days) == (D(first), D(last), days)


def test_a_moved_end_says_why(calendar: WorkCalendar):
    steps = period(PublicityPeriod(7, "t"), D("2026-11-21"), calendar).steps
    assert "末日 2026-11-28（周六）不上班，跳过 11-28、11-29（周末）顺延" in steps


def test_a_period_that_ends_in_an_unknown_year_is_provisional(calendar: WorkCalendar):
    result = period(COMMENTS, D("2026-12-10"), calendar)
    assert result.provisional
    assert "2027" in result.steps[-1]


@given(
    posted=st.dates(D("2024-01-01"), D("2028-12-31")),
    amount=st.integers(1, 40),
    unit=st.sampled_from(["day", "working_day"]),
    count_first_day=st.booleans(),
)
def test_a_period_is_never_too_short_by_its_own_count(
    calendar: WorkCalendar, posted: date, amount: int, unit: str, count_first_day: bool
):
    given = {"amount": amount, "text": "t", "unit": unit, "count_first_day": count_first_day}
    spec = msgspec.convert(given, PublicityPeriod)
    result = period(spec, posted, calendar)
    assert result.days >= amount
    assert calendar.is_working(result.last_day)
    assert result.last_day < result.take_down_on
    assert minimum_ok(posted, result.last_day, spec, calendar).ok


class TestMinimum:
    """713号令 art. 15: 30 days at least."""

    @pytest.mark.parametrize(
        ("end", "count_first_day", "ok", "after", "including"),
        [
            ("2026-12-22", False, False, 29, 30),
            ("2026-12-22", True, True, 29, 30),
            ("2026-12-23", False, True, 30, 31),
            ("2026-12-21", True, False, 28, 29),
            ("2026-11-20", False, False, 0, 0),
        ],
    )
    def test_both_ways_of_counting_are_told(
        self, end: str, count_first_day: bool, ok: bool, after: int, including: int
    ):
        spec = PublicityPeriod(30, "不少于30日", count_first_day=count_first_day)
        check = minimum_ok(D("2026-11-23"), D(end), spec)
        assert (check.ok, check.after_first_day, check.with_first_day) == (ok, after, including)

    def test_the_sentence_says_what_to_do(self):
        assert minimum_ok(D("2026-11-23"), D("2026-12-22"), COMMENTS).sentence == (
            "2026年11月23日至2026年12月22日，不算首日为29天，算首日为30天；按不算首日计算不足30天，请把截止日期往后推。"
        )
        assert minimum_ok(D("2026-11-23"), D("2026-12-23"), COMMENTS).sentence.endswith("，已满30天。")

    @pytest.mark.parametrize(("end", "ok"), [("2026-12-22", False), ("2026-12-23", True)])
    def test_months_are_compared_by_their_corresponding_day(self, end: str, ok: bool):
        assert minimum_ok(D("2026-11-23"), D(end), PublicityPeriod(1, "t", unit="month")).ok is ok

    @pytest.mark.parametrize(("end", "ok"), [("2026-10-10", False), ("2026-10-12", True)])
    def test_working_days_leave_out_the_holiday(self, calendar: WorkCalendar, end: str, ok: bool):
        spec = PublicityPeriod(5, "t", unit="working_day")
        assert minimum_ok(D("2026-09-29"), D(end), spec, calendar).ok is ok

    def test_working_days_without_a_calendar_are_our_own_fault(self):
        with pytest.raises(BugError):
            minimum_ok(D("2026-11-23"), D("2026-12-22"), PublicityPeriod(5, "t", unit="working_day"))
