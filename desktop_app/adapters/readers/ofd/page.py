"""What an OFD page draws, in millimetres, and which of its texts nobody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.adapters.readers.layout import Word
from desktop_app.adapters.readers.office.xml import Element, local
from desktop_app.core.checks.concealment import COVERED_TEXT, TEXT, Concealment

_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_ALIKE = 48
_TINY_MM = 0.6
_FAINT_ALPHA = 16
_OPAQUE_ALPHA = 200
_THIN_MM = 0.8
_FALSE = ("false", "0")

Colour = tuple[int, ...]


class Size(NamedTuple):
    """A rectangle: its corner, its width and its height, downwards."""

    x: float
    y: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawn:
    """One object of a page: a text, or, without one, an area of a colour (None: a picture)."""

    box: Size
    text: str
    colour: Colour | None
    size: float
    is_shown: bool


def page_size(root: Element) -> Size | None:
    """Return the visible box that a page or a document declares."""
    boxes = {local(element): _size(element.text) for element in root.iter() if local(element).endswith("Box")}
    return boxes.get("CropBox") or boxes.get("ApplicationBox") or boxes.get("PhysicalBox")


def page_objects(root: Element) -> Iterator[Drawn]:
    """Yield what a page's tree draws, in its order; damaged objects are passed over."""
    for element in root.iter():
        kind = local(element)
        box = _size(element.get("Boundary"))
        if box is None or kind not in ("TextObject", "PathObject", "ImageObject"):
            continue
        alpha = _number(element.get("Alpha"), 255)
        is_shown = element.get("Visible", "true") not in _FALSE and alpha > _FAINT_ALPHA
        if kind == "TextObject":
            yield _text(element, box, is_shown=is_shown)
        elif is_shown and alpha > _OPAQUE_ALPHA and min(box.width, box.height) > _THIN_MM:
            if kind == "ImageObject":
                yield Drawn(box, "", None, 0, is_shown)
            elif element.get("Fill") in ("true", "1"):
                yield Drawn(box, "", _colour(element), 0, is_shown)


def seen_and_hidden(objects: Sequence[Drawn], page: Size) -> tuple[list[Word], list[tuple[str, Concealment]]]:
    """Return the words that are seen, and the hidden texts with how they are hidden."""
    seen: list[Word] = []
    hidden: list[tuple[str, Concealment]] = []
    areas = [(order, drawn) for order, drawn in enumerate(objects) if not drawn.text]
    sheet = Size(0, 0, page.width, page.height)
    for order, drawn in enumerate(objects):
        if not drawn.text.strip():
            continue
        how = _hiding(drawn, order, areas, sheet)
        if how:
            hidden.append((drawn.text, how))
        else:
            box = drawn.box
            middle = box.y + box.height / 2
            half = min(box.height, drawn.size or box.height) / 2
            seen.append(Word(drawn.text, box.x, middle - half, box.x + box.width, middle + half))
    return seen, hidden


def _hiding(text: Drawn, order: int, areas: Sequence[tuple[int, Drawn]], page: Size) -> Concealment | None:
    x, y = text.box.x + text.box.width / 2, text.box.y + text.box.height / 2
    if not page.holds(x, y):
        return COVERED_TEXT
    if not text.is_shown or 0 < text.size < _TINY_MM:
        return TEXT
    ground: Colour | None = _WHITE
    is_bare = True
    for at, area in areas:
        if area.box.holds(x, y):
            if at > order:
                return COVERED_TEXT
            ground, is_bare = area.colour, False
    if ground is None or text.colour is None or not _are_alike(text.colour, ground):
        return None
    return TEXT if is_bare or _are_alike(ground, _WHITE) else COVERED_TEXT


def _text(element: Element, box: Size, *, is_shown: bool) -> Drawn:
    text = "".join(child.text or "" for child in element.iter() if local(child) == "TextCode")
    is_filled = element.get("Fill", "true") not in _FALSE or element.get("Stroke", "false") not in _FALSE
    colour = _colour(element)
    return Drawn(box, text, colour, _number(element.get("Size"), 0), is_shown and is_filled)


def _colour(element: Element) -> Colour:
    for child in element:
        if local(child) == "FillColor":
            try:
                values = tuple(int(value) for value in child.get("Value", "").split())
            except ValueError:
                return _BLACK
            return values * 3 if len(values) == 1 else values if len(values) == 3 else _BLACK
    return _BLACK


def _are_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < _ALIKE for a, b in zip(one, other, strict=True))


def _size(text: str | None) -> Size | None:
    try:
        numbers = [float(part) for part in (text or "").split()]
    except ValueError:
        return None
    return Size(*numbers) if len(numbers) == 4 else None


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
