"""A strip that says what a long work is doing, how far it is, and how to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from desktop_app.ui.theme import px


class ProgressStrip(QFrame):
    """Shows a long work; hidden while nothing goes on.

    Signals:
        stop_wanted: the person wants the work to stop.
    """

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.words, self.bar, self.stop = QLabel(), QProgressBar(), QPushButton("停止")
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(px(240))
        self.bar.setAccessibleName("进度")
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.hide()

    def show_progress(self, what: str, share: float) -> None:
        """Show what is being done and the share done, 0.0 to 1.0."""
        self.words.setText(what)
        self.bar.setValue(round(share * 100))
        self.show()

    def finish(self) -> None:
        """Take the strip away."""
        self.stop.setEnabled(True)
        self.hide()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("正在停止…")
        self.stop_wanted.emit()
