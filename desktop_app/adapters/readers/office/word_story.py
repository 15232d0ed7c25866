"""One story of a Word file (body, header, footnotes …): its paragraphs, tables and text boxes as units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from desktop_app.adapters.readers.office.gathered import Aside, Gathered
from desktop_app.adapters.readers.office.word_boxes import (
    Box,
    boxes_of,
    descriptions_of,
    is_off_page,
    word_art_of,
)
from desktop_app.adapters.readers.office.word_look import (
    Ground,
    Look,
    Looks,
    concealment_of,
    shade_of,
)
from desktop_app.adapters.readers.office.xml import Element, W, children, is_on, local
from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.concealment import COVERED_TEXT, TEXT, Concealment
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_INSERTED = ("ins", "moveTo")
_REMOVED = ("del", "moveFrom")
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_GRAPHICS = ("drawing", "pict", "object")
_CHANGES = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "cellIns",
    "cellDel",
)
_FORM_TEXTS = {
    "listItem": ("displayText", "value"), "listEntry": ("val",), "default": ("val",), "helpText": ("val",),
    "statusText": ("val",),
}  # fmt: skip
_THIN_TWIPS = 60
"""Lines and rows of an exact height below 3 pt show nothing of their text."""


@dataclass(slots=True)
class Story:
    """Reads blocks; counts its paragraphs and tables from 1 in document order.

    Args:
        part: as a place names it.
        ground: the colour of the page.
        page_twips: width and height of the page, beyond which a text box is not seen.
    """

    looks: Looks
    part: str
    ground: Ground
    page_twips: tuple[int, int]
    has_pictures: bool = False
    concealment: Concealment | None = None
    _paragraphs: int = 0
    _tables: int = 0
    _boxes: list[Box] = field(default_factory=list)

    def units(self, blocks: Element) -> Iterator[Unit]:
        """Yield the units of all paragraphs and tables below an element."""
        for block in children(blocks):
            name = local(block)
            if name == "p":
                self._paragraphs += 1
                yield from self._paragraph(block)
            elif name == "tbl":
                yield from self._table(block)
            elif name not in ("sectPr", "tcPr", "sdtPr", "sdtEndPr"):
                yield from self.units(block)

    def _paragraph(self, paragraph: Element) -> Iterator[Unit]:
        place = Place(part=self.part, paragraph=self._paragraphs)
        gathered = Gathered()
        self._read(paragraph, gathered, self.ground)
        yield from gathered.units(place)
        yield from self._boxed(place)

    def _boxed(self, place: Place) -> Iterator[Unit]:
        """Text boxes anchored in what was just read; boxes may hold boxes."""
        while self._boxes:
            box = self._boxes.pop(0)
            gathered = Gathered()
            ground = None if box.ground is None and self.has_pictures else (box.ground or self.ground)
            how = COVERED_TEXT if is_off_page(box.anchor, self.page_twips) else None
            for paragraph in _within(box.content, "p", ()):
                self._read(paragraph, gathered, None if box.is_pattern else ground, how)
                gathered.new_line()
            where = Place(part="textbox", paragraph=place.paragraph, table=place.table, row=place.row)
            yield from gathered.units(where)

    def _read(
        self, paragraph: Element, gathered: Gathered, ground: Ground, how: Concealment | None = None
    ) -> None:
        properties = paragraph.find(f"{W}pPr")
        look = self.looks.paragraph(properties)
        if properties is not None:
            ground = shade_of(properties.find(f"{W}shd")) or ground
            if _is_thin(properties.find(f"{W}spacing"), "line", "lineRule"):
                how = how or TEXT
            if _is_beside_the_page(properties, self.page_twips[0]):
                how = how or COVERED_TEXT
            _note_changes(properties, gathered)
        reader = _Runs(self, gathered, look, ground, how)
        reader.read(paragraph)

    def note_box(self, graphic: Element, gathered: Gathered) -> None:
        """Remember a graphic's text boxes for after the paragraph, and note its descriptions."""
        self._boxes += boxes_of(graphic)
        gathered.asides += [Aside(text, "", "textbox", is_seen=True) for text in word_art_of(graphic)]
        gathered.asides += [Aside(text, "替代文字", "image") for text in descriptions_of(graphic)]

    def _table(self, table: Element) -> Iterator[Unit]:
        self._tables += 1
        number = self._tables
        style = table.find(f"{W}tblPr/{W}tblStyle")
        is_shaded = style is not None and self.looks.is_shaded_table(style.get(f"{W}val", ""))
        ground = None if is_shaded else shade_of(table.find(f"{W}tblPr/{W}shd")) or self.ground
        rows: list[list[str]] = []
        later: list[Unit] = []
        inner: list[Element] = []
        for row in _rows(table):
            place = Place(part=self.part, table=number, row=len(rows) + 1)
            texts: list[str] = []
            for cell in _cells(row):
                gathered = self._cell(row, cell, ground)
                texts += [gathered.text, *[""] * (_span(cell) - 1)]
                later += [*gathered.units(place, seen=False), *self._boxed(place)]
                inner += _inner_tables(cell)
            rows.append(texts)

        def place_of(row: int, _column: int) -> Place:
            return Place(part=self.part, table=number, row=row + 1)

        yield from table_units(rows, place_of)
        yield from later
        for nested in inner:
            yield from self._table(nested)

    def _cell(self, row: Element, cell: Element, ground: Ground) -> Gathered:
        gathered = Gathered()
        properties = cell.find(f"{W}tcPr")
        how = _row_concealment(row) or self.concealment
        if properties is not None:
            ground = shade_of(properties.find(f"{W}shd")) or ground
            merged = properties.find(f"{W}vMerge")
            if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                how = TEXT
            _note_changes(properties, gathered)
        row_properties = row.find(f"{W}trPr")
        if row_properties is not None:
            _note_changes(row_properties, gathered)
        for paragraph in _paragraphs(cell):
            self._read(paragraph, gathered, ground, how)
            gathered.new_line()
        return gathered


@dataclass(slots=True)
class _Runs:
    """Reads a paragraph's runs into gathered."""

    story: Story
    gathered: Gathered
    look: Look
    ground: Ground
    how: Concealment | None
    is_code: bool = False

    def read(self, parent: Element, take: Callable[[str, Look], None] | None = None) -> None:
        """Read what stands below an element; `take` says what becomes of a run's text."""
        take = take or self._show
        for child in children(parent):
            name = local(child)
            if name == "r":
                self._run(child, take)
            elif name in _INSERTED:
                self.gathered.revisers.add(child.get(f"{W}author", ""))
                self.read(child, take)
            elif name in _REMOVED:
                self.read(child, self._remove)
            elif name == "t":  # of a formula
                take(child.text or "", self.look)
            elif name == "sdtPr":
                self._note_form(child)
            elif not name.endswith("Pr"):  # links, content controls, fields, and what nobody has heard of
                self._note_simple_field(child)
                self._read_turned(child, take)

    def _read_turned(self, element: Element, take: Callable[[str, Look], None]) -> None:
        """Read what an element holds, between the signs that plain text has for letters from right to left."""
        is_turned = local(element) == "bdo" and element.get(f"{W}val") == "rtl"
        if is_turned:
            take("\u202e", self.look)
        self.read(element, take)
        if is_turned:
            take("\u202c", self.look)

    def _run(self, run: Element, take: Callable[[str, Look], None]) -> None:
        properties = run.find(f"{W}rPr")
        look = self.story.looks.run(self.look, properties)
        if properties is not None:
            _note_changes(properties, self.gathered)
        for child in children(run):
            name = local(child)
            if name in ("t", "delText"):
                take(child.text or "", look)
            elif name in _SIGNS:
                take(_SIGNS[name], look)
            elif name == "sym":
                take(_symbol(child), look)
            elif name in ("instrText", "delInstrText"):
                self._code(child.text or "")
            elif name == "fldChar":
                self.is_code = False
                self._note_form(child)
            elif name in _GRAPHICS:
                self.story.note_box(child, self.gathered)
            elif not name.endswith("Pr"):
                self.read(child, take)

    def _show(self, text: str, look: Look) -> None:
        self.gathered.add(text, self.how or (concealment_of(look, self.ground) if text.strip() else None))

    def _remove(self, text: str, _look: Look) -> None:
        self.gathered.remove(text)

    def _code(self, text: str) -> None:
        """A field's code comes in several runs."""
        asides = self.gathered.asides
        if self.is_code and asides and asides[-1].label == _CODE:
            text = asides.pop().text + text
        self.is_code = True
        if text.strip():
            asides.append(Aside(text, _CODE))

    def _note_form(self, parent: Element) -> None:
        """Pick lists, defaults and help of form fields and content controls."""
        for element in parent.iter():
            for key in _FORM_TEXTS.get(local(element), ()):
                if text := element.get(f"{W}{key}", "").strip():
                    self.gathered.asides.append(Aside(text, "", "form"))

    def _note_simple_field(self, element: Element) -> None:
        if code := element.get(f"{W}instr", ""):
            self.gathered.asides.append(Aside(code, _CODE))


_CODE = "域代码"


def _note_changes(properties: Element, gathered: Gathered) -> None:
    """Formatting, paragraph marks, cells and rows may be revised too."""
    for element in properties.iter():
        name = local(element)
        if name in _CHANGES or (name in (*_INSERTED, *_REMOVED) and element.get(f"{W}id") is not None):
            gathered.revisers.add(element.get(f"{W}author", ""))


def _row_concealment(row: Element) -> Concealment | None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return None
    hidden = properties.find(f"{W}hidden")
    if hidden is not None and is_on(hidden.get(f"{W}val")):
        return TEXT
    return TEXT if _is_thin(properties.find(f"{W}trHeight"), "val", "hRule") else None


def _is_thin(measure: Element | None, size: str, rule: str) -> bool:
    if measure is None or measure.get(f"{W}{rule}") != "exact":
        return False
    twips = measure.get(f"{W}{size}", "")
    return twips.isdigit() and int(twips) < _THIN_TWIPS


def _is_beside_the_page(properties: Element, width_twips: int) -> bool:
    """Tell whether an indent or a frame puts a paragraph where no paper is."""
    places = [(properties.find(f"{W}ind"), ("left", "start")), (properties.find(f"{W}framePr"), ("x", "y"))]
    values = [element.get(f"{W}{key}", "") for element, keys in places if element is not None for key in keys]
    return any(abs(int(value)) >= width_twips for value in values if re.fullmatch(r"-?[0-9]{1,9}", value))


def _rows(table: Element) -> Iterator[Element]:
    yield from _within(table, "tr", ("tbl", "tc", "tblPr"))


def _cells(row: Element) -> Iterator[Element]:
    yield from _within(row, "tc", ("tbl", "tr", "trPr"))


def _paragraphs(cell: Element) -> Iterator[Element]:
    yield from _within(cell, "p", ("tbl", "tcPr"))


def _inner_tables(cell: Element) -> list[Element]:
    return list(_within(cell, "tbl", ("p",)))


def _within(parent: Element, wanted: str, closed: tuple[str, ...]) -> Iterator[Element]:
    """Yield the nearest descendants of a name, through content controls and revision marks."""
    for child in children(parent):
        name = local(child)
        if name == wanted:
            yield child
        elif name not in closed:
            yield from _within(child, wanted, closed)


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), 100) if value.isdigit() and value != "0" else 1


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
