"""The source of VBA macros, out of a compound file: what a program does with a file may hold what nobody shows.

The compression is that of [MS-OVBA] 2.4.1: chunks of 4096 bytes, each a row of bytes and of copies of earlier ones.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from io import BytesIO

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode

_STORAGE = "VBA"
_BEGINNING = b"\0Attribut"
"""Of every module's source, behind the signature and the first chunk's head: a flag byte and eight plain bytes."""
_HEAD_BYTES = 3
_CHUNK_BYTES = 4096
_MOST_BYTES = 4_000_000
_JOINED = re.compile(r'"\s*(?:&|\+)\s*(?:_\s*)?"')
_BROKEN = (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError, OverflowError)
"""What olefile raises for damaged files, by experience with mutated ones."""


def macro_units(name: str, content: bytes) -> Iterator[Unit]:
    """Yield each line of each module's source; nothing for what is no compound file or holds no source.

    Args:
        name: of the part, for the place; texts that the source puts together are put together.
    """
    for module, source in _sources(content):
        lines = _JOINED.sub("", source).splitlines()
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("Attribute VB_"):
                place = Place(part="embedded", inside=f"{name}!/{module}", paragraph=number)
                yield Unit(line, place, hidden=True)


def _sources(content: bytes) -> Iterator[tuple[str, str]]:
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(content)) as compound:
            for path in compound.listdir():
                if _STORAGE in (part.upper() for part in path[:-1]):
                    source = _source(compound.openstream(path).read())
                    if source:
                        yield path[-1], source
    except _BROKEN:
        return


def _source(stream: bytes) -> str:
    start = stream.find(_BEGINNING) - _HEAD_BYTES
    return decode(unpacked(stream[start:])) if start >= 0 and stream[start] == 1 else ""


def unpacked(container: bytes) -> bytes:
    """Return what a compressed container holds, as far as it is sound; at most 4 MB."""
    out, at = bytearray(), 1
    while at + 2 <= len(container) and len(out) < _MOST_BYTES:
        (head,) = struct.unpack_from("<H", container, at)
        if head >> 12 & 7 != 3:
            break
        end = min(at + (head & 0xFFF) + 3, len(container))
        if head >> 15:
            _unpack_chunk(container[at + 2 : end], out)
        else:
            out += container[at + 2 : at + 2 + _CHUNK_BYTES]
        at = end
    return bytes(out)


def _unpack_chunk(chunk: bytes, out: bytearray) -> None:
    begun, at = len(out), 0
    while at < len(chunk):
        flags, at = chunk[at], at + 1
        for bit in range(8):
            if at >= len(chunk):
                return
            if not flags >> bit & 1:
                out.append(chunk[at])
                at += 1
            elif not _copy(chunk[at : at + 2], out, begun):
                return
            else:
                at += 2


def _copy(token: bytes, out: bytearray, begun: int) -> bool:
    """Copy bytes of the same chunk; how many bits of the token say how far back depends on how long it is yet."""
    if len(token) < 2:
        return False
    value, bits = int.from_bytes(token, "little"), max((len(out) - begun - 1).bit_length(), 4)
    back, length = (value >> (16 - bits)) + 1, (value & (0xFFFF >> bits)) + 3
    if back > len(out) - begun:
        return False
    for _ in range(length):
        out.append(out[-back])
    return True
