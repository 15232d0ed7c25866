"""What a person asks of a printer: which pages, how often, on how many sides, at which true size."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from desktop_app.core.errors import UserError

Duplex = Literal["none", "long", "short"]
"""One side; both sides, turned at the long edge as bound documents are; at the short edge."""

_RANGE = re.compile(r"(\d{1,4})(?:[-—–~至](\d{1,4}))?")
_BETWEEN = re.compile(r"[,，、;；\s]+")
RULER_MM = 100.0
"""Length of the lines on the calibration sheet."""
_MOST_AWRY = 0.1


class PagesUnclear(UserError):
    """The pages to be printed cannot be understood."""

    code = "PT01"
    hint = "请写成“1-3，5”这样；不写就全部打印。"


class RulerImpossible(UserError):
    """A measured length is too far from the true one."""

    code = "PT02"
    hint = "请用尺子再量一遍校准页上的两条线，单位是毫米。"


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a printer; remembered for the next time, but for pages and copies.

    Args:
        printer: its name on this machine; empty for the machine's own choice.
        pages: as people write them: 1-3，5; empty for all.
        colour: whether red is printed red.
        across, down: how long the lines of the calibration sheet came out, in millimetres.
    """

    printer: str = ""
    pages: str = ""
    copies: int = 1
    duplex: Duplex = "none"
    colour: bool = True
    across: float = RULER_MM
    down: float = RULER_MM

    @property
    def remembered(self) -> Ticket:
        """What holds the next time too."""
        return msgspec.structs.replace(self, pages="", copies=1)


def chosen_pages(text: str, count: int) -> tuple[int, ...]:
    """Return the pages that a text asks for, from 1, each once and in order.

    Args:
        count: how many pages there are.

    Raises:
        PagesUnclear: the text is no list of pages, or names none of those there are.
    """
    if not text.strip():
        return tuple(range(1, count + 1))
    chosen: set[int] = set()
    for part in _BETWEEN.split(text.strip()):
        found = _RANGE.fullmatch(part)
        if found is None:
            raise PagesUnclear(f"“{part}”不是页码。")
        first = int(found[1])
        chosen.update(range(first, int(found[2] or first) + 1))
    kept = tuple(sorted(page for page in chosen if 1 <= page <= count))
    if not kept:
        raise PagesUnclear(f"一共 {count} 页，没有“{text.strip()}”这些页。")
    return kept


def true_scale(measured: float) -> float:
    """Return by how much pages are drawn larger so that the calibration line comes out true.

    Raises:
        RulerImpossible: it is more than a tenth too long or too short.
    """
    if not abs(measured - RULER_MM) <= RULER_MM * _MOST_AWRY:
        raise RulerImpossible(f"校准线长 {RULER_MM:g} 毫米，量出 {measured:g} 毫米，差得太多。")
    return RULER_MM / measured
