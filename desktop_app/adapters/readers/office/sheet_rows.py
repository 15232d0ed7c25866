"""The rows of a worksheet without an XML tree: nearly all sheets are written in one plain way, with a million cells.

What is not written so is left to the XML parser: a row with odd cells is handed over as XML, an odd sheet refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_GAP = r"[ \t\r\n]{0,40}"
_ATTRIBUTES = r'((?:[ \t\r\n]+[\w:.\-]+="[^"<&]*")*)'
_ROW = re.compile(rf"{_GAP}<row{_ATTRIBUTES}{_GAP}(/?)>".encode(), re.ASCII)
_ATTRIBUTE = re.compile(rb'([\w:.\-]+)="([^"]*)"', re.ASCII)
_END_OF_ROW = b"</row>"
_KEPT = '(?: xml:space="preserve")?'
_CELL = re.compile(
    rf'{_GAP}<c(?: r="([A-Z]{{1,3}})[0-9]{{1,7}}")?(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?{_GAP}(?:/>|>{_GAP}'
    rf"(?:<f(?:[ \t\r\n][^<>/]*)?(?:/>|>([^<]*)</f>))?{_GAP}"
    rf"(?:<v{_KEPT}(?:/>|>([^<]*)</v>)|<is>(?:<t{_KEPT}(?:/>|>([^<]*)</t>))?</is>)?{_GAP}</c>)|(\S)"
)
_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_ANY_OPENING = b"<sheetData"
_DECLARED = re.compile(rb"\s*<\?xml[^>?]*encoding=[\"'](?!utf-?8[\"'])", re.IGNORECASE)
_ROOT = re.compile(rb"<worksheet[^>]*>")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_CHARACTERS = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))

Cell = tuple[str, str, str, str, str, str, str]
"""Column's letters, style, kind, formula, value, inline text (as written, entities and all), and what is odd."""


class OddSheet(Exception):
    """The sheet is not written in the plain way."""


class Rows(NamedTuple):
    """A sheet's cells, still as XML.

    Args:
        around: the sheet without its rows.
        content: the whole part.
        start: with `end`, where its rows stand.
    """

    around: bytes
    content: bytes
    start: int
    end: int


class Row(NamedTuple):
    """A row: its attributes, and its cells or, where one of them is odd, the row as a document of its own."""

    attributes: dict[bytes, bytes]
    cells: Sequence[Cell]
    odd: bytes


def rows_of(content: bytes) -> Rows:
    """Tell rows from what stands around them; raises `OddSheet`."""
    start, end = content.find(_OPENING), content.rfind(_CLOSING)
    is_plain = content.count(_ANY_OPENING) == 1 and 0 <= start < end and not _DECLARED.match(content[:200])
    if not is_plain:
        raise OddSheet
    around = content[:start] + _OPENING + content[end:]
    return Rows(around, content, start + len(_OPENING), end)


def each_row(rows: Rows) -> Iterator[Row]:
    """Yield the rows in order; raises `OddSheet` where anything but rows stands among them."""
    _around, content, position, end = rows
    root = _ROOT.search(rows.around)
    while (opening := _ROW.match(content, position, end)) is not None:
        attributes = dict(_ATTRIBUTE.findall(opening[1])) if opening[1] else {}
        position = opening.end()
        if opening[2]:
            yield Row(attributes, (), b"")  # it counts
            continue
        closing = content.find(_END_OF_ROW, position, end)
        if closing < 0:
            raise OddSheet
        cells, odd = _cells(content[position:closing]), b""
        position = closing + len(_END_OF_ROW)
        if cells and any(cell[6] for cell in cells):
            if root is None:
                raise OddSheet
            odd = root[0] + content[opening.start() : position] + b"</worksheet>"
        yield Row(attributes, cells, odd)
    if content[position:end].strip():
        raise OddSheet


def _cells(body: bytes) -> list[Cell]:
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise OddSheet from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CELL.findall(text)


def unescaped(text: str) -> str:
    """Return a text with its entities put in; raises `OddSheet` for one that XML does not know."""
    if _REFERENCE.sub("", text).count("&"):
        raise OddSheet
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    number = int(found[1]) if found[1] else int(found[2], 16)
    if not _is_allowed(number):
        raise OddSheet
    return chr(number)


def _is_allowed(number: int) -> bool:
    """What XML 1.0 allows as a character."""
    return number in (9, 10, 13) or any(first <= number <= last for first, last in _CHARACTERS)
