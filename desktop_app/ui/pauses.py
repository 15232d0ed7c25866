"""Keeps the window from being held up by what Python does beside it: other threads, and the collection of garbage.

Measured with a list of 5,000 rows that is checked beside the typing: a full collection takes 200 to 300 ms, in
whichever thread it falls due, and stops all of them; a thread that computes lets the window wait 5 ms each time it
calls Qt.
"""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Qt, QThreadPool
from PySide6.QtWidgets import QApplication

SWITCH_S = 0.0005
"""How long a thread computes before another may; Python's own is ten times as long."""
_YOUNG, _OLDER, _OLD = 2_000, 20, 100
"""New objects until the young are looked through, and rounds until older and old ones are: the old, some four million
objects later, should nobody look away before."""


def keep_pauses_short() -> None:
    """Let threads take turns more often and old objects be looked through rarely; once, when the window stands."""
    sys.setswitchinterval(SWITCH_S)
    gc.set_threshold(_YOUNG, _OLDER, _OLD)
    gc.collect()
    gc.freeze()  # modules and the first window stay until the end and need no more looking through


class Sweeper(QObject):
    """Looks through all objects while the person works in another program and nothing is worked on here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sweeps = 0
        made = QApplication.instance()
        assert isinstance(made, QApplication)  # a window has one
        made.applicationStateChanged.connect(self._on_state)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        is_away = state is not Qt.ApplicationState.ApplicationActive
        if is_away and not QThreadPool.globalInstance().activeThreadCount():
            gc.collect()
            self.sweeps += 1
