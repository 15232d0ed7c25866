"""A document as what stands on it, in reading order: paragraphs and tables, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from desktop_app.core.imports.grid import Grid

PIXELS_A_POINT = 1.6
"""At which a page is drawn, to be seen beside what was read of it: A4 is 953 pixels wide."""

_PAGE_NUMBER = re.compile(r"[—–\-－·•\s第]*\d{1,4}\s*(?:页|/\s*\d{1,4})?[—–\-－·•\s]*")

_DOC_NO_LINE = re.compile(r"\S{1,24}[〔\[［(（【﹝]\d{4}[〕\]］)）】﹞]\s*\d{1,5}\s*号")
"""A document's number stands on a line of its own, centred like the title above it."""

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_HEADING = re.compile(rf"(?:{_NUMERAL}、|[（(]{_NUMERAL}[）)]|第{_NUMERAL}[章节条])")


class Box(msgspec.Struct, frozen=True):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Paragraph(msgspec.Struct, tag="paragraph"):
    """A paragraph.

    Args:
        number: from 1, in the document's order.
        page: from 1; 0 where the format knows no pages.
        is_centred: set in the middle of the line.
        style: the name of its style, where the format has styles.
    """

    text: str
    number: int
    page: int = 0
    is_centred: bool = False
    style: str = ""
    box: Box | None = None


class Table(msgspec.Struct, tag="table"):
    """A table; `number` from 1, `page` that of its first row."""

    grid: Grid
    number: int
    page: int = 0
    box: Box | None = None


Part = Paragraph | Table


class Paper(msgspec.Struct):
    """What stands on a document.

    Args:
        remark: what the clerk is told of how it was read (`识别自扫描件`); empty where nothing.
    """

    parts: list[Part]
    remark: str = ""


class SetLine(msgspec.Struct):
    """A line as it is set on a page, of a format that knows no paragraphs.

    Args:
        size: of its type, in points.
        table: number of the page's table within which it stands; -1 where in none.
        column: 0 where the page is set in one, else 1 for the left and 2 for the right one.
    """

    text: str
    page: int
    box: Box
    size: float
    table: int = -1
    column: int = 0


def is_page_number(text: str) -> bool:
    """Say whether a line is a page's number, which is no part of the text."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def paragraphs(lines: Sequence[SetLine], left: float, right: float) -> list[Paragraph]:
    """Join lines to paragraphs, as Chinese papers set them: a new one is indented, centred, or follows a short line.

    Args:
        left, right: the edges between which the text is set, in points.
    """
    made: list[Paragraph] = []
    last: SetLine | None = None
    for line in lines:
        if last is not None and made and _goes_on(last, line, left, right, made[-1]):
            made[-1].text = joined(made[-1].text, line.text)
            made[-1].box = _around(made[-1].box, line.box)
        else:
            centred = _is_centred(line, left, right)
            made.append(Paragraph(line.text, len(made) + 1, line.page, centred, "", line.box))
        last = line
    return made


def are_words_apart(before: str, after: str) -> bool:
    """Say whether a blank belongs between two signs that stand apart: between figures and letters of our alphabet."""
    first, second = before[-1:], after[:1]
    if not (first + second).isascii() or not second.isalnum():
        return False
    return (first.isalnum() and not (first + second).isdigit()) or (
        first in tuple(",;:)") and second.isalpha()
    )


def joined(before: str, after: str) -> str:
    """Return two lines of a paragraph as one."""
    return f"{before} {after}" if are_words_apart(before, after) else before + after


def _is_centred(line: SetLine, left: float, right: float) -> bool:
    before, after = line.box.left - left, right - line.box.right
    return before > line.size * 2.4 and abs(before - after) < line.size * 1.2


def _goes_on(last: SetLine, line: SetLine, left: float, right: float, paragraph: Paragraph) -> bool:
    if abs(last.size - line.size) > 1:
        return False
    if any(_DOC_NO_LINE.fullmatch(one.text) for one in (last, line)) or _HEADING.match(line.text):
        return False
    if paragraph.is_centred:
        near = line.page == last.page and line.box.top - last.box.bottom < line.size * 1.2
        return near and _is_centred(line, left, right)
    ends_full = right - last.box.right < last.size * 2.2
    starts_at_edge = line.box.left - left < line.size * 0.8
    return ends_full and starts_at_edge


def _around(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return Box(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
    )


def joined_tables(parts: Sequence[Part]) -> list[Part]:
    """Put a table that goes on over the page back together; a heading that is repeated there is dropped."""
    made: list[Part] = []
    for part in parts:
        before = made[-1] if made else None
        if isinstance(part, Table) and isinstance(before, Table) and _is_continued(before, part):
            rows = part.grid.rows
            before.grid.rows += rows[1:] if rows and rows[0] == before.grid.rows[0] else rows
        else:
            made.append(part)
    return made


def _is_continued(before: Table, table: Table) -> bool:
    return 0 < before.page < table.page and table.grid.width == before.grid.width
