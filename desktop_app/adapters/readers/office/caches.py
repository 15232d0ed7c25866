"""What a workbook keeps of other data: pivot tables' records and copies of other workbooks' cells."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.properties import metadata
from desktop_app.adapters.readers.office.sheet import column_number
from desktop_app.adapters.readers.office.xml import Element, S, local
from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.concealment import CACHE
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_EMPTY = "m"
_INDEX = "x"


def pivot_units(package: Package, part: str) -> Iterator[Unit]:
    """Yield the records of a pivot cache as a table below its fields' names; raises `Unreadable`.

    Without records its fields' lists of values are given side by side.
    """
    definition = package.xml(part)
    fields = list(definition.iterfind(f"{S}cacheFields/{S}cacheField"))
    names = [field.get("name", "") for field in fields]
    items = [[_item(item) for item in field.iterfind(f"{S}sharedItems/*")] for field in fields]
    records = [
        _record(record, items)
        for target in package.related(part, "pivotCacheRecords")
        for record in package.xml(target).iterfind(f"{S}r")
    ]
    if records or any(items):
        yield from _cached(part, [names, *(records or _side_by_side(items))])


def external_units(package: Package, part: str) -> Iterator[Unit]:
    """Yield the cells that a link keeps of another workbook, and that workbook's path; raises `Unreadable`."""
    for relation in package.relations(part):
        if relation.is_external:
            yield from metadata("外部链接路径", relation.target)
    root = package.xml(part)
    names = [name.get("val", "") for name in root.iter(f"{S}sheetName")]
    for name in names:
        yield Unit(name, Place(part="metadata"), hidden=True)
    for data in root.iter(f"{S}sheetData"):
        yield from _cached(part, [_cells(row) for row in data.iterfind(f"{S}row")])
    yield from _cached(part, [[_value(item)] for item in root.iter(f"{S}ddeItem", f"{S}value")])


def _cached(part: str, rows: list[list[str]]) -> Iterator[Unit]:
    rows = [row for row in rows if any(text.strip() for text in row)]
    if not rows:
        return
    inside = posixpath.basename(part)
    yield Unit(inside, Place(part="embedded", inside=inside), concealment=CACHE)

    def place(row: int, _column: int) -> Place:
        return Place(part="embedded", inside=inside, row=row + 1)

    for unit in table_units(rows, place):
        yield Unit(
            unit.text, unit.place, unit.kind, unit.label, hidden=True, row=unit.row, column=unit.column
        )


def _record(record: Element, items: list[list[str]]) -> list[str]:
    texts = []
    for number, item in enumerate(record):
        index = item.get("v", "")
        if (
            local(item) == _INDEX
            and index.isdigit()
            and number < len(items)
            and int(index) < len(items[number])
        ):
            texts.append(items[number][int(index)])
        else:
            texts.append(_item(item))
    return texts


def _item(item: Element) -> str:
    return "" if local(item) == _EMPTY else item.get("v", "")


def _side_by_side(items: list[list[str]]) -> list[list[str]]:
    longest = max(map(len, items))
    return [[column[row] if row < len(column) else "" for column in items] for row in range(longest)]


def _cells(row: Element) -> list[str]:
    texts: list[str] = []
    for cell in row.iterfind(f"{S}cell"):
        column = column_number(cell.get("r", "").rstrip("0123456789")) or len(texts) + 1
        texts += [""] * min(column - 1 - len(texts), 1_000)
        texts.append(_value(cell))
    return texts


def _value(cell: Element) -> str:
    value = cell.find(f"{S}v")
    value = cell.find(f"{S}val") if value is None else value
    return (value.text or "") if value is not None else ""
