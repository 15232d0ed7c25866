from __future__ import annotations

import io

import pdfplumber
import pypdfium2
import pytest
import segno

from desktop_app.adapters.writers import poster
from desktop_app.adapters.writers.poster import PAPERS, write_poster
from desktop_app.adapters.writers.typesetting import page_sizes
from desktop_app.core.document.blocks import Document, Heading, Paragraph, Run, Title
from desktop_app.core.document.gbt9704 import points
from tests.adapters.writers.reading import bare, pdf_pages
from tests.core.document.sample import NOTICE_VALUES, notice, rows

URL = "https://www.example.gov.cn/art/2026/11/23/art_123_456.html"
SHORT = Document(
    (
        Title((Run("停水通知"),)),
        Paragraph((Run("停水时间：2026年11月25日8:00至17:00。"),), "period"),
        Paragraph((Run("因更换管道，通达路沿线停水。"),)),
        Paragraph((Run("服务热线：0452-5823110"),), "hotline"),
        Paragraph((Run("龙江县自来水公司"),), "signature"),
        Paragraph((Run("2026年11月23日"),), "date"),
    )
)


def sizes(content: bytes, text: str) -> set[float]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return {round(one["size"], 1) for page in pdf.pages for one in page.chars if one["text"] == text}


@pytest.mark.parametrize("paper", ["A4", "A3", "A2"])
def test_short_notice_takes_one_sheet_in_its_largest_type(fonts, paper):
    written = write_poster(SHORT, fonts, paper=paper)
    with pdfplumber.open(io.BytesIO(written.content)) as pdf:
        (page,) = pdf.pages
        assert float(page.width) == pytest.approx(points(PAPERS[paper].width), abs=0.5)
    assert sizes(written.content, "因") == {PAPERS[paper].largest}


@pytest.mark.parametrize("paper", ["A4", "A3", "A2"])
def test_no_type_is_smaller_than_can_be_read(fonts, paper):
    written = write_poster(notice({**NOTICE_VALUES, "list": rows(80)}), fonts, paper=paper)
    assert min(sizes(written.content, "丰")) >= 16  # title, body and signature
    assert min(sizes(written.content, "组")) >= 14  # the list
    assert min(sizes(written.content, "监")) >= 18
    assert max(sizes(written.content, "活")) >= 26


def nearly_full(lines: int) -> Document:
    """A 公示 whose text fills a sheet of A4 but for so much that the seal has its room there, or not quite."""
    text = "对公示内容有异议的，请在期满前当面、打电话或者书面反映，说明具体情况。"
    return Document(
        (
            *SHORT.blocks[:2],
            *(Paragraph((Run(f"{number}．{text}"),)) for number in range(lines)),
            *SHORT.blocks[3:],
        )
    )


@pytest.mark.parametrize("lines", range(8, 24))
def test_no_seal_stands_on_a_sheet_without_text(fonts, lines):
    pages = pdf_pages(write_poster(nearly_full(lines), fonts).content)
    signed = next(page for page in pages if "龙江县自来水公司" in page)
    assert "异议" in bare(signed)


def test_lines_come_closer_where_that_saves_a_sheet(fonts):
    sheets = [len(pdf_pages(write_poster(nearly_full(lines), fonts).content)) for lines in range(8, 24)]
    wide = [
        len(page_sizes(poster._compiled(nearly_full(lines), fonts, "A4", "", poster.SMALLEST_BODY)))  # noqa: SLF001
        for lines in range(8, 24)
    ]
    assert all(closer <= whole for closer, whole in zip(sheets, wide, strict=True))
    assert sheets.count(1) > wide.count(1)


def test_every_sheet_says_title_period_phone_and_its_number(fonts):
    pages = pdf_pages(write_poster(notice({**NOTICE_VALUES, "list": rows(80)}), fonts).content)
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        said = bare(page)
        assert said.startswith(
            "丰泽镇2026年11月最低生活保障对象公示公示期：2026年11月24日至2026年11月30日（7天）"
        )
        assert f"监督电话：0452-5820100第{number}张共{len(pages)}张" in said
    assert all("月保障金额" in page for page in pages[:-1])


def test_single_sheet_has_no_number(fonts):
    assert "共" not in pdf_pages(write_poster(SHORT, fonts).content)[0]


def test_clerk_is_told_when_one_sheet_is_not_enough(fonts):
    written = write_poster(notice({**NOTICE_VALUES, "list": rows(80)}), fonts)
    assert any("一张放不下" in loss for loss in written.losses)


def test_period_below_a_heading_stays_in_the_text(fonts):
    blocks = (
        Title((Run("题"),)),
        Heading(1, (Run("一、时间"),)),
        Paragraph((Run("时间：今日。"),), "period"),
    )
    said = bare(pdf_pages(write_poster(Document(blocks), fonts).content)[0])
    assert said == "题时间：今日。一、时间时间：今日。"


@pytest.mark.parametrize(("paper", "least_mm"), [("A4", 25), ("A3", 40)])
def test_code_is_large_enough_and_leads_to_the_page(fonts, paper, least_mm):
    scale = 4
    content = write_poster(SHORT, fonts, paper=paper, url=URL).content
    with pypdfium2.PdfDocument(content) as pdf:
        image = (
            pdf[0].render(scale=scale).to_pil().convert("L").point(lambda value: 255 if value < 128 else 0)
        )
    code = segno.make_qr(URL, error="m", boost_error=False)
    modules = code.symbol_size(border=0)[0]
    side = points(PAPERS[paper].code) * scale
    quiet = side / modules * 4
    margin = points(PAPERS[paper].margin) * scale
    right = image.width - margin - quiet
    column = image.crop((round(right - side - 2), round(image.height * 0.75), round(right + 2), image.height))
    left, _, end, bottom = column.getbbox()
    cell = (end - left) / modules
    assert (end - left) / scale >= points(least_mm) - 1
    drawn = [
        [
            column.getpixel((round(left + (x + 0.5) * cell), round(bottom - (modules - y - 0.5) * cell))) > 0
            for x in range(modules)
        ]
        for y in range(modules)
    ]
    assert drawn == [[bool(module) for module in row] for row in code.matrix]


def test_without_address_there_is_no_code(fonts):
    assert "扫码" not in "".join(pdf_pages(write_poster(SHORT, fonts).content))
