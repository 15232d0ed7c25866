"""A sheet as texts in rows: what every kind of table file becomes before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

Spot = tuple[int, int]
"""Row and column, both from 0."""


class Grid(msgspec.Struct):
    """The cells of one sheet as the texts that they showed.

    Args:
        rows: from the sheet's first row and first column on; they may be ragged.
        days: ISO days of cells that hold a day and show less than one (`9月28日`).
        spoilt: why a cell's text cannot be relied on, as a Chinese sentence; its text is what was left of it.
        merged: first row, first column, last row, last column.
        hidden_rows, hidden_columns: numbers from 0.
    """

    name: str
    rows: list[list[str]]
    days: dict[Spot, str] = {}
    spoilt: dict[Spot, str] = {}
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text, "" beyond the end of its row."""
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""

    def write(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell as a person writes it; what was wrong with the cell is forgotten."""
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line += [""] * (column + 1 - len(line))
        line[column] = text
        self.days.pop((row, column), None)
        self.spoilt.pop((row, column), None)


def anchors(grid: Grid) -> dict[Spot, Spot]:
    """Return for each covered cell of a merged range the cell that holds its text."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merged
        for row, column in _block(top, left, bottom, right)
        if (row, column) != (top, left)
    }


def _block(top: int, left: int, bottom: int, right: int) -> Iterator[Spot]:
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def letters(column: int) -> str:
    """Return a column's letters; `column` counts from 0."""
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def cell_name(row: int, column: int) -> str:
    """Return a cell's name, as `B7`; both count from 0."""
    return f"{letters(column)}{row + 1}"
