from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desktop_app.core.calendar.wording import chinese_date, full, listed, short

D = date.fromisoformat


def test_days_and_minutes_carry_their_weekday():
    assert full(D("2026-12-21")) == "2026-12-21（周一）"
    assert full(datetime.fromisoformat("2026-10-02T17:30")) == "2026-10-02 17:30（周五）"


def test_a_day_of_another_year_is_written_whole():
    assert (short(D("2026-01-05"), 2026), short(D("2027-01-05"), 2026)) == ("01-05", "2027-01-05")


def test_a_printed_date_has_no_leading_zeros():
    assert chinese_date(D("2026-01-05")) == "2026年1月5日"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ([("2026-11-07", "周末"), ("2026-11-08", "周末")], "11-07、11-08（周末）"),
        ([("2026-11-07", "周末"), ("2026-11-14", "周末")], "11-07、11-14（周末）"),
        ([(f"2026-10-0{n}", "国庆节") for n in range(1, 8)], "10-01至10-07（国庆节）"),
        ([("2026-10-07", "国庆节"), ("2026-10-11", "周末")], "10-07（国庆节），10-11（周末）"),
        ([], ""),
    ],
)
def test_days_in_a_row_are_drawn_together(days: list[tuple[str, str]], text: str):
    assert listed([(D(day), name) for day, name in days], 2026) == text


def test_a_row_across_the_year_end_stays_one_row():
    days = [(D("2026-12-31") + timedelta(days=n), "元旦") for n in range(4)]
    assert listed(days, 2026) == "12-31至2027-01-03（元旦）"
