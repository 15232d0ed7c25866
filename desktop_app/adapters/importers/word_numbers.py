"""The numbers that Word sets before paragraphs by itself: 一、 and （一） stand in no text of the document.

Source: ECMA-376-1 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    }
)
_NUMERALS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_VALUE = qn("w:val")


class Numbers:
    """Counts the numbered paragraphs of one document, in its order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_number: dict[str, str] = {}
        for part in document.part.package.iter_parts():
            if str(part.partname).endswith("/numbering.xml"):
                self._read(part.element)

    def _read(self, numbering: Any) -> None:
        for one in numbering.iterfind(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _level(level) for level in one.iterfind(qn("w:lvl"))}
            self._levels[one.get(qn("w:abstractNumId"))] = levels
        for one in numbering.iterfind(qn("w:num")):
            self._of_number[one.get(qn("w:numId"))] = _value(one.find(qn("w:abstractNumId")), "")

    def before(self, paragraph: Any) -> str:
        """Return what stands before a paragraph, and count it; "" where nothing or a bullet does."""
        found = _numbered(paragraph)
        levels = self._levels.get(self._of_number.get(found[0], ""), {}) if found else {}
        if found is None or found[1] not in levels:
            return ""
        number, depth = found
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return _PLACE.sub(lambda place: self._shown(levels, counts, int(place[1]) - 1), levels[depth][1])

    def _shown(self, levels: dict[int, tuple[str, str, int]], counts: dict[int, int], depth: int) -> str:
        kind, _text, start = levels.get(depth, ("decimal", "", 1))
        count = counts.get(depth, start)
        return shown_count(count, kind)


def _level(level: Any) -> tuple[str, str, int]:
    """Return a level's kind of figures, its text and its first number; a bullet has no text."""
    kind = _value(level.find(qn("w:numFmt")), "decimal")
    text = "" if kind in ("bullet", "none") else _value(level.find(qn("w:lvlText")), "")
    return kind, text, int(_value(level.find(qn("w:start")), "1"))


def _value(element: Any, default: str) -> str:
    return default if element is None else str(element.get(_VALUE, default))


def _numbered(paragraph: Any) -> tuple[str, int] | None:
    """Return number and level of a paragraph, its own or its style's."""
    own = paragraph._p.pPr  # noqa: SLF001 - python-docx has no numbering
    style = paragraph.style
    while own is None or own.find(qn("w:numPr")) is None:
        if style is None:
            return None
        own, style = style.element.pPr, style.base_style
    numbered = own.find(qn("w:numPr"))
    level = _value(numbered.find(qn("w:ilvl")), "0")
    return _value(numbered.find(qn("w:numId")), "0"), int(level)


def shown_count(number: int, kind: str) -> str:
    """Return a number in the figures that Word calls `kind`; in plain ones where they are not known."""
    if kind in _CHINESE:
        return chinese_count(number)
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    signs = {"ideographTraditional": _STEMS, "decimalEnclosedCircle": _CIRCLES}.get(kind, "")
    return signs[number - 1] if 0 < number <= len(signs) else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def chinese_count(number: int) -> str:
    """Return 1 to 99 in Chinese numerals, others in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
    return ten + (_NUMERALS[ones] if ones else "")
