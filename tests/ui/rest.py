"""Waiting until a window has come to rest."""

from __future__ import annotations

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

_QUIET_ROUNDS = 6
"""An answer that comes may begin further work, as the explanation of a deadline after the list."""


def come_to_rest(_window: object = None) -> None:
    """Wait until nothing is worked on any more and what was loaded is laid out."""
    quiet = 0
    while quiet < _QUIET_ROUNDS:
        quiet = quiet + 1 if QThreadPool.globalInstance().activeThreadCount() == 0 else 0
        QThreadPool.globalInstance().waitForDone(20_000)
        QApplication.processEvents()
