"""One row a measurement: what, against what, the ratio, its goal, and the figures behind it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A ratio.

    Args:
        what: what was measured.
        against: its counterpart of the same run.
        ratio: measured by counterpart.
        goal: in words, as the project states it.
        kept: whether the goal is kept.
        figures: the figures behind the ratio.
    """

    what: str
    against: str
    ratio: float
    goal: str
    kept: bool
    figures: str


def median(values: Sequence[float]) -> float:
    """The value in the middle."""
    return statistics.median(values)


def share_below(values: Sequence[float], limit: float) -> float:
    """The share of values below a limit, 0 to 1."""
    return sum(value < limit for value in values) / len(values)


def show(rows: Sequence[Row]) -> None:
    """Print the table."""
    for row in rows:
        mark = "goal kept" if row.kept else "GOAL MISSED"
        print(
            f"{row.what}\n    {row.ratio:6.2f} × {row.against}   goal: {row.goal} ({mark})\n    {row.figures}"
        )
