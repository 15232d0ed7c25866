from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import Any

import pdfplumber
import pikepdf
import pytest

from desktop_app.adapters.writers.fonts import FontsMissing, load_fonts, missing_glyphs, office_font_losses
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Title,
)
from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from tests.adapters.writers.reading import bare, pdf_pages
from tests.core.document.sample import NOTICE_VALUES, notice, red_head_notice, rows

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

_ROW = (Cell((Run("格"),)), Cell((Run("格"),)))
LAST: dict[str, tuple[Block, ...]] = {
    "one line": (Paragraph((Run("文。"),)),),
    "a long paragraph": (Paragraph((Run("文" * 170),)),),
    "a long paragraph and a line": (Paragraph((Run("文" * 170),)), Paragraph((Run("文。"),))),
    "a run-in heading": (Heading(2, (Run("（一）文。"),), (Run("文" * 90),)),),
    "a list": (Table((TableColumn(1), TableColumn(1)), (_ROW,), (_ROW,) * 9),),
    "a list and a line": (
        Table((TableColumn(1), TableColumn(1)), (_ROW,), (_ROW,) * 9),
        Paragraph((Run("文。"),)),
    ),
}


def full_pages() -> Document:
    return Document((Title((Run("国"),)), Paragraph((Run("国" * 2000),))))


def characters(content: bytes, page: int) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return pdf.pages[page].chars


class TestPage:
    """GB/T 9704-2012 5.2, 7.5."""

    def test_a_page_has_22_lines_of_28_characters(self, fonts):
        body = [one for one in characters(write_pdf(full_pages(), fonts).content, 1) if one["text"] == "国"]
        lines = Counter(round(one["top"]) for one in body)
        assert len(lines) == std.LINES_PER_PAGE
        assert set(lines.values()) == {std.CHARS_PER_LINE}

    def test_text_keeps_within_the_type_area(self, fonts):
        body = [one for one in characters(write_pdf(full_pages(), fonts).content, 1) if one["text"] == "国"]
        left, right = std.points(std.BINDING), std.points(std.Mm(std.BINDING + std.TYPE_WIDTH))
        assert min(one["x0"] for one in body) == pytest.approx(left, abs=1)
        assert max(one["x1"] for one in body) == pytest.approx(right, abs=1)
        assert min(one["top"] for one in body) >= std.points(std.TOP)
        assert max(one["bottom"] for one in body) <= std.points(std.Mm(std.TOP + std.TYPE_HEIGHT)) + 1

    @pytest.mark.parametrize(("page", "side"), [(0, "right"), (1, "left"), (2, "right")])
    def test_page_numbers_change_sides(self, fonts, page, side):
        found = [
            one for one in characters(write_pdf(full_pages(), fonts).content, page) if one["text"] in "—123"
        ]
        assert "".join(one["text"] for one in found) == f"—{page + 1}—"
        if side == "left":
            assert found[0]["x0"] == pytest.approx(std.points(std.BINDING) + std.SIZE_4, abs=1)
        else:
            right = std.points(std.Mm(std.BINDING + std.TYPE_WIDTH)) - std.SIZE_4
            assert found[-1]["x1"] == pytest.approx(right, abs=1)


class TestRedHead:
    """GB/T 9704-2012 7.2."""

    def test_red_line_is_as_wide_as_the_type_area(self, fonts):
        with pdfplumber.open(io.BytesIO(write_pdf(red_head_notice(), fonts).content)) as pdf:
            (line,) = pdf.pages[0].lines
        assert line["x0"] == pytest.approx(std.points(std.BINDING), abs=0.5)
        assert line["width"] == pytest.approx(std.points(std.TYPE_WIDTH), abs=0.5)

    def test_number_stands_four_millimetres_above_the_line(self, fonts):
        with pdfplumber.open(io.BytesIO(write_pdf(red_head_notice(), fonts).content)) as pdf:
            page = pdf.pages[0]
            digits = [one for one in page.chars if one["text"] == "〔"]
            assert 0 < page.lines[0]["top"] - digits[0]["bottom"] < std.points(std.Mm(8))

    def test_first_page_shows_body(self, fonts):
        assert "为保障冬季道路安全畅通" in pdf_pages(write_pdf(red_head_notice(), fonts).content)[0]


class TestSignature:
    """GB/T 9704-2012 7.3.5.1, 7.3.5.5."""

    def test_date_stays_four_characters_from_the_edge(self, fonts):
        content = write_pdf(red_head_notice(), fonts).content
        last = characters(content, len(pdf_pages(content)) - 1)
        day = [one for one in last if one["text"] == "日"][-1]
        edge = std.points(std.Mm(std.BINDING + std.TYPE_WIDTH))
        assert edge - day["x1"] == pytest.approx(std.DATE_RIGHT_CHARS * std.CHAR_PITCH, abs=1)

    @pytest.mark.parametrize("lines", range(13, 21))
    @pytest.mark.parametrize("last", LAST)
    def test_no_seal_stands_on_a_page_without_two_lines_of_text(self, fonts, lines, last):
        before = [Paragraph((Run(f"第{number}条"),)) for number in range(lines)]
        signed = [
            Paragraph((Run("龙江县人民政府"),), "signature"),
            Paragraph((Run("2026年9月21日"),), "date"),
        ]
        blocks = (Title((Run("题"),)), *before, *LAST[last], *signed)
        for page in pdf_pages(write_pdf(Document(blocks), fonts).content):
            said = page.splitlines()
            assert ("龙江县人民政府" in said) == ("2026年9月21日" in said)
            text = [line for line in said if set(line) & set("条文格")]
            assert len(text) >= 2


def test_header_of_a_long_list_repeats_on_every_page(fonts):
    pages = pdf_pages(write_pdf(notice({**NOTICE_VALUES, "list": rows(200)}), fonts).content)
    assert len(pages) > 4
    assert all("月保障金额" in page for page in pages)


def test_file_is_archivable_tagged_and_knows_its_language(fonts):
    document = notice()
    with pikepdf.open(io.BytesIO(write_pdf(document, fonts).content)) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == document.title
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123")


def test_headings_become_bookmarks(fonts):
    document = Document((Title((Run("题"),)), Heading(1, (Run("一、总则"),)), Paragraph((Run("文"),))))
    with pikepdf.open(io.BytesIO(write_pdf(document, fonts).content)) as pdf, pdf.open_outline() as outline:
        assert outline.root[0].title == "题"
        assert outline.root[0].children[0].title == "一、总则"


def test_rare_characters_of_names_are_printed(fonts):
    assert missing_glyphs(notice({**NOTICE_VALUES, "town": "镕堃喆昇翀旻玥垚犇㛃䶮𬱖𬭎𬳽镇"}), fonts) == []


def test_characters_without_a_glyph_are_named(fonts):
    written = write_pdf(notice({**NOTICE_VALUES, "town": "\ue123镇"}), fonts)
    assert any("\ue123" in loss for loss in written.losses)


def test_characters_are_looked_for_in_the_face_that_they_stand_in(fonts):
    only_hei = replace(fonts, families={**fonts.families, Face.HEI: ("FandolHei",)})
    document = Document((Title((Run("题"),)), Heading(1, (Run("一、㛃山"),)), Paragraph((Run("㛃"),))))
    assert missing_glyphs(document, fonts) == []
    assert missing_glyphs(document, only_hei) == ["㛃"]


def test_office_font_of_the_old_set_names_what_it_lacks():
    document = Document((Title((Run("题"),)), Paragraph((Run("李堃、王旻，张三。"),))))
    (told,) = office_font_losses(document, FONT_NAMES)
    assert told.startswith("仿宋_GB2312里没有这些字：堃、旻，")
    assert office_font_losses(document, FONT_NAMES | {Face.BODY: "仿宋"}) == ()


def test_substituted_fonts_are_told(fonts):
    stand_ins = [names[0] for names in fonts.families.values() if names[0].startswith(("Fandol", "Noto"))]
    told = "".join(write_pdf(notice(), fonts).losses)
    assert [name for name in stand_ins if name not in told] == []


def test_quotation_marks_are_full_width(fonts):
    marks = [one for one in characters(write_pdf(notice(), fonts).content, 0) if one["text"] in "“”"]
    assert {one["fontname"].partition("+")[2] for one in marks} == {
        one["fontname"].partition("+")[2]
        for one in characters(write_pdf(notice(), fonts).content, 0)
        if one["text"] == "幸"
    }


def test_machine_without_fonts_says_where_to_put_them(tmp_path):
    with pytest.raises(FontsMissing) as caught:
        load_fonts((tmp_path,))
    assert ".fonts" in str(caught.value)


def test_wide_documents_lie_across(fonts):
    document = Document((Title((Run("题"),)), Paragraph((Run("文"),))), landscape=True)
    with pdfplumber.open(io.BytesIO(write_pdf(document, fonts).content)) as pdf:
        assert pdf.pages[0].width > pdf.pages[0].height
    assert bare("".join(pdf_pages(write_pdf(document, fonts).content))).startswith("题文")


def test_long_codes_break_before_they_leave_the_paper(fonts):
    address = "https://www.example.gov.cn/" + "a1" * 60
    values = {**NOTICE_VALUES, "addr": address, "list": [{**rows(1)[0], "group": "112302210EXAMPLE76" * 2}]}
    content = write_pdf(notice(values), fonts).content
    right = std.points(std.Mm(std.BINDING + std.TYPE_WIDTH))
    assert max(one["x1"] for one in characters(content, 0)) <= right + 1
    said = bare("".join(pdf_pages(content)))
    assert address in said
    assert "112302210EXAMPLE76" * 2 in said
