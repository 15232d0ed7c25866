"""When a disclosure is checked: a moment after typing, and wholly when the person asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Decision, Judged
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.side import lines_for
from desktop_app.ui.widgets.findings_panel import Line

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened

IDLE_MS = 500
_ATTACHMENTS = "attachments"


@dataclass(frozen=True, slots=True)
class _Found:
    judged: Judged
    lines: list[Line]


class Checking(QObject):
    """Checks snapshots in a worker.

    What was found in attachments stays shown while the answers are checked again.

    Signals:
        found: all findings, `Judged` by what was decided on them, and the lines that show them.
        checked: the findings alone, after a check of everything that somebody asked for.
        failed: the error of a check.

    Attributes:
        judged: what was found last.
    """

    found = Signal(object, object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, desk: Desk, snapshot: Callable[[], Opened]) -> None:
        super().__init__(parent)
        self._desk, self._snapshot = desk, snapshot
        self.judged = Judged([], [])
        self._decisions: Sequence[Decision] = ()
        self._quick, self._whole, self._judging = Latest(self), Latest(self), Latest(self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        self._quick.done.connect(self._on_found)
        self._whole.done.connect(self._on_whole)
        self._judging.done.connect(self._on_decisions)
        for work in (self._quick, self._whole, self._judging):
            work.failed.connect(self.failed)

    def start(self, decisions: Sequence[Decision] = ()) -> None:
        """Begin with another disclosure, about whose findings this was decided.

        What was to be checked of the one before is not.
        """
        self.judged, self._decisions = Judged([], []), decisions
        self._idle.stop()
        for work in (self._quick, self._whole, self._judging):
            work.drop()

    def touch(self) -> None:
        """Check the answers when typing pauses."""
        self._idle.start()

    def check(self) -> None:
        """Check everything now."""
        self._idle.stop()
        self._quick.drop()
        opened, decisions = self._snapshot(), self._decisions
        self._whole.run(lambda progress: _found(opened, self._desk.findings(opened, progress), decisions))

    def judge_again(self) -> None:
        """Sort what is known by what is decided now."""
        item_id = self._snapshot().item.id
        self._judging.run(lambda _progress: self._desk.decisions.of(item_id))

    @property
    def in_files(self) -> list[Finding]:
        """What the last check of everything found in the attachments."""
        return [one for one in self._known() if (one.place.field or "").startswith(_ATTACHMENTS)]

    def _on_idle(self) -> None:
        opened, in_files, decisions = self._snapshot(), self.in_files, self._decisions
        self._quick.run(
            lambda _progress: _found(opened, [*self._quick_findings(opened), *in_files], decisions)
        )

    def _quick_findings(self, opened: Opened) -> list[Finding]:
        item = opened.item
        return self._desk.quick_findings(opened.answers, item.openness, item.confidentiality)

    def _on_decisions(self, decisions: list[Decision]) -> None:
        self._decisions = decisions
        self._on_found(_found(self._snapshot(), self._known(), decisions))

    def _known(self) -> list[Finding]:
        return [*self.judged.open, *(finding for finding, _decision in self.judged.accepted)]

    def _on_found(self, found: _Found) -> None:
        self.judged = found.judged
        self.found.emit(found.judged, found.lines)

    def _on_whole(self, found: _Found) -> None:
        self._on_found(found)
        self.checked.emit(found.judged)


def _found(opened: Opened, findings: Sequence[Finding], decisions: Sequence[Decision]) -> _Found:
    """Judge and group in the worker: a list of thousands may have as many findings."""
    from desktop_app.services.decisions import judge

    judged = judge(opened, findings, decisions)
    return _Found(judged, lines_for(judged, opened.form.spec))
