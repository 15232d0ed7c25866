"""Duties that come back by themselves: every month, quarter, half-year or year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

import msgspec

from desktop_app.core.calendar.dates import add_months
from desktop_app.core.shapes import shaped

Every = Literal["month", "quarter", "half_year", "year"]

_MONTHS: dict[Every, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a duty, from its first to its last day."""

    every: Every
    first: date

    @property
    def last(self) -> date:
        """The last day."""
        return add_months(self.first, _MONTHS[self.every]) - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The period after it."""
        return Period(self.every, add_months(self.first, _MONTHS[self.every]))

    @property
    def previous(self) -> Period:
        """The period before it."""
        return Period(self.every, add_months(self.first, -_MONTHS[self.every]))

    @property
    def key(self) -> str:
        """What it is called where it is kept: `2026-Q3`."""
        number = (self.first.month - 1) // _MONTHS[self.every] + 1
        return {
            "month": f"{self.first:%Y-%m}",
            "quarter": f"{self.first.year}-Q{number}",
            "half_year": f"{self.first.year}-H{number}",
            "year": f"{self.first.year}",
        }[self.every]

    def __str__(self) -> str:
        """Return what people call it: `2026年第三季度`."""
        year, number = self.first.year, (self.first.month - 1) // _MONTHS[self.every]
        return {
            "month": f"{year}年{self.first.month}月",
            "quarter": f"{year}年第{_NUMERALS[number % 4]}季度",
            "half_year": f"{year}年{'上下'[number % 2]}半年",
            "year": f"{year}年度",
        }[self.every]

    def holds(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


def period_of(every: Every, day: date) -> Period:
    """Return the period in which a day lies."""
    months = _MONTHS[every]
    return Period(every, date(day.year, (day.month - 1) // months * months + 1, 1))


class RecurringDuty(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A type of disclosure that is due once a period.

    Args:
        every: how long a period is; `never` takes an entry of the program's list out.
        in_period: whether it is done within the period; otherwise after it.
        counted: what its limit counts from: the period's last day, or an event such as an approval, whose day
            somebody must fill in first.
        opens: from which day of the year on it is listed, `MM-DD`.
    """

    form: str
    every: Every | Literal["never"]
    in_period: bool = False
    counted: Literal["period", "event"] = "period"
    opens: Annotated[str, msgspec.Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] = "01-01"

    def period(self, today: date) -> Period | None:
        """Return the period that is to be done on a day; None where it is not yet listed, or never."""
        if self.every == "never":
            return None
        if f"{today:%m-%d}" < self.opens:
            return None
        running = period_of(self.every, today)
        return running if self.in_period else running.previous


class RecurringFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The shape of `recurring.yaml`."""

    duties: tuple[RecurringDuty, ...]


def recurring_duties(*data: Any) -> tuple[RecurringDuty, ...]:
    """Return the duties of several files; for a type, the later file's word counts.

    Args:
        data: the contents of `recurring.yaml` files, the office's own last.

    Raises:
        msgspec.ValidationError: the data has another shape.
    """
    found: dict[str, RecurringDuty] = {}
    for one in data:
        found |= {duty.form: duty for duty in shaped(one, RecurringFile).duties}
    return tuple(duty for duty in found.values() if duty.every != "never")
