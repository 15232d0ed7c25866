"""A figure at the top of the workbench that leads to what it counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from desktop_app.ui.fields.editor import set_property


class Tile(QPushButton):
    """Shows a number and what it counts.

    Args:
        tone: colour of a number above zero.
    """

    def __init__(self, name: str, tone: str = "") -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setProperty("role", "tile")
        self.figure, self.words = QLabel("–"), QLabel(name)
        self.figure.setProperty("role", "figure")
        self.words.setProperty("role", "label")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(0)
        for label in (self.figure, self.words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)

    def show_count(self, count: int) -> None:
        """Show a number."""
        self.figure.setText(str(count))
        set_property(self.figure, "tone", self._tone if count else "")
        self.setAccessibleName(f"{self._name}，{count} 件")
