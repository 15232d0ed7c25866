"""Printing: what goes to the printer, and how it was asked for the last time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from desktop_app.core.printing import Ticket
from desktop_app.core.progress import Progress, silent
from desktop_app.services.documents import Documents, Paper
from desktop_app.services.drafts import Opened
from desktop_app.services.redlines import Redlines
from desktop_app.services.releases import Releases
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from desktop_app.adapters.printing.printers import Printer

Printable = Literal["pdf", "poster", "redline"]
CALIBRATION = "打印校准页"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is to be printed: a PDF, what the queue shows of it, and what this machine could not express."""

    title: str
    content: bytes
    losses: tuple[str, ...] = ()


class Printing:
    """Makes sheets and prints them.

    Args:
        settings: returns the office's choices at this moment.
        save: keeps changed choices.
    """

    def __init__(
        self,
        documents: Documents,
        releases: Releases,
        redlines: Redlines,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
    ) -> None:
        self._documents = documents
        self._releases = releases
        self._redlines = redlines
        self._settings = settings
        self._save = save

    def sheets(
        self, opened: Opened, what: Printable, paper: Paper = "A4", progress: Progress = silent
    ) -> Sheets:
        """Return a disclosure as it is printed; a poster leaves the office, so it passes the gate.

        Raises:
            HeldBack: the gate does not let the poster out.
            NothingToCompare: there is no earlier version to be compared with.
        """
        if what == "poster":
            self._releases.release(opened, progress)
        made = (
            self._redlines.of(opened)
            if what == "redline"
            else self._documents.render(opened, what, paper, progress)
        )
        return Sheets(made.title, made.content, made.losses)

    def calibration(self) -> Sheets:
        """Return the sheet by which a printer is measured."""
        return Sheets(CALIBRATION, self._documents.calibration())

    @property
    def last_ticket(self) -> Ticket:
        """What was asked the last time, pages and copies left out."""
        return self._settings().printing

    def remember(self, ticket: Ticket) -> None:
        """Keep what was asked for the next time."""
        if ticket.remembered != self.last_ticket:
            self._save(msgspec.structs.replace(self._settings(), printing=ticket.remembered))

    def printers(self) -> list[str]:
        """Return the printers of this machine, its own choice first."""
        from desktop_app.adapters.printing.printers import ensure_application, printer_names

        ensure_application()
        return printer_names()

    def send(
        self,
        sheets: Sheets,
        ticket: Ticket,
        *,
        file: Path | None = None,
        printer: Printer | None = None,
        one_at_a_time: AbstractContextManager[Any] | None = None,
        progress: Progress = silent,
    ) -> int:
        """Print, remember the ticket, and return how many pages were printed.

        Args:
            file: prints into this PDF instead.
            printer: one that the system's dialog has set up already.
            one_at_a_time: held while PDFium works, where other threads use it.

        Raises:
            PrinterMissing, PrintingFailed, PagesUnclear, RulerImpossible.
        """
        from desktop_app.adapters.printing.painting import print_pdf
        from desktop_app.adapters.printing.printers import ensure_application, printer_for

        ensure_application()
        ready = printer or printer_for(ticket, sheets.title, file)
        count = print_pdf(sheets.content, ready, ticket, one_at_a_time or nullcontext(), progress)
        self.remember(ticket)
        return count
