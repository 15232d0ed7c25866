"""Long numbers in corners of a PDF that no reader knows: scripts, addresses, descriptions, private data, bytes between.

Only what was read nowhere else counts, so that a number is said where it stands and not once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.readers.long_numbers import Seen, in_bytes, in_text
from desktop_app.adapters.readers.nesting import spend
from desktop_app.core.checks.disguise import may_hide, undone
from desktop_app.core.checks.pieces import cuts
from desktop_app.core.checks.unit import Unit

if TYPE_CHECKING:
    from pikepdf import Pdf

_SHOWN = re.compile(rb"\(((?:\\[\s\S]|[^\\()]){1,200})\)|(?<!<)<([0-9A-Fa-f\s]{2,200})>(?!>)")
_BESIDE = (b"ActualText", b"/Alt", b"/E(", b"/E (", b"/E<", b"/E <", b"%")
"""In what draws a page: texts for who hears it read, and remarks."""
_OCTAL = re.compile(rb"\\([0-7]{1,3})")
_DRAWS = re.compile(rb"T[jJ]\b")
_LONGEST_DISGUISE = 20_000
"""Of an object's bytes; streams of more are pictures, fonts and pages."""
_HEX_WIDE = re.compile(rb"<(?:feff)?((?:00(?:3[0-9]|58|78)|[0-9a-f]{4})+)>", re.IGNORECASE)
_LENGTH = 18
_SILENT_TYPES = ("/XRef", "/ObjStm", "/CMap", "/EmbeddedFile")
_SILENT_SUBTYPES = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType")
_FONT_LENGTH = "/Length1"
_CHARACTER_MAP = b"/CIDInit"
_MOST_BYTES = 2_000_000
_BROKEN = (RuntimeError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError)
"""What pikepdf raises for damaged objects, by experience with mutated ones."""


def remaining_units(pdf: Pdf, seen: Seen) -> Iterator[Unit]:
    """Yield what stands in the file's objects besides; a damaged object is passed over.

    Raises `Unreadable` (limit) where the objects, pages among them, grow without bound.
    """
    shown = _page_contents(pdf)
    for item in pdf.objects:
        try:
            yield from seen.fresh(_numbers(item, shown))
        except _BROKEN:
            continue


def _page_contents(pdf: Pdf) -> set[tuple[int, int]]:
    """The streams that draw pages, which have been read as pages."""
    found: set[tuple[int, int]] = set()
    for page in pdf.pages:
        try:
            contents: Any = page.obj.get("/Contents")
            parts = list(contents) if getattr(contents, "_type_name", "") == "array" else [contents]
            found.update(part.objgen for part in parts if part is not None)
        except _BROKEN:
            continue
    return found


def _numbers(item: Any, shown: set[tuple[int, int]]) -> Iterator[str]:
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        yield from _in_bytes(item.stream_dict.unparse(resolved=True))
        if not _is_silent(item):
            yield from _in_stream(_content(item), is_shown=item.objgen in shown)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Array, pikepdf.String)):
        said = item.unparse(resolved=True)
        yield from _in_bytes(said)
        yield from _undone(said)


def _in_stream(content: bytes, *, is_shown: bool) -> Iterator[str]:
    """What stands in a stream; of one that draws a page only what it says beside the drawing."""
    if not is_shown or any(word in content for word in _BESIDE):
        yield from _in_bytes(content)
    if not is_shown:
        yield from _undone(content)
        yield from _drawn(content)


def _in_bytes(said: bytes) -> Iterator[str]:
    yield from in_bytes(said)
    for found in _HEX_WIDE.findall(said) if b"<" in said else ():
        yield from in_text(bytes.fromhex(found.decode()).decode("utf-16-be", "replace"))


def _undone(said: bytes) -> Iterator[str]:
    """The numbers in another spelling; what a page shows in one has been read there."""
    if len(said) <= _LONGEST_DISGUISE and may_hide(text := said.decode("latin-1")):
        yield from (number for plain in undone(text) for number in in_text(plain))


def _drawn(content: bytes) -> Iterator[str]:
    """The numbers that a drawing sets in pieces, which no page may show."""
    if not _DRAWS.search(content):
        return
    texts = [
        bytes.fromhex(b"".join(spelt.split()).decode()).decode("latin-1")
        if spelt and len(b"".join(spelt.split())) % 2 == 0
        else _OCTAL.sub(lambda code: bytes([int(code[1], 8) & 0xFF]), said).decode("latin-1")
        for said, spelt in _SHOWN.findall(content)
    ]
    yield from (cut.text for cut in cuts([text.strip() for text in texts]) if len(cut.text) == _LENGTH)


def _is_silent(stream: Any) -> bool:
    """Pictures, fonts and the like: read elsewhere, or nothing that anybody writes a number into."""
    return (
        str(stream.get("/Type", "")) in _SILENT_TYPES
        or str(stream.get("/Subtype", "")) in _SILENT_SUBTYPES
        or _FONT_LENGTH in stream
    )


def _content(stream: Any) -> bytes:
    size = int(stream.get("/Length", 0))
    if size > _MOST_BYTES:
        return b""
    content = bytes(stream.read_bytes())
    spend(len(content))
    return b"" if content[:200].find(_CHARACTER_MAP) >= 0 else content
