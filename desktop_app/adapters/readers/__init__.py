"""Readers: bytes in, text units out, one module for each kind of file.

A reader is a function `read(name, content, progress) -> Iterator[Unit]`. Its kind is found by content; the
name only decides between kinds that are all text. Add a kind by a line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from desktop_app.adapters.readers.encoding import is_text
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

Reader = Callable[[str, bytes, Progress], Iterator[Unit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Args:
        name: as `gongkai check --json` reports it.
        fits: tells by name and content whether a file is of this kind.
        reader: returns its `read`; imports what that needs, so that the window does not wait for it.
    """

    name: str
    fits: Callable[[str, bytes], bool]
    reader: Callable[[], Reader]


def _is_csv(name: str, content: bytes) -> bool:
    return PurePath(name).suffix.lower() in (".csv", ".tsv") and _is_plain(name, content)


def _is_plain(_name: str, content: bytes) -> bool:
    return not content.lstrip()[:16].startswith(_SIGNATURES) and is_text(content)


_SIGNATURES = (
    b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"Rar!",
    b"7z\xbc\xaf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*",
    b"<", b"\xef\xbb\xbf<",
)  # fmt: skip
"""Beginnings of kinds that are no plain text, whatever their names say."""


def _csv() -> Reader:
    from desktop_app.adapters.readers import csv

    return csv.read


def _text() -> Reader:
    from desktop_app.adapters.readers import text

    return text.read


KINDS: tuple[Kind, ...] = (Kind("csv", _is_csv, _csv), Kind("txt", _is_plain, _text))
"""Asked in this order; the first that fits reads the file."""


def kind_of(name: str, content: bytes) -> Kind | None:
    """Return the kind of a file, by its content first; None where no reader knows it."""
    return next((kind for kind in KINDS if kind.fits(name, content)), None)


def reader_for(name: str, content: bytes) -> Reader | None:
    """Return what reads the file, None for kinds that are not supported."""
    kind = kind_of(name, content)
    return kind.reader() if kind else None
