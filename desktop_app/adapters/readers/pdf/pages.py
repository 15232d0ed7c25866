"""The pages of a PDF to units: what is seen, what is not, and what is only a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.layout import Flow, Line
from desktop_app.adapters.readers.pdf import structure
from desktop_app.adapters.readers.pdf.drawing import Box, Drawing, drawing_of
from desktop_app.adapters.readers.pdf.lines import UNMAPPED, characters, hidden_pieces, lines_of, rules_of
from desktop_app.adapters.readers.pdf.thumbnail import shows_other
from desktop_app.adapters.readers.pdf.visibility import Hiding, Page, hidden_characters, pixels
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE, COVERED_TEXT, DAMAGED, LIMIT, SCAN, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

if TYPE_CHECKING:
    from pikepdf import Pdf

_MOST_PAGES = 20_000
_SCAN_SHARE = 0.5
_PICTURE_SHARE = 0.06
_FEW_CHARACTERS = 40
_OUTLINES = 150
"""So many paths and no text: letters that were turned into drawings."""
_SAMPLED = 40
_UNMAPPED_SHARE = 0.3
_GLYPH_NUMBERS = re.compile(r"[\x01-\x08\x0e-\x1f\ufffd]")
_FEW_GLYPHS = 8
_RESOLUTION = 200 / 72
_LARGEST_SIDE_PX = 5000
_CROPPED_SHARE, _CROPPED_PT = 0.2, 72
_COVERING = (
    pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_INK, pdfium.FPDF_ANNOT_LINE,
    pdfium.FPDF_ANNOT_REDACT, pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_WIDGET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    """What holds for all pages of one file."""

    name: str
    document: Any
    pdf: Pdf
    flow: Flow
    has_layers: bool
    has_hidden_layers: bool
    progress: Progress


def page_units(name: str, document: Any, pdf: Pdf, progress: Progress) -> Iterator[Unit]:
    """Yield what the pages hold, each page's remarks after its text.

    Args:
        name: the file's, for progress.
        document: the open `pypdfium2.PdfDocument`.
        pdf: the same file's structure.
        progress: told of every page.
    """
    total = len(document)
    if total > _MOST_PAGES:
        raise Unreadable(LIMIT, f"超过 {_MOST_PAGES} 页")
    layers = structure.has_layers(pdf), structure.has_hidden_layers(pdf)
    reading = _Reading(name, document, pdf, Flow(), *layers, progress)
    for index in range(total):
        progress(f"读取“{name}”第 {index + 1} 页", index / total)
        yield from _page(reading, index)
    yield from reading.flow.finish()
    if len(pdf.pages) > total:
        yield Unit(name, Place(), label="PDF 里有读不出来的页", concealment=DAMAGED)


def _page_object(pdf: Pdf, index: int) -> Any:
    """A page's dictionary; an empty one where only PDFium finds the page, as in damaged files."""
    import pikepdf

    return pdf.pages[index].obj if index < len(pdf.pages) else pikepdf.Dictionary()


def _page(reading: _Reading, index: int) -> Iterator[Unit]:
    import pypdfium2

    page_object = _page_object(reading.pdf, index)
    yield from structure.picture_units(page_object, index + 1)
    try:
        page = reading.document[index]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        yield Unit(reading.name, Place(page=index + 1), label=f"第 {index + 1} 页已损坏", concealment=DAMAGED)
        return
    try:
        opened = Page(
            page,
            text_page,
            Box(*page.get_bbox()),
            drawing_of(page, reading.has_layers),
            tuple(_covers(page)),
            reading.has_hidden_layers,
        )
        yield from _content(reading, opened, index + 1)
        if "/Thumb" in page_object and shows_other(page_object, page):
            yield Unit("页面的缩略图", Place(page=index + 1, part="thumbnail"), concealment=CACHE)
    finally:
        text_page.close()
        page.close()
    if "/Annots" in page_object:
        yield from structure.remark_units(page_object, index + 1, reading.progress)


def _content(reading: _Reading, page: Page, number: int) -> Iterator[Unit]:
    text = characters(page.text_page)
    hidden = hidden_characters(page, text)
    rules = rules_of(page.drawing.rules)
    lines = list(lines_of(page.text_page, text, hidden, rules))
    yield from _picture_text(reading, page, number, text)
    yield from reading.flow.page(number, lines, rules)
    for why, piece in hidden_pieces(text, hidden):
        yield _hidden_unit(reading.flow, why, piece, number)
    if any(_is_cropped(*picture, page.box) for picture in page.drawing.shown.items()):
        yield Unit("页面之外的图片", Place(page=number, part="image"), concealment=CACHE)


def _hidden_unit(flow: Flow, why: Hiding, text: str, number: int) -> Unit:
    place = flow.next_place(number)
    if why is Hiding.LAYER:
        return Unit(text, Place(page=number, paragraph=place.paragraph, part="layer"), concealment=TEXT)
    is_look = why in (Hiding.COLOUR, Hiding.TINY)
    return Unit(text, place, concealment=TEXT if is_look else COVERED_TEXT)


def _picture_text(reading: _Reading, page: Page, number: int, text: str) -> Iterator[Unit]:
    """Yield what the page's pictures say; where nobody reads them, that the page is a picture."""
    reason = _why_unread(page, text)
    regions = [page.box] if reason else _speaking_pictures(page)
    if not recognition.is_available():
        if reason:
            label = f"第 {number} 页{reason}，{recognition.why_not()}"
            yield Unit(label, Place(page=number), label=label, concealment=SCAN)
        return
    lines: list[Line] = []
    for region in regions:
        reading.progress(f"识别“{reading.name}”第 {number} 页", (number - 1) / len(reading.document))
        lines += recognition.recognise(_drawn(page, region))
    if reason and not lines:
        label = f"第 {number} 页{reason}，没有识别出文字"
        yield Unit(label, Place(page=number), label=label, concealment=SCAN)
    yield from reading.flow.page(number, lines)


def _why_unread(page: Page, text: str) -> str:
    """Say why the page's text is not its content; empty where it is."""
    said = len("".join(text.split()))
    if said > _FEW_GLYPHS and _is_unmapped(page.text_page, text):
        return "的字体没有文字编码"
    if said > _FEW_CHARACTERS:
        return ""
    shown = sum(picture.shared(page.box).area for picture in page.drawing.pictures)
    if shown > _SCAN_SHARE * page.box.area:
        return "是扫描的图片"
    return "的文字是画出来的" if page.drawing.paths > _OUTLINES and not said else ""


def _is_unmapped(text_page: Any, text: str) -> bool:
    """Tell whether a font of the page does not say what its glyphs mean: PDFium then passes on their numbers."""
    if len(_GLYPH_NUMBERS.findall(text)) > _FEW_GLYPHS:
        return True
    sample = range(0, len(text), max(1, len(text) // _SAMPLED))
    unmapped = sum(
        text[index] == UNMAPPED or pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
        for index in sample
    )
    return bool(unmapped > _UNMAPPED_SHARE * len(sample))


def _speaking_pictures(page: Page) -> list[Box]:
    """Pictures large enough to hold a list, without a text layer of their own."""
    return [
        picture.shared(page.box)
        for picture in page.drawing.pictures
        if picture.shared(page.box).area > _PICTURE_SHARE * page.box.area
        and not _has_text_layer(page.drawing, picture)
    ]


def _has_text_layer(drawing: Drawing, picture: Box) -> bool:
    return any(text.is_unpainted and text.box.shared(picture).area > 0 for text in drawing.texts)


def _drawn(page: Page, region: Box) -> Any:
    """The region as a picture, turned as the page is shown."""
    scale = min(_RESOLUTION, _LARGEST_SIDE_PX / max(*page.page.get_size(), 1.0))
    picture = page.page.render(scale=scale, rev_byteorder=True).to_pil()
    return picture.crop(pixels(page.page, region, scale))


def _covers(page: Any) -> Iterator[Box]:
    rectangle = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in _COVERING:
            pdfium.FPDFAnnot_GetRect(annotation, rectangle)
            yield Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _is_cropped(picture: Box, shown: Sequence[Box], page: Box) -> bool:
    """Tell whether much of a picture lies off the page or is clipped away, where a viewer can still fetch it.

    Args:
        picture: where the whole of it would lie.
        shown: what is seen of it; of one that is drawn in strips, each strip.
        page: what is shown of the page.
    """
    is_large = min(picture.right - picture.left, picture.top - picture.bottom) > _CROPPED_PT
    return is_large and sum(part.shared(page).area for part in shown) < (1 - _CROPPED_SHARE) * picture.area
