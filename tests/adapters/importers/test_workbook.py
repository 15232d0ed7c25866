"""What only some makers write into workbooks: WPS, exports of systems, Strict files, old Macintosh dates."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from desktop_app.adapters.importers import read_sheets
from desktop_app.core.encoding import decode
from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import silent
from tests.imports.packages import MAIN, STRICT, package

_DAY = 46287
"""2026-09-22 as a spreadsheet counts days."""
_CHINESE = (27, 28, 31, 36, 50, 51, 52, 53, 54, 55, 57, 58)
"""Numbers of formats that Chinese editions know without a definition (ECMA-376-1 18.8.30)."""


def _grid(content: bytes) -> Grid:
    (grid,) = read_sheets(content, decode, silent).grids
    return grid


def _formats(*codes: str) -> str:
    own = "".join(f'<numFmt numFmtId="{176 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{176 + at}"/>' for at in range(len(codes)))
    return f'<numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs>'


def test_how_a_word_is_pronounced_is_no_part_of_it() -> None:
    shared = '<si><t>丰泽镇</t><rPh sb="0" eb="2"><t>フウタク</t></rPh></si><si><r><t>龙江</t></r><r><t>县</t></r></si>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    assert _grid(package(rows, shared=shared)).rows == [["丰泽镇", "龙江县"]]


def test_texts_of_formulas_and_texts_in_pieces_are_whole() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>甲</v></c>'
        '<c r="B1" t="inlineStr"><is><r><t>乙</t></r><r><t>丙</t></r></is></c></row>'
    )
    assert _grid(package(rows)).rows == [["甲", "乙丙"]]


def test_cells_that_do_not_say_where_they_stand_are_shown_as_they_looked() -> None:
    styles = _formats("0000", "yyyy&quot;年&quot;m&quot;月&quot;")
    rows = (
        f'<row><c t="inlineStr"><is><t>代码</t></is></c><c s="2"><v>{_DAY}</v></c></row>'
        '<row><c s="1"><v>33</v></c><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row>'
    )
    grid = _grid(package(rows, styles=styles))
    assert grid.rows == [["代码", "2026年9月"], ["0033", "#N/A"]]
    assert grid.days == {(0, 1): "2026-09-22"}
    assert set(grid.spoilt) == {(1, 1), (1, 2)}


@pytest.mark.parametrize("number", _CHINESE)
def test_chinese_days_without_a_definition_are_days(number: int) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    grid = _grid(package(f'<row r="1"><c r="A1" s="1"><v>{_DAY}</v></c></row>', styles=styles))
    shown = grid.rows[0][0]
    assert shown in ("2026年9月", "9月22日", "2026年9月22日")
    assert grid.days.get((0, 0), "2026-09-22") == "2026-09-22"
    assert ((0, 0) in grid.days) == (shown != "2026年9月22日")


def test_days_of_old_macintosh_files_are_counted_from_1904() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = f'<row r="1"><c r="A1" s="1"><v>{_DAY - 1462}</v></c></row>'
    content = package(rows, styles=styles, about='<workbookPr date1904="1"/>')
    assert _grid(content).rows == [["2026/9/22"]]


@pytest.mark.parametrize("main", [MAIN, STRICT], ids=["Transitional", "Strict"])
def test_strict_files_are_read_as_others_are(main: str) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = (
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>{_DAY}</v></c>'
        '<c r="C1" s="1" t="d"><v>2026-09-22</v></c></row>'
    )
    content = package(rows, shared="<si><t>甲</t></si>", styles=styles, main=main)
    assert _grid(content).rows == [["甲", "2026/9/22", "2026/9/22"]]


def test_a_picture_that_wps_keeps_in_a_cell_is_told_and_its_formula_is_no_value() -> None:
    formula = 'DISPIMG("ID_3FA1",1)'
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>张三</t></is></c>'
        f'<c r="B1" t="str"><f>_xlfn.{formula}</f><v>={formula}</v></c></row>'
    )
    content = BytesIO(package(rows))
    with ZipFile(content, "a") as book:
        book.writestr("xl/cellimages.xml", "<etc:cellImages/>")
    grid = _grid(content.getvalue())
    assert list(grid.spoilt) == [(0, 1)]
    assert "图片" in grid.spoilt[0, 1]
