from __future__ import annotations

import pytest

from desktop_app.adapters.importers import read_sheets
from desktop_app.core.encoding import decode
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.values import LOST_DIGITS
from desktop_app.core.progress import silent

_HEAD = (
    '<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Styles><Style ss:ID="Default"/><Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style>'
    '<Style ss:ID="part"><NumberFormat ss:Format="m&quot;月&quot;d&quot;日&quot;"/></Style>'
    '<Style ss:ID="money"><NumberFormat ss:Format="Standard"/></Style></Styles>'
)


def cell(value: str, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'


def book(rows: str, sheets: str = "", encoding: str = "utf-8") -> bytes:
    first = f'<Worksheet ss:Name="名单"><Table>{rows}</Table></Worksheet>'
    return (_HEAD.format(encoding=encoding) + first + sheets + "</Workbook>").encode(encoding)


def only_sheet(content: bytes) -> Grid:
    (grid,) = read_sheets(content, decode, silent).grids
    return grid


def test_values_are_what_they_showed():
    row = (
        cell("0033")
        + cell("1234.5", "Number", 'ss:StyleID="money"')
        + cell("2026-09-22T00:00:00.000", "DateTime", 'ss:StyleID="day"')
        + cell("2026-09-22T00:00:00.000", "DateTime", 'ss:StyleID="part"')
        + cell("1", "Boolean")
    )
    grid = only_sheet(book(f"<Row>{row}</Row>"))
    assert grid.rows == [["0033", "1,234.50", "2026/9/22", "9月22日", "TRUE"]]
    assert grid.days == {(0, 3): "2026-09-22"}


def test_cells_stand_where_their_numbers_say():
    first = cell("甲", attributes='ss:Index="2" ss:MergeAcross="1" ss:MergeDown="1"')
    rows = f'<Row ss:Index="3">{first}{cell("乙")}</Row>'
    grid = only_sheet(book(rows))
    assert grid.rows == [[], [], ["", "甲", "", "乙"]]
    assert grid.merged == [(2, 1, 3, 2)]


def test_what_nobody_sees_is_known():
    hidden = (
        '<Worksheet ss:Name="底稿"><Table/><x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible>'
        "</x:WorksheetOptions></Worksheet>"
    )
    rows = (
        '<Column/><Column ss:Index="2" ss:Span="1" ss:Hidden="1"/>'
        f'<Row ss:Hidden="1">{cell("甲")}</Row><Row>{cell("乙")}</Row>'
    )
    sheets = read_sheets(book(rows, hidden), decode, silent)
    assert sheets.hidden == ["底稿"]
    assert sheets.grids[0].hidden_rows == {0}
    assert sheets.grids[0].hidden_columns == {1, 2}


def test_what_cannot_be_relied_on_says_why():
    grid = only_sheet(book(f"<Row>{cell('#REF!', 'Error')}{cell('230221196001011234', 'Number')}</Row>"))
    assert "#REF!" in grid.spoilt[0, 0]
    assert grid.spoilt[0, 1] == LOST_DIGITS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_both_encodings_of_offices_are_read(encoding):
    assert only_sheet(book(f"<Row>{cell('赵示例')}</Row>", encoding=encoding)).rows == [["赵示例"]]
