"""Plain text: a unit for each line, a table where the lines are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.adapters.readers.table import table_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_STEP = 5000
_FEWEST_ROWS = 3


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield each line that holds anything as a paragraph, counted from 1 with the empty ones.

    Lines with as many tabs are a table's rows, as a spreadsheet saves them as text.
    """
    lines = decode(content).splitlines()
    start, end = _table(lines)
    yield from _paragraphs(name, lines[:start], 0, progress)
    if start < end:
        rows = [line.split("\t") for line in lines[start:end]]
        yield from table_units(rows, lambda row, _column: Place(paragraph=start + row + 1))
    yield from _paragraphs(name, lines[end:], end, progress)


def _paragraphs(name: str, lines: Sequence[str], before: int, progress: Progress) -> Iterator[Unit]:
    for number, line in enumerate(lines, before + 1):
        if number % _STEP == 0:
            progress(f"读取“{name}”", min(1.0, number / (before + len(lines))))
        if line.strip():
            yield Unit(line, Place(paragraph=number))


def _table(lines: Sequence[str]) -> tuple[int, int]:
    """Return from where to where lines are a table; an empty stretch where they are none."""
    tabbed = [number for number, line in enumerate(lines) if "\t" in line.strip()]
    if len(tabbed) < _FEWEST_ROWS:
        return len(lines), len(lines)
    start, end = tabbed[0], tabbed[-1] + 1
    rows = [line for line in lines[start:end] if line.strip()]
    is_even = len({line.count("\t") for line in rows}) == 1
    return (start, end) if is_even else (len(lines), len(lines))
