"""Records of old slides, and the compound files that are packed into them: macros, embedded objects.

Source: [MS-PPT] 2.3.1 (RecordHeader), 2.10.41 and 2.10.42 (VbaProjectStg), 2.10.34 to 2.10.36 (ExOleObjStg).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.adapters.readers.appended import bare_numbers
from desktop_app.adapters.readers.nesting import remaining, spend
from desktop_app.adapters.readers.office.macros import macro_units
from desktop_app.core.checks.concealment import EMBEDDED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_MACROS = "宏"
_HEAD = struct.Struct("<HHI")
_CONTAINER = 0x0F
_STORED = 0x1011
_SIZE_BYTES = 4


class Record(NamedTuple):
    """A record that holds no others."""

    kind: int
    instance: int
    content: bytes


def records(stream: bytes) -> Iterator[Record]:
    """Yield the records one after another; those that hold others are entered."""
    at = 0
    while at + _HEAD.size <= len(stream):
        version, kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        if version & _CONTAINER != _CONTAINER:
            yield Record(kind, version >> 4, stream[at : at + length])
            at += length


def stored_units(stream: bytes) -> Iterator[Unit]:
    """Yield that slides have macros, and their source; of other objects the long numbers in their bytes.

    Raises `Unreadable` (limit) where an object grows without bound.
    """
    objects = [_unpacked(record) for record in records(stream) if record.kind == _STORED]
    sources = [unit for content in objects for unit in macro_units(_MACROS, content)]
    if sources:
        yield Unit(_MACROS, Place(part="embedded", inside=_MACROS), concealment=EMBEDDED)
    yield from sources
    for content in objects:
        yield from bare_numbers(content)


def _unpacked(record: Record) -> bytes:
    if not record.instance:
        return record.content
    try:
        content = zlib.decompressobj().decompress(record.content[_SIZE_BYTES:], max(remaining(), 0) + 1)
    except zlib.error:
        return b""
    spend(len(content))
    return content
