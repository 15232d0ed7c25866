"""Files of old Office programs: made by LibreOffice, where it is installed, from new ones with every trick."""

from __future__ import annotations

import shutil
import struct
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import xlwt
from docx import Document

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.legacy import compound, converted, doc_tables
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding
from desktop_app.core.progress import silent

CARD = "230221198407122280"
OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice makes the old files")


def old(content: bytes, new: str, ending: str, folder: Path) -> bytes:
    source = folder / f"file.{new}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)],
        check=True,
        capture_output=True,
        timeout=100,
    )
    return source.with_suffix(f".{ending}").read_bytes()


def findings(name: str, content: bytes) -> list[Finding]:
    return check_units(units_of(name, content, silent))


def workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("公示表")
    rows = [
        ("序号", "姓名", "村"),
        (1, "张三", "甲村"),
        (2, "李四", "乙村"),
        (3, CARD, "丙村"),
        (4, "王五", "丁村"),
    ]
    white = xlwt.easyxf("font: colour white")
    for row, texts in enumerate(rows):
        for column, said in enumerate(texts):
            sheet.write(row, column, said, white if said == CARD else xlwt.Style.default_style)
    sheet.row(2).hidden = True
    sheet.col(2).hidden = True
    sheet.footer_str = b"&L230221196712147960&R&P"
    dark = xlwt.easyxf("font: colour white; pattern: pattern solid, fore_colour black")
    sheet.write(6, 0, "深底白字", dark)
    hidden = book.add_sheet("底册")
    hidden.write(0, 0, "有内容")
    hidden.visibility = 2
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_old_workbook_hides_nothing():
    content = workbook()
    kind = kind_of("表.et", content)

    found = {(one.rule, one.place.sheet, one.place.cell) for one in findings("表.et", content)}

    assert kind is not None
    assert kind.name == "xls"
    assert found == {
        ("hidden.row", "公示表", None),
        ("hidden.column", "公示表", "C1"),
        ("hidden.text", "公示表", "B4"),
        ("pii.id-card", "公示表", "B4"),
        ("hidden.sheet", "底册", None),
        ("pii.id-card", None, None),
    }


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_old_document_is_read_as_the_new_one(ending, tmp_path):
    document = Document()
    document.add_paragraph("正文")
    document.add_paragraph().add_run(f"身份证号{CARD}").font.hidden = True
    out = BytesIO()
    document.save(out)

    found = findings(f"文件.{ending}", old(out.getvalue(), "docx", ending, tmp_path))

    assert [(one.rule, one.place.inside) for one in found if one.severity != "note"] == [
        ("hidden.text", None),
        ("pii.id-card", None),
    ]


@needs_office
def test_without_libreoffice_an_old_document_says_what_to_do(monkeypatch, tmp_path):
    document = Document()
    out = BytesIO()
    document.save(out)
    content = old(out.getvalue(), "docx", "doc", tmp_path)
    monkeypatch.setattr(converted, "office_program", lambda: None)

    found = findings("文件.doc", content)

    assert [one.rule for one in found] == ["unreadable.unsupported"]
    assert "另存为新格式" in found[0].message


def test_beginning_of_a_compound_file_alone_is_not_vouched_for():
    found = findings("文件.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    assert {one.rule for one in found} <= {"unreadable.unsupported", "unreadable.damaged"}
    assert found


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
@pytest.mark.parametrize("mark", ["机密★1年", "秘密"])
def test_marked_document_is_never_written_to_the_disk_for_libreoffice(ending, mark, tmp_path, monkeypatch):
    document = Document()
    document.sections[0].header.paragraphs[0].text = mark
    document.add_paragraph("关于演练的方案")
    document.add_paragraph(f"联系人身份证号{CARD}")
    out = BytesIO()
    document.save(out)
    content = old(out.getvalue(), "docx", ending, tmp_path)

    def never(*_arguments: object) -> bytes:
        raise AssertionError("a copy was written")

    monkeypatch.setattr(converted, "_convert", never)
    found = findings(f"方案.{ending}", content)

    assert "secrecy.classification-mark" in [one.rule for one in found]


def test_marked_slides_are_never_written_to_the_disk_for_libreoffice(monkeypatch):
    chars = "绝密★长期".encode("utf-16-le")
    stream = (
        struct.pack("<HHI", 0x0F, 0x03E8, 8 + len(chars)) + struct.pack("<HHI", 0, 0x0FA0, len(chars)) + chars
    )

    class Compound:
        def exists(self, name: str) -> bool:
            return name == "PowerPoint Document"

        def openstream(self, _name: str) -> BytesIO:
            return BytesIO(stream)

    monkeypatch.setattr(compound, "opened", lambda _content: Compound())
    monkeypatch.setattr(converted, "_convert", None)

    found = check_units(converted.read_show("汇报.ppt", b"", silent))

    assert [one.rule for one in found] == ["secrecy.classification-mark"]


@needs_office
def test_without_libreoffice_the_bare_text_is_read_all_the_same(monkeypatch, tmp_path):
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["姓名", "密级", "张三", CARD], strict=True):  # noqa: SLF001
        cell.text = text
    out = BytesIO()
    document.save(out)
    content = old(out.getvalue(), "docx", "doc", tmp_path)
    monkeypatch.setattr(converted, "office_program", lambda: None)

    found = findings("文件.doc", content)

    assert [one.rule for one in found] == ["pii.id-card", "unreadable.unsupported"]


@needs_office
def test_table_that_the_conversion_runs_together_is_a_table_all_the_same(tmp_path):
    document = Document()
    document.add_paragraph("公示名单")
    table = document.add_table(rows=3, cols=3)
    rows = ["姓名", "家庭住址", "金额", "张秀珍", "永安村3组12号", "", "李明", "白山村2组7号", "500"]
    for cell, text in zip(table._cells, rows, strict=True):  # noqa: SLF001
        cell.text = text
    document.add_paragraph("特此公示。")
    out = BytesIO()
    document.save(out)

    found = findings("文件.doc", old(out.getvalue(), "docx", "doc", tmp_path))

    assert [(one.rule, one.place.table, one.place.row) for one in found if one.rule.startswith("pii")] == [
        ("pii.column", 1, 1),
        ("pii.address", 1, 2),
        ("pii.address", 1, 3),
    ]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("名单\r姓名\x07地址\x07\x07张三\x07\x07\x07", [[["姓名", "地址"], ["张三", ""]]]),
        (
            "a\x07b\x07\x071\x07x\ry\x07\x07完\r甲\x07乙\x07\x072\x073\x07\x07",
            [[["a", "b"], ["1", "x\ny"]], [["甲", "乙"], ["2", "3"]]],
        ),
        ("没有表格\r", []),
        ("只有一行\x07的表\x07\x07", []),
    ],
)
def test_bare_text_shows_its_tables(text, tables):
    assert list(doc_tables.tables_of(text)) == tables
