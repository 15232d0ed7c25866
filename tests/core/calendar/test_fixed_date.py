from __future__ import annotations

from datetime import date

import msgspec
import pytest

from desktop_app.core.calendar.fixed_date import FixedDate, next_due
from desktop_app.core.calendar.workdays import WorkCalendar

D = date.fromisoformat
ANNUAL_REPORT = FixedDate(1, 31, "每年1月31日前公布年度报告", "政府信息公开条例第四十九条")


@pytest.mark.parametrize(
    ("today", "at", "safe"),
    [
        ("2026-11-23", "2027-01-31", "2027-01-29"),
        ("2026-01-31", "2026-01-31", "2026-01-30"),
        ("2025-02-01", "2026-01-31", "2026-01-30"),
    ],
)
def test_the_next_date_does_not_roll_and_reminds_on_the_last_working_day(
    calendar: WorkCalendar, today: str, at: str, safe: str
):
    result = next_due(ANNUAL_REPORT, D(today), calendar)
    assert (result.at, result.safe_on) == (D(at), D(safe))


def test_a_date_in_an_unknown_year_is_provisional(calendar: WorkCalendar):
    result = next_due(ANNUAL_REPORT, D("2026-11-23"), calendar)
    assert result.provisional
    assert result.skipped == ((D("2027-01-31"), "周末"),)
    assert result.explain().splitlines()[1] == "规则：每年1月31日前公布年度报告（政府信息公开条例第四十九条）"


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 31), (13, 1)])
def test_a_day_that_not_every_year_has_is_refused(month: int, day: int):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"month": month, "day": day, "text": "t"}, FixedDate)
