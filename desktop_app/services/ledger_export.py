"""The ledger's columns, in the window and in the workbook that is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.core.disclosure.states import STATE_WORDS
from desktop_app.core.openness import OPENNESS_WORDS
from desktop_app.core.progress import Progress, silent
from desktop_app.services.ledger import LedgerRow
from desktop_app.services.workbooks import write_table


@dataclass(frozen=True)
class LedgerColumn:
    """A column of the ledger, in the window and in the workbook.

    Args:
        chars: width in the workbook, in characters.
        shown: whether the window shows it before the person chose.
    """

    key: str
    title: str
    chars: int
    value: Callable[[LedgerRow], str | date | None]
    shown: bool = True


def timeliness(row: LedgerRow) -> str:
    """Return whether it was published in time, in a word; empty while it is neither."""
    if row.overdue:
        return "逾期"
    return "按期" if row.published_on and row.due_on else ""


COLUMNS = (
    LedgerColumn("title", "标题", 50, lambda row: row.title),
    LedgerColumn("doc_no", "文号", 24, lambda row: row.doc_no),
    LedgerColumn("area", "领域", 16, lambda row: row.area_name),
    LedgerColumn("form", "事项类型", 28, lambda row: row.form_name, shown=False),
    LedgerColumn("state", "状态", 10, lambda row: STATE_WORDS[row.state], shown=False),
    LedgerColumn(
        "openness",
        "公开属性",
        12,
        lambda row: OPENNESS_WORDS[row.openness] if row.openness else "",
        shown=False,
    ),
    LedgerColumn("published_on", "公开日期", 12, lambda row: row.published_on),
    LedgerColumn("due_on", "期限", 12, lambda row: row.due_on),
    LedgerColumn("timeliness", "是否按期", 10, timeliness),
    LedgerColumn("column", "栏目", 24, lambda row: row.column),
    LedgerColumn("board", "公示栏", 10, lambda row: "要张贴" if row.board else ""),
    LedgerColumn("author", "承办人", 12, lambda row: row.author, shown=False),
    LedgerColumn("reviewer", "保密审查人", 12, lambda row: row.reviewer, shown=False),
    LedgerColumn("receipt", "回执", 10, lambda row: row.receipt),
    LedgerColumn("id", "登记编号", 22, lambda row: row.id, shown=False),
    LedgerColumn("url", "网址", 50, lambda row: row.url, shown=False),
)
"""In the order in which they stand."""


def export(
    rows: Iterable[LedgerRow],
    total: int,
    path: Path,
    columns: Sequence[LedgerColumn] = COLUMNS,
    progress: Progress = silent,
) -> Path:
    """Write lines to an Excel workbook; one that is stopped or fails leaves nothing behind.

    Args:
        total: how many lines there are, for the progress and the number of sheets.

    Raises:
        ExportFailed: the file cannot be written.
    """
    heads = [(column.title, column.chars) for column in columns]
    cells = ([column.value(row) for column in columns] for row in rows)
    return write_table(path, "台账", heads, cells, total, progress)
