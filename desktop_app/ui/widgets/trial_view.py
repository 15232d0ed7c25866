"""How trying out a portal went: the steps at the left, what was asked and answered at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from desktop_app.services.portal_desk import Exchange, Trial

_WIDTHS = [260, 640]


class TrialView(QWidget):
    """Shows exchanges with a portal, secrets masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.steps, self.exchange = QLabel(), QListWidget(), QPlainTextEdit()
        self._exchanges: tuple[Exchange, ...] = ()
        self.words.setWordWrap(True)
        self.words.setProperty("role", "label")
        self.words.setText("点下面的“试一试”，按设置登录、查找，一步一步列出来；口令都会遮住。")
        self.steps.setAccessibleName("步骤")
        self.exchange.setAccessibleName("请求和回答")
        self.exchange.setReadOnly(True)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.steps)
        splitter.addWidget(self.exchange)
        splitter.setSizes(_WIDTHS)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(splitter, 1)
        self.steps.currentRowChanged.connect(self._on_step)

    def show_running(self) -> None:
        """Say that it goes on."""
        self.words.setText("正在试……")
        self.steps.clear()

    def show_trial(self, trial: Trial) -> None:
        """Show how it went, the last step first in view: that is where it failed, if it did."""
        self._exchanges = trial.exchanges
        self.words.setText(("✓ " if trial.is_good else "✗ ") + trial.words)
        self.steps.clear()
        for number, one in enumerate(trial.exchanges, start=1):
            status = one.answer.partition("\n")[0]
            self.steps.addItem(QListWidgetItem(f"{number}　{one.step}　{status}"))
        self.steps.setCurrentRow(len(trial.exchanges) - 1)

    def _on_step(self, row: int) -> None:
        if 0 <= row < len(self._exchanges):
            one = self._exchanges[row]
            self.exchange.setPlainText(f"{one.request}\n\n────── 回答 ──────\n\n{one.answer}")
        else:
            self.exchange.setPlainText("")
