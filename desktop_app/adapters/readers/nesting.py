"""Files and the files within them: one way in, with limits on depth and growth over the whole tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import PurePath

from msgspec.structs import replace

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, LIMIT, UNSUPPORTED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_DEEPEST = 20
_HARMLESS_BYTES = 20_000_000
_GROWTH = 100
_SEPARATOR = "!/"
_MAY_BE_EMPTY = ("", ".txt", ".csv", ".tsv", ".md", ".html", ".htm", ".xml", ".log")


@dataclass(slots=True)
class _Opening:
    """What the opening of one outermost file has cost so far."""

    allowed_bytes: int
    spent_bytes: int = 0
    depth: int = 0


_opening: ContextVar[_Opening | None] = ContextVar("opening", default=None)


def units_of(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of a file and of all files within it; what stops a reader becomes a last unit.

    Never raises `Unreadable`: a unit with an `unreadable.*` concealment says that, and what was read counts.
    """
    _opening.set(_Opening(max(_HARMLESS_BYTES, _GROWTH * len(content))))
    try:
        yield from _guarded(name, content, progress)
    finally:
        _opening.set(None)


def nested(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of a file found within another, their places `inside` its name.

    Args:
        name: its path within the outer file; identifiers in it are masked where a place repeats it.
    """
    opening = _current()
    inside = shown_name(name)
    if opening.depth >= _DEEPEST:
        yield Unit(name, Place(inside=inside), label=f"嵌套超过 {_DEEPEST} 层", concealment=LIMIT)
        return
    opening.depth += 1
    try:
        for unit in _guarded(name, content, progress):
            below = unit.place.inside
            yield replace(
                unit, place=replace(unit.place, inside=f"{inside}{_SEPARATOR}{below}" if below else inside)
            )
    finally:
        opening.depth -= 1


def spend(size: int) -> None:
    """Count bytes that opening a part of the file has produced.

    Raises `Unreadable` (`unreadable.limit`) where the file grows a hundredfold and past 20 MB.
    """
    opening = _current()
    opening.spent_bytes += size
    if opening.spent_bytes > opening.allowed_bytes:
        raise Unreadable(LIMIT, "解开后比文件本身大得异常")


def remaining() -> int:
    """Return how many more bytes may come of the file: the most that one read may ask for."""
    opening = _current()
    return opening.allowed_bytes - opening.spent_bytes


def _current() -> _Opening:
    """What is being opened; where a reader is called by itself, nothing but a bound on each part."""
    return _opening.get() or _Opening(_GROWTH * _HARMLESS_BYTES)


def _guarded(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    if not content.strip(b"\0"):  # a machine that lost power leaves nothing but zeros
        if PurePath(name).suffix.lower() in _MAY_BE_EMPTY:
            return
        yield Unit(name, label="文件是空的，没有保存好", concealment=DAMAGED)
        return
    kind = kind_of(name, content)
    if kind is None:
        yield Unit(name, label=_unsupported(name), concealment=UNSUPPORTED)
        return
    try:
        yield from kind.reader()(name, content, progress)
    except Unreadable as error:
        yield Unit(name, label=error.reason, concealment=error.how)


def _unsupported(name: str) -> str:
    ending = name.rpartition("/")[2].rpartition(".")[2] if "." in name else ""
    return f"还不能检查这种文件（{ending or '没有后缀'}）"
