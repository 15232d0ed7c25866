"""Where on a page's picture a text stands: boxes in pixels, one for each line of it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from desktop_app.adapters.cleaners.values import Value, Values

_LOOKED_AT = 40


class Box(NamedTuple):
    """A box on a picture, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int


class Said(NamedTuple):
    """A text, and what stands before and after it, by which it is told from others of its like."""

    before: str
    text: str
    after: str


def boxes_of(page: Any, said: Said, size: tuple[int, int]) -> list[Box]:
    """Return where a text stands on a pypdfium2 page whose picture is `size` (width, height in pixels) large.

    Blanks and line ends do not matter. Turned and cropped pages are answered as they are seen.
    """
    text_page = page.get_textpage()
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
        whole = "".join(chr(code) if 0 < code < 0x110000 else "\0" for code in codes)
        wanted = Values((Value(said.text),)) if said.text.strip() else Values()
        found = [(start, end) for start, end, _masked in wanted.within(whole)]
        if not found:
            return []
        place = max(found, key=lambda span: _likeness(whole, span, said))
        return _lines(_characters(page, text_page, range(*place), whole, size))
    finally:
        text_page.close()


def _likeness(whole: str, span: tuple[int, int], said: Said) -> int:
    """How much of what stands around a place is what should stand there."""
    start, end = span
    before, after = whole[max(0, start - _LOOKED_AT) : start], whole[end : end + _LOOKED_AT]
    return _common(_bare(before)[::-1], _bare(said.before)[::-1]) + _common(_bare(after), _bare(said.after))


def _bare(text: str) -> str:
    return "".join(text.split())


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    most = min(len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most)


def _characters(page: Any, text_page: Any, indexes: range, said: str, size: tuple[int, int]) -> Iterator[Box]:
    for index in indexes:
        box = pdfium.FS_RECTF()
        if not said[index].isspace() and pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            corners = (
                _on_picture(page, box.left, box.top, size),
                _on_picture(page, box.right, box.bottom, size),
            )
            across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
            yield Box(across[0], down[0], across[1], down[1])


def _on_picture(page: Any, x_pt: float, y_pt: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x_pt, y_pt, across, down)
    return across.value, down.value


def _lines(characters: Iterator[Box]) -> list[Box]:
    """Characters that stand beside one another share a box, whichever way the line runs."""
    lines: list[Box] = []
    for box in characters:
        if lines and _goes_on(lines[-1], box):
            lines[-1] = _around(lines[-1], box)
        else:
            lines.append(box)
    return lines


def _goes_on(line: Box, box: Box) -> bool:
    """Boxes of two lines may touch; the middles of two characters of one line do not leave it."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return line.top < down < line.bottom or line.left < across < line.right


def _around(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )
