"""Prints what a page shows: makes the sheets, asks how, and sends them to the printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_app.adapters.printing.printers import PrinterMissing, duplex_of, printer_for, take_ticket
from desktop_app.core.printing import Ticket
from desktop_app.core.progress import Progress
from desktop_app.services.documents import PAPERS, Paper, file_stem
from desktop_app.services.drafts import Opened
from desktop_app.services.printing import Printable, Sheets
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.typeset import ONE_AT_A_TIME, PrintedPages
from desktop_app.ui.tasks import Work
from desktop_app.ui.widgets.print_dialog import PrintDialog

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

Made = tuple[Opened, Printable, tuple[Sheets, PrintedPages]]
"""A disclosure, how it is to be printed, and its sheets with their pages."""
_A_FILE = "PDF 文件（*.pdf）"


class Printing(QObject):
    """Leads from a disclosure to paper; a dialog at a time."""

    def __init__(self, desk: Desk, parent: QWidget, papers_folder: Path) -> None:
        super().__init__(parent)
        self._desk, self._window, self._folder = desk, parent, papers_folder
        self._opened: Opened | None = None
        self._what: Printable = "pdf"
        self.sheets: Sheets | None = None
        self.dialog: PrintDialog | None = None
        self._making, self._listing, self._sending = Latest(self), Latest(self), Latest(self)
        self._making.done.connect(self._on_made)
        self._listing.done.connect(self._on_listed)
        self._sending.done.connect(self._on_sent)
        self._sending.progressed.connect(self._on_progress)
        for work in (self._making, self._listing, self._sending):
            work.failed.connect(self._on_failed)

    def make_of(self, item_id: str, what: Printable, progress: Progress) -> Made:
        """Return what `ask` takes, of a disclosure as it is kept; in a worker."""
        opened = self._desk.drafts.open(item_id)
        return opened, what, self.make(opened, what, "A4", progress)

    def make(
        self, opened: Opened, what: Printable, paper: Paper, progress: Progress
    ) -> tuple[Sheets, PrintedPages]:
        """Return the sheets and their pages; in a worker."""
        sheets = self._desk.printing.sheets(opened, what, paper, progress)
        return sheets, PrintedPages(sheets.content)

    def ask(self, made: Made) -> None:
        """Show what was made and ask how it is to be printed."""
        self._opened, self._what, sheets = made
        papers = PAPERS if self._what == "poster" else {}
        self.dialog = PrintDialog(self._desk.printing.last_ticket, papers, self._window)
        self.dialog.print_wanted.connect(self._on_print)
        self.dialog.file_wanted.connect(self._on_file)
        self.dialog.system_wanted.connect(self._on_system)
        self.dialog.paper_wanted.connect(self._on_paper)
        self.dialog.calibration_wanted.connect(self._on_calibration)
        self._on_made(sheets)
        self.dialog.open()
        self._listing.run(lambda _progress: self._desk.printing.printers())

    # ── answers of workers ──────────────────────────────────────────────────────────────────────

    def _on_made(self, made: tuple[Sheets, PrintedPages]) -> None:
        self.sheets, pages = made
        if self.dialog is not None:
            self.dialog.show_pages(pages, self.sheets.losses)

    def _on_listed(self, names: list[str]) -> None:
        if self.dialog is not None:
            self.dialog.show_printers(names)

    def _on_progress(self, what: str, share: float) -> None:
        if self.dialog is not None:
            self.dialog.say(f"{what}… {share:.0%}")

    def _on_sent(self, sent: tuple[int, Path | None]) -> None:
        count, file = sent
        if self.dialog is not None:
            self.dialog.set_working(False)
            self.dialog.say(f"已存成：{file}" if file else f"已交给打印机，{count} 页。")

    def _on_failed(self, error: object) -> None:
        if self.dialog is not None:
            self.dialog.set_working(False)
            self.dialog.say(str(error), wrong=True)

    # ── what the person asks for ────────────────────────────────────────────────────────────────

    def _on_paper(self, paper: str) -> None:
        opened, what = self._opened, self._what
        if opened is not None:
            self._making.run(lambda progress: self.make(opened, what, cast(Paper, paper), progress))

    def _on_print(self, ticket: Ticket) -> None:
        if self.sheets is not None:
            self._send(self.sheets, ticket)

    def _on_calibration(self, ticket: Ticket) -> None:
        self._start(
            lambda progress: (
                self._desk.printing.send(
                    self._desk.printing.calibration(), ticket, one_at_a_time=ONE_AT_A_TIME, progress=progress
                ),
                None,
            )
        )

    def _on_file(self, ticket: Ticket) -> None:
        if self.sheets is None:
            return
        proposed = self._folder / f"{file_stem(self.sheets.title)}.pdf"
        path, _filter = QFileDialog.getSaveFileName(self.dialog, "存成 PDF", str(proposed), _A_FILE)
        if path:
            self._send(self.sheets, ticket, file=Path(path))

    def _on_system(self, ticket: Ticket) -> None:
        """Ask the system's own dialog for what only this printer knows: trays, paper kinds, passwords."""
        if self.sheets is None or self.dialog is None:
            return
        try:
            printer = printer_for(ticket, self.sheets.title)
        except PrinterMissing as error:
            self._on_failed(error)
            return
        asked = QPrintDialog(printer, self.dialog)
        asked.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._send(self.sheets, _told(printer, ticket), printer=printer)

    def _send(
        self, sheets: Sheets, ticket: Ticket, *, file: Path | None = None, printer: QPrinter | None = None
    ) -> None:
        if printer is not None:
            take_ticket(printer, ticket)
        self._start(
            lambda progress: (
                self._desk.printing.send(
                    sheets, ticket, file=file, printer=printer, one_at_a_time=ONE_AT_A_TIME, progress=progress
                ),
                file,
            )
        )

    def _start(self, work: Work) -> None:
        if self.dialog is not None:
            self.dialog.set_working(True)
        self._sending.run(work)


def _told(printer: QPrinter, ticket: Ticket) -> Ticket:
    """Return the ticket as the system's dialog left the printer."""
    pages = f"{printer.fromPage()}-{printer.toPage()}" if printer.fromPage() else ticket.pages
    return Ticket(
        printer=printer.printerName(),
        pages=pages,
        copies=printer.copyCount(),
        duplex=duplex_of(printer),
        colour=printer.colorMode() is QPrinter.ColorMode.Color,
        across=ticket.across,
        down=ticket.down,
    )
