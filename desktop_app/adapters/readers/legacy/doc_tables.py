"""Tables of old documents that a conversion has run together into one paragraph, set up again from the bare text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_CELL_END, _PARAGRAPH_END = "\x07", "\r"
_FEWEST_COLUMNS, _FEWEST_ROWS = 2, 2

Table = list[list[str]]


def tables_of(text: str) -> Iterator[Table]:
    """Yield the tables of a document's bare text, whose cells and rows both end with the same mark.

    The first row tells how many columns a table has; cells that were merged end it.
    """
    table: Table = []
    cells: list[str] = []
    width = 0
    for cell in text.split(_CELL_END)[:-1]:
        if not cells and _PARAGRAPH_END in cell:  # text between two tables
            if len(table) >= _FEWEST_ROWS:
                yield table
            table, width = [], 0
            cell = cell.rpartition(_PARAGRAPH_END)[2]
        if (width and len(cells) == width) or (not width and cells and not cell):
            if len(cells) >= _FEWEST_COLUMNS:
                table.append(cells)
            width, cells = len(cells), []
        else:
            cells.append(cell.replace(_PARAGRAPH_END, "\n"))
    if len(table) >= _FEWEST_ROWS:
        yield table


def with_tables(units: Iterable[Unit], tables: Iterable[Table]) -> Iterator[Unit]:
    """Yield the units, a table in place of each paragraph that begins with all of its cells."""
    waiting = [("".join("".join("".join(row) for row in table).split()), table) for table in tables]
    for unit in units:
        text = "".join(unit.text.split())
        number = next(
            (at for at, (joined, _) in enumerate(waiting) if joined and text.startswith(joined)), None
        )
        if number is None or unit.place.part != "body" or unit.concealment is not None:
            yield unit
            continue
        joined, table = waiting.pop(number)
        yield from _set_up(table, number + 1, unit.place)
        if text != joined:
            yield replace(unit, text=text[len(joined) :])


def _set_up(table: Table, number: int, place: Place) -> Iterator[Unit]:
    def place_of(row: int, _column: int) -> Place:
        return Place(part=place.part, table=number, row=row + 1)

    yield from table_units(table, place_of)
