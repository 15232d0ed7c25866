"""What templates may call beside Jinja2's own words: filters, the numbering of headings, rich text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from markupsafe import Markup

from desktop_app.core.document.shown import Shown, ShownTable, clean, gap, marked
from desktop_app.core.forms.kinds import day_words
from desktop_app.core.forms.values import Span

_NUMERALS = "一二三四五六七八九十"
_INDENT = " \u3000"
_ITEM = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.．](?!\d)"),
    re.compile(r"（\d{1,2}）"),
)
"""How a heading of each level begins (GB/T 9704-2012 7.3.3)."""


def chinese_number(number: int) -> str:
    """Return 1 to 99 in Chinese numerals: 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return head + (_NUMERALS[ones - 1] if ones else "")


_NUMBERS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{chinese_number(number)}、",
    lambda number: f"（{chinese_number(number)}）",
    lambda number: f"{number}.",
    lambda number: f"（{number}）",
)


class Numbering:
    """Numbers headings of one level as they are written, so that left-out sections leave no hole."""

    def __init__(self, level: int = 1) -> None:
        self._write = _NUMBERS[level - 1]
        self._number = 0

    def next(self) -> str:
        """Return the next number with its mark: 一、 （一） 1. （1）."""
        self._number += 1
        return self._write(self._number)


# ── filters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(value: Shown) -> Markup:
    """Return a paragraph for each line of a long text, without the spaces that clerks indent with."""
    if not value:
        return _paragraph(gap(value.field)) if value.required else Markup("")
    return Markup("").join(_paragraph(marked(line, value.field)) for line in _lines(value))


def rich(value: Shown) -> Markup:
    """Return a text whose numbered lines are headings (GB/T 9704-2012 7.3.3).

    Lines of the first two levels are headings up to their first 。; what follows runs on in the body's face. Numbered
    lines of the lower levels are headings only where they have a text of their own below: otherwise they are items.
    """
    if not value:
        return paragraphs(value)
    lines = list(_lines(value))
    following = [_level(line) for line in lines[1:]]
    pairs = zip(lines, [*following, 1], strict=True)
    return Markup("").join(_rich_line(line, after, value.field) for line, after in pairs)


def money(value: Shown) -> Markup:
    """Return an amount with its unit."""
    return _written(value, f"{value.words}{value.unit or '元'}")


def day(value: Shown | date) -> str:
    """Return a date, a minute or a span by its days alone."""
    if isinstance(value, date):
        return day_words(value)
    typed = value.typed
    if isinstance(typed, Span):
        return _written(value, f"{day_words(typed.start)}至{day_words(typed.end)}")
    return _written(value, day_words(typed) if isinstance(typed, date | datetime) else value.words)


def total(rows: ShownTable, column: str) -> Shown:
    """Return the sum of a table's column."""
    return rows.total(column)


def _written(value: Shown, words: str) -> Markup:
    return marked(words, value.field) if value else value.__html__()


def _lines(value: Shown) -> Iterator[str]:
    for line in clean(value.words).split("\n"):
        if text := line.strip(_INDENT):
            yield text


def _paragraph(content: Markup) -> Markup:
    return Markup("<p>{}</p>").format(content)


def _level(line: str) -> int:
    """Return 1 to 4 for a numbered line, 0 for any other."""
    return next((level for level, shape in enumerate(_ITEM, 1) if shape.match(line)), 0)


def _rich_line(line: str, level_after: int, field: str) -> Markup:
    level = _level(line)
    if level in (1, 2):
        head, stop, body = line.partition("。")
        return _heading(level, head + stop, body, field) if body else _heading(level, line, "", field)
    if level and level_after in (0, level + 1) and not re.search("[。；]", line):
        return _heading(level, line, "", field)
    return _paragraph(marked(line, field))


def _heading(level: int, head: str, body: str, field: str) -> Markup:
    run_in = Markup('<span class="body">{}</span>').format(marked(body, field)) if body else ""
    return Markup("<h{0}>{1}{2}</h{0}>").format(level + 1, marked(head, field), run_in)
