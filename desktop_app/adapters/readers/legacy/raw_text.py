r"""The bare text of old documents, slides and rich text, read from their bytes.

LibreOffice works on files: before a copy is written for it, it must be known that the text bears no state-secret
marking (`converted.py`). Layout and what is hidden are for the converted file to tell.

Source: [MS-DOC] 2.4.1 (Retrieving Text), 2.5.1 (Fib), 2.9.38 (Clx); [MS-PPT] 2.9.42, 2.9.43; RTF 1.9.1 (`\\'`, `\\u`).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

from desktop_app.adapters.readers.legacy import compound
from desktop_app.adapters.readers.legacy.slides import records
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_WORD, _SHOW = "WordDocument", "PowerPoint Document"
_FLAGS, _WHICH_TABLE = 0x0A, 0x0200
_COUNTS, _CLX = 0x4C, 0x01A2
_PIECE_TABLE, _PROPERTIES = 2, 1
_ONE_BYTE = 0x40000000
_STORIES = ("body", "footnote", "header", "", "comment", "endnote", "textbox", "textbox")
"""What the counts of characters at `_COUNTS` count, in the order in which the texts stand."""
_BREAKS = re.compile(r"\x07{2}|[\r\n\x0b\x0c]")
"""A table's row ends with two cell marks; its cells are one line."""
_FIELD_CODES = re.compile(r"\x13[^\x13\x14\x15]*\x14|[\x00-\x06\x08\x0e-\x1f]")
_CHARS_ATOM, _BYTES_ATOM = 0x0FA0, 0x0FA8
_RTF_TOKEN = re.compile(
    rb"(?P<brace>[{}])|\\u(?P<code>-?[0-9]{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)?|(?P<bytes>(?:\\'[0-9a-fA-F]{2})+)"
    rb"|\\(?P<word>[a-z]+)-?[0-9]* ?|\\(?P<sign>[^a-z])|(?P<plain>[^\\{}\r\n]+)"
)
_RTF_HEX = re.compile(rb"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}\s*){32,}(?![0-9a-fA-F])")
_RTF_SIGN = re.compile(rb"\\'([0-9a-fA-F]{2})")
_RTF_WORD = re.compile(rb"\\[a-z]+-?[0-9]* ?|[{}\r\n]")
_RTF_LINES = (b"par", b"line", b"row", b"sect", b"page")
_RTF_ASIDE = (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"listtable", b"rsidtbl")
"""Groups of a rich text that hold no text of the document."""
_RTF_PARTS = {
    b"header": "header",
    b"headerl": "header",
    b"headerr": "header",
    b"headerf": "header",
    b"footer": "footer",
    b"annotation": "comment",
    b"shptxt": "textbox",
}


def word_units(content: bytes) -> list[Unit]:
    """Return the lines of a document, story by story; none where its table of pieces is damaged."""
    text, counts = _document(content)
    return list(_stories(text, counts)) if counts else []


def word_body(content: bytes) -> str:
    """Return a document's bare text without notes and margins, the marks in it that end cells and rows."""
    text, counts = _document(content)
    return _FIELD_CODES.sub("", text[: counts[0]]) if counts else ""


def _document(content: bytes) -> tuple[str, tuple[int, ...]]:
    """All text, and how many characters of it belong to each story; nothing where it is damaged."""
    file = compound.opened(content)
    main = compound.stream(file, _WORD)
    try:
        return _pieces(main, _table(file, main)), struct.unpack_from(f"<{len(_STORIES)}i", main, _COUNTS)
    except (struct.error, IndexError):
        return "", ()


def show_units(content: bytes) -> list[Unit]:
    """Return the texts of slides and their notes."""
    stream = compound.stream(compound.opened(content), _SHOW)
    return [unit for text in _atoms(stream) for unit in _lines(text, "body")]


def rich_text_units(content: bytes) -> list[Unit]:
    """Return the lines of a rich text, control words left out."""
    texts: dict[str, list[str]] = {}
    for part, text in _tokens(content):
        texts.setdefault(part, []).append(text)
    return [unit for part, pieces in texts.items() for unit in _lines("".join(pieces), part)]


def rich_text_bytes(content: bytes) -> bytes:
    """Return a rich text as bytes without its control words, and behind them what it spells in hexadecimal.

    Groups that programs pass over, objects and pictures stand there in one form or the other.
    """
    spelt = [bytes.fromhex(b"".join(found.split()).decode()) for found in _RTF_HEX.findall(content)]
    signs = _RTF_SIGN.sub(lambda found: bytes.fromhex(found[1].decode()), content)
    return b"\n".join((_RTF_WORD.sub(b"", signs), *spelt))


def _table(file: Any, main: bytes) -> bytes:
    (flags,) = struct.unpack_from("<H", main, _FLAGS)
    stream = compound.stream(file, "1Table" if flags & _WHICH_TABLE else "0Table")
    start, length = struct.unpack_from("<II", main, _CLX)
    return bytes(stream[start : start + length])


def _pieces(main: bytes, clx: bytes) -> str:
    """Join the pieces in reading order; each stands in two-byte or in one-byte characters."""
    at = 0
    while clx[at] == _PROPERTIES:
        at += 3 + struct.unpack_from("<h", clx, at + 1)[0]
    if clx[at] != _PIECE_TABLE:
        return ""
    (length,) = struct.unpack_from("<I", clx, at + 1)
    pieces = clx[at + 5 : at + 5 + length]
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces)
    starts = [struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * one + 2)[0] for one in range(count)]
    return "".join(
        _piece(main, start, max(0, end - begin))
        for start, begin, end in zip(starts, ends, ends[1:], strict=False)
    )


def _piece(main: bytes, start: int, characters: int) -> str:
    if start & _ONE_BYTE:
        at = (start & ~_ONE_BYTE) // 2
        return main[at : at + characters].decode("cp1252", "replace")
    return main[start : start + 2 * characters].decode("utf-16-le", "replace")


def _stories(text: str, counts: tuple[int, ...]) -> Iterator[Unit]:
    at = 0
    for part, count in zip(_STORIES, counts, strict=True):
        if count > 0:
            yield from _lines(text[at : at + count], part or "body")
            at += count
    yield from _lines(text[at:], "body")


def _lines(text: str, part: str) -> Iterator[Unit]:
    for number, line in enumerate(_BREAKS.split(_FIELD_CODES.sub("", text)), start=1):
        if line.strip():
            yield Unit(line.replace("\x07", "\t"), Place(paragraph=number, part=part))


def _atoms(stream: bytes) -> Iterator[str]:
    for record in records(stream):
        if record.kind == _CHARS_ATOM:
            yield record.content.decode("utf-16-le", "replace")
        elif record.kind == _BYTES_ATOM:
            yield record.content.decode("latin-1")


def _tokens(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield pieces of text with the part they belong to; a group's part ends with the group."""
    parts = ["body"]
    for token in _RTF_TOKEN.finditer(content):
        if token["brace"] == b"{":
            parts.append(parts[-1])
        elif token["brace"] and len(parts) > 1:
            yield parts.pop(), ""
        elif token["word"] in _RTF_ASIDE or token["sign"] == b"*":
            parts[-1] = ""
        elif token["word"] in _RTF_PARTS:
            parts[-1] = _RTF_PARTS[token["word"]]
        elif parts[-1]:
            yield parts[-1], _said(token)


def _said(token: re.Match[bytes]) -> str:
    if token["code"]:
        return chr(int(token["code"]) % 0x10000)
    if token["bytes"]:
        return bytes.fromhex(token["bytes"].decode().replace("\\'", "")).decode("gb18030", "replace")
    if token["plain"]:
        return token["plain"].decode("latin-1")
    return "\n" if token["word"] in _RTF_LINES else "\t" if token["word"] == b"cell" else ""
