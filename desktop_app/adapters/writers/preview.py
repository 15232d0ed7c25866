"""The live preview: a compiler that stays warm, so that an edit costs only what it changes."""

from __future__ import annotations

from dataclasses import dataclass

import typst

from desktop_app.adapters.writers.fonts import FontSet
from desktop_app.adapters.writers.typst_parts import FIELD_LINK
from desktop_app.adapters.writers.typst_source import typst_source
from desktop_app.core.document.blocks import Document


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
        self._fonts = fonts
        self._compiler = typst.Compiler(font_paths=fonts.fonts, ignore_system_fonts=True)

    def render(self, document: Document) -> Rendered:
        """Return the document's pages; answers are links that `field_places` finds again."""
        import pypdfium2

        source = typst_source(document, self._fonts.families, fields=True)
        pdf = self._compiler.compile(input=source.encode(), format="pdf", timestamp=0, pdf_tags=False)
        assert isinstance(pdf, bytes)
        with pypdfium2.PdfDocument(pdf) as opened:
            sizes = tuple(opened.get_page_size(number) for number in range(len(opened)))
        return Rendered(pdf, sizes)


def field_places(rendered: Rendered, page: int) -> tuple[FieldPlace, ...]:
    """Return where the answers of a page stand, in the order of the text; an answer over two lines has two boxes."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

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
    import ctypes

    from pypdfium2 import raw

    action = raw.FPDFLink_GetAction(link)
    length = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(pdf, action, buffer, length)
    return buffer.value.decode("ascii", "replace")
