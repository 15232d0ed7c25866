"""Numbers of a workbook that are cut up over the cells of a row or a column."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from desktop_app.adapters.cleaners.package import Element, parsed, rewritten
from desktop_app.adapters.cleaners.values import Values

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_WIDEST = 4_000_000
"""Cells of a sheet with its gaps."""
_NOTHING = re.compile(r"(?!)")


def mask_parted(content: bytes, values: Values) -> tuple[bytes, int]:
    """Return the workbook with these numbers masked, and how many cells have changed.

    A shared string may stand in other cells too: a cell that is masked gets a text of its own.
    """
    if not values.parted:
        return content, 0
    strings, count = _strings(content), 0

    def edit(name: str, root: Element) -> None:
        nonlocal count
        if _SHEET.fullmatch(name):
            count += _mask_sheet(root, strings, values)

    copy, _ = rewritten(content, _NOTHING, edit)
    return copy, count


def _strings(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as package:
        if _STRINGS not in package.namelist():
            return []
        return [_said(item) for item in parsed(package.read(_STRINGS)).iterfind(f"{_S}si")]


def _mask_sheet(root: Element, strings: list[str], values: Values) -> int:
    rows = [list(row.iterfind(f"{_S}c")) for row in root.iterfind(f"{_S}sheetData/{_S}row")]
    names = sorted({_column(cell) for row in rows for cell in row})
    if len(rows) * len(names) > _WIDEST:
        grid: list[list[Element | None]] = [[*row] for row in rows]  # scattered: read along its rows
    else:
        cells = [{_column(cell): cell for cell in row} for row in rows]
        grid = [[row.get(name) for name in names] for row in cells]
    changed = values.mask_cells(
        [["" if cell is None else _text(cell, strings) for cell in row] for row in grid]
    )
    for (row, column), text in changed.items():
        cell = grid[row][column]
        if cell is not None:
            _say(cell, text)
    return len(changed)


def _text(cell: Element, strings: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return _said(cell) if kind == "inlineStr" else value


def _said(holder: Element) -> str:
    return "".join(node.text or "" for node in holder.iter(f"{_S}t"))


def _say(cell: Element, text: str) -> None:
    for part in list(cell):
        cell.remove(part)
    cell.set("t", "inlineStr")
    inline = cell.makeelement(f"{_S}is", {})
    node = cell.makeelement(f"{_S}t", {})
    node.text = text
    inline.append(node)
    cell.append(inline)


def _column(cell: Element) -> str:
    """A column's name, longer ones behind shorter ones."""
    name = (cell.get("r") or "").rstrip("0123456789")
    return name.rjust(3)
