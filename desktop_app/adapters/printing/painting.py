"""Pages of a PDF drawn on a printer at its own resolution, strip by strip: a whole page would take too much memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop_app.core.errors import OutsideError
from desktop_app.core.printing import Ticket, chosen_pages, true_scale
from desktop_app.core.progress import Progress

_STRIP_PX = 600
_FINEST_DPI = 600
_POINTS_PER_INCH = 72
_NOTHING_PT = 0.3


class PrintingFailed(OutsideError):
    """The printer did not take a document."""

    code = "D111"
    hint = "请看打印机有没有纸、是不是在线，再打一次。"


def print_pdf(
    content: bytes,
    printer: QPrinter,
    ticket: Ticket,
    one_at_a_time: AbstractContextManager[Any],
    progress: Progress,
) -> int:
    """Draw the ticket's pages, each on paper of its own size, and return how many.

    Args:
        content: a PDF.
        one_at_a_time: held while PDFium works, which two threads must not do; it is entered again and again.

    Raises:
        PagesUnclear: the ticket names pages that there are not.
        PrintingFailed: the printer refuses.
    """
    import pypdfium2

    with one_at_a_time:
        pdf = pypdfium2.PdfDocument(content)
        sizes = [page.get_size() for page in pdf]
    painter = QPainter()
    try:
        numbers = chosen_pages(ticket.pages, len(sizes))
        for done, number in enumerate(numbers):
            progress(f"正在打印第 {number} 页", done / len(numbers))
            size = sizes[number - 1]
            _set_paper(printer, size)
            if not (printer.newPage() if done else painter.begin(printer)):
                raise PrintingFailed("打印机没有接收。")
            for top, bottom, image in _strips(pdf, number - 1, size, printer, ticket, one_at_a_time):
                painter.drawImage(_place(size[0], top, bottom, printer, ticket), image)
    except BaseException:
        printer.abort()  # nothing of a document that was stopped half-way comes out
        raise
    finally:
        ended = not painter.isActive() or painter.end()
        with one_at_a_time:
            pdf.close()
    if not ended:
        raise PrintingFailed("没有打印完。")
    return len(numbers)


def _strips(
    pdf: Any,
    number: int,
    size: tuple[float, float],
    printer: QPrinter,
    ticket: Ticket,
    one_at_a_time: AbstractContextManager[Any],
) -> Iterator[tuple[float, float, QImage]]:
    """Yield upper and lower edge of each strip in points from the page's upper edge, and its picture."""
    scale = min(printer.resolution(), _FINEST_DPI) / _POINTS_PER_INCH
    height, strip, top = size[1], _STRIP_PX / scale, 0.0
    while top < height - _NOTHING_PT:
        bottom = min(top + strip, height)
        with one_at_a_time:
            crop = (0, height - bottom, 0, top)
            bitmap = pdf[number].render(scale=scale, crop=crop, grayscale=not ticket.colour)
            image = _image(bitmap)
        yield top, bottom, image
        top = bottom


def _place(width: float, top: float, bottom: float, printer: QPrinter, ticket: Ticket) -> QRectF:
    """Return where a strip goes, in the printer's dots, true to size by what the calibration sheet told."""
    dots = printer.resolution() / _POINTS_PER_INCH
    across, down = true_scale(ticket.across) * dots, true_scale(ticket.down) * dots
    return QRectF(0, top * down, width * across, (bottom - top) * down)


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    """Ask for the page's own paper: posters may be A3, wide tables lie across."""
    width, height = size
    short, long = sorted(size)
    known = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(known, across, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    if printer.pageLayout() != layout:
        printer.setPageLayout(layout)


def _image(bitmap: Any) -> QImage:
    shape = QImage.Format.Format_Grayscale8 if bitmap.n_channels == 1 else QImage.Format.Format_BGR888
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape)
    return image.copy()
