"""Keeps the window from being held up by what Python does beside it: other threads, and the collection of garbage.

Measured with a list of 5,000 rows that is checked beside the typing: a full collection takes 200 to 300 ms, in
whichever thread it falls due, and stops all of them; a thread that computes lets the window wait 5 ms each time it
calls Qt.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

SWITCH_S = 0.0005
"""How long a thread computes before another may; Python's own is ten times as long."""
_LOOK_MS = 200
_YOUNG, _OLDER, _OLD = 2_000, 20, 2_000
"""New objects until the young are looked through, and rounds until older and old ones are: the old, should nobody look
away before, some seven minutes of steady work later."""


def keep_pauses_short() -> None:
    """Let threads take turns more often, and forget what was needed to start; once, when the window stands."""
    sys.setswitchinterval(SWITCH_S)
    gc.collect()
    gc.freeze()  # modules and the first window stay until the end and need no more looking through


class Sweeper(QObject):
    """Looks for garbage in the window's thread and between its events alone.

    Python looks for it in whichever thread makes one object too many, in the middle of whatever Qt does there: a
    widget that it frees then may be the one that is being painted or dressed, and in a worker's thread Qt learns of its
    end too late. All objects are looked through while the person works in another program and nothing is worked on
    here.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sweeps = self._rounds = 0
        gc.disable()
        timer = QTimer(self, interval=_LOOK_MS)
        timer.timeout.connect(self._on_time)
        timer.start()
        made = QApplication.instance()
        assert isinstance(made, QApplication)  # a window has one
        made.applicationStateChanged.connect(self._on_state)

    def _on_time(self) -> None:
        if gc.get_count()[0] < _YOUNG:
            return
        self._rounds += 1
        is_old, is_older = self._rounds % _OLD == 0, self._rounds % _OLDER == 0
        gc.collect(2 if is_old else 1 if is_older else 0)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        is_away = state is not Qt.ApplicationState.ApplicationActive
        if is_away and not QThreadPool.globalInstance().activeThreadCount():
            gc.collect()
            self.sweeps += 1
