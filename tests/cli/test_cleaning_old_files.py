"""`gongkai clean` on files of Office before 2007: a copy in the new format, which is checked again and found clean."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.adapters.readers import test_legacy
from tests.cli.conftest import Gongkai

CARD, MASKED = test_legacy.CARD, "230221********2280"
pytestmark = test_legacy.needs_office

_SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation>
<draw:page draw:name="一"><draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm">
<draw:text-box><text:p>户主身份证号{card}</text:p></draw:text-box></draw:frame>
<presentation:notes><draw:frame presentation:class="notes" svg:width="10cm" svg:height="5cm" svg:x="2cm" svg:y="9cm">
<draw:text-box><text:p>备注里的电话13804521234</text:p></draw:text-box></draw:frame></presentation:notes>
</draw:page></office:presentation></office:body></office:document>"""


def _document(folder: Path) -> bytes:
    document = Document()
    document.add_paragraph(f"户主身份证号：{CARD}")
    document.core_properties.author = "王某"
    document.core_properties.comments = "内部留存"
    out = BytesIO()
    document.save(out)
    return test_legacy.old(out.getvalue(), "docx", "doc", folder)


def _show(folder: Path) -> bytes:
    return test_legacy.old(_SLIDES.format(card=CARD).encode(), "fodp", "ppt", folder)


def _workbook(_folder: Path) -> bytes:
    return test_legacy.workbook()


_MAKERS = {"doc": (_document, "docx"), "ppt": (_show, "pptx"), "xls": (_workbook, "xlsx")}


def _rules(gongkai: Gongkai, file: Path) -> set[str]:
    (checked,) = json.loads(gongkai("check", file, "--json").stdout)["files"]
    return {one["rule"] for one in checked["findings"] if one["severity"] != "note"}


@pytest.mark.parametrize("ending", list(_MAKERS))
def test_copy_of_an_old_file_is_clean_and_the_original_stays(
    gongkai: Gongkai, tmp_path: Path, ending: str
) -> None:
    make, fresh = _MAKERS[ending]
    source, copy = tmp_path / f"公示.{ending}", tmp_path / f"清理后.{fresh}"
    original = make(tmp_path)
    source.write_bytes(original)
    assert "pii.id-card" in _rules(gongkai, source)

    done = gongkai("clean", source, "--out", copy)

    assert done.returncode == 0, done.stdout + done.stderr
    assert CARD not in done.stdout + done.stderr
    assert _rules(gongkai, copy) == set()
    assert source.read_bytes() == original


def test_old_workbook_keeps_what_is_seen(gongkai: Gongkai, tmp_path: Path) -> None:
    source, copy = tmp_path / "公示.xls", tmp_path / "清理后.xlsx"
    source.write_bytes(_workbook(tmp_path))

    gongkai("clean", source, "--out", copy)

    book = load_workbook(copy)
    said = {str(cell.value) for row in book["公示表"].iter_rows() for cell in row if cell.value is not None}
    assert {"序号", "张三", "王五", "深底白字"} <= said
    assert not {"李四", "甲村", CARD} & said
    assert book.sheetnames == ["公示表"]


def test_old_document_keeps_its_text_masked(gongkai: Gongkai, tmp_path: Path) -> None:
    source, copy = tmp_path / "公示.doc", tmp_path / "清理后.docx"
    source.write_bytes(_document(tmp_path))

    gongkai("clean", source, "--out", copy)

    assert [one.text for one in Document(str(copy)).paragraphs if one.text] == [f"户主身份证号：{MASKED}"]
