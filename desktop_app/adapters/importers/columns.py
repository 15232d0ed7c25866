"""Pages set in two columns: what stands left of the gutter is read before what stands right of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from desktop_app.core.imports.paper import SetLine

_GAP = 1.6
"""So many type sizes of empty room within a line are no space between words."""
_FEWEST = 3
_SLACK = 6.0
"""Points by which the starts of a column's lines may differ; more where a paragraph is indented."""
_INDENT = 2.5

LEFT, RIGHT = 1, 2

Char = Mapping[str, Any]
"""A character as pdfplumber describes it."""


def halves(chars: Sequence[Char]) -> list[list[Char]]:
    """Return a line's characters in two parts where exactly one wide gap divides them, else in one."""
    size = median(char["size"] for char in chars)
    gaps = [at for at in range(1, len(chars)) if chars[at]["x0"] - chars[at - 1]["x1"] > size * _GAP]
    if len(gaps) != 1:
        return [list(chars)]
    return [list(chars[: gaps[0]]), list(chars[gaps[0] :])]


def in_reading_order(lines: Sequence[list[SetLine]]) -> list[SetLine]:
    """Return the lines of a page as they are read.

    Args:
        lines: from top to bottom, each whole or in two halves.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [half for line in lines for half in line]
    ordered: list[SetLine] = []
    left: list[SetLine] = []
    right: list[SetLine] = []
    for line in lines:
        if len(line) == 1 and line[0].box.left < gutter - _SLACK and line[0].box.right > gutter:
            ordered += [*left, *right, *line]
            left, right = [], []
            continue
        for half in line:
            half.column = LEFT if half.box.left < gutter - _SLACK else RIGHT
            (left if half.column == LEFT else right).append(half)
    return [*ordered, *left, *right]


def _gutter(lines: Sequence[list[SetLine]]) -> float | None:
    """Return where the right column starts; None where too few lines agree that there is one."""
    starts = [line[1].box.left for line in lines if len(line) == 2 and line[0].table < 0]
    if len(starts) < _FEWEST:
        return None
    first = min(starts)
    size = median(line[1].size for line in lines if len(line) == 2)
    near = [start for start in starts if start - first <= max(_SLACK, size * _INDENT)]
    return first if len(near) == len(starts) else None
