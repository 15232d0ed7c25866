"""Workbooks of Excel before 2007 and of WPS (xls, et): values and formats by xlrd."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

import xlrd

from desktop_app.adapters.importers.day_formats import Moment
from desktop_app.adapters.importers.number_formats import GENERAL, built_in, counts_on, general, shows_day
from desktop_app.adapters.importers.shown import day_text, number_text
from desktop_app.adapters.importers.workbook import ERROR
from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import Progress

_OF_THE_EDITION = (14, 22)
"""Numbers of formats that every edition shows in its own way, and xlrd in the American one."""


def read_old_workbook(content: bytes, progress: Progress) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets, and the names of those that are hidden."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - what xlrd tells of faults is no report
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=nowhere)
    grids: list[Grid] = []
    hidden: list[str] = []
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        progress(f"读取“{sheet.name}”", number / book.nsheets)
        if sheet.visibility:
            hidden.append(sheet.name)
        else:
            grids.append(_grid(book, sheet))
    return grids, hidden


def _grid(book: Any, sheet: Any) -> Grid:
    grid = Grid(sheet.name, [])
    grid.merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    grid.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    grid.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        cells = sheet.row(row)
        grid.rows.append([_text(book, sheet, grid, (row, column), cell) for column, cell in enumerate(cells)])
    return grid


def _text(book: Any, sheet: Any, grid: Grid, spot: tuple[int, int], cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(cell.value, "#N/A")
        grid.spoilt[spot] = ERROR.format(text)
        return str(text)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_text(grid, spot, cell.value, _code(book, sheet, spot))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _day(book, grid, spot, cell.value, _code(book, sheet, spot))
    return ""


def _code(book: Any, sheet: Any, spot: tuple[int, int]) -> str:
    try:
        number = book.xf_list[sheet.cell_xf_index(*spot)].format_key
        own = None if number in _OF_THE_EDITION else book.format_map[number].format_str
        return str(own or built_in(number))
    except (IndexError, KeyError):
        return GENERAL


def _day(book: Any, grid: Grid, spot: tuple[int, int], days: float, code: str) -> str:
    try:
        return day_text(grid, spot, _moment(book, days, code), code)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return general(days)


def _moment(book: Any, days: float, code: str) -> Moment:
    """Return what a count of days means under its format: hours that passed, a clock without a day, a day."""
    if counts_on(code):
        return timedelta(days=days)
    moment: datetime = xlrd.xldate.xldate_as_datetime(days, book.datemode)
    if days < 1 and not shows_day(code):
        return moment.time()
    return moment if days % 1 else moment.date()
