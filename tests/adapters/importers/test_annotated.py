"""The copy for the sender: marked where something could not be used, and otherwise what the sender sent."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from desktop_app.adapters.importers import read_sheets
from desktop_app.adapters.importers.annotated import write_annotated
from desktop_app.core.encoding import decode
from desktop_app.core.errors import Cancelled
from desktop_app.core.imports.take import Mended, Unused
from desktop_app.core.progress import silent

_BAD = Unused("名单", 1, 1, "金额", "amount", "约800", "金额只写数字。")


@pytest.fixture
def sent() -> bytes:
    """A workbook with looks, a formula, a rule for cells, a frozen heading and a second sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名单"
    sheet.append(["姓名", "金额"])
    sheet.append(["赵示例", "约800"])
    sheet.append(["钱样", 720])
    sheet["B4"] = "=SUM(B2:B3)"
    sheet["A1"].font = Font(name="黑体", bold=True, size=14)
    sheet["B3"].number_format = "#,##0.00"
    sheet.column_dimensions["A"].width = 31
    sheet.freeze_panes = "A2"
    sheet.merge_cells("A6:B6")
    rule = DataValidation(type="list", formula1='"甲,乙"')
    rule.add("A2:A9")
    sheet.add_data_validation(rule)
    book.create_sheet("汇总")["A1"] = "=名单!B4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_keeps_its_looks_formulas_rules_and_other_sheets(sent: bytes) -> None:
    digest = hashlib.sha256(sent).digest()
    copy = load_workbook(BytesIO(write_annotated(sent, [], [_BAD], [], silent)))
    assert hashlib.sha256(sent).digest() == digest
    sheet = copy["名单"]
    assert (sheet["A1"].font.name, sheet["A1"].font.bold, sheet["A1"].font.size) == ("黑体", True, 14)
    assert sheet["B3"].number_format == "#,##0.00"
    assert sheet["B4"].value == "=SUM(B2:B3)"
    assert copy["汇总"]["A1"].value == "=名单!B4"
    assert sheet.column_dimensions["A"].width == 31
    assert sheet.freeze_panes == "A2"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A6:B6"]
    assert len(sheet.data_validations.dataValidation) == 1
    assert copy.sheetnames == ["名单", "汇总", "退回说明"]


def test_the_bad_cell_is_coloured_says_why_and_keeps_what_was_written(sent: bytes) -> None:
    cell = load_workbook(BytesIO(write_annotated(sent, [], [_BAD], [], silent)))["名单"]["B2"]
    assert cell.value == "约800"
    assert cell.comment.text == _BAD.reason
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")


def test_a_mended_cell_shows_what_stands_there_now_and_what_was_written(sent: bytes) -> None:
    mended = Mended("名单", 1, 1, "金额", "约800", "0800", "金额只写数字。")
    copy = load_workbook(BytesIO(write_annotated(sent, [], [], [mended], silent)))
    cell = copy["名单"]["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("0800", "s", "@")
    assert cell.comment.text == "原来写的是“约800”：金额只写数字。"
    assert cell.fill.fgColor.rgb.endswith("BDD7EE")
    assert [one.value for one in list(copy["退回说明"].rows)[-1]] == [
        "名单",
        "B2",
        "金额",
        "约800",
        "金额只写数字。",
        "0800",
    ]


def test_a_cell_mended_in_vain_is_marked_as_one_to_be_changed(sent: bytes) -> None:
    mended = Mended("名单", 1, 1, "金额", "约800", "约900", "金额只写数字。")
    bad = Unused("名单", 1, 1, "金额", "amount", "约900", "金额只写数字。")
    copy = load_workbook(BytesIO(write_annotated(sent, [], [bad], [mended], silent)))
    cell = copy["名单"]["B2"]
    assert cell.value == "约900"
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert cell.comment.text == "原来写的是“约800”：金额只写数字。\n金额只写数字。"
    assert [one.value for one in list(copy["退回说明"].rows)[-1]][3:] == ["约800", "金额只写数字。", "约900"]


def test_the_list_says_what_each_colour_means(sent: bytes) -> None:
    copy = load_workbook(BytesIO(write_annotated(sent, [], [_BAD], [], silent)))
    legend = [(row[0].value, row[0].fill.fgColor.rgb[2:]) for row in copy["退回说明"].iter_rows(max_row=3)]
    assert legend == [("红色", "FFC7CE"), ("黄色", "FFEB9C"), ("蓝色", "BDD7EE")]


def test_what_the_sender_remarked_and_each_reason_stay_in_the_comment(sent: bytes) -> None:
    book = load_workbook(BytesIO(sent))
    book["名单"]["B2"].comment = Comment("按去年的数", "填表人")
    out = BytesIO()
    book.save(out)
    other = Unused("名单", 1, 1, "金额", "amount", "约800", "各行不一样。")
    copy = load_workbook(BytesIO(write_annotated(out.getvalue(), [], [_BAD, other], [], silent)))
    assert copy["名单"]["B2"].comment.text == f"按去年的数\n{_BAD.reason}\n各行不一样。"


def test_a_long_copy_can_be_stopped() -> None:
    rows = "\n".join(f"赵示例,{number},0033" for number in range(5_000))
    content = f"姓名,金额,代码\n{rows}\n".encode()
    grids = read_sheets(content, decode, silent).grids
    shares: list[float] = []

    def stop(_what: str, share: float) -> None:
        shares.append(share)
        if len(shares) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_annotated(content, grids, [], [], stop)
    assert shares == sorted(shares)


def test_of_separated_text_a_workbook_of_the_same_texts_is_made() -> None:
    content = "姓名,金额,代码\n赵示例,约800,0033\n钱样,=1+1,007\n".encode("gb18030")
    grids = read_sheets(content, decode, silent).grids
    bad = Unused(grids[0].name, 1, 1, "金额", "amount", "约800", "金额只写数字。")
    sheet = load_workbook(BytesIO(write_annotated(content, grids, [bad], [], silent)))[grids[0].name]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "金额", "代码"],
        ["赵示例", "约800", "0033"],
        ["钱样", "=1+1", "007"],
    ]
    assert sheet["B3"].data_type == "s"  # a text, and no formula that would count
    assert sheet["B2"].comment is not None
