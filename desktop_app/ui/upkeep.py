"""What the open window does for the office by itself: the daily backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.services.desk import Desk

_FIRST_MS, _EVERY_MS = 20_000, 3_600_000


class Upkeep(QObject):
    """Makes the day's backup soon after the start and, in a window left open, on every following day.

    Signals:
        failed: an `AppError`; the next try comes within the hour.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._working = Latest(self)
        self._working.failed.connect(self.failed)
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
            self._working.run(self._back_up)

    def _back_up(self, _progress: Progress) -> Path | None:
        return self._desk.backups.daily()
