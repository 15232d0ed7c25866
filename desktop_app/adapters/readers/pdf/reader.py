"""PDF: pages first, then what the file carries beside them, then what earlier versions of it held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop_app.adapters.readers.appended import appended_units
from desktop_app.adapters.readers.long_numbers import Seen, in_bytes
from desktop_app.adapters.readers.pdf import structure
from desktop_app.adapters.readers.pdf.pages import page_units
from desktop_app.adapters.readers.pdf.remainder import remaining_units
from desktop_app.adapters.readers.pdf.source import (
    earlier_revisions,
    is_cut_off,
    opened_pages,
    opened_structure,
)
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE, DAMAGED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

if TYPE_CHECKING:
    from pikepdf import Pdf

_MOST_REVISIONS = 12
_REVISION = "revision"
_METADATA = "metadata"
"""A file that got another title has no other content."""


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the file's units; raises `Unreadable` (encrypted, damaged, limit)."""
    seen = Seen()
    yield from seen.watch(_versions(name, content, progress))
    yield from seen.fresh(in_bytes(content))
    yield from appended_units(content, progress)


def _versions(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the present version, then what only earlier ones held."""
    revisions = earlier_revisions(content)[:_MOST_REVISIONS]
    if not revisions:
        yield from _current(name, content, progress)
        return
    said: list[str] = []
    shown: list[str] = []
    for unit in _current(name, content, progress):
        text = _compact(unit.text)
        said.append(text)
        if _is_shown(unit):
            shown.append(text)
        yield unit
    yield from _only_earlier(name, revisions, ("".join(said), "".join(shown)), progress)


def _current(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    try:
        with opened_structure(content) as pdf:
            seen = Seen()
            with opened_pages(content) as document:
                yield from seen.watch(page_units(name, document, pdf, progress))
            yield from seen.watch(_beside(pdf, progress))
            yield from remaining_units(pdf, seen)
    except UnicodeDecodeError as error:  # a name within the file that is no text
        raise Unreadable(DAMAGED, "PDF 里有读不出来的部分") from error
    if is_cut_off(content):
        raise Unreadable(DAMAGED, "PDF 不完整，结尾缺失")


def _beside(pdf: Pdf, progress: Progress) -> Iterator[Unit]:
    yield from structure.property_units(pdf)
    yield from structure.bookmark_units(pdf)
    yield from structure.field_units(pdf)
    yield from structure.attachment_units(pdf, progress)
    yield from structure.loose_file_units(pdf, progress)


def _only_earlier(
    name: str, revisions: list[bytes], present: tuple[str, str], progress: Progress
) -> Iterator[Unit]:
    """Yield what earlier versions held and the present one does not; a version that only lacked something is none.

    Args:
        name: the file's.
        revisions: the earlier versions, the latest first.
        present: what the present one says, and what it shows of that, in one run: lines may break elsewhere.
        progress: told of every page.
    """
    said, shown = present
    is_told = False
    for content in revisions:
        for unit in _earlier(name, content, progress):
            text = _compact(unit.text)
            is_new = text not in said
            is_content = unit.place.part != _METADATA
            if not is_told and is_content and (is_new or (_is_shown(unit) and text not in shown)):
                is_told = True
                yield Unit("较早的版本", Place(part=_REVISION), concealment=CACHE)
            if is_new:
                said += text
                yield replace(unit, place=_revised(unit.place), hidden=True, concealment=None)


def _is_shown(unit: Unit) -> bool:
    return not unit.hidden and unit.concealment is None


def _earlier(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield an earlier version's units; a beginning that is no file of its own, as of a web-optimised PDF, has none."""
    try:
        yield from _current(name, content, progress)
    except Unreadable:
        return


def _revised(place: Place) -> Place:
    return replace(place, part=_REVISION)


def _compact(text: str) -> str:
    return re.sub(r"\s", "", text)
