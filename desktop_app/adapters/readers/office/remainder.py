"""Long numbers in corners of a package that no reader knows: the raw parts are swept for what was not read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from desktop_app.adapters.readers.appended import surplus_units
from desktop_app.adapters.readers.long_numbers import Seen, in_bytes, in_text
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.disguise import undone
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_MOST_UNDONE = 100_000
"""Of a part's bytes; larger ones hold what pages and sheets show, which is looked at piece by piece."""
_PICTURES = "/media/"
_CELLS = re.compile(rb"<(?:\w+:)?sheetData\b.*</(?:\w+:)?sheetData>", re.DOTALL)
_SHARED_STRINGS = "sharedstrings.xml"
_PHONETIC = b"rPh"


def with_remainder(package: Package, units: Iterable[Unit], progress: Progress) -> Iterator[Unit]:
    """Yield the units, then one for each long number that stands in the package and in none of them.

    What stands in the file beside the package's parts comes last.
    """
    seen = Seen()
    yield from seen.watch(units)
    for part in package.parts:
        if _PICTURES not in f"/{part}":
            yield from seen.fresh(_numbers(package, part), posixpath.basename(part))
    yield from surplus_units(package.archive, progress)


def _numbers(package: Package, part: str) -> Iterator[str]:
    try:
        content = _beside_cells(part, package.read(part))
    except Unreadable:
        return  # its reader has said so
    yield from in_bytes(content)
    if len(content) <= _MOST_UNDONE and b"\0" not in content:
        for plain in undone(content.decode("utf-8", "replace")):
            yield from in_text(plain)


def _beside_cells(part: str, content: bytes) -> bytes:
    """A sheet without its cells and strings without those that cells show: all of them have been read."""
    if part.endswith(_SHARED_STRINGS) and _PHONETIC not in content:
        return b""
    return _CELLS.sub(b"", content, count=1) if "/worksheets/" in part else content
