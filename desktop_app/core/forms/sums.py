"""Which rows of a table another row stands for: the parts of a 合计, the items below a heading or a code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Cells = Mapping[str, Any]

_TOTAL = re.compile(r"[合总]计$")


def parts_of(row: Cells, rows: Sequence[Cells], name: str, code: str | None) -> Sequence[Cells]:
    """Return the rows that add up to a row; none where it stands only for itself or a code is still missing.

    Args:
        row: one of `rows` itself, not a copy.
        rows: the table, typed.
        name: the column that says what a row is; 合计 and 总计 stand for the rows above, a first one for all others.
        code: the column with nested codes (类款项: 201, 20101, 2010101), or None where only names tell.
    """
    if not _is_total(row, name):
        return _leaves([one for one in rows if code and _is_below(one.get(code), row.get(code))], name, code)
    place = next(number for number, one in enumerate(rows) if one is row)
    counted = [one for one in rows[:place] or rows[1:] if not _is_total(one, name)]
    if code and not all(one.get(code) for one in counted):
        return ()
    return _leaves(counted, name, code)


def _leaves(rows: Sequence[Cells], name: str, code: str | None) -> Sequence[Cells]:
    """Leave out the rows whose own parts are there too, so that nothing counts twice."""
    if code is not None:
        codes = [row.get(code) for row in rows]
        return [row for row in rows if not any(_is_below(one, row.get(code)) for one in codes)]
    names = [_words(row, name) for row in rows]
    pairs = zip(rows, names, [*names, ""][1:], strict=True)
    return [
        row for row, own, following in pairs if not _is_opened(own, following) and not own.startswith("其中")
    ]


def _is_opened(own: str, following: str) -> bool:
    """Say whether the next row begins the parts of this one, as （一） does below 一、."""
    return following.startswith("（") and not own.startswith("（")


def _is_below(code: str | None, above: str | None) -> bool:
    return bool(code and above) and code != above and str(code).startswith(str(above))


def _is_total(row: Cells, name: str) -> bool:
    return _TOTAL.search(_words(row, name)) is not None


def _words(row: Cells, name: str) -> str:
    return "".join(str(row.get(name) or "").split()).replace("(", "（")
