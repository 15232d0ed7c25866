"""Tables as Excel workbooks: real types, whole or not at all, a row in memory at a time."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.core.errors import OutsideError
from desktop_app.core.progress import Progress, silent

Cell = str | int | float | date | None
Head = tuple[str, int]
"""A column's title and its width in characters."""

_ROWS_A_SHEET = 1_000_000
"""A little less than the 1,048,576 that a sheet may have."""
_TOLD_EVERY = 500


class ExportFailed(OutsideError):
    """The file could not be written."""

    code = "L101"
    hint = "如果文件正在 Excel 或 WPS 里打开，请先关闭；也可以换一个文件名。"


def write_table(
    path: Path,
    name: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Cell]],
    total: int = 0,
    progress: Progress = silent,
) -> Path:
    """Write a table to a workbook; one that is stopped or fails leaves nothing behind.

    Args:
        name: of the sheet, and of what is written in messages.
        total: how many rows there are, for the progress and the number of sheets; 0 where they fit on one.

    Raises:
        ExportFailed: the file cannot be written.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            fresh = Path(folder) / path.name
            _write(fresh, name, heads, rows, total, progress)
            fresh.replace(path)
    except OSError as error:
        raise ExportFailed(f"{name}没有写进“{path.name}”。") from error
    return path


def _write(
    path: Path,
    name: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Cell]],
    total: int,
    progress: Progress,
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
        _fill(book, name, heads, iter(rows), total, progress)
    except BaseException:
        for sheet in book.worksheets():
            sheet.row_data_fh.close()  # closing the book would first write all of it
        raise
    book.close()


def _fill(
    book: Any,
    name: str,
    heads: Sequence[Head],
    source: Iterator[Sequence[Cell]],
    total: int,
    progress: Progress,
) -> None:
    bold = book.add_format({"bold": True})
    for number in range(max(math.ceil(total / _ROWS_A_SHEET), 1)):
        sheet = book.add_worksheet(name if number == 0 else f"{name}{number + 1}")
        sheet.freeze_panes(1, 0)
        for place, (_, chars) in enumerate(heads):
            sheet.set_column(place, place, chars)
        sheet.write_row(0, 0, [title for title, _ in heads], bold)
        for count, row in zip(range(_ROWS_A_SHEET), source, strict=False):
            if count % _TOLD_EVERY == 0:
                progress(f"导出{name}", (number * _ROWS_A_SHEET + count) / max(total, 1))
            sheet.write_row(count + 1, 0, [cell if cell != "" else None for cell in row])
