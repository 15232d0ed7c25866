"""The only place with threads: long work off the window's thread, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.progress import Progress
from desktop_app.ui.faults import unexpected

Work = Callable[[Progress], Any]

_running: set[Task] = set()
"""Tasks have no Qt parent, whose death would take their signals along; this keeps them until they end."""


class Task(QObject):
    """One piece of work in a thread of its own.

    Signals, all in the window's thread:
        progressed: what is being done, and the share done, 0.0 to 1.0.
        done: the work's result.
        failed: an `AppError`; what was not foreseen becomes a `BugError`.
        cancelled: the work stopped because `cancel` was called.

    Args:
        work: a plain function that is given a `Progress`; it must not touch widgets.
    """

    progressed = Signal(str, float)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _ended = Signal(str, object)

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._is_cancelled = False
        self._ended.connect(self._on_ended)

    def start(self) -> None:
        """Begin; signals come when the window's event loop runs."""
        _running.add(self)
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._is_cancelled = True

    def run(self) -> None:
        """Do the work; called by the pool's thread."""
        try:
            result = self._work(self._report)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except AppError as error:
            self._ended.emit("failed", error)
        except Exception as error:
            self._ended.emit("failed", unexpected(error))
        else:
            self._ended.emit("done", result)

    def _report(self, what: str, share: float) -> None:
        if self._is_cancelled:
            raise Cancelled
        self.progressed.emit(what, share)

    def _on_ended(self, outcome: str, value: object) -> None:
        _running.discard(self)
        self._work = (
            _over  # what it holds, perhaps the last of a page, is given up here and not in the other thread
        )
        if outcome == "cancelled":
            self.cancelled.emit()
        elif outcome == "failed":
            self.failed.emit(value)
        else:
            self.done.emit(value)


def _over(_progress: Progress) -> None:
    """Stand for work that ended."""


class _Runner(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


def wait_for_all(timeout_s: float) -> bool:
    """Wait until no work runs any more, at the program's end; False where it took longer."""
    return QThreadPool.globalInstance().waitForDone(int(timeout_s * 1000))
