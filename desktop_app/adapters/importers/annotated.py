"""The copy that goes back to its sender: every cell that could not be used, or was mended, is coloured and says why."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.take import Mended, Unused
from desktop_app.core.progress import Progress

_WRONG = PatternFill("solid", fgColor="FFC7CE")
_NOT_TAKEN = PatternFill("solid", fgColor="FFEB9C")
_MENDED = PatternFill("solid", fgColor="BDD7EE")
_LEGEND = (
    ("红色", _WRONG, "要改：批注里是原因。"),
    ("黄色", _NOT_TAKEN, "没有用上：表单里没有对应的项，不用改。"),
    ("蓝色", _MENDED, "已经改好：批注里是原来写的，请核对。"),
)
_TITLES = ("工作表", "单元格", "列", "原内容", "原因", "已改为")
_WIDTHS = (16, 10, 24, 30, 70, 30)
_LIST = "退回说明"
_AUTHOR = "政务公开助手"
_COMMENT_SIZE = (260, 110)
_MOST_COMMENTS = 5000
_REPORT_EVERY = 500
_DOING = "制作退回的副本"
_WIDEST = 40


def write_annotated(
    original: bytes,
    grids: Sequence[Grid],
    unused: Sequence[Unused],
    mended: Sequence[Mended],
    progress: Progress,
) -> bytes:
    """Return a copy of a table file in which the cells that could not be used, and those that were mended, are marked.

    An xlsx is copied with its looks; of every other kind, whose formats have no such comments or cannot be written, an
    xlsx with the same texts is made.
    """
    progress(_DOING, 0.0)
    book = load_workbook(BytesIO(original)) if _is_xlsx(original) else _copied(grids, progress)
    for replaced in mended:
        _show_mended(book[replaced.sheet].cell(replaced.row + 1, replaced.column + 1), replaced)
    for number, one in enumerate(unused[:_MOST_COMMENTS]):
        if number % _REPORT_EVERY == 0:
            progress(_DOING, 0.5 + 0.5 * number / len(unused))
        _mark(book[one.sheet].cell(one.row + 1, one.column + 1), one)
    _add_list(book, unused, mended)
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
    if not isinstance(cell, MergedCell):
        _remark(cell, one.reason)


def _show_mended(cell: Any, one: Mended) -> None:
    """Show what stands there now, and what the sender had written."""
    _write_text(cell, one.after)
    cell.fill = _MENDED
    _remark(cell, f"原来写的是“{one.before}”：{one.reason}")


def _remark(cell: Any, words: str) -> None:
    """Add to the comment of a cell, which may hold the sender's own words or another reason."""
    said = cell.comment.text.split("\n") if cell.comment else []
    if words not in said:
        comment = Comment("\n".join([*said, words]), _AUTHOR)
        comment.width, comment.height = _COMMENT_SIZE
        cell.comment = comment


def _add_list(book: Workbook, unused: Sequence[Unused], mended: Sequence[Mended]) -> None:
    """Put it all on a sheet of its own as well, for programs that show no comments."""
    sheet = book.create_sheet(_LIST)
    for words, fill, meaning in _LEGEND:
        sheet.append([words, meaning])
        sheet.cell(sheet.max_row, 1).fill = fill
    sheet.append(["", "改好以后，把这个文件发回来就行；原来的文件没有动过。"])
    sheet.append([])
    sheet.append(_TITLES)
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    changed = {(one.sheet, one.row, one.column): one for one in mended}
    for one in sorted(unused, key=lambda one: not one.path):  # what is to be changed comes first
        replaced = changed.pop((one.sheet, one.row, one.column), None)
        before, after = (replaced.before, replaced.after) if replaced else (one.text, "")
        _add_line(sheet, one.sheet, one.cell, one.heading, before, one.reason, after)
    for done in changed.values():
        _add_line(sheet, done.sheet, done.cell, done.heading, done.before, done.reason, done.after)
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _add_line(sheet: Any, *texts: str) -> None:
    row = sheet.max_row + 1
    for column, text in enumerate(texts, 1):
        _write_text(sheet.cell(row, column), text)
