"""A ledger's line: when it counts as late."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop_app.core.ledger.entry import is_late


@pytest.mark.parametrize(
    ("due", "reached", "late"),
    [
        ("2026-09-30", datetime(2026, 9, 30, 23, 59), False),
        ("2026-09-30", datetime(2026, 10, 1), True),
        ("2026-09-30T22:30:00", datetime(2026, 9, 30, 22, 30), False),
        ("2026-09-30T22:30:00", datetime(2026, 9, 30, 22, 31), True),
        ("", datetime(2026, 9, 30), False),
    ],
)
def test_a_day_ends_with_it_and_a_minute_at_once(due: str, reached: datetime, late: bool) -> None:
    assert is_late(due, reached) is late
