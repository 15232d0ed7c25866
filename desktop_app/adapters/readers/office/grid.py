"""A sheet's cells as units: labelled by their header, hidden ones marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from desktop_app.adapters.readers.office.sheet import Sheet, column_letters
from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.concealment import COLUMN, ROW, SHEET, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit, UnitKind

_WIDEST_TABLE = 4_000_000
"""Cells of a table with its gaps; beyond this the sheet is scattered and read cell by cell."""


def grid_units(name: str, sheet: Sheet, *, is_hidden: bool) -> Iterator[Unit]:
    """Yield a sheet's name and cells; a hidden sheet, row or column that holds anything is said once.

    Args:
        is_hidden: the workbook hides the whole sheet.
    """
    concealment = SHEET if is_hidden and sheet.rows else None
    said, name = name, shown_name(name)
    yield Unit(said, Place(sheet=name), hidden=is_hidden, concealment=concealment)
    if not is_hidden:
        yield from _hidden_lines(name, sheet)
    yield from _cells(name, sheet, is_hidden=is_hidden)
    for (row, column), text in sheet.formulas.items():
        if text.strip() and text != sheet.rows.get(row, {}).get(column):
            yield Unit(text, _place(name, row, column), label="公式", hidden=True)


def _hidden_lines(name: str, sheet: Sheet) -> Iterator[Unit]:
    for row in sorted(sheet.hidden_rows):
        yield Unit(f"第 {row} 行", Place(sheet=name, row=row), concealment=ROW)
    if sheet.hidden_columns:
        for column, row in sorted(_first_rows(sheet).items()):
            if sheet.is_hidden_column(column):
                place = Place(sheet=name, cell=f"{column_letters(column)}{row}")
                yield Unit(f"{column_letters(column)} 列", place, concealment=COLUMN)


def _first_rows(sheet: Sheet) -> dict[int, int]:
    """For each column with anything in it the first row that has."""
    first: dict[int, int] = {}
    for row in sorted(sheet.rows):
        for column in sheet.rows[row]:
            first.setdefault(column, row)
    return first


def _cells(name: str, sheet: Sheet, *, is_hidden: bool) -> Iterator[Unit]:
    marks = _marks(sheet, is_hidden=is_hidden)
    if not marks and not is_hidden:
        yield from _table(name, sheet)
        return
    for unit in _table(name, sheet):
        how = marks.get(unit.place.cell or "")
        if how is None and not is_hidden:
            yield unit
        else:
            buried = TEXT if how == "buried" else None
            yield replace(unit, hidden=True, concealment=buried)


def _marks(sheet: Sheet, *, is_hidden: bool) -> dict[str, str]:
    """Cell to `buried` or `line` (in a hidden row or column), for those that are hidden."""
    marks: dict[str, str] = {}
    if not is_hidden:
        columns = [column for column in _first_rows(sheet) if sheet.is_hidden_column(column)]
        for row, texts in sheet.rows.items():
            hidden = texts if row in sheet.hidden_rows else [column for column in columns if column in texts]
            marks.update((f"{column_letters(column)}{row}", "line") for column in hidden)
    marks.update((f"{column_letters(column)}{row}", "buried") for row, column in sheet.buried)
    return marks


def _table(name: str, sheet: Sheet) -> Iterator[Unit]:
    numbers = sorted(sheet.rows)
    columns = sorted(_first_rows(sheet))
    letters = [column_letters(column) for column in columns]
    if len(numbers) * len(columns) > max(_WIDEST_TABLE, 20 * sum(map(len, sheet.rows.values()))):
        for row in numbers:
            for column, text in sorted(sheet.rows[row].items()):
                yield Unit(text, _place(name, row, column), UnitKind.CELL)
        return
    rows: list[Sequence[str]] = [
        [texts.get(column, "") for column in columns] for texts in (sheet.rows[row] for row in numbers)
    ]

    def place(row: int, column: int) -> Place:
        return Place(sheet=name, row=numbers[row], cell=f"{letters[column]}{numbers[row]}")

    yield from table_units(rows, place)


def _place(name: str, row: int, column: int) -> Place:
    return Place(sheet=name, row=row, cell=f"{column_letters(column)}{row}")
