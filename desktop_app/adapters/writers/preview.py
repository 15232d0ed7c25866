"""The live preview: a compiler that stays warm, so that an edit costs only what it changes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from datetime import UTC, datetime

import pypdfium2
from pypdfium2 import raw

from desktop_app.adapters.writers.fonts import FontSet
from desktop_app.adapters.writers.typesetting import compiler, page_sizes, plain_pdf
from desktop_app.adapters.writers.typst_parts import FIELD_LINK
from desktop_app.adapters.writers.typst_source import typst_source
from desktop_app.core.document.blocks import Document

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where an answer stands: page from 0, and left, bottom, right, top in points from the page's lower left corner."""

    field: str
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A preview.

    Args:
        pdf: for pypdfium2; without tags and archive form, which only cost time here.
        page_sizes: width and height of each page in points.
    """

    pdf: bytes
    page_sizes: tuple[tuple[float, float], ...]


class Preview:
    """Renders a document again and again; use one for each window and always from the same thread."""

    def __init__(self, fonts: FontSet) -> None:
        self._families = fonts.families
        self._typesetter = compiler(fonts)

    def render(self, document: Document) -> Rendered:
        """Return the document's pages; answers are links that `field_places` finds again."""
        source = typst_source(document, self._families, fields=True)
        pdf = plain_pdf(self._typesetter, source, _NO_TIME, tags=False)
        return Rendered(pdf, page_sizes(pdf))


def field_places(rendered: Rendered, page: int) -> tuple[FieldPlace, ...]:
    """Return where the answers of a page stand, in the order of the text; an answer over two lines has two boxes."""
    places = []
    with pypdfium2.PdfDocument(rendered.pdf) as pdf:
        opened = pdf[page]
        position, link = ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(opened, position, link):
            uri = _uri(pdf, link)
            box = raw.FS_RECTF()
            if uri.startswith(FIELD_LINK) and raw.FPDFLink_GetAnnotRect(link, box):
                places.append(
                    FieldPlace(uri.removeprefix(FIELD_LINK), page, (box.left, box.bottom, box.right, box.top))
                )
        opened.close()
    return tuple(places)


def _uri(pdf: object, link: object) -> str:
    action = raw.FPDFLink_GetAction(link)
    length = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(pdf, action, buffer, length)
    return buffer.value.decode("ascii", "replace")
