"""Sheets as data, and the makers of files that write them: libraries, LibreOffice, exports, by hand."""

from __future__ import annotations

import csv
import html
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt
from openpyxl import Workbook

from tests.imports.packages import package

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True)
class Sheet:
    """A sheet to write.

    Args:
        cells: texts, numbers, days or None.
        formats: column to number format.
        hidden_rows, hidden_columns: from 0.
    """

    cells: Sequence[Sequence[Any]]
    name: str = "Sheet1"
    merged: Sequence[Merge] = ()
    formats: dict[int, str] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()


def openpyxl_file(*sheets: Sheet) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, line in enumerate(sheet.cells, 1):
            for column, value in enumerate(line, 1):
                if value is not None:
                    cell = page.cell(row, column, value)
                    if not isinstance(value, str):
                        cell.number_format = sheet.formats.get(column - 1, cell.number_format)
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        for row in sheet.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[chr(ord("A") + column)].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def xlsxwriter_file(*sheets: Sheet) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for row, line in enumerate(sheet.cells):
                for column, value in enumerate(line):
                    if value is not None:
                        code = sheet.formats.get(column) if not isinstance(value, str) else None
                        code = code or ("yyyy-mm-dd" if isinstance(value, date) else None)
                        page.write(
                            row, column, value, book.add_format({"num_format": code}) if code else None
                        )
            for top, left, bottom, right in sheet.merged:
                page.merge_range(top, left, bottom, right, "")
                value = sheet.cells[top][left]
                if value is not None:
                    page.write(top, left, value)
            for row in sheet.hidden_rows:
                page.set_row(row, options={"hidden": True})
            for column in sheet.hidden_columns:
                page.set_column(column, column, options={"hidden": True})
    return out.getvalue()


def xlwt_file(*sheets: Sheet) -> bytes:
    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        for row, line in enumerate(sheet.cells):
            for column, value in enumerate(line):
                if value is not None and (row, column) not in covered:
                    page.write(row, column, value, _style(value, sheet.formats.get(column)))
        for top, left, bottom, right in sheet.merged:
            value = sheet.cells[top][left]
            page.write_merge(top, bottom, left, right, "" if value is None else value, _style(value, None))
        for row in sheet.hidden_rows:
            page.row(row).hidden = True
        for column in sheet.hidden_columns:
            page.col(column).hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _style(value: Any, code: str | None) -> xlwt.XFStyle:
    style = xlwt.XFStyle()
    if isinstance(value, date):
        style.num_format_str = code or "yyyy-mm-dd"
    elif code and not isinstance(value, str):
        style.num_format_str = code
    return style


def csv_file(encoding: str, delimiter: str = ",") -> Callable[..., bytes]:
    def write(*sheets: Sheet) -> bytes:
        out = StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter)
        for line in sheets[0].cells:
            writer.writerow(["" if value is None else _plain(value) for value in line])
        return out.getvalue().encode(encoding)

    return write


def html_file(*sheets: Sheet) -> bytes:
    """What many systems call an `.xls`: a page with a table."""
    sheet = sheets[0]
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    rows = []
    for row, line in enumerate(sheet.cells):
        cells = []
        for column, value in enumerate(line):
            if (row, column) in covered:
                continue
            down, across = spans.get((row, column), (1, 1))
            span = f' rowspan="{down}" colspan="{across}"' if down * across > 1 else ""
            cells.append(f"<td{span}>{html.escape('' if value is None else _plain(value))}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    page = f'<html><head><meta charset="gbk"></head><body><table border="1">{"".join(rows)}</table></body></html>'
    return page.encode("gb18030")


def inline_file(*sheets: Sheet) -> bytes:
    """A workbook as report engines write it: texts in the cells themselves, elements with a prefix."""
    sheet = sheets[0]
    rows = []
    for row, line in enumerate(sheet.cells, 1):
        cells = []
        for column, value in enumerate(line):
            place = f"{chr(ord('A') + column)}{row}"
            if isinstance(value, int | float) and not isinstance(value, bool):
                cells.append(f'<x:c r="{place}"><x:v>{value}</x:v></x:c>')
            elif value is not None:
                text = html.escape(_plain(value))
                cells.append(f'<x:c r="{place}" t="inlineStr"><x:is><x:t>{text}</x:t></x:is></x:c>')
        rows.append(f'<x:row r="{row}">{"".join(cells)}</x:row>')
    return package("".join(rows), name=sheet.name, prefix="x:")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def converted(files: Sequence[tuple[Path, str]], out: Path) -> None:
    """Let LibreOffice write files again, all of one kind at once: path to ending."""
    for kind in dict.fromkeys(kind for _, kind in files):
        paths = [str(path) for path, one in files if one == kind]
        profile = f"-env:UserInstallation=file://{out / 'profile'}"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out / kind), *paths],
            check=True,
            capture_output=True,
            timeout=110,
        )
