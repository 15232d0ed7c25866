"""Typst, as everything that becomes a PDF calls it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pikepdf
import typst

from desktop_app.adapters.writers.fonts import FontSet
from desktop_app.adapters.writers.typst_parts import UNDATED
from desktop_app.core.errors import BugError


class TypesettingFailed(BugError):
    """Typst refused a source that we wrote."""

    code = "B301"


def compiler(fonts: FontSet) -> typst.Compiler:
    """Return a compiler that knows these fonts and no others."""
    return typst.Compiler(font_paths=fonts.fonts, ignore_system_fonts=True)


def archival_pdf(source: str, fonts: FontSet, day: date | None) -> bytes:
    """Return PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one; plain PDF where a character has no glyph.

    Args:
        day: stands in the file as its creation date.
    """
    made_on = day or UNDATED
    moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    typesetter = compiler(fonts)
    try:
        content = typesetter.compile(
            source.encode(), format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=moment
        )
    except typst.TypstError:
        return plain_pdf(typesetter, source, moment, tags=True)
    assert isinstance(content, bytes)
    return content


def plain_pdf(typesetter: typst.Compiler, source: str, moment: datetime, *, tags: bool) -> bytes:
    """Return a PDF.

    Raises:
        TypesettingFailed: the message holds nothing of the source, which is full of answers.
    """
    try:
        content = typesetter.compile(source.encode(), format="pdf", timestamp=moment, pdf_tags=tags)
    except typst.TypstError as error:
        raise TypesettingFailed("排版没有成功，这份文书暂时生成不了 PDF。") from error
    assert isinstance(content, bytes)
    return content


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points; without PDFium, which only one thread may use at a time."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [[float(edge) for edge in page.mediabox] for page in pdf.pages]
    return tuple((right - left, top - bottom) for left, bottom, right, top in boxes)
