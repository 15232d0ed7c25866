"""Which automatic backups are kept: near days closely, far ones loosely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

DAYS, WEEKS, MONTHS = 7, 5, 12
"""How many days, weeks and months keep their last backup."""


def superseded(days: Iterable[date]) -> list[date]:
    """Return the days whose backups are not kept, oldest first.

    Kept are the last backups of the newest 7 days, 5 weeks and 12 months that have any. Only days with backups count,
    so that a clock that jumped, or a machine that was off for a year, removes nothing of what is left.
    """
    newest_first = sorted(set(days), reverse=True)
    kept = {
        *_last_of_each(newest_first, [day.isoformat() for day in newest_first], DAYS),
        *_last_of_each(newest_first, ["{}-{}".format(*day.isocalendar()[:2]) for day in newest_first], WEEKS),
        *_last_of_each(newest_first, [f"{day:%Y-%m}" for day in newest_first], MONTHS),
    }
    return sorted(set(newest_first) - kept)


def _last_of_each(days: Sequence[date], spans: Sequence[str], count: int) -> list[date]:
    """Return the newest day of each of the newest spans."""
    last: dict[str, date] = {}
    for day, span in zip(days, spans, strict=True):
        last.setdefault(span, day)
    return list(last.values())[:count]
