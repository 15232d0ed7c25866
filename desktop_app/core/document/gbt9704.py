"""GB/T 9704-2012 党政机关公文格式: every number of the standard, once, each with its clause.

Lengths are millimetres or points by type; writers turn them into their own units. What the standard leaves open and
practice decides is marked `practice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NewType

Mm = NewType("Mm", float)
Pt = NewType("Pt", float)

POINTS_PER_MM = 72 / 25.4


def points(length: Mm) -> Pt:
    """Return a length in points."""
    return Pt(length * POINTS_PER_MM)


# ── page (5.1, 5.2) ─────────────────────────────────────────────────────────────────────────────────────────────────

PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
"""A4, 5.1."""
TOP = Mm(37)
"""天头, 5.2.1, ±1 mm."""
BINDING = Mm(28)
"""订口 at the left, 5.2.1, ±1 mm."""
TYPE_WIDTH, TYPE_HEIGHT = Mm(156), Mm(225)
"""版心, 5.2.1."""
BOTTOM = Mm(PAGE_HEIGHT - TOP - TYPE_HEIGHT)
OUTER = Mm(PAGE_WIDTH - BINDING - TYPE_WIDTH)
LINES_PER_PAGE, CHARS_PER_LINE = 22, 28
"""5.2.3, the type area is filled."""

# ── type (5.2.2) ────────────────────────────────────────────────────────────────────────────────────────────────────

SIZE_2 = Pt(22)
"""二号, the title's size (7.3.1)."""
SIZE_3 = Pt(16)
"""三号, everything that the standard does not say otherwise (5.2.2)."""
SIZE_4 = Pt(14)
"""四号: page numbers (7.5) and 版记."""
CHAR_SPACING = Pt(-0.25)
"""28 characters of 16 pt exceed 156 mm; three-hao of old was 15.75 pt, and so is the pitch."""
CHAR_PITCH = Pt(SIZE_3 + CHAR_SPACING)
LINE_PITCH = Pt(28.95)
"""22 lines fill 225 mm; 29 pt would leave 21 (Word counts in twentieths of a point: 579)."""

# ── head (7.2) ──────────────────────────────────────────────────────────────────────────────────────────────────────

RED_HEAD_DROP = Mm(35)
"""Upper edge of 发文机关标志 below the type area's, 7.2.4."""
RED_HEAD_LARGEST = Pt(55)
"""Practice: the standard wants it striking and dignified, without a size."""
RED_LINE_DROP = Mm(4)
"""Red line below 发文字号, 7.2.7."""
RED_LINE_WEIGHT = Pt(1.5)
"""Practice; the standard gives no weight."""
RED = "FF0000"
DOC_NO_LINES_ABOVE = 2
"""7.2.5."""
UPWARD_SIDE_CHARS = 1
"""发文字号 of a document that goes upward stays one character from the left, 签发人 from the right (7.2.5, 7.2.6)."""
JOINT_LINE = 1.3
"""Practice: how high a line of a joint mark is, in its type size."""
JOINT_TALLEST = Mm(50)
"""Practice: a joint mark is no taller, so that the first page shows text (7.3.3)."""

# ── letter (10.1) ───────────────────────────────────────────────────────────────────────────────────────────────────

LETTER_MARK_TOP = Mm(30)
"""Upper edge of the mark below the paper's."""
LETTER_LINE_DROP = Mm(4)
"""The double line below the mark, the thick one above."""
LETTER_LINE_WIDTH = Mm(170)
"""Centred on the paper, wider than the type area."""
LETTER_FOOT = Mm(20)
"""The double line above the paper's lower edge, the thin one above."""
LETTER_THICK, LETTER_THIN, LETTER_BETWEEN = Pt(2.25), Pt(0.75), Pt(0.75)
"""Practice: the standard gives no weights."""
LETTER_ELEMENT_DROP = Pt(15.75 * 7 / 8)
"""The first element below the line: 7/8 of the height of 三号."""

# ── order (10.2) ────────────────────────────────────────────────────────────────────────────────────────────────────

ORDER_HEAD_DROP = Mm(20)
"""Upper edge of the mark below the type area's."""
ORDER_TEXT_LINES_ABOVE = 2
"""The text below 令号, 10.2."""
STAMP_LINES_ABOVE = 2
"""签名章 below the text, 7.3.5.3."""
STAMP_RIGHT_CHARS = 4.0
"""右空四字, 7.3.5.3."""
STAMP_LINES_BELOW = 1
"""成文日期 below 签名章, 7.3.5.3."""

# ── imprint (7.4) ───────────────────────────────────────────────────────────────────────────────────────────────────

IMPRINT_OUTER, IMPRINT_INNER = Mm(0.35), Mm(0.25)
"""Weights of its first and last line, and of those between."""
IMPRINT_SIDE_CHARS = 1
IMPRINT_LINE = Pt(24)
"""Practice: pitch of its lines."""

# ── body (7.3) ──────────────────────────────────────────────────────────────────────────────────────────────────────

TITLE_LINES_ABOVE = 2
"""Below the red line, 7.3.1."""
LINES_BELOW_TITLE = 1
"""7.3.2."""
FIRST_LINE_CHARS = 2
"""左空二字, 7.3.3."""
ATTACHMENT_LINES_ABOVE = 1
"""7.3.4."""
SEAL_ACROSS = Mm(45)
"""A county's seal; those of its departments and townships are no larger (国发〔1999〕25号)."""
SEAL_LINES_BETWEEN = 4
"""Between rows of names of a joint document: seals do not touch (7.3.5.1), five lines being 51 mm."""
ATTENDANCE_LINES_ABOVE = 1
"""出席, 请假, 列席 below the text of minutes, 10.3."""
DATE_RIGHT_CHARS = 4.0
"""右空四字, 7.3.5.1: the office's seal will cover name and date."""
SIGNATURE_LINES_ABOVE = 2
"""The seal's upper edge is to be within a line of the text (7.3.5.1), and a seal is some four lines high."""

# ── page number (7.5) ───────────────────────────────────────────────────────────────────────────────────────────────

PAGE_NUMBER_DROP = Mm(7)
"""Upper edge of the dash below the type area's lower edge."""
PAGE_NUMBER_SIDE_CHARS = 1
"""空一字: odd pages at the right, even ones at the left."""
PAGE_NUMBER_DASH = "—"


class Face(StrEnum):
    """The kinds of type that the standard names (7.2–7.5)."""

    TITLE = "小标宋"
    BODY = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"


FONT_NAMES: dict[Face, str] = {
    Face.TITLE: "方正小标宋简体",
    Face.BODY: "仿宋_GB2312",
    Face.HEI: "黑体",
    Face.KAI: "楷体_GB2312",
    Face.SONG: "宋体",
}
"""The fonts by which offices know these kinds; an office's settings may name others."""

HEADING_FACES: tuple[Face, ...] = (Face.HEI, Face.KAI, Face.BODY, Face.BODY)
"""一、 （一） 1. （1）, 7.3.3."""


def width_in_chars(text: str) -> float:
    """Return the width of a text in full-width characters; digits and Latin letters take half of one."""
    return sum(1.0 if ord(one) > 0xFF else 0.5 for one in text)


def name_right_chars(name: str, date: str) -> float:
    """Return how far 署名 stays from the right edge with a seal: it is centred over the date (7.3.5.1)."""
    return max(DATE_RIGHT_CHARS + (width_in_chars(date) - width_in_chars(name)) / 2, 0.0)


def signing_row_chars(date: str) -> float:
    """Return the width of a row of two names: the last one is centred over the date, four from the edge (7.3.5.1)."""
    return (CHARS_PER_LINE - DATE_RIGHT_CHARS - width_in_chars(date) / 2) * 4 / 3


def red_head_size(names: Sequence[str], suffix: str = "") -> Pt:
    """Return the type size at which 发文机关标志 fits the type area, in whole points.

    Args:
        names: a line each.
        suffix: what stands beside several names, a character's gap between.
    """
    beside = width_in_chars(suffix) + 1 if suffix else 0
    across = 0.97 * points(TYPE_WIDTH) // (max(map(width_in_chars, names)) + beside)
    down = points(JOINT_TALLEST) // (len(names) * JOINT_LINE)
    return Pt(min(RED_HEAD_LARGEST, across, down))


# ── tables (practice: the standard leaves their type open) ──────────────────────────────────────────────────────────

TABLE_SIZES: tuple[tuple[int, Pt], ...] = ((5, Pt(14)), (8, Pt(12)), (13, Pt(10.5)))
"""Up to so many columns, this size."""
TABLE_SMALLEST = Pt(9)
TABLE_LINE = Pt(0.5)

QR_SIDE = Mm(22)
"""Side of a QR code on office papers, its quiet zone aside: 0.6 mm a module, which office scanners resolve."""


def table_size(columns: int) -> Pt:
    """Return the type size of a table by its number of columns."""
    return next((size for most, size in TABLE_SIZES if columns <= most), TABLE_SMALLEST)
