"""The copy that goes back to its sender: every cell that could not be used is coloured and says why."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.take import Unused
from desktop_app.core.progress import Progress

_WRONG = PatternFill("solid", fgColor="FFC7CE")
_NOT_TAKEN = PatternFill("solid", fgColor="FFEB9C")
_LIST = "退回说明"
_AUTHOR = "政务公开助手"
_COMMENT_SIZE = (260, 110)
_MOST_COMMENTS = 5000
_REPORT_EVERY = 500
_DOING = "制作退回的副本"
_WIDEST = 40


def write_annotated(
    original: bytes, grids: Sequence[Grid], unused: Sequence[Unused], progress: Progress
) -> bytes:
    """Return a copy of a table file in which the cells that could not be used are marked.

    An xlsx is copied with its looks; of every other kind a workbook with the same texts is made.
    """
    progress(_DOING, 0.0)
    book = load_workbook(BytesIO(original)) if _is_xlsx(original) else _copied(grids, progress)
    for number, one in enumerate(unused[:_MOST_COMMENTS]):
        if number % _REPORT_EVERY == 0:
            progress(_DOING, 0.5 + 0.5 * number / len(unused))
        _mark(book[one.sheet].cell(one.row + 1, one.column + 1), one)
    _add_list(book, unused)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _is_xlsx(content: bytes) -> bool:
    return content.startswith(b"PK") and b"xl/workbook.xml" in content


def _copied(grids: Sequence[Grid], progress: Progress) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.name)
        for row, texts in enumerate(grid.rows, 1):
            if row % _REPORT_EVERY == 0:
                progress(_DOING, 0.5 * row / len(grid.rows))
            for column, text in enumerate(texts, 1):
                if text:
                    _write_text(sheet.cell(row, column), text)
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for column in range(grid.width):
            widest = max((len(row[column]) for row in grid.rows[:200] if column < len(row)), default=8)
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(widest * 2 + 2, _WIDEST)
    return book


def _write_text(cell: Any, text: str) -> None:
    """Write a text as a text: one that begins like a formula becomes none."""
    cell.value, cell.number_format = text, "@"
    cell.data_type = "s"


def _mark(cell: Any, one: Unused) -> None:
    cell.fill = _WRONG if one.path else _NOT_TAKEN
    if isinstance(cell, MergedCell):
        return
    said = [cell.comment.text] if cell.comment else []  # the sender's own words, or another reason
    if one.reason not in said:
        comment = Comment("\n".join([*said, one.reason]), _AUTHOR)
        comment.width, comment.height = _COMMENT_SIZE
        cell.comment = comment


def _add_list(book: Workbook, unused: Sequence[Unused]) -> None:
    """Put the reasons on a sheet of their own as well, for programs that show no comments."""
    sheet = book.create_sheet(_LIST)
    sheet.append(["工作表", "单元格", "列", "原内容", "原因"])
    for one in unused:
        sheet.append([one.sheet, one.cell, one.heading, "", one.reason])
        _write_text(sheet.cell(sheet.max_row, 4), one.text)
    for letter, width in zip("ABCDE", (16, 10, 24, 30, 70), strict=True):
        sheet.column_dimensions[letter].width = width
