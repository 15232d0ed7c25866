"""OFD: its pages in order, then annotations, attachments, pictures and properties, then parts no page shows."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.layout import Flow, lines_from
from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.ofd.page import Size, page_objects, page_size, seen_and_hidden
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.remainder import with_remainder
from desktop_app.adapters.readers.office.xml import Element, local
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE, COMMENT, DAMAGED, EMBEDDED, METADATA
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_ROOT = "ofd.xml"
_A4 = Size(0, 0, 210, 297)
_METADATA = Place(part="metadata")
_TELLING = {"Author": "作者", "CustomData": "自定义属性"}
_CONTENT = ("Title", "Subject", "Abstract", "Keyword")
_GAP_EM = 0.9


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of every document in the file, then what stands in corners besides; raises `Unreadable`."""
    package = Package(content)
    yield from with_remainder(package, _units(name, package, progress), progress)


def _units(name: str, package: Package, progress: Progress) -> Iterator[Unit]:
    root = package.xml(_ROOT)
    read_parts: set[str] = {_ROOT}
    for element in root.iter():
        if local(element) == "DocRoot":
            yield from _Document(package, _path("", element.text or ""), read_parts).units(name, progress)
    yield from _properties(root)
    for part in package.parts:
        if part.endswith(".xml") and part not in read_parts:
            yield from _unshown(package, part)
        elif "/res/" in f"/{part}" and kind_of(part, package.read(part)) is not None:
            yield from nested(posixpath.basename(part), package.read(part), progress)


class _Document:
    def __init__(self, package: Package, part: str, read_parts: set[str]) -> None:
        self._package = package
        self._part = part
        self._read = read_parts
        self._root = self._xml(part)
        self._templates = {
            element.get("ID", ""): _path(part, element.get("BaseLoc", ""))
            for element in self._named("TemplatePage")
        }

    def units(self, name: str, progress: Progress) -> Iterator[Unit]:
        flow = Flow()
        pages = [_path(self._part, element.get("BaseLoc", "")) for element in self._named("Page")]
        usual = page_size(self._root) or _A4
        for number, part in enumerate(pages, 1):
            progress(f"读取“{name}”第 {number} 页", number / len(pages))
            try:
                yield from self._page(flow, part, number, usual)
            except Unreadable as error:
                yield Unit(part, Place(page=number), label=error.reason, concealment=error.how)
        yield from flow.finish()
        for element in self._named("OutlineElem", "Bookmark"):
            yield Unit(element.get("Title", element.get("Name", "")), _METADATA)
        for element in self._named("Annotations"):
            yield from self._annotations(_path(self._part, element.text or ""))
        for element in self._named("Attachments"):
            yield from self._attachments(_path(self._part, element.text or ""), progress)

    def _page(self, flow: Flow, part: str, number: int, usual: Size) -> Iterator[Unit]:
        root = self._xml(part)
        below = [
            self._xml(self._templates[element.get("TemplateID", "")])
            for element in root.iter()
            if local(element) == "Template" and element.get("TemplateID") in self._templates
        ]
        objects = [found for tree in (*below, root) for found in page_objects(tree)]
        seen, hidden = seen_and_hidden(objects, page_size(root) or usual)
        yield from flow.page(number, lines_from(seen, _GAP_EM))
        for text, how in hidden:
            yield Unit(text, flow.next_place(number), concealment=how)

    def _annotations(self, part: str) -> Iterator[Unit]:
        for page in self._xml(part).iter():
            if local(page) == "FileLoc":
                yield from self._annotation_page(_path(part, page.text or ""))

    def _annotation_page(self, part: str) -> Iterator[Unit]:
        place = Place(part="annotation")
        for element in self._xml(part).iter():
            text = (element.text or "").strip()
            if local(element) == "TextCode" and text:
                yield Unit(text, place)
            elif local(element) in ("Remark", "Parameter") and text:
                yield Unit(text, place, concealment=COMMENT if local(element) == "Remark" else None)

    def _attachments(self, part: str, progress: Progress) -> Iterator[Unit]:
        for element in self._xml(part).iter():
            if local(element) != "Attachment":
                continue
            name = element.get("Name", "附件")
            place = Place(part="embedded", inside=shown_name(name))
            yield Unit(name, place, concealment=EMBEDDED)
            for location in element:
                target = _path(part, location.text or "")
                self._read.add(target)
                if target not in self._package:
                    raise Unreadable(DAMAGED, "附件缺失，读不完整")
                yield from nested(name, self._package.read(target), progress)

    def _xml(self, part: str) -> Element:
        self._read.add(part)
        return self._package.xml(part)

    def _named(self, *names: str) -> list[Element]:
        return [element for element in self._root.iter() if local(element) in names]


def _properties(root: Element) -> Iterator[Unit]:
    for element in root.iter():
        text = (element.text or "").strip()
        if local(element) in _TELLING and text:
            yield Unit(text, _METADATA, label=_TELLING[local(element)], concealment=METADATA)
        elif local(element) in _CONTENT and text:
            yield Unit(text, _METADATA, hidden=True)


def _unshown(package: Package, part: str) -> Iterator[Unit]:
    """Yield what a part holds that no page refers to: an earlier version, a page taken out."""
    try:
        root = package.xml(part)
    except Unreadable:
        return
    texts = [element.text for element in root.iter() if local(element) == "TextCode" and element.text]
    if texts:
        yield Unit(part, Place(part="revision", inside=shown_name(part)), concealment=CACHE)
        for text in texts:
            yield Unit(text, Place(part="revision", inside=shown_name(part)), hidden=True)


def _path(base: str, location: str) -> str:
    """A part's name: locations are relative to the part that names them, or to the file's root."""
    joined = posixpath.join("/" + posixpath.dirname(base), location.strip())
    return posixpath.normpath(joined).lstrip("/").lower()
