"""Records: labels with their values beside them, as forms to be filled in are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.paper import Paper, Table
from desktop_app.core.imports.targets import Target

_FEWEST_PAIRS = 3


def pairs_in(grid: Grid, names: Names) -> Iterator[tuple[tuple[int, int], Target, str]]:
    """Yield the cells whose left neighbour names a field."""
    for row, texts in enumerate(grid.rows):
        column = 0
        while column + 1 < len(texts):
            found = names.found("".join(texts[column].split()))
            value = next((at for at in range(column + 1, len(texts)) if texts[at].strip()), None)
            if not found or value is None or names.found("".join(texts[value].split())):
                column += 1
                continue
            yield (row, value), found[0][0], texts[value].strip()
            column = value + 1


def is_record(grid: Grid, names: Names) -> bool:
    """Say whether a sheet is one record with its labels beside the values, and no list below a heading."""
    found = list(pairs_in(grid, names))
    rows = {row for (row, _), _, _ in found}
    return len({target.key for _, target, _ in found}) >= _FEWEST_PAIRS and len(rows) >= _FEWEST_PAIRS


def paper_of(grids: Sequence[Grid]) -> Paper:
    """Return the sheets of a workbook as a paper, to be read as records."""
    return Paper([Table(grid, 0) for grid in grids])
