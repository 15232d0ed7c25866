"""Workbooks of LibreOffice (ods): they keep beside each value the text that was shown.

Source: OASIS OpenDocument 1.2 part 1, 9 and 19.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from desktop_app.adapters.importers.number_formats import is_too_long
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.values import LOST_DIGITS
from desktop_app.core.progress import Progress

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERROR = re.compile(r"#[A-Z/0!?]+[!?]?|(?:Err|错误)[:：]\d+")
_HIDDEN = ("collapse", "filter")
_MOST_REPEATED = 1000
"""What stands repeated oftener is the empty rest of a sheet."""


def is_open_document(content: bytes) -> bool:
    """Say whether a package is a workbook of this kind."""
    return b"application/vnd.oasis.opendocument.spreadsheet" in content[:200]


def read_open_document(content: bytes, progress: Progress) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets, and the names of those that are hidden."""
    with ZipFile(BytesIO(content)) as package:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(package.read("content.xml"), parser)
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }
    grids: list[Grid] = []
    hidden: list[str] = []
    for table in root.iter(f"{_TABLE}table"):
        name = str(table.get(f"{_TABLE}name"))
        progress(f"读取“{name}”", 0.5)
        if table.get(f"{_TABLE}style-name") in unseen:
            hidden.append(name)
        else:
            grids.append(_grid(name, table))
    return grids, hidden


def _grid(name: str, table: Any) -> Grid:
    grid = Grid(name, [])
    column = 0
    for one in table.iter(f"{_TABLE}table-column"):
        count = _count(one, "columns")
        if one.get(f"{_TABLE}visibility") in _HIDDEN:
            grid.hidden_columns.update(range(column, column + min(count, _MOST_REPEATED)))
        column += count
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        count = _count(line, "rows")
        if count > _MOST_REPEATED or not any(_shown(cell) for cell in line):
            row += count
            continue
        for _ in range(count):
            _read_row(grid, row, line)
            row += 1
    return grid


def _read_row(grid: Grid, row: int, line: Any) -> None:
    if line.get(f"{_TABLE}visibility") in _HIDDEN:
        grid.hidden_rows.add(row)
    column = 0
    for cell in line:
        count = _count(cell, "columns")
        text = _shown(cell)
        if text and cell.tag == f"{_TABLE}table-cell":
            for place in range(column, column + min(count, _MOST_REPEATED)):
                _read_cell(grid, row, place, cell, text)
        column += count


def _read_cell(grid: Grid, row: int, column: int, cell: Any, text: str) -> None:
    grid.write(row, column, text)
    kind = cell.get(f"{_OFFICE}value-type")
    down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
    if down * across > 1:
        grid.merged.append((row, column, row + down - 1, column + across - 1))
    if kind == "date":
        grid.days[row, column] = (
            str(cell.get(f"{_OFFICE}date-value", "")).removesuffix("T00:00:00").replace("T", " ")
        )
    elif kind == "float" and is_too_long(float(cell.get(f"{_OFFICE}value", 0))):
        grid.spoilt[row, column] = LOST_DIGITS
    elif cell.get(f"{_TABLE}formula") and _ERROR.fullmatch(text):
        grid.spoilt[row, column] = f"这一格的公式出错（显示为“{text}”），请在原表中改正，或直接填写。"


def _shown(cell: Any) -> str:
    return "\n".join("".join(one.itertext()) for one in cell if one.tag == f"{_TEXT}p").strip()


def _count(element: Any, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", 1))
