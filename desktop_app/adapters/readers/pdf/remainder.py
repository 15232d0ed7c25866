"""Long numbers in corners of a PDF that no reader knows: scripts, addresses, descriptions, private data, bytes between.

Only what was read nowhere else counts, so that a number is said where it stands and not once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.readers.nesting import spend
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

if TYPE_CHECKING:
    from pikepdf import Pdf

_LONG = re.compile(r"[0-9]{15,20}[Xx]?")
_RAW = re.compile(rb"(?<![0-9A-Fa-f.<])[0-9]{15,20}[Xx]?(?![0-9A-Fa-f>])")
_WIDE = re.compile(rb"(?:\0[0-9]){15,20}(?:\0[Xx])?")
_HEX_WIDE = re.compile(rb"<(?:feff)?((?:00(?:3[0-9]|58|78)|[0-9a-f]{4})+)>")
_SHORTEST = 15
_PLACE = Place(part="metadata")
_SILENT_TYPES = ("/XRef", "/ObjStm", "/XObject", "/Pattern", "/CMap", "/Metadata", "/EmbeddedFile")
_SILENT_SUBTYPES = ("/Image", "/Form", "/Type1C", "/CIDFontType0C", "/OpenType", "/XML")
_FONT_LENGTH = "/Length1"
_CHARACTER_MAP = b"/CIDInit"
_MOST_BYTES = 2_000_000
_BROKEN = (RuntimeError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError)
"""What pikepdf raises for damaged objects, by experience with mutated ones."""


class Seen:
    """The long numbers that units have said."""

    def __init__(self) -> None:
        self._numbers: set[str] = set()

    def watch(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield the units, and remember their numbers."""
        for unit in units:
            if len(unit.text) >= _SHORTEST:
                self._numbers.update(_LONG.findall(unit.text))
            yield unit

    def fresh(self, numbers: Iterable[str]) -> Iterator[Unit]:
        """Yield the numbers that nobody has said, each once."""
        for number in numbers:
            if number not in self._numbers:
                self._numbers.add(number)
                yield Unit(number, _PLACE, hidden=True)


def bare_numbers(content: bytes) -> Iterator[str]:
    """Yield what stands in plain digits among a file's bytes: in remarks, between objects, behind the end."""
    yield from (found.decode() for found in _RAW.findall(content))


def remaining_units(pdf: Pdf, seen: Seen) -> Iterator[Unit]:
    """Yield what stands in the file's objects besides; a damaged object is passed over."""
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
        if item.objgen not in shown and not _is_silent(item):
            yield from _in_bytes(_content(item))
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Array, pikepdf.String)):
        yield from _in_bytes(item.unparse(resolved=True))


def _in_bytes(said: bytes) -> Iterator[str]:
    yield from (found.decode() for found in _RAW.findall(said))
    if b"\0" in said:
        yield from (found[1::2].decode() for found in _WIDE.findall(said))
    for found in _HEX_WIDE.findall(said) if b"<" in said else ():
        yield from _LONG.findall(bytes.fromhex(found.decode()).decode("utf-16-be", "replace"))


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
    try:
        spend(len(content))
    except Unreadable:
        return b""
    return b"" if content[:200].find(_CHARACTER_MAP) >= 0 else content
