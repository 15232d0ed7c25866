"""Records of an old workbook that xlrd passes over: margins, text boxes, values of other workbooks.

Source: [MS-XLS] 2.4 (HeaderFooter, TxO, CRN, FilePass).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

CACHE_PART = "metadata"
_HEADER, _FOOTER, _TEXT_OBJECT, _CONTINUE, _OUTSIDE_VALUES, _FILE_PASS = 0x14, 0x15, 0x1B6, 0x3C, 0x5A, 0x2F
_WIDE = 0x1
_FIELD = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]{1,3}|[LCRPNDTFAGBIUSXYEHZ&])')
_CELL_NUMBER, _CELL_TEXT = 1, 2


def is_encrypted(stream: bytes) -> bool:
    """Tell whether a password opens the workbook."""
    return any(kind == _FILE_PASS for kind, _ in _records(stream))


def texts(stream: bytes) -> Iterator[tuple[str, str]]:
    """Yield the part (`header`, `footer`, `textbox`, `CACHE_PART`) and the text of what no cell holds."""
    awaits_text = False
    for kind, data in _records(stream):
        if kind in (_HEADER, _FOOTER) and len(data) > 3:
            text = _FIELD.sub(" ", _counted(data, 0)[0]).strip()
            yield ("header" if kind == _HEADER else "footer"), text
        elif kind == _CONTINUE and awaits_text and data:
            yield "textbox", _decoded(data[1:], data[0])
        elif kind == _OUTSIDE_VALUES:
            yield from ((CACHE_PART, text) for text in _outside_values(data))
        awaits_text = kind == _TEXT_OBJECT


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _outside_values(data: bytes) -> Iterator[str]:
    """Yield the cached cells of a row in another workbook."""
    at = 4
    while at + 9 <= len(data):
        kind = data[at]
        if kind == _CELL_TEXT:
            text, at = _counted(data, at + 1)
            yield text
            continue
        if kind == _CELL_NUMBER:
            (number,) = struct.unpack_from("<d", data, at + 1)
            yield f"{number:.0f}"
        at += 9


def _counted(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length and flags before it, and where it ends."""
    if at + 3 > len(data):
        return "", len(data)
    length, flags = struct.unpack_from("<HB", data, at)
    end = at + 3 + length * (2 if flags & _WIDE else 1)
    return _decoded(data[at + 3 : end], flags), end


def _decoded(raw: bytes, flags: int) -> str:
    return raw.decode("utf-16-le" if flags & _WIDE else "latin-1", "replace").rstrip("\0")
