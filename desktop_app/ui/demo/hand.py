"""A hand that uses the window: writes as an input method does, presses keys, clicks, and waits for what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QWidget

from desktop_app.core.errors import BugError, OutsideError
from desktop_app.ui.pages.form.banner import Banner

_LOOK_EVERY_MS = 20
_LISTEN_EVERY_MS = 200
_PATIENCE_MS = 60_000


class NothingHappened(BugError):
    """The window did not come to where the demonstration waits for it."""

    code = "Y101"


class ToldOtherwise(OutsideError):
    """The window told of an error where the demonstration waits for something else."""

    code = "Y103"
    hint = "按窗口说的处理好，再演示一次；不明白的，运行 gongkai doctor 看这台电脑缺什么。"


class Hand:
    """Works on one window.

    Args:
        window: what it looks at.
        album: folder for its pictures.
    """

    def __init__(self, window: QWidget, album: Path) -> None:
        self._window = window
        self._album = album
        self.pictures: list[Path] = []
        self._told = ""
        # a box has its own event loop, in which nothing but a timer is heard
        self._listening = QTimer()
        self._listening.setInterval(_LISTEN_EVERY_MS)
        self._listening.timeout.connect(self._on_listen)
        self._listening.start()

    def write(self, target: QWidget, text: str) -> None:
        """Replace what stands in an input, as an input method does: all at once."""
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        select_all = getattr(target, "selectAll", None)
        if select_all is not None:
            select_all()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)
        self.rest()

    def press(self, target: QWidget, key: Qt.Key, text: str = "") -> None:
        """Press and release a key."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
        self.rest()

    def click(self, button: QAbstractButton) -> None:
        """Click a button."""
        button.setFocus(Qt.FocusReason.MouseFocusReason)
        button.click()
        self.rest()

    def copy(self, text: str) -> None:
        """Copy cells elsewhere, tabs between them, as Excel and WPS do."""
        QGuiApplication.clipboard().setText(text)

    def rest(self) -> None:
        """Let the window catch up."""
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _LOOK_EVERY_MS)

    def until(self, has_happened: Callable[[], bool], what: str) -> None:
        """Wait until something has happened.

        Args:
            what: in Chinese, for the message.

        Raises:
            ToldOtherwise: the window tells of an error.
            NothingHappened: it did not within a minute.
        """
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not has_happened():
            if self._told:
                raise ToldOtherwise(f"演示停在“{what}”，窗口说：{self._told}")
            if deadline.hasExpired():
                raise NothingHappened(f"等了一分钟，没有等到：{what}。")
            self.pause(_LOOK_EVERY_MS)

    def pause(self, milliseconds: int) -> None:
        """Wait while the window lives on."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self, name: str) -> None:
        """Take a picture of the window."""
        self.rest()
        path = self._album / f"{len(self.pictures) + 1:02d}-{name}.png"
        self._window.grab().save(str(path))
        self.pictures.append(path)

    def _on_listen(self) -> None:
        """Hear what the window tells of errors; nobody else is there to close the box."""
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self._told = f"{box.text()}{box.informativeText()}"
            box.reject()
        for banner in self._window.findChildren(Banner):
            if banner.isVisible() and banner.property("tone") == "red":
                self._told = banner.words.text()
