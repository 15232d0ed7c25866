from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace

import docx
import pdfplumber
import pytest

from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.docx_base import base_docx
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import (
    Cell,
    Document,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Title,
)
from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from desktop_app.core.document.paper import paper_text
from tests.adapters.writers.reading import WORD, bare, docx_part, pdf_pages
from tests.conftest import REPOSITORY
from tests.core.document.sample import NOTICE_VALUES, notice, red_head_notice, rows


def written(document: Document | None = None) -> bytes:
    base = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()
    return write_docx(document or notice(), base).content


def attribute(element: object, name: str) -> str | None:
    return element.get(f"{WORD}{name}")  # type: ignore[attr-defined]


def test_committed_base_file_is_the_one_that_we_build(base):
    assert base == base_docx()


class TestFonts:
    """GB/T 9704-2012 5.2.2, and what Word makes of fonts."""

    def test_styles_name_one_font_for_every_script_and_no_theme(self):
        fonts = list(docx_part(written(), "word/styles.xml").iter(f"{WORD}rFonts"))
        assert fonts
        for one in fonts:
            names = {attribute(one, key) for key in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(names) == 1
            assert names <= set(FONT_NAMES.values())
            assert not [key for key in one.attrib if "Theme" in key]

    def test_every_run_is_east_asian_so_that_quotation_marks_stay_wide(self):
        for run in docx_part(written(), "word/document.xml").iter(f"{WORD}r"):
            assert attribute(run.find(f"{WORD}rPr/{WORD}rFonts"), "hint") == "eastAsia"

    def test_office_may_name_other_fonts(self, base):
        content = write_docx(notice(), base, FONT_NAMES | {Face.BODY: "方正仿宋_GBK"}).content
        styles = docx_part(content, "word/styles.xml")
        names = {attribute(one, "eastAsia") for one in styles.iter(f"{WORD}rFonts")}
        assert "方正仿宋_GBK" in names
        assert "仿宋_GB2312" not in names

    def test_headings_and_body_have_named_styles(self):
        file = docx.Document(io.BytesIO(written(red_head_notice())))
        names = [paragraph.style.name for paragraph in file.paragraphs]
        assert names[:3] == ["发文机关标志", "发文字号", "公文标题"]
        assert {
            "主送机关",
            "公文正文",
            "一级标题",
            "二级标题",
            "三级标题",
            "署名",
            "成文日期",
            "附注",
        } <= set(names)

    def test_run_in_heading_returns_to_the_body_font(self):
        file = docx.Document(io.BytesIO(written(red_head_notice())))
        heading = next(one for one in file.paragraphs if one.text.startswith("（一）"))
        assert [run.style.name for run in heading.runs][-1] == "正文字"

    def test_run_in_heading_does_not_hold_on_to_the_next_paragraph(self):
        file = docx.Document(io.BytesIO(written(red_head_notice())))
        heading = next(one for one in file.paragraphs if one.text.startswith("（一）"))
        assert heading.paragraph_format.keep_with_next is False


class TestPage:
    """GB/T 9704-2012 5.2, 7.5."""

    def test_margins_and_grid(self):
        section = docx_part(written(), "word/document.xml").find(f".//{WORD}sectPr")
        margins = section.find(f"{WORD}pgMar")
        assert [attribute(margins, side) for side in ("top", "bottom", "left", "right")] == [
            "2098",
            "1984",
            "1587",
            "1474",
        ]
        assert attribute(section.find(f"{WORD}docGrid"), "linePitch") == "579"

    def test_odd_numbers_stand_right_and_even_ones_left(self):
        assert docx_part(written(), "word/settings.xml").find(f"{WORD}evenAndOddHeaders") is not None
        for part, side in (("footer1", "right"), ("footer2", "left")):
            footer = docx_part(written(), f"word/{part}.xml")
            assert attribute(footer.find(f".//{WORD}jc"), "val") == side
            assert attribute(footer.find(f".//{WORD}ind"), side) == "280"
            assert "".join(text.text or "" for text in footer.iter(f"{WORD}t")) == "— 1 —"

    def test_wide_documents_lie_across(self):
        size = docx_part(written(replace(notice(), landscape=True)), "word/document.xml").find(
            f".//{WORD}pgSz"
        )
        assert (attribute(size, "w"), attribute(size, "orient")) == ("16838", "landscape")

    def test_annex_begins_a_page(self):
        annex = Document(
            (
                Title((Run("题"),)),
                Paragraph((Run("附件1"),), "annex"),
                Paragraph((Run("细则"),), "annex_title"),
            )
        )
        names = [one.style.name for one in docx.Document(io.BytesIO(written(annex))).paragraphs]
        assert names == ["公文标题", "附件序号", "附件标题"]
        assert (
            docx_part(written(), "word/styles.xml").find(
                f".//{WORD}style[@{WORD}styleId='Annex']//{WORD}pageBreakBefore"
            )
            is not None
        )


class TestTables:
    def test_header_of_a_long_list_repeats(self):
        table = docx_part(written(notice({**NOTICE_VALUES, "list": rows(200)})), "word/document.xml").find(
            f".//{WORD}tbl"
        )
        lines = table.findall(f"{WORD}tr")
        assert len(lines) == 202
        assert [line.find(f"{WORD}trPr/{WORD}tblHeader") is not None for line in lines] == [True] + [
            False
        ] * 201
        assert all(line.find(f"{WORD}trPr/{WORD}cantSplit") is not None for line in lines)

    def test_widths_fill_the_type_area(self):
        grid = docx_part(written(), "word/document.xml").find(f".//{WORD}tblGrid")
        assert sum(int(attribute(column, "w") or 0) for column in grid) == pytest.approx(8844, abs=5)

    def test_merged_cells_keep_their_place(self):
        cells = (
            (Cell((Run("甲"),), True, rowspan=2), Cell((Run("乙"),), True, colspan=2)),
            (Cell((Run("丙"),)), Cell((Run("丁"),))),
        )
        table = Table(tuple(TableColumn(1.0) for _ in range(3)), (), cells)
        content = written(Document((Title((Run("题"),)), table)))
        made = docx.Document(io.BytesIO(content)).tables[0]
        assert [[cell.text for cell in row.cells] for row in made.rows] == [
            ["甲", "乙", "乙"],
            ["甲", "丙", "丁"],
        ]


def test_nobody_is_named_and_nothing_is_counted():
    with zipfile.ZipFile(io.BytesIO(written())) as package:
        names = set(package.namelist())
        everything = b"".join(package.read(name) for name in names)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(written())).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (notice().title, "", "")
    assert b"rsid" not in everything
    assert "docProps/app.xml" not in names


class TestInAnotherProgram:
    """LibreOffice opens what we write; the office's fonts are replaced by this machine's."""

    def test_reads_the_same(self, pdf_by_office):
        document = red_head_notice(attachments=["责任路段划分表"])
        pages = pdf_pages(pdf_by_office(document))
        said = "".join(bare(page).replace(f"—{number}—", "") for number, page in enumerate(pages, 1))
        assert said == bare(paper_text(document))

    def test_a_page_has_22_lines_of_28_characters(self, pdf_by_office):
        """GB/T 9704-2012 5.2.3."""
        if not (REPOSITORY / ".fonts" / "FandolFang-Regular.otf").exists():
            pytest.skip("the document fonts are not set up")
        content = pdf_by_office(Document((Title((Run("题"),)), Paragraph((Run("国" * 2000),)))))
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            lines = Counter(round(one["top"]) for one in pdf.pages[1].chars if one["text"] == "国")
        assert len(lines) == std.LINES_PER_PAGE
        assert set(lines.values()) == {std.CHARS_PER_LINE}
