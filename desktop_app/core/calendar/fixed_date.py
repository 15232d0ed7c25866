"""Duties that fall on the same date each year, such as the annual report."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Annotated

import msgspec

from desktop_app.core.calendar.due import Due
from desktop_app.core.calendar.wording import full, provisional_note
from desktop_app.core.calendar.workdays import WorkCalendar

_COMMON_YEAR = 2025


class FixedDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date by which something is due each year; 「在…前」 is not moved past a holiday.

    Args:
        month: 1 to 12.
        day: a day that every year has.
        text: the duty in Chinese words for people.
        source: legal basis.

    Source: 政府信息公开条例 art. 49 (31 January, 31 March).
    """

    month: Annotated[int, msgspec.Meta(ge=1, le=12)]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)]
    text: str
    source: str = ""

    def __post_init__(self) -> None:
        if self.day > monthrange(_COMMON_YEAR, self.month)[1]:
            raise ValueError(f"{self.month} 月没有 {self.day} 日")

    def on_or_after(self, today: date) -> date:
        """Return the next such date; today counts."""
        this_year = date(today.year, self.month, self.day)
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def next_due(fixed: FixedDate, today: date, calendar: WorkCalendar) -> Due:
    """Return the next deadline; `safe_on` is the last working day on or before it, the day to remind for."""
    at = fixed.on_or_after(today)
    safe = calendar.safe_back(at)
    unknown = calendar.unknown_years(safe, at)
    steps = [f"{full(at)}到期，遇节假日不顺延", *([provisional_note(unknown)] if unknown else [])]
    skipped, notices = calendar.skipped(at, at), calendar.notices(safe, at)
    return Due(at, safe, at, fixed, tuple(steps), skipped, provisional=bool(unknown), notices=notices)
