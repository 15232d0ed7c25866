"""Word files (docx, docm, dotx): everything in the package that holds text, in the order in which it is met.

The package's XML is read: `paragraph.text` of libraries leaves out insertions, text boxes and more.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.adapters.readers.colours import WHITE, hex_colour
from desktop_app.adapters.readers.office.attached import attached_units, diagram_units, guarded
from desktop_app.adapters.readers.office.charts import chart_units
from desktop_app.adapters.readers.office.crops import crop_units
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.properties import (
    PLACE,
    attribute_texts,
    custom_xml_units,
    metadata,
    printer_units,
    property_units,
)
from desktop_app.adapters.readers.office.remainder import with_remainder
from desktop_app.adapters.readers.office.word_look import Looks, looks_of
from desktop_app.adapters.readers.office.word_story import Story
from desktop_app.adapters.readers.office.xml import Element, W, local, unchosen_texts
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import COMMENT, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_A4_TWIPS = (11_906, 16_838)
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_SOURCES = ("query", "connectString")


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of a Word file: headers first, for there the markings stand, then the body and the rest."""
    progress(f"读取“{name}”", 0.0)
    package = Package(content)
    main = package.main()
    yield from with_remainder(package, _units(name, package, _Document(package, main), progress), progress)


def _units(name: str, package: Package, document: _Document, progress: Progress) -> Iterator[Unit]:
    main = document.main
    yield from document.stories("header", "header")
    yield from document.body()
    yield from document.stories("footer", "footer")
    for kind, part in _NOTES:
        yield from document.stories(kind, part)
    yield from document.comments()
    yield from document.glossary()
    progress(f"读取“{name}”", 0.8)
    yield from guarded(main, document.links())
    yield from guarded(main, document.settings())
    yield from guarded(main, document.people())
    charts, quiet = chart_units(package, progress)
    yield from charts
    yield from guarded("", diagram_units(package))
    yield from guarded("", property_units(package))
    yield from guarded("", custom_xml_units(package))
    yield from guarded("", printer_units(package))
    yield from attached_units(package, progress, quiet)


class _Document:
    """A Word package with its styles and its page."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self.main = main
        self._root = package.xml(main)
        self._looks = self._styles()
        background = self._root.find(f"{W}background")
        self._ground = hex_colour(background.get(f"{W}color")) if background is not None else None

    def body(self) -> Iterator[Unit]:
        yield from self._units(self._root, "body")
        yield from guarded(self.main, crop_units(self._package, self.main, self._root, Place(part="body")))

    def stories(self, kind: str, part: str) -> Iterator[Unit]:
        for target in self._package.related(self.main, kind):
            yield from guarded(target, self._read_story(target, part))

    def glossary(self) -> Iterator[Unit]:
        """Building blocks: text kept for reuse, which nobody sees."""
        for target in self._package.related(self.main, "glossaryDocument"):
            for unit in guarded(target, self._read_story(target, "metadata")):
                yield Unit(unit.text, unit.place, label=unit.label, hidden=True, concealment=unit.concealment)

    def comments(self) -> Iterator[Unit]:
        for target in self._package.related(self.main, "comments"):
            yield from guarded(target, self._comments(target))

    def links(self) -> Iterator[Unit]:
        """Addresses behind links, where the text does not show them, and templates outside."""
        shown = "".join(str(text) for text in self._root.itertext())
        for relation in self._package.relations(self.main):
            address = relation.target.removeprefix("mailto:")
            if relation.is_external and relation.kind == "hyperlink" and address not in shown:
                yield Unit(address, Place(part="body"), label="链接地址", hidden=True)

    def settings(self) -> Iterator[Unit]:
        for part in self._package.related(self.main, "settings"):
            for relation in self._package.relations(part):
                if relation.is_external:
                    yield from metadata("模板或数据源路径", relation.target)
            for element in self._package.xml(part).iter():
                name, value = local(element), element.get(f"{W}val", "")
                if name == "docVar" and value.strip():
                    yield from metadata(f"文档变量 {element.get(f'{W}name', '')}", value)
                elif name in _SOURCES and value.strip():
                    yield Unit(value, PLACE, label="邮件合并数据源", hidden=True)

    def people(self) -> Iterator[Unit]:
        for part in self._package.related(self.main, "people"):
            for text in attribute_texts(self._package.xml(part), ("author",)):
                yield from metadata("批注和修订人", text)

    def _comments(self, part: str) -> Iterator[Unit]:
        root = self._package.xml(part)
        for number, comment in enumerate(root.iterfind(f"{W}comment"), 1):
            units = list(self._story(root, "comment").units(comment))
            text = "\n".join(unit.text for unit in units if unit.concealment is None)
            if text.strip():
                yield Unit(text, Place(part="comment", paragraph=number), concealment=COMMENT)
            yield from (unit for unit in units if unit.concealment is not None)

    def _read_story(self, target: str, part: str) -> Iterator[Unit]:
        root = self._package.xml(target)
        yield from self._units(root, part)
        yield from crop_units(self._package, target, root, Place(part=part))

    def _units(self, root: Element, part: str) -> Iterator[Unit]:
        yield from self._story(root, part).units(root)
        for text in unchosen_texts(root):
            yield Unit(text, Place(part=part), concealment=TEXT)

    def _story(self, root: Element, part: str) -> Story:
        has_pictures = any(local(element) in ("blip", "imagedata") for element in root.iter())
        return Story(self._looks, part, self._ground or WHITE, _page(self._root), has_pictures)

    def _styles(self) -> Looks:
        for part in self._package.related(self.main, "styles"):
            try:
                return looks_of(self._package.xml(part))
            except Unreadable:
                break  # without styles every run is taken for what it says itself
        return Looks()


def _page(root: Element) -> tuple[int, int]:
    size = next(root.iter(f"{W}pgSz"), None)
    if size is None:
        return _A4_TWIPS
    width, height = size.get(f"{W}w", ""), size.get(f"{W}h", "")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else _A4_TWIPS
