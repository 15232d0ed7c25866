"""When a disclosure is checked: a moment after typing, and wholly when the person asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.checks.finding import Finding
from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened

IDLE_MS = 500


class Checking(QObject):
    """Checks snapshots in a worker.

    What was found in attachments stays shown while the answers are checked again.

    Signals:
        found: all findings.
        checked: the same after a check of everything, that somebody asked for.
        failed: the error of a check.
    """

    found = Signal(list)
    checked = Signal(list)
    failed = Signal(object)

    def __init__(self, parent: QObject, desk: Desk, snapshot: Callable[[], Opened]) -> None:
        super().__init__(parent)
        self._desk, self._snapshot = desk, snapshot
        self._in_files: list[Finding] = []
        self._quick, self._whole = Latest(self), Latest(self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        self._quick.done.connect(self._on_quick)
        self._quick.failed.connect(self.failed)
        self._whole.done.connect(self._on_whole)
        self._whole.failed.connect(self.failed)

    def start(self) -> None:
        """Begin with another disclosure."""
        self._in_files = []
        self._quick.drop()
        self._whole.drop()

    def touch(self) -> None:
        """Check the answers when typing pauses."""
        self._idle.start()

    def check(self) -> None:
        """Check everything now."""
        self._idle.stop()
        self._quick.drop()
        opened = self._snapshot()
        self._whole.run(lambda progress: self._desk.findings(opened, progress))

    def _on_idle(self) -> None:
        opened = self._snapshot()
        self._quick.run(lambda progress: self._quick_findings(opened, progress))

    def _quick_findings(self, opened: Opened, progress: Progress) -> list[Finding]:
        return self._desk.quick_findings(opened.answers, opened.item.openness, opened.item.confidentiality)

    def _on_quick(self, findings: list[Finding]) -> None:
        self.found.emit([*findings, *self._in_files])

    def _on_whole(self, findings: list[Finding]) -> None:
        self._in_files = [one for one in findings if (one.place.field or "").startswith("attachments")]
        self.found.emit(findings)
        self.checked.emit(findings)
