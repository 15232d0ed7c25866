"""Numbers of headings in running text: 一、（一）1.（1）, the four levels of GB/T 9704-2012 7.3.3."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEVELS = ("一、", "（一）", "1.", "（1）")
_CHINESE = "[一二三四五六七八九十]+"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"\s*{_CHINESE}、",
        rf"\s*[（(]{_CHINESE}[）)]",
        r"\s*\d{1,2}[.．](?!\d)",
        r"\s*[（(]\d{1,2}[）)]",
    )
)
_DIGITS = "零一二三四五六七八九"


def next_heading(lines_before: Sequence[str], level: int) -> str:
    """Return the number of the next heading of a level.

    Args:
        lines_before: the text above, line by line.
        level: 0 to 3.
    """
    count = 1
    for line in reversed(lines_before):
        found = _level(line)
        if found is not None and found < level:
            break
        count += found == level
    return _written(count, level)


def without_heading(line: str) -> str:
    """Return the line without the number that it begins with."""
    for shape in _SHAPES:
        if match := shape.match(line):
            return line[match.end() :].lstrip()
    return line.lstrip()


def _level(line: str) -> int | None:
    return next((level for level, shape in enumerate(_SHAPES) if shape.match(line)), None)


def _written(count: int, level: int) -> str:
    number = _chinese(count) if level < 2 else str(count)
    return (f"{number}、", f"（{number}）", f"{number}.", f"（{number}）")[level]


def _chinese(count: int) -> str:
    """Write 1 to 99 in Chinese numerals."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
