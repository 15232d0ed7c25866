"""Rows read without a tree say what the XML parser says, however the sheet is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.adapters.readers.office import sheet as reading
from desktop_app.adapters.readers.office.cell_formats import CellFormat
from desktop_app.adapters.readers.office.sheet import Book, Sheet, read_sheet
from desktop_app.adapters.readers.office.sheet_rows import OddSheet, Rows, each_row, rows_of
from desktop_app.adapters.readers.unreadable import Unreadable
from tests.adapters.readers.making import ID

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TEXTS = st.sampled_from(
    ["张三", "&#24352;*3", "a&amp;b", "&lt;密&gt;", " 空 ", "", "1&#x31;0", "&#13;", "两\r\n行", "&quot;"]
)
_NUMBERS = st.sampled_from(["1", "45000", "1.0", "2.302E+17", "0", "x", "1&#48;"])
_STYLES = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="99"'])
_FORMULA = st.sampled_from(
    ["", "<f>A1+1</f>", '<f>IF(A1,"230","x")</f>', '<f t="shared" si="0"/>', "<f>&quot;b&quot;</f>"]
)


@st.composite
def _cells(draw: st.DrawFn) -> str:
    column = draw(st.sampled_from(["A", "B", "C", "AB", "XFE", ""]))
    place = f' r="{column}7"' if column else ""
    style, formula = draw(_STYLES), draw(_FORMULA)
    shapes = (
        f"<c{place}{style}>{formula}<v>{draw(_NUMBERS)}</v></c>",
        f'<c{place}{style} t="s"><v>{draw(st.sampled_from(["0", "1", "9", "x"]))}</v></c>',
        f'<c{place}{style} t="str">{formula}<v>{draw(_TEXTS)}</v></c>',
        f'<c{place}{style} t="inlineStr"><is><t xml:space="preserve">{draw(_TEXTS)}</t></is></c>',
        f"<c{place}{style}/>",
        f"<c{place}></c>",
        f'<c t="inlineStr"{place}><is><r><t>{draw(_TEXTS)}</t></r><r><t>后</t></r></is></c>',
        f"<c r='B7'><!-- 注 --><v>{draw(_NUMBERS)}</v></c>",
        f'<c{place} cm="1"><v>7</v></c>',
        "<c><v><![CDATA[1<2]]></v></c>",
        f'<x:c xmlns:x="{_S}" r="C1"><x:v>8</x:v></x:c>',
    )
    return draw(st.sampled_from(shapes))


@st.composite
def _sheets(draw: st.DrawFn) -> str:
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        attributes = draw(
            st.sampled_from(["", ' r="3"', ' r="9" hidden="1"', ' ht="0.5"', " hidden='1'", ' r="&#53;"'])
        )
        rows.append(
            f"<row{attributes}>{draw(st.sampled_from(['', ' ']))}{''.join(draw(st.lists(_cells(), max_size=4)))}</row>"
        )
    between = draw(st.sampled_from(["", "\n", "<!-- <row> -->", "<?pi?>", "<row r='2'/>", '<row r="4"/>']))
    before = draw(
        st.sampled_from(
            ["", '<sheetFormatPr zeroHeight="1"/>', '<cols><col min="2" max="3" hidden="1"/></cols>']
        )
    )
    after = draw(st.sampled_from(["", '<mergeCells><mergeCell ref="A1:C9"/></mergeCells>']))
    return f'<worksheet xmlns="{_S}">{before}<sheetData>{between.join(rows)}</sheetData>{after}</worksheet>'


def _book() -> Book:
    formats = [CellFormat(), CellFormat(is_hiding=True), CellFormat(is_date=True, hides_numbers=True)]
    return Book(["共享", ID], formats, False, frozenset())


def _by_tree(content: bytes) -> Sheet | None:
    try:
        return reading._read(_book(), Rows(content, b"", 0, 0))  # noqa: SLF001 - the other way of two
    except Unreadable:
        return None


def _as_usual(content: bytes) -> Sheet | None:
    try:
        return read_sheet(content, _book())
    except Unreadable:
        return None


@given(_sheets())
def test_both_ways_read_the_same(sheet: str) -> None:
    content = sheet.encode()
    assert _as_usual(content) == _by_tree(content)


def _sheet(rows: str) -> bytes:
    return f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_plain_rows_are_read_without_the_parser() -> None:
    rows = list(each_row(rows_of(_sheet('<row r="2"><c r="A2" t="str"><v>甲</v></c></row>'))))
    assert [(row.attributes, row.odd) for row in rows] == [({b"r": b"2"}, b"")]
    assert rows[0].cells[0][4] == "甲"


@pytest.mark.parametrize(
    "content",
    [
        _sheet("<!-- --><row/>"),
        _sheet("<row><c><v>1</v></c>"),
        _sheet("<row/>x"),
        _sheet("<row/>").replace(b"<worksheet", b'<?xml version="1.0" encoding="gb2312"?><worksheet'),
        _sheet("<sheetData/><row/>"),
        _sheet("<row><c t=\"str\"><v>\xff</v></c></row>").replace("\xff".encode(), b"\xff"),
    ],
)  # fmt: skip
def test_sheet_that_is_written_oddly_is_left_to_the_parser(content: bytes) -> None:
    with pytest.raises(OddSheet):
        list(each_row(rows_of(content)))


def test_rows_behind_a_comment_that_looks_like_their_place_are_read() -> None:
    row = f'<x:row><x:c t="str"><x:v>{ID}</x:v></x:c></x:row>'
    content = (
        f'<worksheet xmlns="{_S}" xmlns:x="{_S}"><!-- <sheetData> --><x:sheetData>{row}</x:sheetData>'
        "<!-- </sheetData> --></worksheet>"
    ).encode()
    assert read_sheet(content, _book()).rows == {1: {1: ID}}


def test_entity_that_xml_does_not_know_is_damage() -> None:
    with pytest.raises(Unreadable):
        read_sheet(_sheet('<row><c t="str"><v>&nbsp;</v></c></row>'), _book())


def test_rows_that_never_end_are_given_up_at_the_first() -> None:
    with pytest.raises(OddSheet):
        list(each_row(rows_of(_sheet("<row>" * 200_000))))
