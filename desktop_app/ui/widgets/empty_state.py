"""What stands where nothing is yet: what will be here, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget


class EmptyState(QFrame):
    """Says what will stand here.

    Signals:
        wanted: the person takes the step that is offered.

    Args:
        step: text of the button; none where there is nothing to do.
        in_card: whether the card around it draws the frame.
    """

    wanted = Signal()

    def __init__(self, title: str, text: str, step: str = "", *, in_card: bool = False) -> None:
        super().__init__()
        self.title, self.text, self.button = QLabel(title), QLabel(text), QPushButton(step)
        self.title.setProperty("role", "cardTitle")
        self.text.setProperty("role", "sub")
        self.text.setWordWrap(True)
        self.button.clicked.connect(self.wanted)
        if not in_card:
            self.setProperty("role", "card")
        self._lay_out()
        self.button.setVisible(bool(step))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Say something else, as when a search found nothing."""
        self.title.setText(title)
        self.text.setText(text)


class OrEmpty(QStackedWidget):
    """Shows a list, or what stands for it while it is empty."""

    def __init__(self, full: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self.addWidget(full)
        self.addWidget(empty)

    def show_full(self, is_full: bool) -> None:
        """Show the list where there is something in it."""
        self.setCurrentIndex(0 if is_full else 1)
