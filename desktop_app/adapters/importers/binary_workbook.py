"""The look of binary workbooks (xlsb): values come by calamine, the rest stands in records.

Source: MS-XLSB 2.1.4 (records), 2.4 (each of them).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

from desktop_app.adapters.importers.look import Look, linked_parts
from desktop_app.adapters.importers.number_formats import GENERAL, built_in

WORKBOOK = "xl/workbook.bin"

_ROW, _CELLS, _ERRORS = 0, range(1, 12), (3, 11)
_FORMAT, _STYLE, _COLUMNS, _SHEET, _MERGE = 44, 47, 60, 156, 176
_FIRST_STYLE, _AFTER_STYLES = 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_ERROR_TEXTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
"""MS-XLSB 2.5.97.2."""
_LAST_COLUMN = 16_383
_SIGN = "密".encode("utf-16-le")
"""The one character without which there is no marking."""

Record = tuple[int, bytes]


def binary_looks(content: bytes) -> Callable[[str], Look]:
    """Return what gives the look of a sheet of a binary workbook."""
    with ZipFile(BytesIO(content)) as package:
        links = linked_parts(package, "xl/_rels/workbook.bin.rels")
        parts = _parts(package.read(WORKBOOK), links)
        codes = _codes(package.read("xl/styles.bin")) if "xl/styles.bin" in package.namelist() else {}

    def look(name: str) -> Look:
        if name not in parts:
            return Look()
        with ZipFile(BytesIO(content)) as package:
            return _look(package.read(parts[name]), codes)

    return look


def binary_texts(content: bytes) -> Iterator[str]:
    """Yield the texts of a binary workbook in which a secrecy level may be named: no other reader knows its parts."""
    with ZipFile(BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.lower().endswith(".bin")]
        for part in map(package.read, names):
            if _SIGN in part:
                for _, record in _records(part):
                    yield from _texts(record)


def _texts(record: bytes) -> Iterator[str]:
    """Yield whatever in a record has the shape of a text: its length, then as many characters."""
    for at in range(len(record) - 4 if _SIGN in record else 0):
        length = int.from_bytes(record[at : at + 4], "little")
        if 0 < length <= (len(record) - at - 4) // 2:
            text = _text(record, at)[0]
            if text.replace("\n", "").isprintable():
                yield text


def _records(part: bytes) -> Iterator[Record]:
    """Yield kind and content of each record; what is cut off at the end is left out."""
    at = 0
    while at < len(part):
        kind, at = _packed(part, at, 2)
        size, at = _packed(part, at, 4)
        yield kind, part[at : at + size]
        at += size


def _packed(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number in up to `most` bytes of seven bits, the lowest first, and where it ends."""
    number = 0
    for place in range(most):
        byte = part[at] if at < len(part) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _text(content: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def _parts(workbook: bytes, links: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for kind, content in _records(workbook):
        if kind == _SHEET:
            link, end = _text(content, 8)
            found[_text(content, end)[0]] = links.get(link, "")
    return {name: part for name, part in found.items() if part}


def _codes(styles: bytes) -> dict[int, str]:
    """Return the format of each cell style that shows numbers in a way of its own."""
    own: dict[int, str] = {}
    codes: dict[int, str] = {}
    style = -1
    for kind, content in _records(styles):
        if kind == _FORMAT:
            own[int.from_bytes(content[:2], "little")] = _text(content, 2)[0]
        elif kind in (_FIRST_STYLE, _AFTER_STYLES):
            style = 0 if kind == _FIRST_STYLE else -1
        elif kind == _STYLE and style >= 0:
            number = int.from_bytes(content[2:4], "little")
            codes[style] = own.get(number, built_in(number))
            style += 1
    return {style: code for style, code in codes.items() if code not in (GENERAL, "@")}


def _look(sheet: bytes, codes: Mapping[int, str]) -> Look:
    look = Look()
    row = 0
    for kind, content in _records(sheet):
        if kind == _ROW:
            row = int.from_bytes(content[:4], "little")
            if content[11] & _HIDDEN_ROW:
                look.hidden_rows.add(row)
        elif kind in _CELLS:
            _read_cell(look, row, kind, content, codes)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", content)
            if content[16] & _HIDDEN_COLUMN:
                look.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", content)
            look.merged.append((top, left, bottom, right))
    return look


def _read_cell(look: Look, row: int, kind: int, content: bytes, codes: Mapping[int, str]) -> None:
    spot = row, int.from_bytes(content[:4], "little")
    style = int.from_bytes(content[4:7], "little")
    if style in codes:
        look.formats[spot] = codes[style]
    if kind in _ERRORS:
        look.errors[spot] = _ERROR_TEXTS.get(content[8], "#N/A")
