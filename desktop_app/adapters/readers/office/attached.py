"""Files, pictures and drawings that a package carries beside its text."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.office.macros import macro_units
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.properties import metadata
from desktop_app.adapters.readers.office.xml import A, descendants
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import EMBEDDED, SCAN
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_FILES = ("package", "oleObject", "aFChunk", "control", "attachment", "externalOleObject")
_FOLDER = "/embeddings/"
_PICTURES = "/media/"
_WMF = (b"\xd7\xcd\xc6\x9a", b"\1\0\x09\0\0\1", b"\1\0\x09\0\0\3", b"\2\0\x09\0\0\3")
_EMF, _EMF_SIGN = b"\1\0\0\0", b" EMF"
"""[MS-WMF] 2.3.2, [MS-EMF] 2.3.4.2."""
_MACROS = "vbaproject.bin"
_THUMBNAIL = "docprops/thumbnail"
_OWN = re.compile(
    r"\.(?:xml|rels|vml|bin|emf|wmf|odttf|fntdata|sigs|psdsxs|png|jpe?g|gif|bmp|tiff?|svg|wdp)$|^docprops/thumbnail"
)
"""Endings of what office programs write for themselves; a file of another ending has been put in."""


def carried_by(package: Package, pages: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    """Return where the embedded files stand to which slides or sheets point, by their parts."""
    places: dict[str, Place] = {}
    for part, place in pages:
        try:
            places.update({target.lower(): place for target in package.related(part, *_FILES)})
        except Unreadable:
            continue  # its reader has said so
    return places


def attached_units(
    package: Package,
    progress: Progress,
    quiet: frozenset[str] = frozenset(),
    places: Mapping[str, Place] = MappingProxyType({}),
) -> Iterator[Unit]:
    """Yield embedded files and pictures with their content.

    Args:
        quiet: embedded parts that show nothing but what is seen, as a chart's own numbers; only checked.
        places: the slides or sheets on which embedded parts stand, where that is known.
    """
    files = package.pointed_at(*_FILES)
    for part in package.parts:
        if part.endswith(".rels") or (part.endswith(".xml") and part not in files):
            continue
        if part in files or _FOLDER in f"/{part}" or part.endswith(_MACROS) or not _OWN.search(part):
            if part not in quiet:
                yield _announced(part, places.get(part, Place()))
            yield from guarded(part, _embedded(package, part, progress))
        elif _PICTURES in f"/{part}":
            yield from guarded(part, _picture(package, part, progress))
        elif part.startswith(_THUMBNAIL):
            yield from guarded(part, _thumbnail(package, part, progress))


def diagram_units(package: Package) -> Iterator[Unit]:
    """Yield the texts of SmartArt, from the model that it is drawn of."""
    for part in package.parts:
        if "/diagrams/data" in part:
            for paragraph in package.xml(part).iter(f"{A}p"):
                text = "".join(
                    element.text or "" for element in descendants(paragraph) if element.tag == f"{A}t"
                )
                if text.strip():
                    yield Unit(text, Place(part="textbox"))


def guarded(part: str, units: Iterator[Unit]) -> Iterator[Unit]:
    """Yield the units of one part of a file; where it cannot be read, a unit that says so ends them."""
    try:
        yield from units
    except Unreadable as error:
        yield Unit(
            part or "属性", Place(inside=part or "docProps"), label=error.reason, concealment=error.how
        )


def _announced(part: str, place: Place) -> Unit:
    name = posixpath.basename(part)
    return Unit(name, replace(place, part="embedded", inside=shown_name(name)), concealment=EMBEDDED)


def _embedded(package: Package, part: str, progress: Progress) -> Iterator[Unit]:
    name, content = posixpath.basename(part), package.read(part)
    sources = list(macro_units(name, content)) if name.endswith(_MACROS) else []
    yield from sources or nested(name, content, progress)


def _thumbnail(package: Package, part: str, progress: Progress) -> Iterator[Unit]:
    """A small picture of the first page, as it was when somebody last saved: too small to be read by most."""
    yield from metadata("缩略图", posixpath.basename(part))
    for unit in _picture(package, part, progress):
        if unit.concealment is not SCAN:
            yield replace(unit, hidden=True)


def _is_vector(content: bytes) -> bool:
    """Tell a metafile by its head, whatever its name and whatever picture it has in it (a Mac's have a PDF)."""
    return content.startswith(_WMF) or (content.startswith(_EMF) and content[40:44] == _EMF_SIGN)


def _picture(package: Package, part: str, progress: Progress) -> Iterator[Unit]:
    """Vector pictures of office programs (emf, wmf) have no reader; they are drawings, no files."""
    name, content = posixpath.basename(part), package.read(part)
    if not _is_vector(content) and kind_of(name, content) is not None:
        yield from nested(name, content, progress)
