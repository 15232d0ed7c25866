"""A clerk who types into the real window until somebody pulls the plug; run as a process of its own.

Prints the moment (monotonic seconds) after each character, so that the one who pulls knows what had been typed when.
"""

from __future__ import annotations

import sys
import time
from itertools import count

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.ui.app import application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pauses import Sweeper
from desktop_app.wiring import open_desk

EVERY_MS = 30


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def type_for_ever(workspace: str, item_id: str) -> None:
    application()
    window = MainWindow(open_desk(workspace))
    Sweeper(window)
    window.show()
    window.open_item(item_id)
    form = window.page("form")
    while form.session is None or "title" not in form.sheet.frames:
        pause(20)
    target = form.sheet.frames["title"].editor.target
    target.setFocus()
    target.selectAll()
    for number in count():
        event = QInputMethodEvent()
        event.setCommitString(chr(0x4E00 + number))
        QApplication.sendEvent(target, event)
        print(time.monotonic(), flush=True)
        pause(EVERY_MS)


if __name__ == "__main__":
    type_for_ever(*sys.argv[1:])
