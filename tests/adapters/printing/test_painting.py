"""Pages on Qt's printer, here one that writes a PDF."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.adapters.printing.painting import print_pdf
from desktop_app.adapters.printing.printers import PrinterMissing, printer_for
from desktop_app.adapters.writers.fonts import font_folders, load_fonts
from desktop_app.adapters.writers.poster import write_poster
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document.gbt9704 import POINTS_PER_MM
from desktop_app.core.errors import Cancelled
from desktop_app.core.printing import PagesUnclear, Ticket
from desktop_app.core.progress import silent
from tests.conftest import REPOSITORY
from tests.core.document.sample import letter, notice

pytestmark = pytest.mark.usefixtures("qapp")
_SCALE = 4


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write_pdf(letter(), load_fonts(font_folders(REPOSITORY))).content


def printed(content: bytes, ticket: Ticket, file: Path) -> pypdfium2.PdfDocument:
    print_pdf(content, printer_for(ticket, "题", file), ticket, nullcontext(), silent)
    return pypdfium2.PdfDocument(file)


def ink(document: pypdfium2.PdfDocument, number: int) -> tuple[float, float, float, float]:
    """The box of what is printed on a page, in millimetres."""
    picture = (
        document[number].render(scale=_SCALE, grayscale=True).to_pil().point(lambda one: 255 * (one < 128))
    )
    box = picture.getbbox()
    assert box is not None
    return tuple(edge / _SCALE / POINTS_PER_MM for edge in box)


def test_pages_are_printed_true_to_size(pdf: bytes, tmp_path: Path):
    pages = printed(pdf, Ticket(), tmp_path / "out.pdf")
    original = pypdfium2.PdfDocument(pdf)
    assert len(pages) == len(original)
    for number in range(len(pages)):
        assert ink(pages, number) == pytest.approx(ink(original, number), abs=0.5)


def test_only_the_pages_asked_for_are_printed(pdf: bytes, tmp_path: Path):
    pages = printed(pdf, Ticket(pages="2"), tmp_path / "out.pdf")
    assert len(pages) == 1
    assert ink(pages, 0) == pytest.approx(ink(pypdfium2.PdfDocument(pdf), 1), abs=0.5)


def test_printer_that_prints_too_small_is_put_right(pdf: bytes, tmp_path: Path):
    box = ink(printed(pdf, Ticket(across=98.0, down=99.0), tmp_path / "out.pdf"), 0)
    left, top, right, bottom = ink(pypdfium2.PdfDocument(pdf), 0)
    assert box == pytest.approx((left / 0.98, top / 0.99, right / 0.98, bottom / 0.99), abs=0.5)


def test_paper_is_the_pages_own(tmp_path: Path):
    poster = write_poster(notice(), load_fonts(font_folders(REPOSITORY)), paper="A4x2").content
    (width, height), *_ = [page.get_size() for page in printed(poster, Ticket(), tmp_path / "out.pdf")]
    assert width > height


def test_red_is_red_unless_only_black_is_asked_for(pdf: bytes, tmp_path: Path):
    for colour in (True, False):
        page = printed(pdf, Ticket(colour=colour), tmp_path / f"{colour}.pdf")[0]
        pixels = page.render(scale=1).to_pil().convert("RGB").tobytes()
        red = any(pixels[at] > 150 and pixels[at + 1] < 100 for at in range(0, len(pixels), 3))
        assert red is colour


def test_unclear_pages_are_refused_before_anything_is_printed(pdf: bytes, tmp_path: Path):
    with pytest.raises(PagesUnclear):
        printed(pdf, Ticket(pages="七"), tmp_path / "out.pdf")


def test_printing_can_be_stopped(pdf: bytes, tmp_path: Path):
    def stop(_what: str, share: float) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(pdf, printer_for(Ticket(), "题", tmp_path / "out.pdf"), Ticket(), nullcontext(), stop)


def test_printer_that_is_gone_is_named():
    with pytest.raises(PrinterMissing) as caught:
        printer_for(Ticket(printer="没有这台"), "题")
    assert "没有这台" in str(caught.value)
