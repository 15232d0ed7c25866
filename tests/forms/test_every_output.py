"""What holds for the papers and the page of every type, made from its sample."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest

from desktop_app.adapters.writers import page
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import FontSet, font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document.blocks import Block, Document, Heading, Paragraph, Table, gaps
from desktop_app.core.document.columns import is_overfull
from desktop_app.core.forms.form import Form
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS, answered, composed

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
_BASE = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return load_fonts(font_folders(REPOSITORY))


@every_form
def test_a_sample_becomes_docx_pdf_and_page_that_begin_and_end_alike(form: Form, fonts: FontSet) -> None:
    document = composed(answered(form, form.spec.sample))
    word = docx.Document(io.BytesIO(write_docx(document, _BASE).content))
    with pypdfium2.PdfDocument(write_pdf(document, fonts).content) as pdf:
        printed = "".join(part.get_textpage().get_text_bounded() for part in pdf)
    shown = _squeezed("".join(one.text for one in word.paragraphs)), _squeezed(printed)

    assert gaps(document) == ()
    assert all(_squeezed(document.title) in paper for paper in shown)
    assert all(_squeezed(document.issuer) in text for text in (*shown, _squeezed(page.article(document))))


@every_form
def test_no_heading_stands_empty(form: Form) -> None:
    blocks = composed(answered(form, form.spec.sample)).blocks
    assert [
        _words(one) for one, after in zip(blocks, (*blocks[1:], None), strict=True) if _empty(one, after)
    ] == []


@every_form
def test_no_table_is_overfull(form: Form) -> None:
    document: Document = composed(answered(form, form.spec.sample))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert not any(is_overfull(table, landscape=document.landscape) for table in tables)


def _empty(block: Block, following: Block | None) -> bool:
    if not isinstance(block, Heading) or block.body or _words(block).endswith(("。", "；")):
        return False
    if isinstance(following, Heading):
        return following.level <= block.level
    return following is None or (isinstance(following, Paragraph) and following.role == "signature")


def _words(block: Block) -> str:
    return "".join(run.text for run in block.runs) if isinstance(block, Heading) else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
