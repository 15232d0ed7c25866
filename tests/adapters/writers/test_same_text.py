"""One text, four outputs."""

from __future__ import annotations

import re

import hypothesis
import pytest
from hypothesis import strategies as st

from desktop_app.adapters.writers import page
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.poster import write_poster
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document.blocks import Document, block_lines, plain_text, public_blocks
from desktop_app.core.document.paper import paper_text
from tests.adapters.writers.reading import bare, docx_text, page_text, pdf_pages
from tests.conftest import REPOSITORY
from tests.core.document.sample import (
    NOTICE_VALUES,
    joint,
    letter,
    minutes,
    notice,
    order,
    red_head_notice,
    rows,
    upward,
)

SAMPLES = {
    "notice": notice(attachments=["名单", "审核认定情况说明"]),
    "red-head": red_head_notice(attachments=["责任路段划分表"]),
    "gaps": notice({}),
    "upward": upward(),
    "joint": joint(),
    "letter": letter(),
    "order": order(),
    "minutes": minutes(),
    "long-list": notice({**NOTICE_VALUES, "list": rows(60)}),
}


@pytest.fixture(params=SAMPLES.values(), ids=SAMPLES.keys())
def document(request: pytest.FixtureRequest) -> Document:
    return request.param


LIST_HEADER = "序号申请人姓名家庭人口数月保障金额（元）村民小组"


def without_furniture(pages: list[str]) -> str:
    """Pages' text without page numbers and without the table headers that later pages repeat."""
    first, *later = [bare(re.sub(r"— \d+ —", "", text)) for text in pages]
    return "".join((first, *(text.removeprefix(LIST_HEADER) for text in later)))


def test_docx_says_the_text(document, base):
    assert bare(docx_text(write_docx(document, base).content)) == bare(paper_text(document))


def test_pdf_says_the_text(document, fonts):
    assert without_furniture(pdf_pages(write_pdf(document, fonts).content)) == bare(paper_text(document))


def test_page_says_the_text(document):
    template = (REPOSITORY / "templates" / "pages" / "article.html").read_text("utf-8")
    written = page.write_page(document, template, page.metadata(document))
    assert bare(page_text(written.content.decode())) == bare(plain_text(document))
    assert page.text(document) == plain_text(document)


def test_poster_says_every_line(document, fonts):
    said = without_furniture(pdf_pages(write_poster(document, fonts, paper="A2").content))
    for block in public_blocks(document):
        for line in block_lines(block):
            assert bare(line) in said


def test_same_document_gives_the_same_bytes(document, fonts, base):
    for write in (
        lambda: write_docx(document, base),
        lambda: write_pdf(document, fonts),
        lambda: write_poster(document, fonts, paper="A3", url="https://www.example.gov.cn/1.html"),
    ):
        assert write() == write()


SPECIALS = st.lists(
    st.sampled_from(
        [*"<>&\"'{}#[]*_$@\\`~=/%|^字“”〔\x00\n", "<script>", "{{", "//", "/*", '"+sys.inputs+"']
    ),
    max_size=8,
).map("".join)


@hypothesis.settings(max_examples=25)
@hypothesis.given(SPECIALS)
def test_no_value_breaks_out_of_any_format(fonts, base, text):
    document = notice({**NOTICE_VALUES, "village": f"村{text}村"})
    assert bare(docx_text(write_docx(document, base).content)) == bare(paper_text(document))
    assert without_furniture(pdf_pages(write_pdf(document, fonts).content)) == bare(paper_text(document))
    assert bare(page_text(f"<article>{page.article(document)}</article>")) == bare(
        plain_text(document).removeprefix(document.title)
    )
