"""PDF by Typst: archivable (PDF/A-2a), accessible (PDF/UA-1), with bookmarks and metadata."""

from __future__ import annotations

from desktop_app.adapters.writers.fonts import FontSet, glyph_losses
from desktop_app.adapters.writers.typesetting import archival_pdf
from desktop_app.adapters.writers.typst_source import typst_source
from desktop_app.adapters.writers.written import Written
from desktop_app.core.document.blocks import Document


def write_pdf(document: Document, fonts: FontSet, *, mirrored: bool = False) -> Written:
    """Write a document as PDF/A-2a and PDF/UA-1, made on its own date and by no clock.

    Args:
        mirrored: whether even pages have their binding edge at the right, for sheets printed on both sides.
    """
    source = typst_source(document, fonts.families, mirrored=mirrored)
    content = archival_pdf(source, fonts, document.issued_on)
    return Written(content, (*fonts.substitutes(), *glyph_losses(document, fonts)))
