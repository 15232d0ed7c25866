"""A typeset document as pages that can be drawn."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.adapters.writers.preview import Preview, Rendered
    from desktop_app.core.document.blocks import Document

ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be used by two threads at once, and a page may be drawn while the next document is typeset."""


def typeset(typesetter: Preview, document: Document) -> TypesetPages:
    """Typeset a document; not in the window's thread."""
    with ONE_AT_A_TIME:
        return TypesetPages(typesetter.render(document))


class PrintedPages:
    """Pages of a finished PDF."""

    def __init__(self, pdf: bytes) -> None:
        from desktop_app.adapters.writers.typesetting import page_sizes

        self._pdf = pdf
        self._sizes = page_sizes(pdf)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def image(self, page: int, width_px: int) -> tuple[int, int, bytes]:
        """Draw a page, counted from 0, as width, height and four bytes a pixel (blue, green, red, unused)."""
        return _image(self._pdf, page, width_px / self._sizes[page][0])


class TypesetPages:
    """Pages of one state of a document."""

    def __init__(self, rendered: Rendered) -> None:
        self._rendered = rendered

    def field_at(self, page: int, across: float, down: float) -> str:
        """Return the field, or the cell, whose answer stands at a place, "" where none does.

        Args:
            page: counted from 0.
            across: share of the page's width, from the left.
            down: share of its height, from the top.
        """
        from desktop_app.adapters.writers.preview import field_places

        width, height = self._rendered.page_sizes[page]
        x, y = across * width, (1 - down) * height
        with ONE_AT_A_TIME:
            places = field_places(self._rendered, page)
        hit = (place.field for place in places if _holds(place.box, x, y))
        return next(hit, "")

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._rendered.page_sizes)

    def image(self, page: int, width_px: int) -> tuple[int, int, bytes]:
        """Draw a page, counted from 0, as width, height and four bytes a pixel (blue, green, red, unused)."""
        across, _ = self._rendered.page_sizes[page]
        return _image(self._rendered.pdf, page, width_px / across)


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    left, bottom, right, top = box
    return left <= x <= right and bottom <= y <= top


def _image(content: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    import pypdfium2

    with ONE_AT_A_TIME, pypdfium2.PdfDocument(content) as pdf:
        bitmap = pdf[page].render(scale=scale, prefer_bgrx=True)
        return bitmap.width, bitmap.height, bytes(bitmap.buffer)
