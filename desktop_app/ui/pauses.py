"""Keeps the window from being held up by what Python does beside it: other threads, and the collection of garbage.

Measured with a list of 5,000 rows that is checked beside the typing: a full collection takes 200 to 300 ms, in
whichever thread it falls due, and stops all of them; a thread that computes lets the window wait 5 ms each time it
calls Qt.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QApplication

SWITCH_S = 0.0001
"""How long a thread computes before another may; Python's own is fifty times as long.

Qt asks a table for each cell's look one by one, and the window waits so long for each answer while a worker computes:
with half a millisecond a list of 17 columns held it 46 ms now and then, of which it worked for 10. Two workers that
take turns this often are no slower for it.
"""
_LOOK_MS = 30
_YOUNG, _OLDER = 2_000, 60_000
"""New objects until the young are looked through, and how many of those that stayed are looked through with them: some
8 ms of an office PC. What is made while a worker computes is a million objects a second, hence the short rounds."""
_OLD_S, _STILL_MS = 420.0, 4_000
"""After how long the old are looked through, should nobody look away before, and how long hands must rest for it."""

_BY_HAND = (
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
)


def keep_pauses_short() -> None:
    """Let threads take turns more often, and forget what was needed to start; once, when the window stands."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()  # modules and the first window stay until the end and need no more looking through


class Sweeper(QObject):
    """Looks for garbage in the window's thread and between its events alone.

    Python looks for it in whichever thread makes one object too many, in the middle of whatever Qt does there: a
    widget that it frees then may be the one that is being painted or dressed, and in a worker's thread Qt learns of its
    end too late. All objects are looked through while the person works in another program, or has let go of keys and
    mouse after long work, and nothing is worked on here.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sweeps = self._older = 0
        self._swept_s = time.monotonic()
        self.hands = Hands(self)
        self.hands.rested.connect(self._sweep)
        gc.disable()
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self._on_time)
        timer.start()
        _application().applicationStateChanged.connect(self._on_state)

    def _on_time(self) -> None:
        young = gc.get_count()[0]
        if young < _YOUNG:
            return
        self._older += young
        if self._older < _OLDER:
            gc.collect(0)
            return
        gc.collect(1)
        self._older = 0
        if time.monotonic() > self._swept_s + _OLD_S:
            self.hands.watch()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self._sweep()

    def _sweep(self) -> None:
        """Look all through, which takes a moment that somebody at work would feel."""
        if QThreadPool.globalInstance().activeThreadCount():
            return
        gc.collect()
        self.sweeps += 1
        self._older, self._swept_s = 0, time.monotonic()


class Hands(QObject):
    """Tells when keys and mouse have rested; looks at events only while somebody wants to know it.

    Signals:
        rested: nobody has done anything for a while.

    Attributes:
        still: runs out when they have rested long enough.
    """

    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.still = QTimer(self, interval=_STILL_MS, singleShot=True)
        self.still.timeout.connect(self._on_still)

    def watch(self) -> None:
        """Tell once, as soon as they rest."""
        if not self.still.isActive():
            _application().installEventFilter(self)
            self.still.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew at every key and touch."""
        if event.type() in _BY_HAND:
            self.still.start()
        return super().eventFilter(watched, event)

    def _on_still(self) -> None:
        _application().removeEventFilter(self)
        self.rested.emit()


def _application() -> QApplication:
    made = QApplication.instance()
    assert isinstance(made, QApplication)  # a window has one
    return made
