"""Exchange files for the credit platforms: xls for older front ends, xlsx, and JSON; every cell is text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO

from desktop_app.core.credit.standard import Column

_WIDTH = 5200
"""Of an xls column, in 1/256 of a character."""
MOST_ROWS = 65_535
"""What an xls sheet holds below its heading."""


def write_xls(name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return a BIFF8 workbook with one sheet, its heading in the order of the standard."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(name)
    text, heading = xlwt.easyxf(num_format_str="@"), xlwt.easyxf("font: bold on", num_format_str="@")
    for number, column in enumerate(columns):
        sheet.write(0, number, column.name, heading)
        sheet.col(number).width = _WIDTH
    for place, row in enumerate(rows, 1):
        for number, column in enumerate(columns):
            if row[column.code]:
                sheet.write(place, number, row[column.code], text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_xlsx(name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the same as an xlsx."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for place, texts in enumerate([[column.name for column in columns], *_texts(columns, rows)], 1):
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(place, number)
            cell.number_format = "@"
            if text:
                cell.value = text
                cell.data_type = "s"
            if place == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def write_json(name: str, columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the rows as objects with the standard's codes; amounts and the state are numbers, nothing is null."""
    numbers = {column.code for column in columns if column.shape in ("amount", "number")}
    records = [
        {code: _number(text) if code in numbers else text for code, text in row.items() if text}
        for row in rows
    ]
    return json.dumps({name: records}, ensure_ascii=False, indent=1).encode()


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _texts(columns: Sequence[Column], rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [[row[column.code] for column in columns] for row in rows]


WRITERS = {".xls": write_xls, ".xlsx": write_xlsx, ".json": write_json}
"""Ending to writer."""
