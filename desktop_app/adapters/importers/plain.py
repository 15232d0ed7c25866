"""Separated text: CSV of Excel, WPS and databases, and what was saved from a clipboard."""

from __future__ import annotations

import csv
import re
from io import StringIO

from desktop_app.core.imports.grid import Grid

_DELIMITERS = ",\t;|，"
_SNIFFED = 20
_LONGEST_FIELD = 10_000_000
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"|\'(\d.*)')
"""How exports keep a spreadsheet from taking a number for one: `="0033"`, `'0033`."""
NAME = "CSV"


def read_plain(text: str) -> Grid:
    """Return the rows of a separated text."""
    csv.field_size_limit(_LONGEST_FIELD)
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    delimiter = _delimiter(text)
    if first.strip().lower().startswith("sep="):  # Excel's own first line, which says the delimiter
        delimiter, text = first.strip()[4:5] or delimiter, rest
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=False)
    return Grid(NAME, [[_cell(cell) for cell in row] for row in rows])


def _cell(text: str) -> str:
    match = _AS_TEXT.fullmatch(text.strip())
    if not match:
        return text.strip()
    return match.group(2) or (match.group(1) or "").replace('""', '"')


def _delimiter(text: str) -> str:
    """The separator that most of the first lines have, then the one they have most often."""
    lines = [line for line in text.splitlines()[: _SNIFFED * 2] if line.strip()][:_SNIFFED]

    def evenness(sign: str) -> tuple[int, int]:
        return sum(sign in line for line in lines), sum(line.count(sign) for line in lines)

    return max(_DELIMITERS, key=evenness)
