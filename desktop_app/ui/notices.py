"""What the desktop says once a day: how much is due today and overdue, while the window may be hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

_TITLE = "政务公开助手"
_SHOWN_MS = 15_000


class DailyNotice(QObject):
    """Says it, where the desktop can; elsewhere the window's entry in the task bar asks for attention.

    Signals:
        opened: the person pressed the notice.
    """

    opened = Signal()

    def __init__(self, icon: QIcon, window: QWidget) -> None:
        super().__init__(window)
        self._icon, self._window = icon, window
        self._tray: QSystemTrayIcon | None = None
        self._said: tuple[date, str] | None = None
        self.show_words: Callable[[str], None] = self._show_words

    def say(self, today: date, due: int, overdue: int) -> None:
        """Say what is due, unless the same was said on this day."""
        words = notice_words(due, overdue)
        if words and self._said != (today, words):
            self._said = (today, words)
            self.show_words(words)

    def _show_words(self, words: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.messageClicked.connect(self.opened)
            self._tray.activated.connect(self.opened)
            self._tray.setToolTip(_TITLE)
            self._tray.show()
        self._tray.showMessage(_TITLE, words, self._icon, _SHOWN_MS)


def notice_words(due: int, overdue: int) -> str:
    """Return the sentence about what is due today and overdue; empty where nothing is. No title is named."""
    parts = [f"今天到期 {due} 件"] if due else []
    parts += [f"已逾期 {overdue} 件"] if overdue else []
    return f"{'，'.join(parts)}，请到工作台处理。" if parts else ""
