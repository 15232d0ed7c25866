"""Tables on scanned pages, whose rules nobody reads: labels, and values beside them that all begin at one edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.paper import Box, SetLine, Table

_FEWEST = 3
"""So many lines with a label and a value make a table."""
_SLACK = 0.7
"""Type sizes by which the starts of values may differ, as a page that lies a little askew makes them."""
_SAME_CELL = 0.2
"""Lines of one cell stand nearer than this, in type sizes; between rows there is more room, and a rule."""
_APART = 1.2
"""No two lines of a table have so many type sizes of room between them."""

Rows = Sequence[Sequence[SetLine]]
"""What was recognised, line by line, each with its words from left to right."""


def labelled_tables(rows: Rows) -> list[tuple[range, Table]]:
    """Return the tables of a page, each with the numbers of the lines that it takes up."""
    found: list[tuple[range, Table]] = []
    at = 0
    while at < len(rows):
        taken = _extent(rows, at)
        words = [word for row in rows[taken.start : taken.stop] for word in row]
        table = _table(words, rows[at][1].box.left) if taken else None
        if table is None:
            at += 1
            continue
        found.append((taken, table))
        at = taken.stop
    return found


def _extent(rows: Rows, start: int) -> range:
    """Return the lines from one on that hold a label, a value at one edge, or both; none where they are too few."""
    if len(rows[start]) != 2:
        return range(0)
    edge, size = rows[start][1].box.left, rows[start][1].size
    stop = start
    while stop < len(rows) and _belongs(rows[stop], edge, size) and _is_near(rows, stop, start, size):
        stop += 1
    pairs = sum(len(row) == 2 for row in rows[start:stop])
    return range(start, stop) if pairs >= _FEWEST else range(0)


def _is_near(rows: Rows, at: int, start: int, size: float) -> bool:
    """Say whether a line is the next row or goes on with one; what stands apart is text under the table."""
    return at == start or rows[at][0].box.top - rows[at - 1][-1].box.bottom < size * _APART


def _belongs(row: Sequence[SetLine], edge: float, size: float) -> bool:
    begins = abs(row[-1].box.left - edge) <= size * _SLACK
    if len(row) == 1:
        return begins or row[0].box.right < edge
    return len(row) == 2 and begins and row[0].box.right < edge


def _table(words: Sequence[SetLine], edge: float) -> Table | None:
    """Return labels and values as a table; None where a value has no label: its rows are not told apart then."""
    size = median(word.size for word in words)
    is_value = [word.box.left > edge - size * _SLACK for word in words]
    labels = [word for word, value in zip(words, is_value, strict=True) if not value]
    cells = list(_cells([word for word, value in zip(words, is_value, strict=True) if value], size))
    beside = {id(label): _beside(label, cells, size) for label in labels}
    if any(at not in beside.values() for at in range(len(cells))):
        return None
    lines: list[tuple[float, list[str]]] = []
    for at, cell in enumerate(cells):
        name = "".join(label.text for label in labels if beside[id(label)] == at)
        lines.append((cell[0].box.top, [name, "\n".join(word.text for word in cell)]))
    lines += [(one.box.top, [one.text, ""]) for one in labels if beside[id(one)] is None]
    box = Box(
        min(word.box.left for word in words),
        words[0].box.top,
        max(word.box.right for word in words),
        words[-1].box.bottom,
    )
    return Table(Grid("表", [row for _, row in sorted(lines)]), 0, words[0].page, box)


def _cells(values: Sequence[SetLine], size: float) -> Iterator[list[SetLine]]:
    """Yield the lines of each value together."""
    cell: list[SetLine] = []
    for word in values:
        if cell and word.box.top - cell[-1].box.bottom >= size * _SAME_CELL:
            yield cell
            cell = []
        cell.append(word)
    if cell:
        yield cell


def _beside(label: SetLine, cells: Sequence[Sequence[SetLine]], size: float) -> int | None:
    """Return the value whose height a label stands at; None where the cell beside it is empty."""
    middle = (label.box.top + label.box.bottom) / 2
    away = [max(cell[0].box.top - middle, middle - cell[-1].box.bottom, 0.0) for cell in cells]
    nearest = min(range(len(cells)), key=away.__getitem__, default=None)
    return nearest if nearest is not None and away[nearest] < size / 2 else None
