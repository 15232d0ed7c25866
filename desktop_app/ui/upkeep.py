"""What the open window does for the office by itself: the daily backup, and deadlines by a newer calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.holidays import Moved

_FIRST_MS, _EVERY_MS = 20_000, 3_600_000


class Upkeep(QObject):
    """Works soon after the start and, in a window left open, every hour: a backup a day, deadlines as they are now.

    Signals:
        failed: an `AppError`; the next try comes within the hour.
        moved: disclosures whose deadlines a newer arrangement of holidays moved.
    """

    failed = Signal(object)
    moved = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._working = Latest(self)
        self._working.failed.connect(self.failed)
        self._working.done.connect(self._on_done)
        QTimer.singleShot(_FIRST_MS, self.run)
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.run)
        self._clock.start()

    @property
    def is_busy(self) -> bool:
        """Say whether a backup is being made."""
        return self._working.is_running

    def run(self) -> None:
        """Make the day's backup unless there is one; nothing waits for it."""
        if not self._working.is_running:
            self._working.run(self._keep_up)

    def _keep_up(self, _progress: Progress) -> tuple[Moved, ...]:
        self._desk.lock.settle()
        self._desk.backups.daily()
        return self._desk.holidays.settle()

    def _on_done(self, moved: tuple[Moved, ...]) -> None:
        if moved:
            self.moved.emit(moved)
