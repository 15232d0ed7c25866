"""A slide's shapes: what they say, and which of it is not seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.adapters.readers.colours import WHITE, hex_colour, is_seen
from desktop_app.adapters.readers.office.drawings import (
    descriptions_of,
    is_hidden_shape,
    paragraph_text,
    paragraphs_of,
    shapes_of,
)
from desktop_app.adapters.readers.office.xml import A, Element, P, local
from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.concealment import COVERED_TEXT, TEXT, Concealment
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_TINY_HUNDREDTHS = 300
_WHITE_SCHEMES = ("bg1", "lt1")
_DARK_SCHEMES = ("tx1", "dk1")
_PATTERNS = ("gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape lies, in EMU."""

    left: int
    top: int
    width: int
    height: int

    def is_outside(self, size: tuple[int, int]) -> bool:
        """Tell whether nothing of it lies on a slide of this width and height."""
        return (
            self.left + self.width <= 0
            or self.top + self.height <= 0
            or self.left >= size[0]
            or self.top >= size[1]
        )

    def holds(self, other: Frame) -> bool:
        """Tell whether another frame lies wholly within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.left + self.width >= other.left + other.width
            and self.top + self.height >= other.top + other.height
        )


@dataclass(slots=True)
class Slide:
    """Reads the shapes of a slide, notes page, layout or master.

    Args:
        place: of the slide.
        size: of all slides, width and height in EMU; None where shapes may lie anywhere.
        ground: the slide's own colour; None where a picture or a theme gives it.
        with_placeholders: layouts and masters hold prompts in theirs, which no slide shows.
    """

    place: Place
    size: tuple[int, int] | None
    ground: str | None
    with_placeholders: bool = True
    _tables: int = field(default=0)

    def units(self, root: Element) -> Iterator[Unit]:
        """Yield the units of all shapes in drawing order."""
        tree = root.find(f"{P}cSld/{P}spTree")
        shapes = list(shapes_of(tree)) if tree is not None else []
        later = [frame for shape in shapes if (frame := _cover(shape))]
        for shape in shapes:
            own = _cover(shape)
            if own in later:
                later.remove(own)
            if self.with_placeholders or next(shape.iter(f"{P}ph"), None) is None:
                yield from self._shape(shape, later)

    def _shape(self, shape: Element, later: list[Frame]) -> Iterator[Unit]:
        how = self._concealment(shape, later)
        for table in shape.iter(f"{A}tbl"):
            yield from self._table(table, how)
        ground = _shape_ground(shape, self.ground)
        seen, unseen = (list(paragraphs_of(shape)), []) if how else _by_look(shape, ground)
        if seen:
            yield Unit("\n".join(seen), self.place, concealment=how)
        if unseen:
            yield Unit("\n".join(unseen), self.place, concealment=TEXT)
        for text in descriptions_of(shape):
            yield Unit(text, Place(page=self.place.page, part="image"), hidden=True)

    def _concealment(self, shape: Element, later: list[Frame]) -> Concealment | None:
        if is_hidden_shape(shape):
            return TEXT
        frame = _frame(shape)
        if frame is None or self.size is None:
            return None
        if frame.is_outside(self.size):
            return COVERED_TEXT
        return COVERED_TEXT if any(cover.holds(frame) for cover in later) else None

    def _table(self, table: Element, how: Concealment | None) -> Iterator[Unit]:
        self._tables += 1
        number = self._tables
        rows = [
            ["\n".join(map(paragraph_text, cell.iter(f"{A}p"))) for cell in row.iterfind(f"{A}tc")]
            for row in table.iterfind(f"{A}tr")
        ]

        def place(row: int, _column: int) -> Place:
            return Place(page=self.place.page, part=self.place.part, table=number, row=row + 1)

        for unit in table_units(rows, place):
            yield Unit(unit.text, unit.place, unit.kind, unit.label, how is not None, unit.row, unit.column)
        if how and any(map(any, rows)):
            yield Unit("表格", Place(page=self.place.page, table=number), concealment=how)


def background_of(root: Element) -> str | None:
    """Return the colour that a slide, layout or master gives its ground; None where it cannot be told."""
    background = root.find(f"{P}cSld/{P}bg")
    if background is None:
        return None
    fill = background.find(f".//{A}solidFill")
    return _colour(fill) if fill is not None else _colour(background.find(f"{P}bgRef"))


def has_background(root: Element) -> bool:
    """Tell whether a slide, layout or master has a ground of its own."""
    return root.find(f"{P}cSld/{P}bg") is not None


def _by_look(shape: Element, ground: str | None) -> tuple[list[str], list[str]]:
    """The shape's paragraphs, and its runs that cannot be seen."""
    seen: list[str] = []
    unseen: list[str] = []
    for paragraph in shape.iter(f"{A}p"):
        if any(local(above) == "tbl" for above in paragraph.iterancestors()):
            continue
        shown: list[str] = []
        hidden: list[str] = []
        for element in paragraph.iter(f"{A}r", f"{A}fld", f"{A}br"):
            text = "\n" if local(element) == "br" else "".join(t.text or "" for t in element.iter(f"{A}t"))
            (hidden if _is_unseen(element.find(f"{A}rPr"), ground) else shown).append(text)
        seen += ["".join(shown)] if "".join(shown).strip() else []
        unseen += ["".join(hidden)] if "".join(hidden).strip() else []
    return seen, unseen


def _is_unseen(properties: Element | None, ground: str | None) -> bool:
    if properties is None:
        return False
    size = properties.get("sz", "")
    if size.isdigit() and int(size) <= _TINY_HUNDREDTHS:
        return True
    if properties.find(f"{A}noFill") is not None:
        return True
    fill = properties.find(f"{A}solidFill")
    if fill is None:
        return False
    alpha = fill.find(f".//{A}alpha")
    if alpha is not None and alpha.get("val", "100000").rstrip("%") in ("0", "0.0"):
        return True
    colour = _colour(fill)
    marker = properties.find(f"{A}highlight")
    under = _colour(marker) if marker is not None else ground
    return bool(colour and under) and not is_seen(colour or WHITE, under or WHITE)


def _shape_ground(shape: Element, ground: str | None) -> str | None:
    properties = shape.find(f"{P}spPr")
    for fill in properties if properties is not None else ():
        if local(fill) == "solidFill":
            return _colour(fill)
        if local(fill) in _PATTERNS:
            return None
        if local(fill) == "noFill":
            return ground
    return None if shape.find(f"{P}style/{A}fillRef") is not None else ground


def _colour(fill: Element | None) -> str | None:
    if fill is None:
        return None
    own = fill.find(f"{A}srgbClr")
    if own is not None:
        return hex_colour(own.get("val"))
    scheme = fill.find(f"{A}schemeClr")
    if scheme is None or len(scheme):
        return None
    name = scheme.get("val")
    return WHITE if name in _WHITE_SCHEMES else "000000" if name in _DARK_SCHEMES else None


def _cover(shape: Element) -> Frame | None:
    """The frame of a shape through which nothing is seen: a picture or a filled rectangle."""
    if local(shape) == "pic":
        return _frame(shape)
    properties = shape.find(f"{P}spPr")
    if local(shape) != "sp" or properties is None:
        return None
    geometry = properties.find(f"{A}prstGeom")
    fill = properties.find(f"{A}solidFill")
    if (
        geometry is None
        or geometry.get("prst") != "rect"
        or fill is None
        or fill.find(f".//{A}alpha") is not None
    ):
        return None
    return _frame(shape)


def _frame(shape: Element) -> Frame | None:
    """A shape's frame; shapes in groups are left aside, for their measures are the group's."""
    if any(local(above) == "grpSp" for above in shape.iterancestors()):
        return None
    transform = next(shape.iter(f"{A}xfrm", f"{P}xfrm"), None)
    if transform is None:
        return None
    offset, extent = transform.find(f"{A}off"), transform.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    measures = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    measures = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
    try:
        return Frame(*(int(measure or "") for measure in measures))
    except ValueError:
        return None
