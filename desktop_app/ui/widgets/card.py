"""A white card with a title, a remark at its right, and something in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

_SIDE = 18


class Card(QFrame):
    """Frames other widgets.

    Args:
        flush: whether the content reaches from edge to edge, as tables do.
    """

    def __init__(self, title: str, *, flush: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title, self.note = QLabel(title), QLabel()
        self.title.setProperty("role", "cardTitle")
        self.note.setProperty("role", "hint")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        heading = QHBoxLayout()
        heading.setContentsMargins(_SIDE, 0, _SIDE, 0)
        heading.addWidget(self.title)
        heading.addWidget(self.note, 1)
        self.body = QVBoxLayout()
        side = 1 if flush else _SIDE
        self.body.setContentsMargins(side, 0, side, 0)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 6 if flush else 14)
        column.setSpacing(10)
        column.addLayout(heading)
        column.addLayout(self.body, 1)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something into the card, below what is there."""
        self.body.addWidget(widget, stretch)
