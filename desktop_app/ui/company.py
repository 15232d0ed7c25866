"""What the others of a shared workspace do, heard of in the background while the window stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.presence import Company

_EVERY_MS = 5_000
_CALLS_A_NOTE = 3
"""That a disclosure is open is told every so many calls, and at once when another one is."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one call brought.

    Args:
        changes: differs from that of the call before where somebody else has changed something.
        company: None where it was not asked for.
    """

    changes: int
    company: Company | None


class Others(QObject):
    """Calls the workspace every few seconds; a call that fails is made again, and says nothing.

    Args:
        opened: returns the id of the disclosure that is open, "" while there is none.

    Signals:
        changed: somebody else has changed something.
        met: a `Company`, of the disclosure that is open.
    """

    changed = Signal()
    met = Signal(object)

    def __init__(self, desk: Desk, opened: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._opened = opened
        self._known: int | None = None
        self._told = ""
        self._calls = 0
        self._calling = Latest(self)
        self._calling.done.connect(self._on_heard)
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.call)
        self._clock.start()

    @property
    def is_busy(self) -> bool:
        """Say whether the workspace is being called."""
        return self._calling.is_running

    def call(self) -> None:
        """Ask now."""
        if self._calling.is_running:
            return
        item, self._calls = self._opened(), self._calls + 1
        is_new, self._told = item != self._told, item
        asks = bool(item) and (is_new or self._calls % _CALLS_A_NOTE == 0)
        self._calling.run(lambda _progress: self._hear(item, asks=asks, leaves=is_new))

    def _hear(self, item: str, *, asks: bool, leaves: bool) -> Heard:
        if leaves:
            self._desk.presence.away()
        return Heard(self._desk.sharing.others(), self._desk.presence.at(item) if asks else None)

    def _on_heard(self, heard: Heard) -> None:
        is_changed, self._known = self._known not in (None, heard.changes), heard.changes
        if is_changed:
            self.changed.emit()
        if heard.company is not None:
            self.met.emit(heard.company)

    def leave(self) -> None:
        """Tell the others that nothing is open here any more."""
        self._clock.stop()
        self._calling.run(self._away)

    def _away(self, _progress: Progress) -> Heard:
        self._desk.presence.away()
        return Heard(self._known or 0, None)
