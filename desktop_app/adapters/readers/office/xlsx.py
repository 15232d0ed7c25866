"""Spreadsheets (xlsx, xlsm, xltx): cells with what is hidden, and all else that a workbook keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from desktop_app.adapters.readers.office.attached import attached_units, carried_by, diagram_units, guarded
from desktop_app.adapters.readers.office.caches import external_units, pivot_units
from desktop_app.adapters.readers.office.cell_formats import formats_of, hiding_rules_of
from desktop_app.adapters.readers.office.charts import is_chart, stale_texts
from desktop_app.adapters.readers.office.crops import crop_units
from desktop_app.adapters.readers.office.drawings import (
    descriptions_of,
    is_hidden_shape,
    paragraphs_of,
    shapes_of,
)
from desktop_app.adapters.readers.office.grid import grid_units
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.properties import (
    PLACE,
    custom_xml_units,
    metadata,
    printer_units,
    property_units,
)
from desktop_app.adapters.readers.office.remainder import with_remainder
from desktop_app.adapters.readers.office.sheet import Book, Sheet, corners_of, read_sheet, rich_text
from desktop_app.adapters.readers.office.xml import Element, R, S, local
from desktop_app.core.checks.concealment import CACHE, COMMENT, REVISION, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_DATA_MODEL = "xl/model/"


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of a workbook: sheet by sheet, then names, links, caches, properties and embedded files."""
    progress(f"读取“{name}”", 0.0)
    package = Package(content)
    yield from with_remainder(
        package, _units(name, package, _Workbook(package, package.main()), progress), progress
    )


def _units(name: str, package: Package, workbook: _Workbook, progress: Progress) -> Iterator[Unit]:
    yield from workbook.sheets(name, progress)
    yield from workbook.names()
    yield from workbook.unused_strings()
    yield from workbook.caches()
    yield from workbook.connections()
    yield from workbook.changes()
    yield from workbook.charts()
    yield from guarded("", diagram_units(package))
    yield from guarded("", property_units(package))
    yield from guarded("", custom_xml_units(package))
    yield from guarded("", printer_units(package))
    yield from attached_units(package, progress, places=carried_by(package, workbook.pages()))


@dataclass(slots=True)
class _Workbook:
    package: Package
    main: str
    root: Element = field(init=False)
    book: Book = field(init=False)
    texts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.root = self.package.xml(self.main)
        properties = self.root.find(f"{S}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        styles = self._styles()
        formats = formats_of(styles) if styles is not None else []
        hiding_rules = hiding_rules_of(styles) if styles is not None else frozenset()
        self.book = Book(self._strings(), formats, is_1904, hiding_rules)

    def pages(self) -> Iterator[tuple[str, Place]]:
        """The sheets that the workbook lists, by their parts."""
        for sheet, part in self._listed(self._parts()):
            yield part, Place(sheet=shown_name(sheet.get("name", "")))

    def sheets(self, name: str, progress: Progress) -> Iterator[Unit]:
        parts = self._parts()
        listed = list(self._listed(parts))
        for number, (sheet, part) in enumerate(listed):
            progress(f"读取“{name}”", number / len(listed))
            is_hidden = sheet.get("state", "visible") != "visible"
            yield from guarded(part, self._sheet(sheet.get("name", ""), part, is_hidden=is_hidden))
        for part in parts.values():  # a sheet that the workbook does not list
            yield from guarded(part, self._sheet(part.rpartition("/")[2], part, is_hidden=True))

    def _parts(self) -> dict[str, str]:
        return {
            relation.id: relation.target
            for relation in self.package.relations(self.main)
            if relation.kind in _SHEETS and relation.target in self.package
        }

    def _listed(self, parts: dict[str, str]) -> Iterator[tuple[Element, str]]:
        """The sheets that the workbook lists, each taken from the parts."""
        for sheet in self.root.iterfind(f"{S}sheets/{S}sheet"):
            part = parts.pop(sheet.get(f"{R}id", ""), None)
            if part:
                yield sheet, part

    def names(self) -> Iterator[Unit]:
        for element in self.root.iterfind(f"{S}definedNames/{S}definedName"):
            for text in (element.text or "", element.get("comment", "")):
                yield Unit(text.strip('="'), PLACE, label=element.get("name", ""), hidden=True)

    def unused_strings(self) -> Iterator[Unit]:
        """Texts of cells that are gone; some programs leave them in the file."""
        for index, text in enumerate(self.book.strings):
            if index not in self.book.used:
                yield Unit(text, PLACE, hidden=True)

    def caches(self) -> Iterator[Unit]:
        for part in self.package.parts:
            if "/pivotcachedefinition" in part and part.endswith(".xml"):
                yield from guarded(part, pivot_units(self.package, part))
            elif "/externallinks/" in part and part.endswith(".xml"):
                yield from guarded(part, external_units(self.package, part))
            elif part.startswith(_DATA_MODEL):
                yield Unit(part, Place(part="embedded", inside=part), concealment=CACHE)

    def connections(self) -> Iterator[Unit]:
        for part in self.package.related(self.main, "connections"):
            for element in self.package.xml(part).iter():
                for key in ("connection", "command", "sourceFile", "url"):
                    yield from metadata("数据连接", element.get(key, ""))
        for part in self.package.related(self.main, "person"):
            for person in self.package.xml(part):
                yield from metadata("批注人", person.get("displayName", ""))

    def changes(self) -> Iterator[Unit]:
        """The log of a shared workbook: what cells said before."""
        for part in self.package.parts:
            if "/revisions/revisionlog" in part and part.endswith(".xml"):
                yield from guarded(part, self._changes(part))

    def charts(self) -> Iterator[Unit]:
        """What charts keep that no cell holds."""
        for part in filter(is_chart, self.package.parts):
            yield from guarded(part, stale_texts(self.package, part, self.texts))

    def _sheet(self, name: str, part: str, *, is_hidden: bool) -> Iterator[Unit]:
        sheet = read_sheet(self.package.read(part), self.book)
        self._uncover_headers(sheet, part)
        if any(map(is_chart, self.package.parts)):
            self.texts.update(text for texts in sheet.rows.values() for text in texts.values())
        said, name = name, shown_name(name)
        for margin, text in sheet.margins:
            yield Unit(text, Place(sheet=name, part=margin))
        yield from grid_units(said, sheet, is_hidden=is_hidden)
        links = (
            one.target for one in self.package.relations(part) if one.kind == "hyperlink" and one.is_external
        )
        for text in (*sheet.hints, *map(unquote, links)):
            yield Unit(text, Place(sheet=name, part="form"), hidden=True)
        for kind, units in (("comments", self._comments), ("threadedComment", self._comments)):
            for target in self.package.related(part, kind):
                yield from guarded(target, units(name, target))
        for target in self.package.related(part, "drawing"):
            yield from guarded(target, self._drawing(name, target))

    def _changes(self, part: str) -> Iterator[Unit]:
        for change in self.package.xml(part).iter(f"{S}oc", f"{S}nc"):
            cell = change.get("r")
            text = "".join(str(text) for text in change.itertext())
            if text.strip():
                yield Unit(text, Place(cell=cell, part="revision"), concealment=REVISION)

    def _comments(self, name: str, part: str) -> Iterator[Unit]:
        for element in self.package.xml(part).iter():
            if local(element) == "author":
                yield from metadata("批注人", element.text or "")
            elif local(element) in ("comment", "threadedComment"):
                text = "".join(str(text) for text in element.itertext())
                place = Place(sheet=name, cell=element.get("ref"), part="comment")
                if text.strip():
                    yield Unit(text, place, concealment=COMMENT)

    def _drawing(self, name: str, part: str) -> Iterator[Unit]:
        place = Place(sheet=name, part="textbox")
        root = self.package.xml(part)
        yield from crop_units(self.package, part, root, Place(sheet=name, part="image"))
        for shape in shapes_of(root):
            text = "\n".join(paragraphs_of(shape))
            if text:
                yield Unit(text, place, concealment=TEXT if is_hidden_shape(shape) else None)
            for description in descriptions_of(shape):
                yield Unit(description, Place(sheet=name, part="image"), hidden=True)

    def _strings(self) -> list[str]:
        for part in self.package.related(self.main, "sharedStrings"):
            return [rich_text(item) for item in self.package.xml(part).iterfind(f"{S}si")]
        return []

    def _styles(self) -> Element | None:
        part = next(self.package.related(self.main, "styles"), None)
        return self.package.xml(part) if part else None

    def _uncover_headers(self, sheet: Sheet, part: str) -> None:
        """The style of a table gives its header a ground of its own, on which white is seen."""
        for target in self.package.related(part, "table"):
            corners = corners_of(self.package.xml(target).get("ref", ""))
            if corners:
                sheet.buried -= {cell for cell in sheet.buried if cell[0] == corners[0]}
