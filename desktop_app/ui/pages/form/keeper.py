"""Keeps what is written: soon after each keystroke, in order, and never two writes at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desktop_app.core.disclosure.record import Item
from desktop_app.core.progress import Progress
from desktop_app.ui.tasks import Task

if TYPE_CHECKING:
    from desktop_app.services.drafts import Opened

AFTER_LAST_KEY_MS = 400
AFTER_FIRST_KEY_MS = 1_000
RETRY_MS = 5_000

Write = Callable[[Item, Progress], Item]
"""A change to the disclosure as it was last kept; returns it as it is kept now."""


class Keeper(QObject):
    """Runs the writes to one disclosure one after another; each starts from what the one before kept.

    Args:
        snapshot: what is written now.
        save: keeps a snapshot over the item given.

    Signals:
        kept: the item, after each write.
        failed: the error of a write; what was typed stays and is tried again.
        busy: whether anything is being written or waits for it.
    """

    kept = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    progressed = Signal(str, float)

    def __init__(
        self, parent: QObject, snapshot: Callable[[], Opened], save: Callable[[Item, Opened], Item]
    ) -> None:
        super().__init__(parent)
        self._snapshot, self._save = snapshot, save
        self._item: Item | None = None
        self._is_dirty = False
        self._writes: deque[Write] = deque()
        self._task: Task | None = None
        self._is_saving = False
        self._last_error: object = None
        self._pause = _one_shot(self, AFTER_LAST_KEY_MS, self._on_due)
        self._limit = _one_shot(self, AFTER_FIRST_KEY_MS, self._on_due)
        self._retry = _one_shot(self, RETRY_MS, self._on_due)

    @property
    def has_unsaved(self) -> bool:
        """Say whether anything typed is not kept yet."""
        return self._is_dirty or self._is_saving

    @property
    def is_idle(self) -> bool:
        """Say whether nothing is being written and nothing waits."""
        return self._task is None and not self._writes

    def start(self, item: Item | None) -> None:
        """Begin with a disclosure as it is kept; None stops keeping."""
        for timer in (self._pause, self._limit, self._retry):
            timer.stop()
        self._item, self._is_dirty = item, False
        self._writes.clear()

    def changed(self) -> None:
        """Learn that something was typed."""
        self._is_dirty = True
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def write(self, write: Write) -> None:
        """Do another change after those that wait, with what was typed before it kept first."""
        if self._is_dirty:
            self._queue_save()
        self._writes.append(write)
        self._go_on()

    def stop(self) -> None:
        """Stop what is being written, if it is of the kind that can be stopped half-way: a batch of files."""
        if self._task is not None and not self._is_saving:
            self._task.cancel()

    def flush(self) -> bool:
        """Keep everything now and wait for it; False where it could not be kept."""
        self._last_error = None
        if self._is_dirty:
            self._queue_save()
            self._go_on()
        while not self.is_idle:
            loop = QEventLoop()
            self.busy.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self._last_error is None

    def _on_due(self) -> None:
        if self._is_dirty and self.is_idle:
            self._queue_save()
            self._go_on()

    def _queue_save(self) -> None:
        for timer in (self._pause, self._limit, self._retry):
            timer.stop()
        opened = self._snapshot()
        self._is_dirty, self._is_saving = False, True
        self._writes.append(lambda item, progress: self._save(item, opened))

    def _go_on(self) -> None:
        if self._task is not None or not self._writes or self._item is None:
            return
        write, item = self._writes.popleft(), self._item
        self._task = Task(lambda progress: write(item, progress))
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.progressed.connect(self.progressed)
        self._task.start()

    def _on_done(self, item: Item) -> None:
        self._task = None
        self._item = item
        self._is_saving = bool(self._writes) and self._is_saving
        self.kept.emit(item)
        self._next()

    def _on_failed(self, error: object) -> None:
        self._task = None
        self._last_error = error
        self._writes.clear()
        if self._is_saving:
            self._is_saving, self._is_dirty = False, True
            self._retry.start()
        self.failed.emit(error)
        self._next()

    def _next(self) -> None:
        if self._is_dirty and not self._writes and not self._retry.isActive() and not self._limit.isActive():
            self._queue_save()
        self._go_on()
        self.busy.emit(not self.is_idle)


def _one_shot(parent: QObject, after_ms: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(slot)
    return timer
