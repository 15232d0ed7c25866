"""发文字号 of the office's own documents: the next one, and which is taken already."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.document.numbers import beginning, next_number
from desktop_app.core.forms.form import Form
from desktop_app.services.drafts import Opened
from desktop_app.services.ledger import Ledger
from desktop_app.services.ports import Clock, Workspace
from desktop_app.settings import Settings

_RULE = "required.invalid"


class DocNumbers:
    """Looks up numbers in the ledger.

    Args:
        ledger: asked to catch up first.
        settings: returns the office's choices at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        ledger: Callable[[], Ledger],
        clock: Clock,
        settings: Callable[[], Settings],
    ) -> None:
        self._workspace = workspace
        self._ledger = ledger
        self._clock = clock
        self._settings = settings

    def next(self, year: int | None = None) -> str:
        """Return the next number of this or another year; empty while the office's code is not known."""
        code = self._settings().doc_prefix.strip()
        if not code:
            return ""
        wanted = year or self._clock().year
        self._ledger().catch_up()
        return next_number(code, wanted, self._workspace.ledger.doc_numbers(beginning(code, wanted)))

    def proposed(self, form: Form) -> dict[str, str]:
        """Return the answer that a new document begins with: its number, where the office gives it numbers."""
        part = form.spec.document
        if part.layout == "notice" or part.doc_no not in form.fields or not (number := self.next()):
            return {}
        return {part.doc_no: number}

    def findings(self, opened: Opened) -> list[Finding]:
        """Return a finding where another document of the office bears the number; a correction keeps its original's."""
        part = opened.form.spec.document
        number = str(opened.answers.values.get(part.doc_no) or "").strip()
        if part.layout == "notice" or not number:
            return []
        self._ledger().catch_up()
        link = self._workspace.successions.of(opened.item.id)
        own = {opened.item.id, link.original if link else ""}
        taken = [
            entry
            for entry in self._workspace.ledger.numbered(number)
            if entry.item not in own and entry.form == opened.form.id
        ]
        return [_taken(number, taken[0].title, part.doc_no)] if taken else []


def _taken(number: str, title: str, field: str) -> Finding:
    return Finding(
        rule=_RULE,
        severity=Severity.BLOCK,
        message=f"“发文字号”{number} 已经用在《{title}》上，请核对，换一个没有用过的。",
        place=Place(field=f"values.{field}"),
    )
