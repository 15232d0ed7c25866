"""What one may ask of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Timeliness = Literal["", "late", "in_time"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines are wanted; the empty string and None are no filter.

    Args:
        text: every part of it occurs in title, document number, name of the type, or answers.
        year: of publication, or of the last change where not published.
        timeliness: `late` is published late, or not published and past its deadline.
    """

    text: str = ""
    area: str = ""
    form: str = ""
    state: str = ""
    timeliness: Timeliness = ""
    year: int | None = None

    @property
    def days(self) -> tuple[date, date] | None:
        """The first day, and the first day after the last; None where all time is meant."""
        return None if self.year is None else (date(self.year, 1, 1), date(self.year + 1, 1, 1))
