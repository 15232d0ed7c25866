"""The bar at the top of a page: where one is, the state of things in a line, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.ui.theme import px
from desktop_app.ui.widgets.elided import Elided


class TopBar(QFrame):
    """Shows title, a line about it and buttons; the last button may be the primary one."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(px(56))
        self.title, self.about = QLabel(title), Elided("sub")
        self.title.setProperty("role", "pageTitle")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.title)
        self._row.addWidget(self.about, 1)

    def say(self, about: str) -> None:
        """Show a line beside the title."""
        self.about.show_text(about)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)

    def add_button(
        self, text: str, key: str = "", *, primary: bool = False, bound: bool = True
    ) -> QPushButton:
        """Add a button at the right end and return it.

        Args:
            key: shortcut, shown beside the text.
            bound: whether the button listens to the key; the window or a list may do so itself.
        """
        button = QPushButton(f"{text}  {key}" if key else text)
        button.setAccessibleName(text)
        if key and bound:
            button.setShortcut(key)
        if primary:
            button.setProperty("role", "primary")
        self._row.addWidget(button)
        return button
