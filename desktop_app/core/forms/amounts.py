"""Amounts in words as cheques and contracts write them: 壹万贰仟元整."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.core.forms.values import YUAN_PER_UNIT

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")

WORDLESS_FROM = Decimal(10) ** 16
"""The first amount for which there are no capital numerals."""

_IN_FIGURES = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(亿元|万元|元)")


def amount_in_words(yuan: Decimal) -> str:
    """Return an amount of yuan in capital numerals, `整` where no fen follows.

    Args:
        yuan: 0 or more and below `WORDLESS_FROM`; rounded to fen.
    """
    whole, cents = divmod(int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP)), 100)
    words = f"{_whole(whole)}元" if whole else ""
    if not cents:
        return f"{words or '零元'}整"
    jiao, fen = divmod(cents, 10)
    gap = "零" if whole and (not jiao or whole % 10 == 0) else ""
    return words + gap + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")


def amounts_in(text: str) -> list[Decimal]:
    """Return the amounts that a text names in figures, in yuan and in the order of the text."""
    return [
        Decimal(re.sub("[,，]", "", figures)) * YUAN_PER_UNIT[unit]
        for figures, unit in _IN_FIGURES.findall(text)
    ]


def _whole(number: int) -> str:
    words, place = "", 0
    needs_zero = False
    while number:
        number, group = divmod(number, 10_000)
        if group:
            tail = "零" if needs_zero and words else ""
            words = _group(group) + _GROUPS[place] + tail + words
            needs_zero = group < 1000
        elif words:
            needs_zero = True
        place += 1
    return words


def _group(number: int) -> str:
    words, zero = "", False
    for place, digit in enumerate(reversed(f"{number}")):
        if digit == "0":
            zero = bool(words)
            continue
        words = _DIGITS[int(digit)] + _PLACES[place] + ("零" if zero and words else "") + words
        zero = False
    return words
