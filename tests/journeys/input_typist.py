"""The real window on a virtual screen, its title field awaiting a keyboard; run as a process of its own.

Prints one JSON object a line whenever something changed: `text` kept in the field and `preedit`, not yet chosen.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.app import application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pauses import Sweeper
from desktop_app.wiring import open_desk
from tests.journeys.typist import EVERY_MS, pause

SETTLED_MS = 1000
"""What a form just opened takes until it leaves the focus alone."""


class Watcher(QObject):
    """Tells what a field holds and what the input method shows in it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self._preedit = ""
        self._told = ""
        field.installEventFilter(self)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tell)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._preedit = event.preeditString()
            self.tell()
        return super().eventFilter(watched, event)

    def tell(self) -> None:
        field = self._field
        if not field.hasFocus():  # on a busy machine the form is still being built and takes it once more
            field.activateWindow()
            field.setFocus()
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        line = json.dumps(
            {
                "text": text,
                "preedit": self._preedit,
                "focus": field.hasFocus(),
                "active": field.isActiveWindow(),
            }
        )
        if line != self._told:
            self._told = line
            print(line, flush=True)


def wait_for_keys(workspace: str, item_id: str) -> None:
    made = application()
    window = MainWindow(open_desk(workspace))
    Sweeper(window)
    window.show()
    window.open_item(item_id)
    form = window.page("form")
    while form.session is None or "title" not in form.sheet.frames:
        pause(20)
    target = form.sheet.frames["title"].editor.target
    pause(SETTLED_MS)
    window.activateWindow()
    target.setFocus()
    watcher = Watcher(target)
    made.exec()
    watcher.deleteLater()


if __name__ == "__main__":
    wait_for_keys(*sys.argv[1:])
