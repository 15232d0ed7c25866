"""OLE objects: the file that a program wrapped to put it into a document."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from ntpath import basename

from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.office.properties import metadata
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NATIVE = "\x01Ole10Native"
WRAPPERS = (_NATIVE, "Package", "CONTENTS", "EmbeddedOdf")
"""Streams that hold a wrapped file."""
_DOCUMENTS = ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage")


def is_wrapper(content: bytes) -> bool:
    """Tell whether bytes are a compound file that wraps another file and is no document itself."""
    if not content.startswith(_SIGNATURE):
        return False
    names = [name.encode("utf-16-le") in content for name in _DOCUMENTS]
    return not any(names) and any(name.encode("utf-16-le") in content for name in WRAPPERS)


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of the wrapped file; raises `Unreadable` where the object is damaged."""
    from olefile import OleFileIO

    progress(f"读取“{name}”", 0.0)
    try:
        with OleFileIO(BytesIO(content)) as ole:
            streams = {
                path[-1]: ole.openstream(path).read() for path in ole.listdir() if path[-1] in WRAPPERS
            }
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Unreadable(DAMAGED, "嵌入的对象已损坏，打不开") from error
    yield from wrapped_units(streams, progress)


def wrapped_units(streams: Mapping[str, bytes], progress: Progress) -> Iterator[Unit]:
    """Yield the units of the files in an object's streams, which are some of `WRAPPERS`; raises `Unreadable`."""
    for stream, data in streams.items():
        if stream == _NATIVE:
            yield from _native(data, progress)
        else:
            yield from nested(stream.lower(), data, progress)


def _native(data: bytes, progress: Progress) -> Iterator[Unit]:
    """A package: total size, flags, three names of the file, its size and its bytes."""
    try:
        label, at = _text(data, 6)
        path, at = _text(data, at)
        (length,) = struct.unpack_from("<I", data, at + 4)
        temporary = at + 8
        (size,) = struct.unpack_from("<I", data, temporary + length)
    except (struct.error, ValueError) as error:
        raise Unreadable(DAMAGED, "嵌入的对象已损坏，打不开") from error
    start = temporary + length + 4
    yield from metadata("嵌入文件的来源路径", path)
    yield from nested(basename(label) or "嵌入文件", data[start : start + size], progress)


def _text(data: bytes, at: int) -> tuple[str, int]:
    end = data.index(b"\0", at)
    return decode(data[at:end]), end + 1
