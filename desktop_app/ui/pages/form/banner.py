"""A strip above the form that says something of importance and offers ways on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop_app.ui.fields.editor import set_property

Way = tuple[str, Callable[[], None]]


class Banner(QFrame):
    """Shows one sentence, or a few, with up to three buttons; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setAccessibleName("通知")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._ways = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self.words, 1)
        row.addLayout(self._ways)
        self.hide()

    def say(self, words: str, tone: str, *ways: Way, closable: bool = True) -> None:
        """Say something; `tone` is a colour of the theme, `ways` are buttons."""
        self.words.setText(words)
        set_property(self, "tone", tone)
        while (item := self._ways.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for text, act in (*ways, *((("知道了", self.hide),) if closable else ())):
            button = QPushButton(text)
            button.clicked.connect(act)
            self._ways.addWidget(button)
        self.show()
