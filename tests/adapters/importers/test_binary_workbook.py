"""Binary workbooks: values as they looked, what is hidden, and texts for the look for a marking."""

from __future__ import annotations

from desktop_app.adapters.importers import read_sheets
from desktop_app.adapters.importers.binary_workbook import binary_texts
from desktop_app.core.encoding import decode
from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import silent
from tests.imports.binary import (
    binary_workbook,
    error_cell,
    hidden_column,
    merge,
    number_cell,
    row,
    words_cell,
)

_DAY = 46287
"""2026-09-22 as a spreadsheet counts days."""


def _grid(content: bytes) -> Grid:
    (grid,) = read_sheets(content, decode, silent).grids
    return grid


def test_numbers_and_days_are_read_as_they_looked() -> None:
    cells = words_cell(0, "代码"), number_cell(1, 33, 1), number_cell(2, _DAY, 2), number_cell(3, 1234.5)
    grid = _grid(binary_workbook(row(0), *cells, formats=["0000", 'm"月"d"日"']))
    assert grid.rows == [["代码", "0033", "9月22日", "1234.5"]]
    assert grid.days == {(0, 2): "2026-09-22"}


def test_errors_hidden_rows_hidden_columns_and_merges_are_told() -> None:
    rows = row(0), words_cell(0, "甲"), error_cell(1, 0x2A), row(1, hidden=True), words_cell(0, "乙")
    grid = _grid(binary_workbook(*rows, columns=hidden_column(1), after=merge(0, 0, 1, 0)))
    assert grid.rows == [["甲", "#N/A"], ["乙", ""]]
    assert list(grid.spoilt) == [(0, 1)]
    assert (grid.hidden_rows, grid.hidden_columns, grid.merged) == ({1}, {1}, [(0, 0, 1, 0)])


def test_long_numbers_have_lost_their_digits() -> None:
    grid = _grid(binary_workbook(row(0), number_cell(0, 230221199001011234)))
    assert "后几位已经丢失" in grid.spoilt[0, 0]


def test_texts_that_may_name_a_level_are_found() -> None:
    content = binary_workbook(row(0), words_cell(0, "名单"), words_cell(1, "机密★10年"))
    assert list(binary_texts(content)) == ["机密★10年"]
