"""The printers of this machine, and one of them set up as a ticket asks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.core.errors import OutsideError
from desktop_app.core.printing import Duplex, Ticket

Printer = QPrinter
"""What layers without Qt call it."""

_DUPLEX: Mapping[Duplex, QPrinter.DuplexMode] = {
    "none": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
_made: list[QGuiApplication] = []
_CREATOR = "政务公开助手"


class PrinterMissing(OutsideError):
    """A printer is not there."""

    code = "D110"
    hint = "请接好打印机、在系统里添加它，再试一次；也可以先存成 PDF。"


def ensure_application() -> None:
    """Make Qt's application where there is none: a command prints without a window."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _made.append(QGuiApplication([]))


def printer_names() -> list[str]:
    """Return the printers of this machine, its own choice first; asks the system, which may take a while."""
    default = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: (name != default, name))


def printer_for(ticket: Ticket, title: str, file: Path | None = None) -> QPrinter:
    """Return a printer set up.

    Args:
        title: what the queue shows.
        file: prints into this PDF instead.

    Raises:
        PrinterMissing: it is gone, or there is none.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution) if file else _named(ticket.printer)
    if file:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
    printer.setDocName(title)
    printer.setCreator(_CREATOR)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    take_ticket(printer, ticket)
    return printer


def take_ticket(printer: QPrinter, ticket: Ticket) -> None:
    """Set copies, sides and colour."""
    printer.setCopyCount(ticket.copies)
    printer.setDuplex(_DUPLEX[ticket.duplex])
    printer.setColorMode(QPrinter.ColorMode.Color if ticket.colour else QPrinter.ColorMode.GrayScale)


def duplex_of(printer: QPrinter) -> Duplex:
    """Return how a printer is set to use both sides."""
    return next((name for name, mode in _DUPLEX.items() if printer.duplex() == mode), "none")


def _named(name: str) -> QPrinter:
    wanted = name or QPrinterInfo.defaultPrinterName()
    info = QPrinterInfo.printerInfo(wanted) if wanted else QPrinterInfo()
    if info.isNull():
        raise PrinterMissing(f"找不到打印机“{name}”。" if name else "这台电脑没有默认的打印机。")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)
