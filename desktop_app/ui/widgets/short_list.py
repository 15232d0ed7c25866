"""A few lines in a card, each with a chip, and the way to the whole list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.elided import Elided

_MOST = 5


class ShortList(QWidget):
    """Shows up to five lines.

    Signals:
        more_wanted: the person wants the whole list.

    Args:
        empty: what is said while there is nothing.
    """

    more_wanted = Signal()

    def __init__(self, empty: str) -> None:
        super().__init__()
        self.empty = QLabel(empty)
        self.empty.setProperty("role", "hint")
        self.empty.setWordWrap(True)
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.setObjectName("more")
        self.more.clicked.connect(self.more_wanted)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._lines)
        column.addWidget(self.empty)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def show_lines(self, lines: Sequence[tuple[str, str, str]]) -> None:
        """Show lines: text, the chip's words, the chip's colour."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, words, tone in lines[:_MOST]:
            self._lines.addWidget(_line(text, words, tone))
        self.empty.setVisible(not lines)
        self.more.setVisible(bool(lines))
        self.more.setText(f"查看全部 {len(lines)} 件" if len(lines) > _MOST else "去处理")


def _line(text: str, words: str, tone: str) -> QWidget:
    line, title, chip = QWidget(), Elided(), Chip()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(title, 1)
    row.addWidget(chip)
    title.show_text(text)
    chip.say(words, tone)
    return line
