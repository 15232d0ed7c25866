"""Workbooks: what is hidden goes, so do comments, names and links; formulas become values; identifiers are masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.crops import CUT, cut_pictures
from desktop_app.adapters.cleaners.package import Element, parsed, rewritten, target_of
from desktop_app.adapters.cleaners.values import Values, spread
from desktop_app.adapters.cleaners.xlsx_pieces import mask_parted
from desktop_app.core.checks.place_words import shown_name

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK, _ARROWS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = re.compile(r"xl/sharedStrings\.xml")
_DROPPED = re.compile(
    r"xl/(?:comments\w*\.xml|comments/.*|threadedComments/.*|persons/.*|externalLinks/.*|calcChain\.xml"
    r"|connections\.xml|queryTables/.*|revisions/.*|customProperty.*|printerSettings/.*|embeddings/.*|activeX/.*"
    r"|ctrlProps/.*|vbaProject\.bin|model/.*|customData/.*|drawings/vmlDrawing.*)"
    r"|customXml/.*|docProps/(?:custom\.xml|thumbnail\..*)",
    re.IGNORECASE,
)
_GONE = (
    "legacyDrawing",
    "oleObjects",
    "controls",
    "customProperties",
    "dataConsolidate",
    "scenarios",
    "picture",
)
_BOOK_GONE = ("externalReferences", "fileSharing", "customWorkbookViews", "functionGroups")
_KEPT_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")
_PIVOT = "数据透视表带有全部明细，清理不了：请把结果复制成数值粘贴到新工作簿后再公开"
_NOTHING = re.compile(r"(?!)")
_THIN_CHARS, _THIN_POINTS = 0.3, 1.0

_MASK_IN_NAMES, _LONGEST_NAME = "×", 27
"""Excel opens no workbook with a sheet's name of more than 31 characters or with an asterisk in it."""


@dataclass(slots=True)
class _Counts:
    masked: int = 0
    rows: int = 0
    cells: int = 0
    formulas: int = 0
    unseen: int = 0
    pictures: int = 0
    sheets: list[str] = field(default_factory=list)


def clean(content: bytes, values: Values) -> Cleaned:
    """Return the workbook as it is seen: visible sheets, rows and columns, and values in place of formulas."""
    counts = _Counts()
    with ZipFile(BytesIO(content)) as package:
        hidden = _hidden_sheets(package)
        names = {part: name for name, part, _is_seen in _sheets(package)}
        undone = (_PIVOT,) if any("pivotcache" in name.lower() for name in package.namelist()) else ()

    def edit(name: str, root: Element) -> None:
        if name == _BOOK:
            _strip_book(root, counts)
        elif _SHEET.fullmatch(name):
            shown = shown_name(names.get(name, ""))
            unseen = frozenset(cell for sheet, cell in values.unseen_cells if sheet == shown)
            _strip_sheet(root, values, unseen, counts)
        elif _STRINGS.fullmatch(name):
            counts.masked += sum(_mask(item, values) for item in root.iter(f"{_S}si"))

    copy, dropped = rewritten(content, _DROPPED, edit, hidden)
    copy, parted = mask_parted(copy, values)
    counts.masked += parted
    copy, counts.pictures = cut_pictures(copy)
    used = _used_strings(copy)
    copy, _ = rewritten(copy, _NOTHING, lambda name, root: _blank_unused(name, root, used))
    return Cleaned(copy, tuple(_told(counts, dropped)), undone)


def _told(counts: _Counts, dropped: int) -> Iterator[str]:
    if counts.masked:
        yield f"打码 {counts.masked} 处"
    if counts.sheets:
        yield f"删去隐藏的工作表 {len(counts.sheets)} 个"
    if counts.rows or counts.cells:
        yield f"清空隐藏的行 {counts.rows} 行、隐藏的列里的单元格 {counts.cells} 个"
    if counts.pictures:
        yield f"{CUT} {counts.pictures} 处"
    if counts.unseen:
        yield f"清空看不见字的单元格 {counts.unseen} 个"
    if counts.formulas:
        yield f"公式改为数值 {counts.formulas} 处"
    if dropped:
        yield f"删去批注、外部链接、嵌入文件等部件 {dropped} 个"
    yield "清除文件属性"


def _hidden_sheets(package: ZipFile) -> frozenset[str]:
    """The parts of sheets that are hidden."""
    return frozenset(part for _name, part, is_seen in _sheets(package) if not is_seen)


def _sheets(package: ZipFile) -> list[tuple[str, str, bool]]:
    """Name, part and whether it is seen of each sheet, by the workbook's arrows; none where it is built otherwise."""
    if not {_BOOK, _ARROWS} <= set(package.namelist()):
        return []
    book = parsed(package.read(_BOOK))
    arrows = {
        arrow.get("Id"): target_of(_BOOK, arrow.get("Target") or "")
        for arrow in parsed(package.read(_ARROWS))
    }
    sheets = book.iterfind(f"{_S}sheets/{_S}sheet")
    return [
        (sheet.get("name", ""), arrows.get(sheet.get(f"{_R}id"), ""), not _is_hidden(sheet))
        for sheet in sheets
    ]


def _is_hidden(sheet: Element) -> bool:
    return sheet.get("state", "visible") != "visible"


def _strip_book(root: Element, counts: _Counts) -> None:
    """Take hidden sheets out, and names: those that stay count the sheets, whose numbers move up."""
    places: dict[int, int] = {}
    sheets = root.find(f"{_S}sheets")
    for number, sheet in enumerate(list(sheets) if sheets is not None else ()):
        if _is_hidden(sheet) and sheets is not None:
            counts.sheets.append(sheet.get("name", ""))
            sheets.remove(sheet)
        else:
            places[number] = len(places)
            counts.masked += _rename(sheet, root, number=len(places))
    for name in list(root.iterfind(f"{_S}definedNames/{_S}definedName")):
        place = int(name.get("localSheetId", "-1"))
        if name.get("name") in _KEPT_NAMES and place in places:
            name.set("localSheetId", str(places[place]))
        else:
            _remove(name)
    names = root.find(f"{_S}definedNames")
    if names is not None and not len(names):
        _remove(names)
    for view in root.iterfind(f"{_S}bookViews/{_S}workbookView"):
        _forget(view, "activeTab", "firstSheet")
    _remove_named(root, _BOOK_GONE)


def _rename(sheet: Element, book: Element, number: int) -> int:
    """Mask an identifier in a sheet's name, which no sheet may share; return how many there were."""
    name = sheet.get("name", "")
    shown = shown_name(name)
    if shown == name:
        return 0
    new = f"{shown.replace('*', _MASK_IN_NAMES)[:_LONGEST_NAME]}_{number}"
    sheet.set("name", new)
    for area in book.iterfind(f"{_S}definedNames/{_S}definedName"):
        area.text = (area.text or "").replace(name, new)
    return 1


def _strip_sheet(root: Element, values: Values, unseen: frozenset[str], counts: _Counts) -> None:
    _remove_named(root, _GONE)
    for margin in root.iterfind(f"{_S}headerFooter/*"):
        margin.text, found = values.mask_in(margin.text or "")
        counts.masked += found
    for setup in root.iterfind(f"{_S}pageSetup"):
        _forget(setup, f"{_R}id")  # the printer's settings are gone
    columns = [
        range(int(column.get("min", "0")), int(column.get("max", "0")) + 1)
        for column in root.iterfind(f"{_S}cols/{_S}col")
        if _is_true(column, "hidden") or float(column.get("width", "9")) < _THIN_CHARS
    ]
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        if len(row) and (_is_true(row, "hidden") or float(row.get("ht", "15")) < _THIN_POINTS):
            counts.rows += 1
            for cell in list(row):
                row.remove(cell)
        for cell in list(row):
            if any(_column(cell) in hidden for hidden in columns):
                counts.cells += 1
                row.remove(cell)
            elif cell.get("r") in unseen:
                counts.unseen += 1
                row.remove(cell)
            else:
                _settle(cell, values, counts)


def _used_strings(copy: bytes) -> set[int]:
    """Return which shared strings a cell still shows."""
    with ZipFile(BytesIO(copy)) as package:
        roots = [parsed(package.read(name)) for name in package.namelist() if _SHEET.fullmatch(name)]
    values = [
        value.text or ""
        for root in roots
        for cell in root.iter(f"{_S}c")
        if cell.get("t") == "s" and (value := cell.find(f"{_S}v")) is not None
    ]
    return {int(value) for value in values if value.isdigit()}


def _blank_unused(name: str, root: Element, used: set[int]) -> None:
    """Empty the strings of cells that are gone; their numbers must not move."""
    for number, item in enumerate(root.iterfind(f"{_S}si") if _STRINGS.fullmatch(name) else ()):
        if number not in used:
            for part in list(item):
                item.remove(part)
            item.append(item.makeelement(f"{_S}t", {}))


def _settle(cell: Element, values: Values, counts: _Counts) -> None:
    formula = cell.find(f"{_S}f")
    if formula is not None:
        cell.remove(formula)
        counts.formulas += 1
    inline = cell.find(f"{_S}is")
    if inline is not None:
        counts.masked += _mask(inline, values)
    value = cell.find(f"{_S}v")
    if value is not None and value.text and cell.get("t", "n") in ("n", "str"):
        masked, found = values.mask_in(value.text)
        if found:
            value.text = masked
            cell.set("t", "str")
            counts.masked += found


def _mask(holder: Element, values: Values) -> int:
    """Mask a rich text, whose runs keep their formats; phonetic hints are texts of their own."""
    nodes = list(holder.iter(f"{_S}t"))
    parts = [node.text or "" for node in nodes]
    masked, count = values.mask_in("".join(parts))
    if count:
        for node, text in zip(nodes, spread(parts, masked), strict=True):
            node.text = text
    return count


def _column(cell: Element) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", cell.get("r", "")):
        number = number * 26 + ord(letter) - 64
    return number


def _is_true(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _forget(element: Element, *names: str) -> None:
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


def _remove_named(root: Element, names: tuple[str, ...]) -> None:
    for element in list(root):
        if str(element.tag).removeprefix(_S) in names:
            root.remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
