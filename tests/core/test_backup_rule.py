from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.backup_rule import superseded

START = date(2026, 1, 1)


def kept_after(days: int) -> list[date]:
    kept: set[date] = set()
    for number in range(days):
        kept.add(START + timedelta(days=number))
        kept -= set(superseded(kept))
    return sorted(kept)


def test_after_two_years_of_daily_backups_week_months_and_year_are_still_there():
    kept = kept_after(730)
    last = START + timedelta(days=729)
    assert kept[-7:] == [last - timedelta(days=ago) for ago in range(6, -1, -1)]
    assert len(kept) <= 7 + 5 + 12
    assert kept[0] <= last - timedelta(days=330)


def test_nothing_is_removed_while_there_are_few():
    assert superseded([START + timedelta(days=number) for number in range(7)]) == []


def test_a_clock_that_jumped_ahead_costs_no_earlier_backup():
    days = [START, START + timedelta(days=1), date(2099, 1, 1)]
    assert superseded(days) == []


@given(st.sets(st.dates(date(2000, 1, 1), date(2100, 1, 1)), max_size=60))
def test_the_newest_is_always_kept_and_the_rule_settles(days: set[date]):
    gone = set(superseded(days))
    assert not days or max(days) not in gone
    assert superseded(days - gone) == []
