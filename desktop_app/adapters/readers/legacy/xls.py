"""Workbooks of Excel before 2007 and of WPS (xls, xlt, et): BIFF records within a compound file."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from desktop_app.adapters.readers.appended import with_bare_numbers
from desktop_app.adapters.readers.legacy import biff, compound
from desktop_app.adapters.readers.office.grid import grid_units
from desktop_app.adapters.readers.office.sheet import Sheet, column_letters
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE, COMMENT, DAMAGED, ENCRYPTED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_THIN_COLUMN = 80
"""In 1/256 of a character: the width of a third of one."""
_THIN_ROW = 20
"""In twips: one point."""
_TINY_TYPE = 60
"""In twips: three points."""
_WHITE = (255, 255, 255)
_ALIKE = 48
_SOLID = 1


def fits(content: bytes) -> bool:
    """Tell whether a compound file is a workbook."""
    return compound.has_stream(content, *_STREAMS)


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield sheet by sheet, then text boxes, caches, properties and objects, then numbers in the bytes between.

    Raises `Unreadable` (encrypted, damaged).
    """
    yield from with_bare_numbers(content, _units(name, content, progress))


def _units(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    progress(f"读取“{name}”", 0.0)
    file = compound.opened(content)
    records = compound.stream(file, *_STREAMS)
    if biff.is_encrypted(records):
        raise Unreadable(ENCRYPTED, "工作簿设有打开密码，打不开")
    book = _opened(content)
    for number in range(book.nsheets):
        progress(f"读取“{name}”", number / book.nsheets)
        yield from _sheet(book, number)
    yield from _beside(records, book)
    yield from compound.property_units(file)
    yield from compound.embedded_units(file, progress)
    yield from compound.macro_units(content)


def _opened(content: bytes) -> Any:
    import xlrd

    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - what xlrd tells of faults is no report
        try:
            return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=nowhere)
        except (xlrd.XLRDError, xlrd.compdoc.CompDocError, xlrd.formula.FormulaError) as error:
            raise Unreadable(DAMAGED, "工作簿已损坏，打不开") from error
        except (
            ValueError, LookupError, AssertionError, TypeError, AttributeError, OverflowError,
            struct.error, NotImplementedError, ZeroDivisionError, UnboundLocalError, RecursionError,
        ) as error:  # fmt: skip
            raise Unreadable(DAMAGED, "工作簿已损坏，打不开") from error


def _sheet(book: Any, number: int) -> Iterator[Unit]:
    source = book.sheet_by_index(number)
    is_hidden = source.visibility != 0
    yield from grid_units(source.name, _grid(book, source), is_hidden=is_hidden)
    for (row, column), note in source.cell_note_map.items():
        place = Place(
            sheet=shown_name(source.name), cell=f"{column_letters(column + 1)}{row + 1}", part="comment"
        )
        if note.text.strip():
            yield Unit(note.text, place, concealment=COMMENT)


def _grid(book: Any, source: Any) -> Sheet:
    sheet = Sheet()
    for row in range(source.nrows):
        texts = {
            column + 1: text
            for column, cell in enumerate(source.row(row))
            if (text := _text(book, cell)) and not text.isspace()
        }
        if texts:
            sheet.rows[row + 1] = texts
            if _is_hidden_row(source, row):
                sheet.hidden_rows.add(row + 1)
            sheet.buried.update(
                (row + 1, column) for column in texts if _hides(book, source.cell_xf_index(row, column - 1))
            )
    for column, info in source.colinfo_map.items():
        if info.hidden or info.width < _THIN_COLUMN:
            sheet.hidden_columns.append((column + 1, column + 1))
    _bury_merged(sheet, source.merged_cells)
    return sheet


def _bury_merged(sheet: Sheet, merged: list[tuple[int, int, int, int]]) -> None:
    """Mark everything in a merged range but its first cell; ranges end before their last numbers."""
    for top, bottom, left, right in merged:
        for row in range(top + 1, bottom + 1):
            sheet.buried.update(
                (row, column)
                for column in sheet.rows.get(row, ())
                if left < column <= right and (row, column) != (top + 1, left + 1)
            )


def _is_hidden_row(source: Any, row: int) -> bool:
    info = source.rowinfo_map.get(row)
    if info is None:
        return bool(source.default_row_hidden)
    return bool(info.hidden) or (info.height is not None and info.height < _THIN_ROW)


def _text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(book, cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return str(int(cell.value)) if cell.value == int(cell.value) else repr(cell.value)
    return str(cell.value) if cell.ctype == xlrd.XL_CELL_TEXT else ""


def _date(book: Any, days: float) -> str:
    import xlrd

    try:
        moment = xlrd.xldate.xldate_as_datetime(days, book.datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return repr(days)
    return f"{moment + timedelta(milliseconds=1):%Y-%m-%d}"


def _hides(book: Any, index: int) -> bool:
    """Tell whether a format hides its cell's text: `;;;`, a tiny size, or its ground's colour."""
    try:
        look = book.xf_list[index]
        font = book.font_list[look.font_index]
        code = book.format_map[look.format_key].format_str or ""
    except (IndexError, KeyError):
        return False
    if code.replace(" ", "") == ";;;" or font.height < _TINY_TYPE:
        return True
    ground = _WHITE
    if look.background.fill_pattern == _SOLID:
        ground = book.colour_map.get(look.background.pattern_colour_index) or _WHITE
    colour = book.colour_map.get(font.colour_index)
    return colour is not None and all(abs(a - b) < _ALIKE for a, b in zip(colour, ground, strict=True))


def _beside(records: bytes, book: Any) -> Iterator[Unit]:
    """Yield what no cell holds: margins, text boxes, values of other workbooks, defined names."""
    notes = {
        "".join(note.text.split())
        for number in range(book.nsheets)
        for note in book.sheet_by_index(number).cell_note_map.values()
    }
    for part, text in biff.texts(records):
        if "".join(text.split()) not in notes:
            how = CACHE if part == biff.CACHE_PART else None
            yield Unit(text, Place(part=part), concealment=how)
