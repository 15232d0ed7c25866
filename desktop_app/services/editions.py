"""Which version of which rule made a finding or a date: forms, arrangements of holidays, and the program's checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.calendar.notice import FiledNotice, Notice
from desktop_app.core.checks.finding import Finding
from desktop_app.core.forms.judge import INVALID, MISSING
from desktop_app.core.updates.edition import Edition, Origin, words_of

if TYPE_CHECKING:
    from desktop_app.core.calendar.due import Due
    from desktop_app.core.forms.form import Form
    from desktop_app.core.requests.clock import RequestClock
    from desktop_app.services.catalogue import Catalogue
    from desktop_app.services.updates import Updates

_OF_FORMS = frozenset({MISSING, INVALID})
"""Everything else is found by the program's own code: leak rules, readers, the release gate."""


class Editions:
    """Tells editions; the one place that knows which file made what.

    Args:
        updates: say which pack brought a file.
        home: the folder below which the rules lie that hold.
        calendars: the office's own folder of arrangements; its files are named by this folder.
    """

    def __init__(self, catalogue: Catalogue, updates: Updates, home: Path, calendars: str) -> None:
        self._catalogue = catalogue
        self._updates = updates
        self._home = home
        self._calendars = calendars

    def of_form(self, form: Form) -> Edition:
        """Return the edition of a form that is in use."""
        origin = self._origin(self._catalogue.files(form.id))
        return Edition("form", form.id, str(form.spec.version), origin, self._catalogue.digest(form.id))

    def of_finding(self, finding: Finding, form: Form | None) -> Edition:
        """Return what made a finding.

        Args:
            form: of the disclosure; None for a file that belongs to none.
        """
        if form is not None and finding.rule in _OF_FORMS:
            return self.of_form(form)
        return self._checks()

    def of_due(self, due: Due, form: Form) -> tuple[Edition, ...]:
        """Return what made a deadline: the form with its limit, then the arrangements by which days were counted."""
        return self.of_form(form), *map(self._of_notice, due.notices)

    def of_request(self, clock: RequestClock) -> tuple[Edition, ...]:
        """Return what made the last day for an answer: the limits of the law, which the program holds, and the days."""
        return () if clock.waits else (self._checks(), *map(self._of_notice, clock.notices))

    def due_words(self, due: Due | None, form: Form) -> str:
        """Return by which versions a deadline was made; empty for no deadline."""
        return words_of(*self.of_due(due, form)) if due else ""

    def request_words(self, clock: RequestClock) -> str:
        """Return by which versions the last day for an answer was made; empty while no time runs."""
        return words_of(*self.of_request(clock))

    def facts(self, form: Form, due: Due | None) -> dict[str, Any]:
        """Return what the story keeps where somebody vouches: the state of all rules, and what made form and date."""
        made_by = self.of_due(due, form) if due else (self.of_form(form),)
        return {"rules": self._updates.version.words, "made_by": [one.words for one in made_by]}

    def finding_words(self, finding: Finding, form: Form | None = None) -> str:
        """Return by which version a finding was made."""
        return words_of(self.of_finding(finding, form))

    def _checks(self) -> Edition:
        program = self._updates.program
        return Edition("checks", "", program, Origin("program", program))

    def _of_notice(self, notice: Notice) -> Edition:
        file, sha256 = (notice.file, notice.sha256) if isinstance(notice, FiledNotice) else ("", "")
        version = notice.notice_no or f"《{notice.source}》"
        return Edition("calendar", str(notice.year), version, self._origin_of_calendar(file), sha256)

    def _origin_of_calendar(self, file: str) -> Origin:
        if file.startswith(f"{self._calendars}/"):
            return Origin("office")
        return self._updates.origin([f"resources/calendars/{file}"])

    def _origin(self, files: Sequence[Path]) -> Origin:
        below = [file for file in files if file.is_relative_to(self._home)]
        if len(below) < len(files):
            return Origin("office")
        return self._updates.origin([file.relative_to(self._home).as_posix() for file in below])
