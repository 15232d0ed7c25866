"""What stands in a file's bytes where no program that shows the file looks: behind its end, before its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from zipfile import ZipFile

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.long_numbers import Seen, in_bytes
from desktop_app.adapters.readers.members import loose_members, surplus
from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import EMBEDDED
from desktop_app.core.checks.disguise import undone
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_MEMBER, _END = b"PK\x03\x04", b"PK\x05\x06"
_TAIL = 66_000
"""A zip's end lies within so many bytes of the file's end."""
_NAME = "接在文件末尾的压缩包.zip"
_BEFORE, _BETWEEN = "压缩包前面的内容", "压缩包里没有列出的内容"
_SPELT = re.compile(rb"[A-Za-z0-9+/=_%&#;,\\\-]{20,20000}")
_NOTES = 20_000


def appended_units(content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield an archive that hangs on a file, with all that is in it."""
    start = content.find(_MEMBER)
    if start > 0 and content.find(_END, max(start, len(content) - _TAIL)) > 0:
        yield Unit(_NAME, Place(part="embedded", inside=_NAME), concealment=EMBEDDED)
        yield from nested(_NAME, content[start:], progress)


def surplus_units(archive: ZipFile, progress: Progress) -> Iterator[Unit]:
    """Yield what an archive's directory does not list: a file before it, members between others, bytes behind it."""
    for piece in surplus(archive):
        name = _BEFORE if piece.is_first else _BETWEEN
        members = list(loose_members(piece.content))
        if not members and piece.is_first and kind_of(name, piece.content) is not None:
            members = [(name, piece.content)]
        if members:
            yield Unit(name, Place(part="embedded", inside=name), concealment=EMBEDDED)
        for path, content in members:
            yield from nested(path, content, progress)
        if not members:
            yield from bare_numbers(piece.content)


def with_bare_numbers(content: bytes, units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield a file's units, then the long numbers that stand in its bytes and in none of them.

    Also where the units end early because the file cannot be read.
    """
    seen = Seen()
    try:
        yield from seen.watch(units)
    except Unreadable:
        yield from seen.fresh(in_bytes(content))
        raise
    yield from seen.fresh(in_bytes(content))


def bare_numbers(content: bytes) -> Iterator[Unit]:
    """Yield the long numbers that stand in a file's bytes."""
    yield from Seen().fresh(in_bytes(content))


def spelt_numbers(content: bytes) -> Iterator[Unit]:
    """Yield what is spelt otherwise near the ends of a picture's bytes and holds a long number."""
    for part in dict.fromkeys((content[:_NOTES], content[-_NOTES:])):
        for run in _SPELT.findall(part):
            for plain in dict.fromkeys(undone(run.decode())):
                yield Unit(plain, Place(part="metadata"), hidden=True)
