"""Presentations (pptx, pptm, ppsx): slides, and what is kept beside and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from desktop_app.adapters.readers.colours import WHITE
from desktop_app.adapters.readers.office.attached import attached_units, carried_by, diagram_units, guarded
from desktop_app.adapters.readers.office.charts import chart_units
from desktop_app.adapters.readers.office.crops import crop_units
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.properties import (
    custom_xml_units,
    metadata,
    printer_units,
    property_units,
)
from desktop_app.adapters.readers.office.remainder import with_remainder
from desktop_app.adapters.readers.office.slide import Slide, background_of, has_background
from desktop_app.adapters.readers.office.xml import Element, P, R, local
from desktop_app.core.checks.concealment import COMMENT, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_MASTER = re.compile(r"/slide(?:masters|layouts)/slide[^/]*\.xml$")
_PAGE_NUMBER = re.compile("[0-9]{0,4}|[‹<]#[›>]")
_SIZE = (9_144_000, 6_858_000)


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of a presentation: masters first, for markings may stand there, then slide by slide."""
    progress(f"读取“{name}”", 0.0)
    package = Package(content)
    yield from with_remainder(
        package, _units(name, package, _Show(package, package.main()), progress), progress
    )


def _units(name: str, package: Package, show: _Show, progress: Progress) -> Iterator[Unit]:
    yield from show.masters()
    yield from show.slides(name, progress)
    yield from show.authors()
    charts, quiet = chart_units(package, progress)
    yield from charts
    yield from guarded("", diagram_units(package))
    yield from guarded("", property_units(package))
    yield from guarded("", custom_xml_units(package))
    yield from guarded("", printer_units(package))
    yield from attached_units(package, progress, quiet, carried_by(package, show.pages()))


@dataclass(slots=True)
class _Show:
    package: Package
    main: str
    root: Element = field(init=False)
    size: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.root = self.package.xml(self.main)
        size = self.root.find(f"{P}sldSz")
        self.size = (_emu(size, "cx", _SIZE[0]), _emu(size, "cy", _SIZE[1])) if size is not None else _SIZE

    def masters(self) -> Iterator[Unit]:
        for part in self.package.parts:
            if _MASTER.search(part):
                slide = Slide(Place(part="layer"), None, None, with_placeholders=False)
                yield from guarded(part, self._units(slide, part))

    def pages(self) -> Iterator[tuple[str, Place]]:
        """The slides by their parts, those last that the file holds and does not list."""
        listed, left = self._slides()
        yield from ((part, Place(page=number)) for number, part in enumerate([*listed, *left], 1) if part)

    def slides(self, name: str, progress: Progress) -> Iterator[Unit]:
        listed, left = self._slides()
        for number, part in enumerate(listed, 1):
            progress(f"读取“{name}”", number / len(listed))
            if part:
                yield from guarded(part, self._slide(part, number))
        for number, part in enumerate(left, len(listed) + 1):  # left in the file, shown by nobody
            yield from guarded(part, self._hidden(part, number))

    def _slides(self) -> tuple[list[str], list[str]]:
        parts = {
            relation.id: relation.target
            for relation in self.package.relations(self.main)
            if relation.kind == "slide" and relation.target in self.package
        }
        listed = [
            parts.pop(entry.get(f"{R}id", ""), "") for entry in self.root.iterfind(f"{P}sldIdLst/{P}sldId")
        ]
        return listed, list(parts.values())

    def authors(self) -> Iterator[Unit]:
        for part in self.package.related(self.main, "commentAuthors", "authors"):
            for author in self.package.xml(part):
                yield from metadata("批注人", author.get("name", ""))

    def _slide(self, part: str, page: int) -> Iterator[Unit]:
        if self.package.xml(part).get("show") in ("0", "false"):
            yield from self._hidden(part, page)
            return
        yield from self._content(part, page)

    def _hidden(self, part: str, page: int) -> Iterator[Unit]:
        yield Unit(f"第 {page} 张幻灯片", Place(page=page), concealment=TEXT)
        for unit in self._content(part, page):
            yield replace(unit, hidden=True)

    def _content(self, part: str, page: int) -> Iterator[Unit]:
        slide = Slide(Place(page=page, part="body"), self.size, self._ground(part))
        yield from self._units(slide, part)
        yield from guarded(part, crop_units(self.package, part, self.package.xml(part), Place(page=page)))
        for target in self.package.related(part, "notesSlide"):
            yield from guarded(target, self._notes(target, page))
        for target in self.package.related(part, "comments", "comment"):
            yield from guarded(target, self._comments(target, page))

    def _units(self, slide: Slide, part: str) -> Iterator[Unit]:
        yield from slide.units(self.package.xml(part))

    def _notes(self, part: str, page: int) -> Iterator[Unit]:
        place = Place(page=page, part="notes")
        for unit in self._units(Slide(place, None, None), part):
            if unit.place.part == "notes" and not _PAGE_NUMBER.fullmatch(unit.text.strip()):
                yield replace(unit, concealment=COMMENT)

    def _comments(self, part: str, page: int) -> Iterator[Unit]:
        for element in self.package.xml(part).iter():
            if local(element) in ("text", "txBody"):
                text = "".join(str(text) for text in element.itertext())
                if text.strip():
                    yield Unit(text, Place(page=page, part="comment"), concealment=COMMENT)

    def _ground(self, part: str) -> str | None:
        """The colour of a slide's ground: its own, else its layout's, else its master's; white where none says."""
        at, kinds = part, ["slideLayout", "slideMaster"]
        while True:
            root = self.package.xml(at)
            if has_background(root):
                return background_of(root)
            target = next(self.package.related(at, kinds.pop(0)), None) if kinds else None
            if target is None:
                return WHITE
            at = target


def _emu(size: Element, key: str, otherwise: int) -> int:
    text = size.get(key, "")
    return int(text) if text.isdigit() else otherwise
