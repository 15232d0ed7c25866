"""How wide the columns of a table are: as the form asks, but never too narrow for a number or a date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Cell, Row, Table, cells_placed, text_of

_WHOLE = 100.0
_LEFT_AT_LEAST = 30.0
_PADDING = 0.8  # of a cell, left and right together, in characters of the table's type
_SHORTEST, _LONGEST = 2.5, 18.0
_LONGEST_HEADER_LINE = 5.0  # a longer header stands on two lines
_CAPITAL = 0.7
_LONGEST_PIECE = 12.0  # a longer one, as an address on the web, may be broken
_NUMBER = re.compile(r"[\w.,%+\-/:@*()]+", re.ASCII)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_NARROWEST = 2.0
_LONGEST_WORD = 4
"""A cell with so few characters is read at a glance; it stands on one line where there is room."""


def shares(given: Sequence[float], rows: Sequence[Row], *, landscape: bool) -> list[float]:
    """Return the columns' shares of the width, in percent.

    Args:
        given: what the form asks for, in percent; 0 where the content decides.
        rows: header, body and total rows.
        landscape: whether the page lies.
    """
    line = _line_chars(len(given), landscape=landscape)
    lengths = _longest(rows, len(given), _length)
    asked = _asked(given, [length / line * _WHOLE for length in lengths])
    unbroken, readable = (
        [(need + _PADDING) / line * _WHOLE for need in _longest(rows, len(given), measure)]
        for measure in (_unbroken, _readable)
    )
    return _raised(asked, _between(unbroken, readable))


def _asked(given: Sequence[float], by_content: Sequence[float]) -> list[float]:
    """Return what each column would have: what is left beside those that the content decides, as the form asks."""
    left = _WHOLE - sum(length for share, length in zip(given, by_content, strict=True) if not share)
    scale = max(left, _LEFT_AT_LEAST) / (sum(given) or 1.0)
    return [share * scale or length for share, length in zip(given, by_content, strict=True)]


def _between(least: Sequence[float], wished: Sequence[float]) -> list[float]:
    """Return what each column needs: as wished where there is room for all, else as far from the least as fits."""
    room = _WHOLE - sum(least)
    if room <= 0:
        return [need / sum(least) * _WHOLE for need in least]
    part = min(1.0, room / max(sum(wished) - sum(least), 1e-9))
    return [low + part * (high - low) for low, high in zip(least, wished, strict=True)]


def is_overfull(table: Table, *, landscape: bool) -> bool:
    """Say whether a table has more numbers side by side than fit unbroken."""
    width = len(table.columns)
    line = _line_chars(width, landscape=landscape)
    return sum(need + _PADDING for need in _longest(table.all_rows(), width, _unbroken)) > line


def _line_chars(columns: int, *, landscape: bool) -> float:
    """Return how many full-width characters of the table's type stand side by side."""
    width = std.TYPE_HEIGHT if landscape else std.TYPE_WIDTH
    return std.points(width) / std.table_size(columns)


def _raised(asked: Sequence[float], needed: Sequence[float]) -> list[float]:
    """Return shares near those asked for, none below its need: what the narrow gain, the wide give up in proportion."""
    at_need: set[int] = set()
    while True:
        free = [number for number in range(len(asked)) if number not in at_need]
        left = _WHOLE - sum(needed[number] for number in at_need)
        scale = left / sum(asked[number] for number in free) if free else 0.0
        narrow = {number for number in free if asked[number] * scale < needed[number]}
        if not narrow or narrow == set(free):
            break
        at_need |= narrow
    return [needed[number] if number in at_need else share * scale for number, share in enumerate(asked)]


def _longest(rows: Iterable[Row], width: int, measure: Callable[[Cell, str], float]) -> list[float]:
    """Return for each column the greatest measure of its cells, in characters of the table's type."""
    longest = [0.0] * width
    for _, column, cell in cells_placed(rows):
        if cell.colspan == 1:
            longest[column] = max(longest[column], measure(cell, text_of(cell.runs)))
    return longest


def _length(cell: Cell, text: str) -> float:
    """Return the length of the longest line."""
    length = max(_chars(line) for line in text.split("\n"))
    if cell.header and length > _LONGEST_HEADER_LINE:
        length /= 2
    return max(_SHORTEST, min(length + 0.5, _LONGEST))


def _unbroken(_cell: Cell, text: str) -> float:
    """Return the length of the longest number, which no line may break, or of two characters."""
    number = max((_chars(piece) for piece in _NUMBER.findall(text)), default=0.0)
    return min(max(number, min(_chars(text), _NARROWEST)), _LONGEST_PIECE)


def _readable(cell: Cell, text: str) -> float:
    """Return the length below which dates and the shortest words would be broken."""
    dates = max((_chars(piece) for piece in _DATE.findall(text)), default=0.0)
    word = _chars(text) if len(text) <= _LONGEST_WORD and not cell.header else 0.0
    heading = _chars(text) / -(-len(text) // _LONGEST_WORD) if cell.header and text else 0.0
    return max(_unbroken(cell, text), dates, word, heading)


def _chars(text: str) -> float:
    """Return the length in full-width characters; the type's digits take a little more than half of one."""
    return sum(1.0 if ord(one) > 0x2E7F else _CAPITAL if one.isupper() else 0.55 for one in text)
