"""The live preview: a compiler that stays warm, so that an edit costs only what it changes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pikepdf

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
    """Renders a document again and again; from any thread, but one call at a time."""

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
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        links = [(str(link.A.URI), link.Rect) for link in pdf.pages[page].get("/Annots", ()) if "/A" in link]
        return tuple(
            FieldPlace(uri.removeprefix(FIELD_LINK), page, _box(rectangle))
            for uri, rectangle in links
            if uri.startswith(FIELD_LINK)
        )


def _box(rectangle: Iterable[object]) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(str(edge)) for edge in rectangle)
    return left, bottom, right, top
