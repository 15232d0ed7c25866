"""Typed values that answers become for expressions, rules and templates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

Moment = TypeVar("Moment", date, datetime)


@dataclass(frozen=True, slots=True)
class Span(Generic[Moment]):
    """From one day or minute to another; both belong to it."""

    start: Moment
    end: Moment

    @property
    def days(self) -> int:
        """Calendar days from the first to the last, both counted."""
        return (self.end - self.start).days + 1


class Row(dict[str, object]):
    """A table row, typed; a cell that is empty or invalid is None."""


YUAN_PER_UNIT = {"": Decimal(1), "元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""How many yuan one unit of a money field holds; money is kept in yuan whatever the screen shows."""
