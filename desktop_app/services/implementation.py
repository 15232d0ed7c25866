"""The implementation ledger (落实台账): the founding document's sentences against what the ledger holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.duties import Duty, duties
from desktop_app.core.ledger.figures import by
from desktop_app.core.reports.implementation import STANDING_WORDS, Fulfilment, Known, fulfilments
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.ledger import Ledger
from desktop_app.services.ports import Workspace
from desktop_app.services.resource_files import read_yaml

if TYPE_CHECKING:
    from desktop_app.settings import Settings

FILE = "duties.yaml"


class Implementation:
    """Says for each sentence how it is carried out.

    Args:
        file: the sentences.
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        ledger: Ledger,
        file: Path,
        settings: Callable[[], Settings],
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._ledger = ledger
        self._file = file
        self._settings = settings

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The sentences in the document's order."""
        return duties(read_yaml(self._file))

    def rows(self, year: int, *, own: bool = False) -> list[Fulfilment]:
        """Return how each sentence is carried out in a year.

        Args:
            own: only what the office leads itself; everything where it leads nothing.
        """
        scores = by(self._ledger.figures(year), lambda figure: figure.form)
        store = self._workspace.ledger
        known = Known(scores, store.last_published(), store.open_late())
        led = {entry.id for entry in self._catalogue.own(self._settings().office_name)} if own else set()
        return fulfilments(self.duties, known, led or None)

    def names(self, forms: Sequence[str]) -> str:
        """Return the names of types, joined for people."""
        return "、".join(self._names.get(form, form) for form in forms)

    @property
    def _names(self) -> dict[str, str]:
        return {entry.id: entry.name for entry in self._catalogue.entries()}

    def export(self, rows: Sequence[Fulfilment], out: Path) -> Path:
        """Write sentences and how they are carried out to a workbook.

        Raises:
            ExportFailed: the file cannot be written.
        """
        from desktop_app.services.workbooks import write_table

        heads = (
            ("章节", 28),
            ("原文要求", 60),
            ("承接的事项", 50),
            ("本年公开件数", 14),
            ("其中晚于期限", 14),
            ("本年没有公开的事项", 50),
            ("逾期未公开件数", 16),
            ("最近一次公开", 14),
            ("落实情况", 22),
        )
        cells = (
            (
                row.duty.section,
                row.duty.says or row.duty.law,
                self.names(row.forms),
                row.published,
                row.late,
                self.names(row.missing),
                row.overdue,
                row.last_on,
                STANDING_WORDS[row.standing],
            )
            for row in rows
        )
        return write_table(out, "落实台账", heads, cells)


def as_json(row: Fulfilment) -> dict[str, Any]:
    """Return a sentence as `gongkai report duties --json` prints it."""
    return {
        "section": row.duty.section,
        "says": row.duty.says,
        "law": row.duty.law,
        "forms": list(row.forms),
        "published": row.published,
        "late": row.late,
        "missing": list(row.missing),
        "overdue": row.overdue,
        "last_on": row.last_on.isoformat() if row.last_on else None,
        "standing": str(row.standing),
    }
