"""Records: labels with their values beside them, as forms to be filled in are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.paper import Paper, Table
from desktop_app.core.imports.targets import Target

_FEWEST_PAIRS = 3
_LABELS_OF_PARTS = frozenset(
    {
        "名称",
        "姓名",
        "姓名或名称",
        "名称或姓名",
        "地址",
        "住址",
        "住所",
        "电话",
        "联系电话",
        "代码",
        "证件号码",
        "身份证号",
    }
)
"""What stands between a group's word and a value, and is none itself."""


def pairs_in(grid: Grid, names: Names) -> Iterator[tuple[tuple[int, int], Target, str]]:
    """Yield the cells whose left neighbour names a field; in 当事人 | 名称 | 甲公司 both left ones name it together."""
    for row, texts in enumerate(grid.rows):
        column = 0
        while column + 1 < len(texts):
            label = "".join(texts[column].split())
            found, value = names.found(label), _next_filled(texts, column)
            below = "".join(texts[value].split()) if value is not None else ""
            if found and value is not None and _next_filled(texts, value) is not None:
                joined = names.found(label + below) if below else []
                if joined or below in _LABELS_OF_PARTS:
                    found, column, value = joined, value, _next_filled(texts, value)
            if not found or value is None or names.found("".join(texts[value].split())):
                column += 1
                continue
            yield (row, value), found[0][0], texts[value].strip()
            column = value + 1


def _next_filled(texts: Sequence[str], column: int) -> int | None:
    return next((at for at in range(column + 1, len(texts)) if texts[at].strip()), None)


def is_record(grid: Grid, names: Names) -> bool:
    """Say whether a sheet is one record with its labels beside the values, and no list below a heading."""
    found = list(pairs_in(grid, names))
    rows = {row for (row, _), _, _ in found}
    return len({target.key for _, target, _ in found}) >= _FEWEST_PAIRS and len(rows) >= _FEWEST_PAIRS


def paper_of(grids: Sequence[Grid]) -> Paper:
    """Return the sheets of a workbook as a paper, to be read as records."""
    return Paper([Table(grid, 0) for grid in grids])
