"""Zip archives and all that is in them, at any depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from desktop_app.adapters.readers.appended import surplus_units
from desktop_app.adapters.readers.members import SIGNATURES, member_name, open_archive, read_member
from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_METADATA = "metadata"
_BEHIND = "接在后面的压缩包.zip"
_LONG = re.compile(rb"[0-9]{15}")
_FINDER = ("__MACOSX/", ".DS_Store")
"""What a Mac adds by itself: marks of its file manager, for which nobody has a reader."""


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the archive's comments, every member's name, and every member's content.

    What stands before it (a program that unpacks it, a picture) and what its directory does not list comes first.
    A member that cannot be read becomes a unit that says so; names are never followed anywhere.
    """
    archive = open_archive(content)
    start = min((info.header_offset for info in archive.infolist()), default=0)
    yield from surplus_units(archive, progress)
    if start > 0 and content[start:].startswith(SIGNATURES):
        yield from nested(_BEHIND, content[start:], progress)
        return
    yield from _comment(archive.comment)
    members = archive.infolist()
    for number, info in enumerate(members):
        progress(f"读取“{name}”", number / len(members))
        yield from _member(archive, info, progress)


def _member(archive: ZipFile, info: ZipInfo, progress: Progress) -> Iterator[Unit]:
    path = member_name(info)
    yield Unit(path, Place(part=_METADATA, inside=shown_name(path)))
    yield from _comment(info.comment)
    if _LONG.search(info.extra):
        yield Unit(decode(info.extra), Place(part=_METADATA, inside=shown_name(path)), hidden=True)
    is_finder = path.startswith(_FINDER[0]) or path.endswith(_FINDER[1])
    if is_finder or (path.endswith("/") and not info.file_size):
        return
    try:
        content = read_member(archive, info)
    except Unreadable as error:
        yield Unit(path, Place(inside=shown_name(path)), label=error.reason, concealment=error.how)
        return
    yield from nested(path, content, progress)


def _comment(comment: bytes) -> Iterator[Unit]:
    if comment:
        yield Unit(decode(comment), Place(part="comment"), hidden=True)
