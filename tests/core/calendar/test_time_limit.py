from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.calendar.dates import add_months
from desktop_app.core.calendar.due import strictest
from desktop_app.core.calendar.errors import EventOutOfRange, EventTimeMissing
from desktop_app.core.calendar.time_limit import TimeLimit, due
from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.errors import BugError

D = date.fromisoformat
T = datetime.fromisoformat


def limit(amount: int, unit: str, **more: object) -> TimeLimit:
    given = {
        "event": "作出决定",
        "text": f"{amount} {unit}",
        "source": "依据",
        "amount": amount,
        "unit": unit,
        **more,
    }
    return msgspec.convert(given, TimeLimit)


BUDGET = limit(20, "day", event="批复预算", text="批复后20日内", source="预算法第十四条")


class TestCalendarDays:
    """民法典 art. 201 and 203; budgets: 预算法 art. 14."""

    @pytest.mark.parametrize(
        ("approved", "raw", "last", "safe"),
        [
            ("2026-01-28", "2026-02-17", "2026-02-24", "2026-02-14"),
            ("2026-02-03", "2026-02-23", "2026-02-24", "2026-02-14"),
            ("2026-09-10", "2026-09-30", "2026-09-30", "2026-09-30"),
            ("2026-09-15", "2026-10-05", "2026-10-08", "2026-09-30"),
            ("2026-11-03", "2026-11-23", "2026-11-23", "2026-11-23"),
        ],
    )
    def test_budget_20_days(self, calendar: WorkCalendar, approved: str, raw: str, last: str, safe: str):
        result = due([BUDGET], D(approved), calendar)
        assert (result.raw, result.at, result.safe_on) == (D(raw), D(last), D(safe))
        assert not result.provisional

    @pytest.mark.parametrize(
        ("issued", "raw", "last"),
        [("2017-07-25", "2017-08-24", "2017-08-24"), ("2017-07-28", "2017-08-27", "2017-08-28")],
    )
    def test_work_plan_30_days_in_a_year_without_data(
        self, calendar: WorkCalendar, issued: str, raw: str, last: str
    ):
        result = due([limit(30, "day")], D(issued), calendar)
        assert (result.raw, result.at, result.provisional) == (D(raw), D(last), True)

    def test_a_limit_that_does_not_roll_ends_on_the_day_off(self, calendar: WorkCalendar):
        result = due([limit(20, "day", roll="none")], D("2026-09-15"), calendar)
        assert (result.at, result.safe_on) == (D("2026-10-05"), D("2026-09-30"))

    def test_the_safe_day_is_never_before_the_event(self, calendar: WorkCalendar):
        result = due([limit(3, "day")], D("2026-10-02"), calendar)
        assert (result.raw, result.at, result.safe_on) == (D("2026-10-05"), D("2026-10-08"), D("2026-10-08"))

    def test_the_computation_can_be_followed(self, calendar: WorkCalendar):
        assert due([BUDGET], D("2026-09-15"), calendar).steps == (
            "批复预算 2026-09-15（周二）",
            "09-16 起算",
            "第20天届满为 2026-10-05（周一）",
            "末日不上班，跳过 10-05至10-07（国庆节）顺延",
            "2026-10-08（周四）到期",
        )


class TestWorkingDays:
    """Decisions: 国办发〔2018〕118号 and the county's own rule; disclosure: 条例 art. 26."""

    @pytest.mark.parametrize(
        ("event", "amount", "last"),
        [
            ("2026-02-09", 5, "2026-02-14"),
            ("2026-02-12", 5, "2026-02-26"),
            ("2026-04-28", 5, "2026-05-08"),
            ("2026-09-18", 5, "2026-09-24"),
            ("2026-09-29", 5, "2026-10-12"),
            ("2026-11-20", 5, "2026-11-27"),
            ("2026-01-30", 7, "2026-02-10"),
            ("2026-09-24", 7, "2026-10-12"),
            ("2026-09-30", 3, "2026-10-10"),
            ("2026-01-28", 20, "2026-03-03"),
            ("2026-02-10", 20, "2026-03-16"),
            ("2026-04-24", 20, "2026-05-26"),
            ("2026-09-15", 20, "2026-10-19"),
            ("2026-09-23", 20, "2026-10-28"),
            ("2026-11-23", 20, "2026-12-21"),
        ],
    )
    def test_worked_examples(self, calendar: WorkCalendar, event: str, amount: int, last: str):
        result = due([limit(amount, "working_day")], D(event), calendar)
        assert result.at == result.raw == result.safe_on == D(last)
        assert not result.provisional

    def test_the_event_has_a_time_but_whole_days_count(self, calendar: WorkCalendar):
        assert due([limit(5, "working_day")], T("2026-11-20T16:59"), calendar).at == D("2026-11-27")

    def test_a_span_into_an_unknown_year_is_provisional_and_says_so(self, calendar: WorkCalendar):
        result = due([limit(5, "working_day")], D("2026-12-28"), calendar)
        assert (result.at, result.provisional) == (D("2027-01-05"), True)
        assert result.safe_on < result.at
        assert result.steps[-1] == "暂定，待国务院办公厅公布 2027 年放假安排（或尚未导入）"

    def test_make_up_days_are_named_as_counted(self, calendar: WorkCalendar):
        assert due([limit(5, "working_day")], D("2026-09-29"), calendar).steps == (
            "作出决定 2026-09-29（周二）",
            "09-30 起算",
            "跳过 10-01至10-07（国庆节），10-11（周末）",
            "10-10 为调休上班日，计入",
            "2026-10-12（周一）到期",
        )

    def test_counting_back_from_a_hearing_leaves_that_many_working_days(self, calendar: WorkCalendar):
        result = due([limit(7, "working_day", direction="before")], D("2026-10-14"), calendar)
        assert (result.at, result.safe_on) == (D("2026-09-29"), D("2026-09-29"))
        assert D("2026-10-01") in dict(result.skipped)


class TestHours:
    """Clocks run through nights and holidays: 民法典 art. 201(2)."""

    @pytest.mark.parametrize(
        ("known", "hours", "last"),
        [
            ("2026-11-23T22:40", 5, "2026-11-24T03:40"),
            ("2026-11-23T22:40", 24, "2026-11-24T22:40"),
            ("2026-11-23T22:40", 48, "2026-11-25T22:40"),
            ("2026-09-30T17:30", 5, "2026-09-30T22:30"),
            ("2026-09-30T17:30", 24, "2026-10-01T17:30"),
            ("2026-09-30T17:30", 48, "2026-10-02T17:30"),
            ("2026-10-01T01:05", 5, "2026-10-01T06:05"),
            ("2026-10-01T01:05", 24, "2026-10-02T01:05"),
            ("2026-10-01T01:05", 48, "2026-10-03T01:05"),
        ],
    )
    def test_worked_examples(self, calendar: WorkCalendar, known: str, hours: int, last: str):
        result = due([limit(hours, "hour")], T(known), calendar)
        assert (result.at, result.safe_on) == (T(last), T(last).date())
        assert result.skipped == ()
        assert not result.provisional

    def test_a_moment_of_another_zone_is_read_as_beijing_time(self, calendar: WorkCalendar):
        result = due([limit(5, "hour")], datetime(2026, 11, 23, 14, 40, tzinfo=UTC), calendar)
        assert result.at == T("2026-11-24T03:40")

    def test_hours_after_a_mere_day_ask_for_the_minute(self, calendar: WorkCalendar):
        with pytest.raises(EventTimeMissing, match="精确到分"):
            due([limit(24, "hour")], D("2026-11-23"), calendar)

    def test_hours_before_a_mere_day_count_from_its_first_minute(self, calendar: WorkCalendar):
        result = due([limit(24, "hour", direction="before")], D("2026-11-25"), calendar)
        assert result.at == T("2026-11-24T00:00")
        assert "没有填几点，按当天 00:00 算" in result.steps

    def test_an_outage_in_a_holiday_is_safely_announced_before_it(self, calendar: WorkCalendar):
        result = due([limit(24, "hour", direction="before", event="停水")], T("2026-10-04T08:00"), calendar)
        assert (result.at, result.safe_on) == (T("2026-10-03T08:00"), D("2026-09-30"))
        assert result.steps[-1] == "最迟 2026-10-03 08:00（周六）公开"


class TestMonths:
    """民法典 art. 202."""

    @pytest.mark.parametrize(
        ("start", "months", "end"),
        [
            ("2026-08-31", 1, "2026-09-30"),
            ("2026-01-31", 1, "2026-02-28"),
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-11-23", 3, "2027-02-23"),
            ("2026-11-23", 12, "2027-11-23"),
            ("2026-11-23", 36, "2029-11-23"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -1, "2025-12-15"),
        ],
    )
    def test_months_end_on_the_corresponding_day(self, start: str, months: int, end: str):
        assert add_months(D(start), months) == D(end)

    def test_a_month_that_ends_on_a_sunday_of_an_unknown_year_rolls_provisionally(
        self, calendar: WorkCalendar
    ):
        result = due([limit(3, "month")], D("2026-11-30"), calendar)
        assert (result.raw, result.at, result.provisional) == (D("2027-02-28"), D("2027-03-01"), True)
        assert "第3个月届满为 2027-02-28（周日）" in result.steps

    def test_months_before_keep_the_minute(self, calendar: WorkCalendar):
        result = due([limit(1, "month", direction="before")], T("2026-03-31T09:00"), calendar)
        assert (result.at, result.safe_on) == (T("2026-02-28T09:00"), D("2026-02-28"))


class TestBefore:
    def test_a_planned_power_cut_is_announced_seven_days_before(self, calendar: WorkCalendar):
        result = due([limit(7, "day", direction="before", event="停电")], D("2026-10-10"), calendar)
        assert (result.at, result.safe_on) == (D("2026-10-03"), D("2026-09-30"))

    @given(
        event=st.dates(D("2024-01-10"), D("2026-11-30")),
        amount=st.integers(1, 60),
        unit=st.sampled_from(["day", "working_day", "month"]),
    )
    def test_nothing_is_ever_moved_closer_to_the_event(
        self, calendar: WorkCalendar, event: date, amount: int, unit: str
    ):
        result = due([limit(amount, unit, direction="before")], event, calendar)
        assert result.safe_on <= result.at == result.raw < event


@given(
    event=st.dates(D("2024-01-01"), D("2028-12-31")),
    amount=st.integers(1, 60),
    unit=st.sampled_from(["day", "working_day", "month"]),
)
def test_the_legal_last_day_is_a_working_day_on_or_after_the_raw_one(
    calendar: WorkCalendar, event: date, amount: int, unit: str
):
    result = due([limit(amount, unit)], event, calendar)
    assert event <= result.safe_on <= result.at
    assert result.raw <= result.at
    assert calendar.is_working(result.at)
    assert result.provisional == any("暂定" in step for step in result.steps)


class TestSeveralLimits:
    COUNTY = limit(5, "working_day", text="5个工作日内", source="县里规定")
    NATION = limit(7, "working_day", text="7个工作日内", source="国办发〔2018〕118号")
    OUTER = limit(20, "working_day", text="20个工作日内", source="条例第二十六条")

    def test_the_earliest_wins_and_the_outermost_stands_last(self, calendar: WorkCalendar):
        result = due([self.OUTER, self.COUNTY, self.NATION], D("2026-11-20"), calendar)
        assert result.at == D("2026-11-27")
        assert [other.limit for other in result.others] == [self.NATION, self.OUTER]
        assert result.explain().splitlines() == [
            "最迟公开：2026-11-27（周五）",
            "规则：5个工作日内（县里规定）",
            "计算：作出决定 2026-11-20（周五），11-21 起算，跳过 11-21、11-22（周末），"
            "2026-11-27（周五）到期",
            "另有期限：7个工作日内（国办发〔2018〕118号），2026-12-01（周二）到期",
            "最长期限：20个工作日内（条例第二十六条），2026-12-18（周五）到期",
        ]

    def test_a_minute_comes_before_the_midnight_that_ends_the_day(self, calendar: WorkCalendar):
        by_hour = due([limit(24, "hour")], T("2026-11-23T10:00"), calendar)
        by_day = due([limit(1, "day")], T("2026-11-23T10:00"), calendar)
        assert strictest([by_day, by_hour]).at == T("2026-11-24T10:00")

    def test_no_limit_at_all_is_our_own_fault(self, calendar: WorkCalendar):
        with pytest.raises(BugError):
            due([], D("2026-11-23"), calendar)


def test_an_earlier_safe_day_is_shown(calendar: WorkCalendar):
    lines = due([BUDGET], D("2026-01-28"), calendar).explain().splitlines()
    assert lines[0] == "最迟公开：2026-02-24（周二）"
    assert "稳妥日期：2026-02-14（周六）或更早" in lines


def test_json_holds_dates_minutes_and_skipped_days(calendar: WorkCalendar):
    limits = [limit(24, "hour"), BUDGET]
    shape = due(limits, T("2026-09-15T08:00"), calendar).as_json()
    assert (shape["due"], shape["safe_on"]) == ("2026-09-16T08:00", "2026-09-16")
    outer = shape["others"][0]
    assert (outer["due"], outer["rule"], outer["source"]) == ("2026-10-08", "批复后20日内", "预算法第十四条")
    assert outer["skipped"][0] == {"date": "2026-10-05", "name": "国庆节"}
    assert msgspec.json.decode(msgspec.json.encode(shape)) == shape


@pytest.mark.parametrize("year", ["0202", "9999"])
def test_a_year_that_cannot_be_meant_is_refused(calendar: WorkCalendar, year: str):
    with pytest.raises(EventOutOfRange, match="请检查年份"):
        due([BUDGET], D(f"{year}-12-31"), calendar)


@pytest.mark.parametrize(
    "wrong", [{"amount": 0}, {"unit": "week"}, {"direction": "after"}, {"rol": "none"}, {"roll": "back"}]
)
def test_a_limit_is_read_strictly(wrong: dict[str, object]):
    right = {"event": "e", "text": "t", "amount": 1, "unit": "day"}
    assert msgspec.convert(right, TimeLimit).roll == "forward"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(right | wrong, TimeLimit)
