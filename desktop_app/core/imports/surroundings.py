"""What stands around a place in a paper without pages: its neighbours in reading order, or the rows of its table."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.core.imports.grid import cell_name
from desktop_app.core.imports.paper import Paper, Part, Table
from desktop_app.core.imports.suggestion import Source

_NEAR = 2
_MOST_ROWS = 12
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a row of a table, near a place.

    Args:
        cells: one text of a paragraph, those of a row.
        here: which of them is meant; -1 where none is.
    """

    cells: tuple[str, ...] = field(repr=False)
    here: int = -1


def around(paper: Paper, source: Source) -> list[Piece]:
    """Return what stands around a place, in reading order; empty where the paper does not know the place."""
    at = next((at for at, part in enumerate(paper.parts) if _is_there(part, source)), None)
    if at is None:
        return []
    part = paper.parts[at]
    if isinstance(part, Table):
        return _rows(part, source.cell)
    near = range(max(0, at - _NEAR), min(len(paper.parts), at + _NEAR + 1))
    return [_piece(paper.parts[one], is_here=one == at) for one in near]


def _is_there(part: Part, source: Source) -> bool:
    if isinstance(part, Table):
        return part.grid.name == source.sheet if source.sheet else 0 < source.table == part.number
    return not source.sheet and not source.table and part.number == source.paragraph


def _piece(part: Part, *, is_here: bool) -> Piece:
    if isinstance(part, Table):
        return Piece(("（表格）",))
    return Piece((_cut(part.text),), 0 if is_here else -1)


def _rows(table: Table, cell: str) -> list[Piece]:
    """Return the rows around a cell, or the first ones where the whole table is meant."""
    rows = table.grid.rows
    here = next(
        (
            (row, column)
            for row, texts in enumerate(rows)
            for column in range(len(texts))
            if cell and cell_name(row, column) == cell
        ),
        (0, -1),
    )
    first = max(0, here[0] - _NEAR)
    return [
        Piece(tuple(map(_cut, texts)), here[1] if first + number == here[0] else -1)
        for number, texts in enumerate(rows[first : first + _MOST_ROWS])
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
