"""Workbooks of Excel 2007 and later, WPS and LibreOffice (xlsx, xlsm): values by calamine, their look by the XML.

Calamine reads a hundred times faster than a reader in Python, but knows no formats and drops errors; the parts' own
XML is searched for just the cells that it would show otherwise than they looked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from desktop_app.adapters.importers.number_formats import (
    GENERAL,
    built_in,
    general,
    is_day_format,
    is_too_long,
    shown_day,
    shown_number,
    shows_whole_day,
)
from desktop_app.core.imports.grid import Grid, cell_name
from desktop_app.core.imports.values import LOST_DIGITS
from desktop_app.core.progress import Progress

ERROR = "这一格的公式出错（显示为“{}”），请在原表中改正，或直接填写。"
NO_RESULT = "这一格是公式，文件里没有存下算出的结果：请用 WPS 或 Excel 打开、保存一次再导入。"

_CELL = rb"<(?:\w+:)?c\b"
_PLACE = rb'(?=[^>]*\sr="([A-Z]+)([0-9]+)")'
_ERRORS = re.compile(
    _CELL + _PLACE + rb'(?=[^>]*\st="e")[^>]*>.*?<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>', re.DOTALL
)
_EMPTY_FORMULA = re.compile(
    _CELL
    + _PLACE
    + rb"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    + rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*?\sr="([0-9]+)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\shidden="(?:1|true)")[^>]*>')
_UNPLACED = re.compile(rb'<(?:\w+:)?(?:c|row)(?![^>]*\sr=")[\s/>]')
_BOUNDS = re.compile(rb'\s(min|max)="([0-9]+)"')
_MOST_HIDDEN = 2000


@dataclass(slots=True)
class _Look:
    """What the XML of a sheet tells beyond its values."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    spoilt: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_workbook(content: bytes, progress: Progress) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets, and the names of those that are hidden."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    looks = _looks(content)
    grids: list[Grid] = []
    hidden: list[str] = []
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.visible is not SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        progress(f"读取“{sheet.name}”", number / len(book.sheets_metadata))
        grids.append(_grid(book, sheet.name, looks(sheet.name)))
    return grids, hidden


def _grid(book: CalamineWorkbook, name: str, look: _Look) -> Grid:
    sheet = book.get_sheet_by_name(name)
    grid = Grid(name, [], hidden_rows=look.hidden_rows, hidden_columns=look.hidden_columns)
    grid.spoilt.update(look.spoilt)
    grid.merged = [
        (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    ]
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        grid.rows.append([value if type(value) is str else _plain(value) for value in values])
        _show(grid, row, values, look)
    for (row, column), text in look.errors.items():
        _put(grid, row, column, text)
        grid.spoilt[row, column] = ERROR.format(text)
    return grid


def _plain(value: Any) -> str:
    """Return what a value is without a format."""
    if value is True or value is False:
        return str(value).upper()
    if isinstance(value, int | float):
        return general(value)
    if isinstance(value, datetime):
        return str(value) if value.time() != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _show(grid: Grid, row: int, values: list[Any], look: _Look) -> None:
    """Put what was shown in place of what is there, where a format makes the two differ."""
    shown = grid.rows[row]
    for column, value in enumerate(values):
        if type(value) is str:
            continue
        code = look.formats.get((row, column), GENERAL)
        if isinstance(value, date | datetime) and code != GENERAL:
            shown[column] = shown_day(value, code)
            if not shows_whole_day(code):
                grid.days[row, column] = _plain(value)
        elif type(value) is float:
            if code != GENERAL and not is_day_format(code):
                shown[column] = shown_number(value, code)
            if is_too_long(value):
                grid.spoilt[row, column] = LOST_DIGITS


def _put(grid: Grid, row: int, column: int, text: str) -> None:
    while len(grid.rows) <= row:
        grid.rows.append([])
    line = grid.rows[row]
    line += [""] * (column + 1 - len(line))
    line[column] = text


# ── what the XML tells ────────────────────────────


def _looks(content: bytes) -> Callable[[str], _Look]:
    """Return what gives a sheet's look."""
    parts = _parts(content)
    codes = _codes(content)

    def look(name: str) -> _Look:
        part = parts.get(name)
        if part is None:
            return _Look()
        with ZipFile(BytesIO(content)) as package:
            return _look(_placed(package.read(part)), codes)

    return look


def _parts(content: bytes) -> dict[str, str]:
    """Return the path of each sheet's part."""
    with ZipFile(BytesIO(content)) as package:
        links = {
            one.get("Id"): str(one.get("Target"))
            for one in _xml(package, "xl/_rels/workbook.xml.rels").iter("{*}Relationship")
        }
        found = {}
        for sheet in _xml(package, "xl/workbook.xml").iter("{*}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            target = links.get(link, "")
            found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        names = set(package.namelist())
        return {name: part for name, part in found.items() if part in names}


def _xml(package: ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def _codes(content: bytes) -> dict[int, str]:
    """Return the format of each cell style that shows numbers in a way of its own."""
    with ZipFile(BytesIO(content)) as package:
        if "xl/styles.xml" not in package.namelist():
            return {}
        styles = _xml(package, "xl/styles.xml")
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", GENERAL) for one in styles.iter("{*}numFmt")}
    cells = styles.find("{*}cellXfs")
    numbers = [int(one.get("numFmtId", 0)) for one in cells] if cells is not None else []
    codes = {style: own.get(number, built_in(number)) for style, number in enumerate(numbers)}
    return {style: code for style, code in codes.items() if code not in (GENERAL, "@")}


def _begins_with_places(xml: bytes) -> bool:
    """Say whether every row and cell begins with its place, as Excel and WPS write them; quick for long lists."""
    if b":c" in xml or b"<c>" in xml or b"<row>" in xml:
        return False
    return all(xml.count(b"<" + tag + b" ") == xml.count(b"<" + tag + b' r="') for tag in (b"row", b"c"))


def _placed(xml: bytes) -> bytes:
    """Return a sheet in which every cell says where it stands: some makers leave that to its order (18.3.1.4)."""
    if _begins_with_places(xml) or not _UNPLACED.search(xml):
        return xml
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    row = 0
    for line in root.iter("{*}row"):
        row = int(line.get("r", row + 1))
        line.set("r", str(row))
        column = -1
        for cell in line.iterchildren("{*}c"):
            named = cell.get("r", "").rstrip("0123456789")
            column = _column(named.encode()) if named else column + 1
            cell.set("r", cell_name(row - 1, column))
    return etree.tostring(root)


def _look(xml: bytes, codes: Mapping[int, str]) -> _Look:
    look = _Look()
    if codes:
        # cells of text are left out: a format changes nothing about them
        styles = b"|".join(str(style).encode() for style in codes)
        styled = re.compile(
            _CELL
            + _PLACE
            + rb'(?=[^>]*\ss="('
            + styles
            + rb')")(?![^>]*\st="(?:s|str|inlineStr|b|e)")[^>/]*>'
        )
        for letters, row, style in styled.findall(xml):
            look.formats[int(row) - 1, _column(letters)] = codes[int(style)]
    if b't="e"' in xml:
        for letters, row, text in _ERRORS.findall(xml):
            look.errors[int(row) - 1, _column(letters)] = text.decode("utf-8", "replace")
    if b"<f" in xml or b":f" in xml:
        for letters, row in _EMPTY_FORMULA.findall(xml):
            look.spoilt[int(row) - 1, _column(letters)] = NO_RESULT
    look.hidden_rows = {int(row) - 1 for row in _HIDDEN_ROW.findall(xml)}
    look.hidden_columns = set(_hidden_columns(_HIDDEN_COLUMN.findall(xml)))
    return look


_columns: dict[bytes, int] = {}


def _column(letters: bytes) -> int:
    known = _columns.get(letters)
    if known is None:
        known = 0
        for letter in letters:
            known = known * 26 + letter - 64
        known = _columns[letters] = known - 1
    return known


def _hidden_columns(tags: Iterable[bytes]) -> Iterable[int]:
    for tag in tags:
        bounds = {name: int(number) for name, number in _BOUNDS.findall(tag)}
        first, last = bounds.get(b"min", 1), bounds.get(b"max", 0)
        yield from range(first - 1, min(last, first + _MOST_HIDDEN))
