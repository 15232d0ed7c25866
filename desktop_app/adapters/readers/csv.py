"""Comma- and otherwise separated tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_DELIMITERS = ",\t;|，"
_FULL_WIDTH = "，"
_SNIFFED = 20
_LONGEST_FIELD = 10_000_000


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the cells of a table; rows count from 1 with the header, cells are named as in a spreadsheet."""
    progress(f"读取“{name}”", 0.0)
    yield from table_units(_rows(decode(content)), _place)


def _rows(text: str) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = StringIO(text.replace("\0", ""), newline="")
    return list(csv.reader(lines, delimiter=_delimiter(text), strict=False))


def _delimiter(text: str) -> str:
    """The separator that most of the first lines have, then the one they have most often.

    A full-width comma is one only where it cuts all lines into as many cells: else it belongs to sentences.
    """
    lines = [line for line in text.splitlines()[: _SNIFFED * 2] if line.strip()][:_SNIFFED]

    def evenness(sign: str) -> tuple[int, int]:
        return sum(sign in line for line in lines), sum(line.count(sign) for line in lines)

    best = max(_DELIMITERS, key=evenness)
    is_sentence = best == _FULL_WIDTH and len({line.count(best) for line in lines}) > 1
    return "," if is_sentence else best


def _place(row: int, column: int) -> Place:
    return Place(row=row + 1, cell=f"{_letters(column)}{row + 1}")


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
