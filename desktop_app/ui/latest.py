"""Work that is overtaken by newer work: what the person sees is never older than what was asked last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.core.progress import Progress
from desktop_app.ui.tasks import Task


class Latest(QObject):
    """Runs one work at a time; of those that wait only the newest is kept, and results that were overtaken drop.

    Signals:
        done: the newest work's result.
        failed: the newest work's error.
        progressed: what the newest work does, and the share done.
        cancelled: the person stopped the newest work.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(str, float)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._waiting: Callable[[Progress], Any] | None = None

    @property
    def is_running(self) -> bool:
        """Say whether anything is being worked on."""
        return self._task is not None

    def run(self, work: Callable[[Progress], Any]) -> None:
        """Do this work, now or as soon as the one before is over."""
        if self._task is not None:
            self._waiting = work
            self._task.cancel()
            return
        self._task = Task(work)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_cancelled)
        self._task.progressed.connect(self.progressed)
        self._task.start()

    def cancel(self) -> None:
        """Stop what is running, if it can be stopped."""
        if self._task is not None:
            self._task.cancel()

    def drop(self) -> None:
        """Want no result any more, not even of what is running."""
        self._waiting = _nothing
        if self._task is None:
            self._waiting = None
        else:
            self._task.cancel()

    def _on_done(self, result: object) -> None:
        if not self._goes_on():
            self.done.emit(result)

    def _on_failed(self, error: object) -> None:
        if not self._goes_on():
            self.failed.emit(error)

    def _on_cancelled(self) -> None:
        if not self._goes_on():
            self.cancelled.emit()

    def _goes_on(self) -> bool:
        self._task, work, self._waiting = None, self._waiting, None
        if work is None:
            return False
        if work is not _nothing:
            self.run(work)
        return True


def _nothing(_progress: Progress) -> None:
    """Stand for no work after the running one, whose result nobody wants."""
