"""Plain text and CSV: encodings, separators, header rows; kinds by content."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.adapters.readers import kind_of, reader_for
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.encoding import decode
from desktop_app.core.progress import silent

TEXT = "龙江县公示\n第二行：办理时限 20 个工作日\n"
LIST = "农村低保公示\n序号,姓名,身份证号\n1,张秀珍,230221189912310018\n2,李明,\n"


def _units(name: str, content: bytes) -> list[Unit]:
    read = reader_for(name, content)
    assert read is not None
    return list(read(name, content, silent))


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"), TEXT.encode("utf-8-sig"), TEXT.encode("gb18030"), TEXT.encode("gbk"),
        TEXT.encode("utf-16"), codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT.encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "gbk", "utf-16", "big-endian", "utf-16 without mark"],
)  # fmt: skip
def test_text_is_read_in_every_encoding_of_an_office(content: bytes) -> None:
    assert decode(content) == TEXT
    assert [unit.text for unit in _units("a.txt", content)] == TEXT.splitlines()


def test_damaged_byte_hides_only_itself() -> None:
    assert "230221189912310018" in decode("身份证".encode("gb18030") + b"\xff 230221189912310018")


def test_paragraphs_count_with_the_empty_lines() -> None:
    assert [unit.place.paragraph for unit in _units("a.txt", b"1\n\n3\n")] == [1, 3]


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_csv_is_read_with_any_separator(separator: str) -> None:
    units = _units("名单.csv", LIST.replace(",", separator).encode("gb18030"))
    number = next(unit for unit in units if unit.text == "230221189912310018")
    assert (number.kind, number.label) == (UnitKind.CELL, "身份证号")
    assert (number.place.row, number.place.cell) == (3, "C3")
    assert number.row == (("序号", "1"), ("姓名", "张秀珍"))


def test_header_knows_its_column_and_its_neighbours() -> None:
    header = next(unit for unit in _units("名单.csv", LIST.encode()) if unit.text == "身份证号")
    assert header.kind is UnitKind.HEADER
    assert header.column == ("230221189912310018", "")
    assert header.row == (("序号", "1\n2"), ("姓名", "张秀珍\n李明"))


def test_title_above_the_header_is_text() -> None:
    assert _units("名单.csv", LIST.encode())[0].kind is UnitKind.TEXT


def test_list_without_header_is_read_all_the_same() -> None:
    units = _units("名单.csv", "张秀珍,230221189912310018\n李明,230202188801010027\n".encode())
    assert {unit.kind for unit in units} == {UnitKind.CELL}
    assert len([finding for finding in check_units(units) if finding.rule == "pii.id-card"]) == 2


def test_quoted_field_keeps_its_line_break() -> None:
    units = _units("a.csv", '姓名,备注\n张秀珍,"第一行\n第二行"\n'.encode())
    assert units[-1].text == "第一行\n第二行"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + b"\0" * 40,
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40,
        bytes(range(256)) * 8,
    ],
    ids=["zip", "pdf", "ole", "binary"],
)
def test_what_only_says_it_is_text_is_not_read_as_text(content: bytes) -> None:
    kind = kind_of("公告.txt", content)
    assert kind is None or kind.name != "txt"


def test_text_that_says_it_is_something_else_is_read_as_text() -> None:
    kind = kind_of("申请表.docx", TEXT.encode())
    assert kind is not None
    assert kind.name == "txt"


def test_empty_file_is_text_without_units() -> None:
    assert _units("空.txt", b"") == []


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt"]))
def test_no_bytes_make_a_reader_fail(content: bytes, name: str) -> None:
    check_units(units_of(name, content, silent))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("一次性种粮补贴导出.csv", {"pii.id-card": 4, "pii.bank-card": 4, "pii.column": 2}),
        ("遗失声明.txt", {"pii.id-card": 2, "pii.passport": 1, "pii.birth-date": 1}),
        ("公开指南.txt", {}),
        ("农家书屋补充书目.csv", {}),
        ("政务服务大厅窗口一览.csv", {}),
    ],
)
def test_labelled_sample_has_exactly_its_findings(shared: Path, name: str, expected: dict[str, int]) -> None:
    content = (shared / "samples" / "leak-check" / "files" / name).read_bytes()
    found = [
        finding.rule
        for finding in check_units(_units(name, content))
        if finding.severity is not Severity.NOTE
    ]
    assert {rule: found.count(rule) for rule in set(found)} == expected


def test_a_full_width_comma_of_sentences_parts_no_cells() -> None:
    notice = "补助资金由财政局核实后，通过“一卡通”直接兑付到户，不得截留。\n请于月底前报送，逾期不候。\n"
    assert [unit.text for unit in _units("通知.csv", notice.encode())] == notice.splitlines()


@pytest.mark.parametrize("name", ["公示.docx", "名单.xlsx", "附件.pdf"])
def test_an_empty_file_that_should_have_a_beginning_is_damaged(name: str) -> None:
    assert [finding.rule for finding in check_units(units_of(name, b"", silent))] == ["unreadable.damaged"]


def test_an_empty_text_says_nothing() -> None:
    assert check_units(units_of("说明.txt", b"", silent)) == []


@pytest.mark.parametrize("mark", ["'", "`", "‘", '="', "\t"])
def test_marks_that_keep_a_number_whole_hide_no_header(mark: str) -> None:
    number = f"{mark}230221189912310018{chr(34) * (mark == chr(61) + chr(34))}"
    rows = f"申请人,身份证号码,社区\n张秀珍,{number},四道街\n李明,{number},四道街\n"
    for content in (rows.encode("utf-16"), rows.encode("gb18030")):
        found = check_units(units_of("减免.csv", content, silent))
        assert [one.rule for one in found] == ["pii.column", "pii.id-card", "pii.id-card"]


@pytest.mark.parametrize("name", ["导出.xls", "导出.et", "导出.txt"])
def test_text_with_tabs_is_a_table(name: str) -> None:
    content = "姓名\t银行账号\t金额\r\n张秀珍\t\t300\r\n李明\t6228480378360089759\t400\r\n".encode("gb18030")
    units = _units(name, content)

    assert [unit.label for unit in units if unit.kind is UnitKind.CELL] == [
        "姓名", "金额", "姓名", "银行账号", "金额"
    ]  # fmt: skip


def test_lines_about_a_table_keep_their_numbers() -> None:
    text = "补贴名单\n\n姓名\t金额\n张秀珍\t300\n李明\t400\n\n制表：民政股\n"

    said = [(unit.text, unit.place.paragraph) for unit in _units("名单.txt", text.encode())]
    assert said == [
        ("补贴名单", 1), ("姓名", 3), ("金额", 3), ("张秀珍", 4), ("300", 4), ("李明", 5), ("400", 5),
        ("制表：民政股", 7)
    ]  # fmt: skip


def test_tabs_within_sentences_make_no_table() -> None:
    text = "一、\t总则\n1.\t本办法\t所称\n2.\t申请人\n"

    assert [unit.place.paragraph for unit in _units("办法.txt", text.encode())] == [1, 2, 3]


@pytest.mark.parametrize(("name", "expected"), [("log.txt", []), ("名单.xlsx", ["unreadable.damaged"])])
def test_a_file_of_nothing_but_zeros_is_as_an_empty_one(name: str, expected: list[str]) -> None:
    assert [one.rule for one in check_units(units_of(name, bytes(5000), silent))] == expected
