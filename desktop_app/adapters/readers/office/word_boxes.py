"""Graphics in Word: their text boxes (VML and DrawingML), word art and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.adapters.readers.colours import WHITE, hex_colour
from desktop_app.adapters.readers.office.word_look import Ground
from desktop_app.adapters.readers.office.xml import A, Element, W, children, descendants, local

_EMU_PER_TWIP = 635
_SHAPES = ("shape", "rect", "roundrect", "oval", "textbox", "wsp")
_DESCRIBED = (*_SHAPES, "docPr", "cNvPr", "image")
_PATTERNS = ("gradFill", "blipFill", "pattFill", "grpFill")
_LEFT = re.compile(r"(?:^|;)\s*(?:margin-)?left\s*:\s*(-?[0-9.]+)(pt|in|cm|mm|px)?")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 567.0, "mm": 56.7, "px": 15.0, None: 15.0}
_FAR_TWIPS = 12_000
"""Beyond the widest margin by more than half a page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A text box.

    Args:
        content: its `txbxContent`, which may hold boxes of its own.
        ground: its fill; None where it has none of its own.
        is_pattern: its fill is a picture, a gradient or a theme's colour: nobody can tell what it hides.
        anchor: the element that says where it stands.
    """

    content: Element
    ground: Ground
    is_pattern: bool
    anchor: Element


def boxes_of(graphic: Element) -> Iterator[Box]:
    """Yield the outermost text boxes of a `drawing`, `pict` or `object`, of two alternatives the chosen one."""
    for content in _contents(graphic):
        ground, is_pattern = _fill(_shape(content))
        yield Box(content, ground, is_pattern, graphic)


def _contents(element: Element) -> Iterator[Element]:
    for child in children(element):
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _contents(child)


def descriptions_of(graphic: Element) -> Iterator[str]:
    """Yield alternative texts and titles."""
    for element in descendants(graphic):
        keys = ("descr", "title") if local(element) in ("docPr", "cNvPr") else ("alt", "title")
        if local(element) in _DESCRIBED:
            yield from (text for key in keys if (text := element.get(key, "")).strip())


def word_art_of(graphic: Element) -> Iterator[str]:
    """Yield the words of VML's word art, which is how Word makes watermarks."""
    for element in descendants(graphic):
        if local(element) == "textpath" and element.get("string", "").strip():
            yield element.get("string", "")


def is_off_page(graphic: Element, page_twips: tuple[int, int]) -> bool:
    """Tell whether a floating graphic lies wholly outside the page."""
    for axis, size, limit in (("positionH", "cx", page_twips[0]), ("positionV", "cy", page_twips[1])):
        offset = graphic.find(f".//{{*}}anchor/{{*}}{axis}/{{*}}posOffset")
        extent = graphic.find(".//{*}anchor/{*}extent")
        if offset is None:
            continue
        start = _integer(offset.text) / _EMU_PER_TWIP
        length = _integer(extent.get(size)) / _EMU_PER_TWIP if extent is not None else 0
        margin = 0 if _from(offset) == "page" else 1_800
        if start + margin + length <= 0 or start >= limit:
            return True
    return any(_is_far(element.get("style", "")) for element in graphic.iter() if local(element) in _SHAPES)


def _shape(content: Element) -> Element:
    """The shape that holds a text box."""
    for at in content.iterancestors():
        if local(at) in _SHAPES and local(at) != "textbox":
            return at
    return content


def _fill(shape: Element) -> tuple[Ground, bool]:
    if local(shape) == "wsp":
        return _drawing_fill(shape)
    if shape.get("filled", "").lower() in ("f", "false", "0"):
        return None, False
    fill = next((child for child in shape if local(child) == "fill"), None)
    if fill is not None and fill.get("type", "solid") != "solid":
        return None, True
    colour = hex_colour(shape.get("fillcolor", WHITE))
    return colour, colour is None


def _drawing_fill(shape: Element) -> tuple[Ground, bool]:
    properties = next((child for child in shape if local(child) == "spPr"), None)
    for fill in properties if properties is not None else ():
        if local(fill) == "solidFill":
            colour = fill.find(f"{A}srgbClr")
            return (hex_colour(colour.get("val")), False) if colour is not None else (None, True)
        if local(fill) in _PATTERNS:
            return None, True
        if local(fill) == "noFill":
            return None, False
    reference = shape.find(f".//{A}fillRef")
    return None, reference is not None and reference.get("idx", "0") != "0"


def _from(offset: Element) -> str:
    parent = offset.getparent()
    return parent.get("relativeFrom", "") if parent is not None else ""


def _is_far(style: str) -> bool:
    found = _LEFT.search(style)
    return bool(found) and abs(float(found[1])) * _TWIPS[found[2]] > _FAR_TWIPS if found else False


def _integer(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text) else 0
