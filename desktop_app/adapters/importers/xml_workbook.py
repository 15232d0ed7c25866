"""Workbooks as one XML file (XML Spreadsheet 2003), which systems of many offices export as `.xls`.

Source: Microsoft, XML Spreadsheet Reference (Office 2003).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml import etree

from desktop_app.adapters.importers.number_formats import GENERAL
from desktop_app.adapters.importers.shown import day_text, number_text
from desktop_app.adapters.importers.workbook import ERROR
from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import Progress

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MARK = re.compile(r"<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet")
_NAMED = {
    "General": GENERAL, "General Number": GENERAL, "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Currency": '"¥"#,##0.00', "Scientific": "0.00E+00", "General Date": "yyyy/m/d h:mm",
    "Long Date": 'yyyy"年"m"月"d"日"', "Medium Date": "yyyy/m/d", "Short Date": "yyyy/m/d", "Long Time": "h:mm:ss",
    "Medium Time": "h:mm", "Short Time": "h:mm",
}  # fmt: skip
"""Formats by name, as the Chinese edition shows them."""


_LAST_ROW = 1_048_576
"""Excel has no more; a file that claims so is at fault."""


def is_xml_workbook(text: str) -> bool:
    """Say whether a text is a workbook of this kind."""
    return _MARK.search(text[:4000]) is not None


def read_xml_workbook(text: str, progress: Progress) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets, and the names of those that are hidden.

    Raises:
        lxml.etree.XMLSyntaxError: the file is cut off or is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8"), parser)
    codes = {str(style.get(f"{_SS}ID")): _code(style) for style in root.iter(f"{_SS}Style")}
    grids: list[Grid] = []
    hidden: list[str] = []
    for sheet in root.iter(f"{_SS}Worksheet"):
        name = str(sheet.get(f"{_SS}Name"))
        progress(f"读取“{name}”", 0.5)
        if (sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible") or "").endswith("Hidden"):
            hidden.append(name)
        else:
            grids.append(_grid(name, sheet, codes))
    return grids, hidden


def _code(style: Any) -> str:
    element = style.find(f"{_SS}NumberFormat")
    code = GENERAL if element is None else element.get(f"{_SS}Format", GENERAL)
    return _NAMED.get(code, code)


def _grid(name: str, sheet: Any, codes: dict[str, str]) -> Grid:
    grid = Grid(name, [])
    table = sheet.find(f"{_SS}Table")
    if table is None:
        return grid
    column = 0
    for one in table.iterchildren(f"{_SS}Column"):
        column = _index(one, column)
        span = int(one.get(f"{_SS}Span", 0)) + 1
        if one.get(f"{_SS}Hidden") == "1":
            grid.hidden_columns.update(range(column, column + span))
        column += span
    row = 0
    for line in table.iterchildren(f"{_SS}Row"):
        row = _index(line, row)
        if line.get(f"{_SS}Hidden") == "1":
            grid.hidden_rows.add(row)
        _read_row(grid, row, line, codes)
        row += int(line.get(f"{_SS}Span", 0)) + 1
    return grid


def _read_row(grid: Grid, row: int, line: Any, codes: dict[str, str]) -> None:
    column = 0
    for cell in line.iterchildren(f"{_SS}Cell"):
        column = _index(cell, column)
        across, down = (int(cell.get(f"{_SS}Merge{way}", 0)) for way in ("Across", "Down"))
        if across or down:
            grid.merged.append((row, column, row + down, column + across))
        data = cell.find(f"{_SS}Data")
        if data is not None:
            style = cell.get(f"{_SS}StyleID") or line.get(f"{_SS}StyleID") or "Default"
            _read_cell(grid, (row, column), data, codes.get(style, GENERAL))
        column += across + 1


def _read_cell(grid: Grid, spot: tuple[int, int], data: Any, code: str) -> None:
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if kind == "Number":
        grid.write(*spot, "")
        grid.rows[spot[0]][spot[1]] = number_text(grid, spot, float(text), code)
    elif kind == "DateTime":
        moment = datetime.fromisoformat(text)
        is_day = moment.time() == datetime.min.time()
        grid.write(*spot, "")
        grid.rows[spot[0]][spot[1]] = day_text(grid, spot, moment.date() if is_day else moment, code)
    elif kind == "Error":
        grid.write(*spot, text)
        grid.spoilt[spot] = ERROR.format(text)
    else:
        grid.write(*spot, {"1": "TRUE", "0": "FALSE"}[text] if kind == "Boolean" else text)


def _index(element: Any, following: int) -> int:
    """Return where a row, column or cell stands, from 0; without a number it follows the one before."""
    return min(int(element.get(f"{_SS}Index", following + 1)), _LAST_ROW) - 1
