"""Workbooks of Excel 2007 and later, WPS and LibreOffice (xlsx, xlsm, xlsb): values by calamine, their look by the XML.

Calamine reads a hundred times faster than a reader in Python, but knows no formats and drops errors; the parts' own
XML is searched for just the cells that it would show otherwise than they looked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from desktop_app.adapters.importers.binary_workbook import WORKBOOK, binary_looks
from desktop_app.adapters.importers.look import Look, linked_parts, part_xml
from desktop_app.adapters.importers.number_formats import GENERAL, built_in, general, is_day_format
from desktop_app.adapters.importers.shown import day_text, number_text, plain_day
from desktop_app.core.imports.grid import Grid, cell_name
from desktop_app.core.progress import Progress

ERROR = "这一格的公式出错（显示为“{}”），请在原表中改正，或直接填写。"
NO_RESULT = "这一格是公式，文件里没有存下算出的结果：请用 WPS 或 Excel 打开、保存一次再导入。"
PICTURE = "这一格里是图片（WPS 的“嵌入单元格图片”），图片不能导入，请直接填写。"
_PICTURES_IN_CELLS, _PICTURE = b"xl/cellimages.xml", "=DISPIMG("
"""The part in which WPS keeps such pictures (a name in the archive stands as it is), and the formula of their cells."""

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
_MOMENTS = (date, time, timedelta)


def read_workbook(content: bytes, progress: Progress) -> tuple[list[Grid], list[str]]:
    """Return the visible sheets, and the names of those that are hidden."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    looks = _looks(content)
    has_pictures = _PICTURES_IN_CELLS in content
    grids: list[Grid] = []
    hidden: list[str] = []
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue  # a chart on a sheet of its own
        if sheet.visible is not SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
            continue
        progress(f"读取“{sheet.name}”", number / len(book.sheets_metadata))
        grids.append(_grid(book, sheet.name, looks(sheet.name)))
        if has_pictures:
            _tell_pictures(grids[-1])
    return grids, hidden


def _grid(book: CalamineWorkbook, name: str, look: Look) -> Grid:
    sheet = book.get_sheet_by_name(name)
    grid = Grid(name, [], hidden_rows=look.hidden_rows, hidden_columns=look.hidden_columns)
    grid.spoilt.update(look.spoilt)
    grid.merged = [
        *look.merged,
        *((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()),
    ]
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        grid.rows.append([value if type(value) is str else _plain(value) for value in values])
        _show(grid, row, values, look)
    for (row, column), text in look.errors.items():
        _put(grid, row, column, text)
        grid.spoilt[row, column] = ERROR.format(text)
    return grid


def _tell_pictures(grid: Grid) -> None:
    """Say of cells that WPS shows a picture in that there is no text; what they hold is a formula of its own."""
    for row, texts in enumerate(grid.rows):
        for column, text in enumerate(texts):
            if text.startswith(_PICTURE):
                grid.spoilt[row, column] = PICTURE


def _plain(value: Any) -> str:
    """Return what a value is without a format."""
    if value is True or value is False:
        return str(value).upper()
    if isinstance(value, int | float):
        return general(value)
    return plain_day(value) if isinstance(value, date) else str(value)


def _show(grid: Grid, row: int, values: list[Any], look: Look) -> None:
    """Put what was shown in place of what is there, where a format makes the two differ."""
    shown = grid.rows[row]
    for column, value in enumerate(values):
        if type(value) is str:
            continue
        code = look.formats.get((row, column), GENERAL)
        if type(value) is float:
            shown[column] = number_text(grid, (row, column), value, GENERAL if is_day_format(code) else code)
        elif code != GENERAL and isinstance(value, _MOMENTS):
            shown[column] = day_text(grid, (row, column), value, code)


def _put(grid: Grid, row: int, column: int, text: str) -> None:
    while len(grid.rows) <= row:
        grid.rows.append([])
    line = grid.rows[row]
    line += [""] * (column + 1 - len(line))
    line[column] = text


# ── what the XML tells ────────────────────────────


def _looks(content: bytes) -> Callable[[str], Look]:
    """Return what gives a sheet's look."""
    with ZipFile(BytesIO(content)) as package:
        is_binary = WORKBOOK in package.namelist()
    if is_binary:
        return binary_looks(content)
    parts = _parts(content)
    codes = _codes(content)

    def look(name: str) -> Look:
        part = parts.get(name)
        if part is None:
            return Look()
        with ZipFile(BytesIO(content)) as package:
            return _look(_placed(package.read(part)), codes)

    return look


def _parts(content: bytes) -> dict[str, str]:
    """Return the path of each sheet's part."""
    with ZipFile(BytesIO(content)) as package:
        links = linked_parts(package, "xl/_rels/workbook.xml.rels")
        found = {}
        for sheet in part_xml(package, "xl/workbook.xml").iter("{*}sheet"):
            link = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            found[str(sheet.get("name"))] = links.get(link, "")
        names = set(package.namelist())
        return {name: part for name, part in found.items() if part in names}


def _codes(content: bytes) -> dict[int, str]:
    """Return the format of each cell style that shows numbers in a way of its own."""
    with ZipFile(BytesIO(content)) as package:
        if "xl/styles.xml" not in package.namelist():
            return {}
        styles = part_xml(package, "xl/styles.xml")
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


def _look(xml: bytes, codes: Mapping[int, str]) -> Look:
    look = Look()
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
