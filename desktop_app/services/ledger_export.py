"""The ledger's columns, and the workbook that is handed in: dates as dates, a row in memory at a time."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.core.disclosure.states import STATE_WORDS
from desktop_app.core.errors import OutsideError
from desktop_app.core.openness import OPENNESS_WORDS
from desktop_app.core.progress import Progress, silent
from desktop_app.services.ledger import LedgerRow

_ROWS_A_SHEET = 1_000_000
"""A little less than the 1,048,576 that a sheet may have."""
_TOLD_EVERY = 500


class ExportFailed(OutsideError):
    """The file could not be written."""

    code = "L101"
    hint = "如果文件正在 Excel 或 WPS 里打开，请先关闭；也可以换一个文件名。"


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
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            fresh = Path(folder) / path.name
            _write(rows, total, fresh, columns, progress)
            fresh.replace(path)
    except OSError as error:
        raise ExportFailed(f"台账没有写进“{path.name}”。") from error
    return path


def _write(
    rows: Iterable[LedgerRow], total: int, path: Path, columns: Sequence[LedgerColumn], progress: Progress
) -> None:
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,  # a title that begins with “=” is a title
        "strings_to_urls": False,  # a sheet may have 65,530 links, and not one more
        "default_date_format": "yyyy-mm-dd",
    }
    book = Workbook(str(path), options)
    try:
        _fill(book, iter(rows), total, columns, progress)
    except BaseException:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()  # closing the book would first write all of it
        raise
    book.close()


def _fill(
    book: Any, source: Iterator[LedgerRow], total: int, columns: Sequence[LedgerColumn], progress: Progress
) -> None:
    for number in range(max(math.ceil(total / _ROWS_A_SHEET), 1)):
        sheet = book.add_worksheet("台账" if number == 0 else f"台账{number + 1}")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.chars)
        sheet.write_row(0, 0, [column.title for column in columns], book.add_format({"bold": True}))
        for count, row in zip(range(_ROWS_A_SHEET), source, strict=False):
            if count % _TOLD_EVERY == 0:
                progress(f"导出台账，共 {total} 件", (number * _ROWS_A_SHEET + count) / max(total, 1))
            sheet.write_row(count + 1, 0, [column.value(row) or None for column in columns])
