"""Corners of files in which a number may be forgotten or hidden, one each; all are said to be out of sight."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from tests.adapters.readers.making import ID, docx, findings, named, p, r

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def _workbook(change: Callable[[Worksheet], object] = lambda _sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("序号", "姓名"), (1, "张秀珍")):
        sheet.append(row)
    change(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _with(
    parts: dict[str, str | bytes], content: bytes, part: str = "", before: str = "", text: str = ""
) -> bytes:
    """The package with more parts, and with a text put before another in one of its own."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            kept = old.read(name)
            new.writestr(
                name, kept.replace(before.encode(), (text + before).encode()) if name == part else kept
            )
        for name, more in parts.items():
            new.writestr(name, more)
    return stream.getvalue()


def _sheet_end(text: str) -> bytes:
    return _with({}, _workbook(), "xl/worksheets/sheet1.xml", "</worksheet>", text)


_CORNERS = {
    "an unknown part": _with({"xl/other.xml": f"<a>{ID}</a>"}, _workbook()),
    "an unknown binary part": _with({"xl/other.bin": b"\0\1" + ID.encode()}, _workbook()),
    "wide characters of a binary part": _with(
        {"xl/other.bin": b"\1\1" + ID.encode("utf-16-le")}, _workbook()
    ),
    "an extension of a sheet": _sheet_end(f'<extLst><ext uri="x"><q xmlns="urn:q">{ID}</q></ext></extLst>'),
    "a remark in the XML": _sheet_end(f"<!-- {ID} -->"),
    "a query that no sheet shows": _with(
        {"xl/queryTables/q1.xml": f'<q xmlns="{_S}" name="{ID}"/>'}, _workbook()
    ),
    "a drawing that no sheet shows": _with(
        {"xl/drawings/v1.vml": f"<xml><div>{ID}</div></xml>"}, _workbook()
    ),
    "a slicer's cache": _with({"xl/slicerCaches/s1.xml": f'<s><i n="{ID}"/></s>'}, _workbook()),
    "a table's column": _with({"xl/tables/t9.xml": f'<t xmlns="{_S}"><c name="{ID}"/></t>'}, _workbook()),
    "a link's address": _workbook(
        lambda sheet: setattr(sheet["A1"], "hyperlink", f"http://a.gov.cn/?id={ID}")
    ),
    "a comment's author": _workbook(lambda sheet: setattr(sheet["A1"], "comment", Comment("见附件", ID))),
    "a content control's name": docx(
        f'<w:sdt><w:sdtPr><w:alias w:val="{ID}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    ),
    "a bookmark's name": docx(p(f'<w:bookmarkStart w:id="1" w:name="_{ID}"/>', r("正文"))),
    "a remark in a document": docx(p(r("正文")) + f"<!-- {ID} -->"),
    "a list's mark": docx(
        p(r("正文")),
        {"numbering.xml": named("w:numbering", f'<w:lvlText w:val="{ID}"/>')},
        ("n", "numbering", "numbering.xml"),
    ),
}


@pytest.mark.parametrize("content", _CORNERS.values(), ids=_CORNERS.keys())
def test_number_in_a_corner_of_a_package_is_found_once_and_hidden(content: bytes) -> None:
    found = [finding for finding in findings(content) if finding.rule == "pii.id-card"]

    assert [finding.hidden for finding in found] == [True]


def test_number_that_was_read_where_it_stands_is_not_said_again() -> None:
    content = docx(p(r(f"身份证号{ID}")))

    assert [one.place.paragraph for one in findings(content) if one.rule == "pii.id-card"] == [1]


def test_macros_are_told() -> None:
    content = _with({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}, _workbook())

    assert "hidden.embedded" in {finding.rule for finding in findings(content)}


@pytest.mark.parametrize(
    ("code", "value", "is_hidden"),
    [
        ('"";"";"";""', ID, True),
        ("[White]General", ID, True),
        ('"已核实"', 42.5, True),
        ('"已核实"', "已核实", False),
        ('"共"0"户"', 42.5, False),
        ("yyyy年m月d日", 45_000, False),
    ],
)
def test_number_format_that_shows_something_else_hides(code: str, value: object, is_hidden: bool) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C2"] = value
        sheet["C2"].number_format = code

    assert ("hidden.text" in {finding.rule for finding in findings(_workbook(change))}) is is_hidden


def test_theme_colour_that_is_all_but_white_hides() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C2"] = ID
        sheet["C2"].font = Font(color=Color(theme=0, tint=-0.05))

    assert "hidden.text" in {finding.rule for finding in findings(_workbook(change))}


def test_transparent_text_of_word_hides() -> None:
    fill = f'<w14:textFill {_W14}><w14:solidFill><w14:alpha w14:val="100000"/></w14:solidFill></w14:textFill>'

    assert "hidden.text" in {finding.rule for finding in findings(docx(p(r(ID, fill))))}


def test_number_in_a_form_with_a_box_for_each_digit_is_read_as_one() -> None:
    cells = "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in ("身份证号", *ID))
    found = findings(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))

    assert [finding.rule for finding in found if finding.severity != "note"] == ["pii.id-card"]


_PACKED = b64encode(ID.encode()).decode()


@pytest.mark.parametrize(
    "body",
    [
        f'<style>p:after{{content:"{ID}"}}</style>',
        f'<a href="?id={ID}">查询</a>',
        f'<a href="?id={"".join(f"%{ord(digit):02X}" for digit in ID)}">查询</a>',
        f'<img src="data:text/plain;base64,{_PACKED}">',
        f"<a onclick=\"show('{ID}')\">查询</a>",
        f'<iframe srcdoc="&lt;p&gt;{ID}&lt;/p&gt;"></iframe>',
        f'<object data="x"><p>{ID}</p></object>',
        f"<a onclick=\"show('{ID[:9]}' + '{ID[9:]}')\">查询</a>",
        f"</body></html>{ID}",
        f"<!DOCTYPE html [{ID}]>",
        f"<?php {ID} ?>",
        f"<style>/* {ID} */</style>",
        f"<template><p>{ID}</p></template>",
    ],
    ids=[
        "style",
        "address",
        "escaped",
        "packed",
        "script",
        "frame",
        "object",
        "pieces of a script",
        "behind the end",
        "declaration",
        "instruction",
        "remark in a style",
        "template",
    ],
)
def test_number_in_the_source_of_a_page_is_found_and_hidden(body: str) -> None:
    found = findings(f"<html><body><p>正文</p>{body}</body></html>".encode(), "公告.html")

    assert [(one.rule, one.hidden) for one in found if one.severity != "note"] == [("pii.id-card", True)]
