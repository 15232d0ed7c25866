"""Where a sheet's heading is, on how many rows, and what each column is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.core.imports.grid import Grid, anchors

_DEEPEST = 30
_MOST_ROWS = 3
_LONGEST_HEADING = 40
_VALUE = re.compile(
    r"[0-9０-９]{5,}[0-9Xx]?|-?[0-9][0-9,]*(?:\.[0-9]+)?%?|.*[0-9]{4}[-/.年][0-9]{1,2}.*|.*@.*|.*[0-9]{7,}.*"
)
_SHEET_UNIT = re.compile(r"单位\s*[:：]\s*(亿元|万元|元|亩|公顷|人|户)")
_MEASURE_ROW = 3

Known = Callable[[str], bool]
"""Says whether a text is the name of something that the form asks for."""


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a sheet.

    Args:
        top, bottom: its first and last row, from 0.
        names: for each column its names, from the general to the particular; empty where it has none.
        unit: what is said above the table of the amounts in it; "" where nothing.
    """

    top: int
    bottom: int
    names: tuple[tuple[str, ...], ...]
    unit: str = ""

    def label(self, column: int) -> str:
        """Return what a column is called, its levels joined with `/`."""
        return "/".join(self.names[column]) if column < len(self.names) else ""


def find_header(grid: Grid, known: Known) -> Header | None:
    """Return the heading that knows the most names, else the first row that looks like one; None where none does."""
    rows = range(min(len(grid.rows), _DEEPEST))
    counts = {row: _known_count(grid.rows[row], known) for row in rows}
    best = max(rows, key=lambda row: (counts[row], -row), default=None)
    if best is None or counts[best] == 0:
        best = next((row for row in rows if _looks_like_heading(grid, row)), None)
    if best is None:
        return None
    top, bottom = _extent(grid, best, known)
    return Header(top, bottom, _names(grid, top, bottom), _unit_above(grid, top))


def _known_count(row: Sequence[str], known: Known) -> int:
    texts = {text.strip() for text in row if text.strip()}
    return sum(known(text) for text in texts) if not any(map(_is_value, texts)) or len(texts) > 4 else 0


def _is_value(text: str) -> bool:
    return len(text) > _LONGEST_HEADING or _VALUE.fullmatch(text.strip()) is not None


def _filled(row: Sequence[str]) -> list[str]:
    return [text.strip() for text in row if text.strip()]


def _looks_like_heading(grid: Grid, row: int) -> bool:
    texts = _filled(grid.rows[row])
    below = grid.rows[row + 1] if row + 1 < len(grid.rows) else []
    return len(set(texts)) >= 2 and not any(map(_is_value, texts)) and bool(_filled(below))


def _extent(grid: Grid, best: int, known: Known) -> tuple[int, int]:
    """Grow the best row upwards over what groups its columns, and downwards over what divides them."""
    top, bottom = best, best
    for first, _, last, _ in grid.merged:
        if first <= best <= last and last - first < _MOST_ROWS and _groups(grid, first, best):
            # a merged area may reach below the last row that holds anything
            top, bottom = min(top, first), min(max(bottom, last), len(grid.rows) - 1)
    while top > 0 and bottom - top + 1 < _MOST_ROWS and _is_row_above(grid, top, known):
        top -= 1
    while bottom - top + 1 < _MOST_ROWS and _is_sub_row(grid, bottom, known):
        bottom += 1
    return top, bottom


def _is_row_above(grid: Grid, top: int, known: Known) -> bool:
    return _is_group_row(grid, top - 1, top) or _names_gaps(grid, top - 1, top, known)


def _names_gaps(grid: Grid, above: int, row: int, known: Known) -> bool:
    """Without merges, the row above names the columns that the row itself leaves open."""
    texts = _filled(grid.rows[above])
    if grid.merged or any(map(_is_value, texts)) or any("：" in text or ":" in text for text in texts):
        return False
    return any(
        known(grid.text(above, column).strip()) and not grid.text(row, column).strip()
        for column in range(len(grid.rows[above]))
        if grid.text(above, column).strip()
    )


def _groups(grid: Grid, first: int, best: int) -> bool:
    return first == best or len(set(_filled(grid.rows[first]))) >= 2


def _is_group_row(grid: Grid, above: int, row: int) -> bool:
    """Say whether the row above names groups: several words, fewer than there are columns, and no values."""
    texts = _filled(grid.rows[above])
    if len(texts) < 2 or any(map(_is_value, texts)) or len(texts) >= len(_filled(grid.rows[row])):
        return False
    if _SHEET_UNIT.search("".join(texts)) or any("：" in text or ":" in text for text in texts):
        return False
    return any(top == above and right > left for top, left, _, right in grid.merged) or _starts_over_cells(
        grid, above, row
    )


def _starts_over_cells(grid: Grid, above: int, row: int) -> bool:
    """Without merges, as in CSV: every word of the group row stands over a named column, gaps follow it."""
    columns = [column for column in range(len(grid.rows[above])) if grid.text(above, column).strip()]
    gaps = sum(not grid.text(above, column).strip() for column in range(len(grid.rows[row])))
    return gaps > 0 and all(grid.text(row, column).strip() or gaps for column in columns)


def _is_sub_row(grid: Grid, bottom: int, known: Known) -> bool:
    """Say whether the row below divides columns of the heading: under a wide merge, or known names in gaps."""
    below = bottom + 1
    if below >= len(grid.rows):
        return False
    texts = _filled(grid.rows[below])
    if not texts or any(map(_is_value, texts)):
        return False
    wide = [(left, right) for top, left, low, right in grid.merged if low == bottom and right > left]
    width = len(_filled(grid.rows[bottom]))
    if wide and width > 1:
        covered = {column for left, right in wide for column in range(left, right + 1)}
        named = [column for column in range(len(grid.rows[below])) if grid.text(below, column).strip()]
        return all(column in covered for column in named) and len(named) >= 2
    gaps = [
        column
        for column in range(len(grid.rows[below]))
        if grid.text(below, column).strip() and not grid.text(bottom, column).strip()
    ]
    return len(gaps) >= 1 and sum(known(text) for text in texts) >= max(1, len(texts) // 2)


def _names(grid: Grid, top: int, bottom: int) -> tuple[tuple[str, ...], ...]:
    covered = anchors(grid)
    return tuple(_column_names(grid, column, top, bottom, covered) for column in range(grid.width))


def _column_names(
    grid: Grid, column: int, top: int, bottom: int, covered: dict[tuple[int, int], tuple[int, int]]
) -> tuple[str, ...]:
    names: list[str] = []
    for row in range(top, bottom + 1):
        at = covered.get((row, column), (row, column))
        text = grid.text(*at) or ("" if row == bottom else _from_left(grid, row, column, bottom))
        text = "".join(text.split())
        if text and text not in names:
            names.append(text)
    return tuple(names)


def _from_left(grid: Grid, row: int, column: int, bottom: int) -> str:
    """Where merges are lost, a group's word stands over its first column only."""
    if grid.merged or not grid.text(bottom, column).strip():
        return ""
    before = [grid.text(row, left) for left in range(column) if grid.text(row, left).strip()]
    return before[-1] if before else ""


def _unit_above(grid: Grid, top: int) -> str:
    for row in range(max(0, top - _MEASURE_ROW), top):
        for text in grid.rows[row]:
            if match := _SHEET_UNIT.search(text):
                return match.group(1)
    return ""
