"""How much was published, in time or late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Figure:
    """Disclosures of one type that were published in one month.

    Args:
        month: 1 to 12.
        late: after their deadline.
    """

    month: int
    area: str
    form: str
    late: bool
    number: int


@dataclass(frozen=True, slots=True)
class Score:
    """How many were published in time, and how many late."""

    in_time: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """All that was published."""
        return self.in_time + self.late

    @property
    def share(self) -> float:
        """The share published in time, 0 to 1; 1 where nothing was published."""
        return self.in_time / self.total if self.total else 1.0


def by(figures: Iterable[Figure], key: Callable[[Figure], _Key]) -> dict[_Key, Score]:
    """Return the scores by month, area, form or what else `key` says."""
    counts: Counter[tuple[_Key, bool]] = Counter()
    for figure in figures:
        counts[key(figure), figure.late] += figure.number
    keys = dict.fromkeys(one for one, _ in counts)
    return {one: Score(counts[one, False], counts[one, True]) for one in keys}
