"""Which characters of a page nobody sees.

Geometry only suspects. What is certain is a picture: a text is seen if the page looks different without it.
So a page with suspected texts is drawn twice, with them and without, and each character is compared; boxes,
photos, colours, layers, clips and blends are all judged alike.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import pypdfium2.raw as pdfium

from desktop_app.adapters.readers.pdf.drawing import Area, Box, Colour, Drawing, Text

_SCALE = 2.0
_LARGEST_SIDE_PX = 2400
_SEEN_DIFFERENCE = 26
"""Of 255, in the colour that differs most; less is not seen by an eye that does not search for it."""
_DARK = 110
_ALIKE = 64
_TINY_PT = 1.6
_MOST_PAIRS = 400_000
_SCAN_SHARE, _WHOLE_SHARE = 0.3, 0.85
_OUTSIDE_SHARE = 0.5


class Hiding(Enum):
    """Why a character is not seen."""

    COVERED = auto()
    UNPAINTED = auto()
    OUTSIDE = auto()
    COLOUR = auto()
    TINY = auto()
    LAYER = auto()


@dataclass(frozen=True, slots=True)
class Page:
    """An open page as its judge needs it.

    Args:
        page: a `pypdfium2.PdfPage`.
        box: what of it is shown.
        covers: annotations that may lie over texts.
        has_hidden_layers: whether the document switches any layer off.
    """

    page: Any
    text_page: Any
    box: Box
    drawing: Drawing
    covers: tuple[Box, ...]
    has_hidden_layers: bool


def hidden_characters(page: Page, said: str) -> dict[int, Hiding]:
    """Return which characters of the text page are not seen, and why; blanks never are.

    Args:
        page: the open page.
        said: its text, one character for each of the text page's.
    """
    suspects = {_address(text.handle): text for text in _suspects(page)}
    if not suspects:
        return {}
    hidden: dict[int, Hiding] = {}
    pictures = None
    for index, character in enumerate(said):
        if character.isspace():
            continue
        handle = pdfium.FPDFText_GetTextObject(page.text_page, index)
        text = suspects.get(_address(handle))
        if text is None:
            continue
        box = character_box(page.text_page, index)
        why = _evident(page, text, box)
        if why is None and not _is_layer_of_scan(page, text):
            pictures = pictures or _Pictures(page, suspects.values())
            if not pictures.differ(box):
                why = _reason(page, text, box)
        if why:
            hidden[index] = why
    return hidden


def character_box(text_page: Any, index: int) -> Box:
    """Return where a character stands."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _suspects(page: Page) -> list[Text]:
    drawing = page.drawing
    are_many = len(drawing.texts) * len(drawing.areas) > _MOST_PAIRS
    return [
        text
        for text in drawing.texts
        if are_many or _is_suspect(page, text) or _meets(text, drawing.areas) or _under(text, page.covers)
    ]


def _is_suspect(page: Page, text: Text) -> bool:
    red, green, blue, alpha = text.colour
    left, bottom, right, top = text.box
    shown = page.box
    return (
        text.is_unpainted
        or text.is_odd
        or red > _DARK
        or green > _DARK
        or blue > _DARK
        or alpha < 255
        or left < shown.left
        or bottom < shown.bottom
        or right > shown.right
        or top > shown.top
        or (text.is_layered and page.has_hidden_layers)
        or ((right - left < _TINY_PT * 2 or top - bottom < _TINY_PT * 2) and not _is_blank(page, text))
    )


def _is_blank(page: Page, text: Text) -> bool:
    """Tell whether the text is nothing but a blank, which has no extent."""
    size = pdfium.FPDFTextObj_GetText(text.handle, page.text_page, None, 0)
    said = (ctypes.c_ushort * size)()
    pdfium.FPDFTextObj_GetText(text.handle, page.text_page, said, size)
    return not "".join(map(chr, said)).strip("\0 \t\r\n\u3000\xa0")


def _meets(text: Text, areas: Iterable[Area]) -> bool:
    """Tell whether something is drawn over the text, or under it in its own colour."""
    return any(
        _overlap(text.box, area.box)
        and (area.order > text.order or area.colour is None or _are_alike(text.colour, area.colour))
        for area in areas
    )


def _under(text: Text, covers: Iterable[Box]) -> bool:
    return any(_overlap(text.box, cover) for cover in covers)


def _overlap(text: Box, other: Box) -> bool:
    shared = text.shared(other)
    return shared.right - shared.left > 1 and shared.top - shared.bottom > 0.3 * (text.top - text.bottom)


def _evident(page: Page, text: Text, box: Box) -> Hiding | None:
    """Say what needs no picture."""
    if _is_outside(page.box, box, _OUTSIDE_SHARE):
        return Hiding.OUTSIDE
    if text.is_unpainted and not _is_layer_of_scan(page, text):
        return Hiding.UNPAINTED
    if _size(box) and _size(text.box) < _TINY_PT and _type_size(text) < _TINY_PT:
        return Hiding.TINY
    return None


def _reason(page: Page, text: Text, box: Box) -> Hiding:
    later = [area.box for area in page.drawing.areas if area.order > text.order]
    if any(_overlap(box, cover) for cover in (*later, *page.covers)):
        return Hiding.COVERED
    if text.is_layered and page.has_hidden_layers:
        return Hiding.LAYER
    beneath = [area for area in page.drawing.areas if area.order < text.order and _overlap(box, area.box)]
    if any(area.colour and min(area.colour[:3]) < 255 - _ALIKE for area in beneath):
        return Hiding.COVERED
    return Hiding.COLOUR


def _is_layer_of_scan(page: Page, text: Text) -> bool:
    """Tell whether the text is what OCR has left: unpainted upon a large picture, or below one of the whole page."""
    for area in page.drawing.areas:
        if area.colour is None and area.shared_with(text.box) > 0.5:
            share = area.box.shared(page.box).area / max(page.box.area, 1.0)
            if share > _WHOLE_SHARE and area.order > text.order:
                return True
            if share > _SCAN_SHARE and text.is_unpainted:
                return True
    return False


def _is_outside(page: Box, box: Box, share: float) -> bool:
    return box.area > 0 and page.shared(box).area < share * box.area - 0.5


def _size(box: Box) -> float:
    return min(box.right - box.left, box.top - box.bottom)


def _type_size(text: Text) -> float:
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(text.handle, size)
    pdfium.FPDFPageObj_GetMatrix(text.handle, matrix)
    points: float = size.value * max(abs(matrix.d), abs(matrix.b))
    return points


def _are_alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) < _ALIKE for a, b in zip(one[:3], other[:3], strict=True))


def _address(handle: Any) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value


class _Pictures:
    """The page with and without the suspected texts."""

    def __init__(self, page: Page, suspects: Iterable[Text]) -> None:
        from PIL import ImageChops

        self._page = page
        width, height = page.page.get_size()
        self._scale = min(_SCALE, _LARGEST_SIDE_PX / max(width, height, 1.0))
        with_them = self._picture()
        for text in suspects:
            pdfium.FPDFPageObj_SetIsActive(text.handle, False)
        without = self._picture()
        for text in suspects:
            pdfium.FPDFPageObj_SetIsActive(text.handle, True)
        self._difference = ImageChops.difference(with_them, without)

    def differ(self, box: Box) -> bool:
        """Tell whether anything within the box looks different; a blank has nothing to show."""
        if box.area <= 0:
            return True
        left, top, right, bottom = pixels(self._page.page, box, self._scale)
        width, height = self._difference.size
        left, top, right, bottom = max(0, left), max(0, top), min(width, right + 1), min(height, bottom + 1)
        if left >= right or top >= bottom:
            return False
        extremes: Any = self._difference.crop((left, top, right, bottom)).getextrema()
        return any(high > _SEEN_DIFFERENCE for _, high in extremes)

    def _picture(self) -> Any:
        bitmap = self._page.page.render(scale=self._scale, draw_annots=True, rev_byteorder=True)
        return bitmap.to_pil().convert("RGB")


def pixels(page: Any, box: Box, scale: float) -> tuple[int, int, int, int]:
    """Return where a box lies in a picture of the page: left, top, right, bottom; turned pages are turned."""
    size = [round(side * scale) for side in page.get_size()]
    at_x, at_y = ctypes.c_int(), ctypes.c_int()
    xs, ys = [], []
    for x, y in ((box.left, box.bottom), (box.right, box.top)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, at_x, at_y)
        xs.append(at_x.value)
        ys.append(at_y.value)
    return min(xs), min(ys), max(xs), max(ys)
