"""发文字号: composed of the unit's code, the year and a serial number (GB/T 9704-2012 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable


def doc_number(code: str, year: int, serial: int) -> str:
    """Return 代字〔年份〕序号号: the year in 〔〕, the serial without 第 and without leading zeros."""
    return f"{beginning(code, year)}{serial}号"


def beginning(code: str, year: int) -> str:
    """Return what all numbers of a unit's year begin with."""
    return f"{code}〔{year}〕"


def next_number(code: str, year: int, used: Iterable[str]) -> str:
    """Return the number after the highest of those used; gaps are left, since what filled them may stand elsewhere."""
    shape = re.compile(rf"{re.escape(beginning(code, year))}(\d{{1,5}})号")
    serials = [int(found[1]) for number in used if (found := shape.fullmatch(number.strip()))]
    return doc_number(code, year, max(serials, default=0) + 1)
