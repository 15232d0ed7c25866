"""Printed pages, measured: what a ruler on the paper would say."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2

from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Document

MM = std.POINTS_PER_MM
_SAME_LINE = 5.0
"""Points between the lower edges of characters that stand on one line."""
_OPENING, _CLOSING = "（《“‘〔【", "，。、；：？！）》”’〕】"
"""Marks of which the outer half is blank; a line may end within it."""
_INK = 128
_PIXELS = 6.0
"""Pixels a point when ink is looked for."""


@dataclass(frozen=True)
class Edges:
    """The type area in millimetres from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


UPRIGHT = Edges(std.BINDING, std.TOP, std.BINDING + std.TYPE_WIDTH, std.TOP + std.TYPE_HEIGHT)
ACROSS = Edges(std.BOTTOM, std.BINDING, std.BOTTOM + std.TYPE_HEIGHT, std.BINDING + std.TYPE_WIDTH)


def type_area(document: Document) -> Edges:
    """The type area of a document's pages."""
    return ACROSS if document.landscape else UPRIGHT


@dataclass(frozen=True)
class Line:
    """A line of type: its characters from left to right."""

    chars: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        return "".join(one["text"] for one in self.chars)

    @property
    def left(self) -> float:
        first = self.chars[0]
        blank = (first["x1"] - first["x0"]) / 2 if first["text"] in _OPENING else 0
        return float(first["x0"] + blank) / MM

    @property
    def right(self) -> float:
        last = self.chars[-1]
        blank = (last["x1"] - last["x0"]) / 2 if last["text"] in _CLOSING else 0
        return float(last["x1"] - blank) / MM

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle in millimetres, the blank halves of marks at its ends left out and counted in."""
        return (self.left + self.right) / 2, (self.chars[0]["x0"] + self.chars[-1]["x1"]) / 2 / MM

    @property
    def baseline(self) -> float:
        """In points from the page's upper edge."""
        return float(self.chars[0]["page_height"] - self.chars[0]["matrix"][5])

    @property
    def fonts(self) -> set[str]:
        return {one["fontname"].partition("+")[2] for one in self.chars}


class Sheet:
    """A page of a PDF."""

    def __init__(self, chars: Sequence[dict[str, Any]], number: int, area: Edges) -> None:
        self.number = number
        below = area.bottom * MM + 10
        self.body = [one for one in chars if one["top"] < below]
        self.foot = [one for one in chars if one["top"] >= below]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the type area, from top to bottom; rows of a table are lines too."""
        return list(_lines(self.body))

    @property
    def page_number(self) -> str:
        return "".join(one["text"] for one in self.foot)


def sheets(content: bytes, area: Edges) -> list[Sheet]:
    """Return the pages of a PDF, without spaces and marks of no width."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [Sheet(list(_printed(page)), number, area) for number, page in enumerate(pdf.pages, 1)]


def _printed(page: Any) -> Iterator[dict[str, Any]]:
    for one in page.chars:
        if one["text"].strip() and one["x1"] > one["x0"]:
            yield {**one, "page_height": page.height}


def _lines(chars: Sequence[dict[str, Any]]) -> Iterator[Line]:
    ordered = sorted(chars, key=lambda one: -one["matrix"][5])
    row: list[dict[str, Any]] = []
    for one in ordered:
        if row and row[0]["matrix"][5] - one["matrix"][5] > _SAME_LINE:
            yield Line(tuple(sorted(row, key=lambda each: each["x0"])))
            row = []
        row.append(one)
    if row:
        yield Line(tuple(sorted(row, key=lambda each: each["x0"])))


def full_lines(sheet: Sheet, area: Edges) -> list[Line]:
    """Return the lines that fill the type area's width with nothing but characters of the text."""
    return [
        line
        for line in sheet.lines
        if all("\u4e00" <= one["text"] <= "\u9fff" and round(one["size"]) == std.SIZE_3 for one in line.chars)
        and line.left < area.left + 1
        and line.right > area.right - 5
    ]


def ink_top(content: bytes, page: int, box: tuple[float, float, float, float]) -> float:
    """Return where ink begins within a box (left, top, right, bottom in points), in millimetres from the upper edge."""
    with pypdfium2.PdfDocument(content) as pdf:
        sheet = pdf[page]
        width, height = sheet.get_size()
        left, top, right, bottom = box
        crop = (left, height - bottom, width - right, top)
        drawn = sheet.render(scale=_PIXELS, crop=crop, grayscale=True).to_pil()
    dark = [
        row for row in range(drawn.height) if min(drawn.crop((0, row, drawn.width, row + 1)).tobytes()) < _INK
    ]
    return (top + dark[0] / _PIXELS) / MM


def gaps_between(lines: Sequence[Line]) -> list[float]:
    """Return the distances of neighbouring baselines in points."""
    return [below.baseline - above.baseline for above, below in pairwise(lines)]
