"""Compound files: which program's they are, what they say of themselves, what is embedded in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop_app.adapters.readers.office import macros, ole
from desktop_app.adapters.readers.office.properties import PLACE, metadata
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE, DAMAGED, EMBEDDED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_BROKEN = (OSError, ValueError, IndexError, KeyError, struct.error, AttributeError, TypeError, OverflowError)
"""What olefile raises for damaged files, by experience with mutated ones."""
_TELLING = {
    "author": "作者", "last_saved_by": "最后修改人", "manager": "主管", "company": "单位", "template": "模板",
    "comments": "备注", "keywords": "关键词", "category": "类别",
}  # fmt: skip
_CONTENT = {"title": "标题", "subject": "主题"}
_OBJECT_STORAGE = "MBD"
_MACROS = "宏"
_PIVOT_STORAGE = "_SX_DB_CUR"


def opened(content: bytes) -> Any:
    """Return the `olefile.OleFileIO`; raises `Unreadable` (damaged)."""
    from olefile import OleFileIO

    try:
        return OleFileIO(BytesIO(content))
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "文件不完整或已损坏，打不开") from error


def has_stream(content: bytes, *names: str) -> bool:
    """Tell whether a compound file has a stream of one of these names at its top; False where it is damaged."""
    try:
        compound = opened(content)
    except Unreadable:
        return False
    return any(compound.exists(name) for name in names)


def stream(compound: Any, *names: str) -> bytes:
    """Return the first of these streams, empty where there is none; raises `Unreadable` (damaged)."""
    try:
        return next((compound.openstream(name).read() for name in names if compound.exists(name)), b"")
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "文件不完整或已损坏，读不完整") from error


def property_units(compound: Any) -> Iterator[Unit]:
    """Yield the summary's properties, telling ones with a concealment."""
    try:
        properties = compound.get_metadata()
    except _BROKEN:
        return
    for name, label in _TELLING.items():
        yield from metadata(label, _text(getattr(properties, name), properties))
    for name, label in _CONTENT.items():
        text = _text(getattr(properties, name), properties)
        yield Unit(text, PLACE, label=label, hidden=True)


def embedded_units(compound: Any, progress: Progress) -> Iterator[Unit]:
    """Yield a workbook's embedded objects with what they wrap, and its pivot caches."""
    storages = sorted({path[0] for path in compound.listdir() if len(path) > 1})
    for storage in storages:
        if storage == _PIVOT_STORAGE:
            yield Unit("数据透视表缓存", Place(part="metadata"), concealment=CACHE)
        elif storage.startswith(_OBJECT_STORAGE):
            yield Unit(storage, Place(part="embedded", inside=storage), concealment=EMBEDDED)
            streams = {
                path[-1]: stream(compound, "/".join(path))
                for path in compound.listdir()
                if path[0] == storage and path[-1] in ole.WRAPPERS
            }
            yield from ole.wrapped_units(streams, progress)


def macro_units(content: bytes) -> Iterator[Unit]:
    """Yield that an old file has macros, and their source."""
    sources = list(macros.macro_units(_MACROS, content))
    if sources:
        yield Unit(_MACROS, Place(part="embedded", inside=_MACROS), concealment=EMBEDDED)
    yield from sources


def _text(value: Any, properties: Any) -> str:
    """A property's text: bytes in the code page that the summary names, else as Chinese offices have it."""
    if not isinstance(value, bytes):
        return str(value or "")
    encoding = {936: "gb18030", 65001: "utf-8", 1200: "utf-16-le"}.get(
        getattr(properties, "codepage", None) or 936, "gb18030"
    )
    return value.rstrip(b"\0").decode(encoding, "replace")
