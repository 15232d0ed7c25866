"""From what was found, or from the preview, to its place on the form, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Judged
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS
from desktop_app.ui.pages.form.session import cell_of, key_of
from desktop_app.ui.widgets.findings_panel import FindingsList, Line
from desktop_app.ui.widgets.preview import PreviewPane

if TYPE_CHECKING:
    from desktop_app.ui.pages.form_page import FormPage

ATTACHMENTS = "attachments"


class Leading(QObject):
    """Shows findings beside the form and at its fields, and leads to places."""

    def __init__(self, page: FormPage) -> None:
        super().__init__(page)
        self._page = page
        self._came_from: FindingsList | PreviewPane | None = None
        page.checking.found.connect(self._on_found)
        page.previewing.field_wanted.connect(self._on_field_wanted)
        page.side.findings.finding_chosen.connect(self._on_finding)

    def go_to_path(self, path: str) -> None:
        """Bring the answer at a dotted path into sight, or one of the release's own fields, or the attachments."""
        if path == ATTACHMENTS:
            self._page.sheet.go_to_attachments()
            return
        row, column = cell_of(f"values.{path}")
        self._page.sheet.go_to(path if path in RELEASE_FIELDS else path.partition(".")[0], row, column)

    def go_back(self) -> None:
        """Go back to the list or the page that led here."""
        if self._came_from is not None:
            self._page.side.show_tab(self._came_from)
            self._came_from.take_focus()
            self._came_from = None

    def _on_found(self, _judged: Judged, lines: list[Line]) -> None:
        session = self._page.session
        if session is None:
            return
        self._page.side.show_findings(lines)
        deciding = self._page.deciding
        self._page.side.findings.offer_deciding(deciding.is_offered, deciding.reviewer)
        changed = session.take([line.findings[0] for line in lines if line.decision is None])
        self._page.sheet.show_errors(session.errors, changed)
        self._page.showing.show_sections()

    def _on_finding(self, finding: Finding) -> None:
        self._came_from = self._page.side.findings
        if (finding.place.field or "").startswith(ATTACHMENTS):
            self._page.sheet.go_to_attachments()
            return
        row, column = cell_of(finding.place.field or "")
        self._page.sheet.go_to(key_of(finding), row, column)

    def _on_field_wanted(self, path: str) -> None:
        self._came_from = self._page.side.preview
        self.go_to_path(path)
