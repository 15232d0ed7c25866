"""PDF by Typst: PDF/A-2b with tags, bookmarks and metadata."""

from __future__ import annotations

from datetime import UTC, date, datetime

import typst

from desktop_app.adapters.writers.fonts import FontSet, missing_glyphs
from desktop_app.adapters.writers.typst_parts import UNDATED
from desktop_app.adapters.writers.typst_source import typst_source
from desktop_app.adapters.writers.written import Written
from desktop_app.core.document.blocks import Document


def write_pdf(document: Document, fonts: FontSet) -> Written:
    """Write a document as PDF/A-2b, made on its own date and by no clock."""
    content = compile_pdf(typst_source(document, fonts.families), fonts, document.issued_on)
    return Written(content, (*fonts.substitutes(), *glyph_losses(missing_glyphs(document, fonts))))


def compile_pdf(source: str, fonts: FontSet, day: date | None) -> bytes:
    """Return the PDF of a Typst source; plain PDF where a character without a glyph keeps it from being PDF/A.

    Args:
        day: stands in the file as its creation date.
    """
    made_on = day or UNDATED
    compiler = typst.Compiler(font_paths=fonts.fonts, ignore_system_fonts=True)
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    try:
        content = compiler.compile(source.encode(), format="pdf", pdf_standards=["a-2b"], timestamp=moment)
    except typst.TypstError:
        content = compiler.compile(source.encode(), format="pdf", timestamp=moment)
    assert isinstance(content, bytes)
    return content


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as pdf:
        return len(pdf)


def glyph_losses(missing: list[str]) -> tuple[str, ...]:
    """Return a sentence that names the characters without a glyph."""
    if not missing:
        return ()
    names = "、".join(missing)
    return (
        f"这些字在现有字体里没有，PDF 中会显示为空框，也做不成 PDF/A：{names}。请换字或安装含这些字的字体。",
    )
