"""The rail at the left: the places of the work, with counts, and how the way out stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.elided import Elided

WIDTH = 148
_DIGITS, _LAST = 10, "Ctrl+,"
"""Places are reached by digits, the tenth by 0; the one after them, the settings, as settings are elsewhere."""


class Rail(QFrame):
    """Leads from place to place.

    Signals:
        place_wanted: the place's key.
    """

    place_wanted = Signal(str)

    def __init__(self, places: dict[str, str]) -> None:
        """Build the rail.

        Args:
            places: key to the word shown, from top to bottom; reached by Ctrl+1, Ctrl+2 …, Ctrl+0 and Ctrl+,
        """
        super().__init__()
        self.setObjectName("rail")
        self.fit()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        self.office, self.foot, self.dot = Elided("hint"), QLabel(), QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 14, 8, 12)
        column.setSpacing(2)
        column.addLayout(self._make_brand())
        for number, (key, word) in enumerate(places.items(), start=1):
            column.addWidget(self._make_place(key, word, number))
        column.addStretch(1)
        column.addLayout(self._make_foot())
        self._group.buttonClicked.connect(self._on_clicked)

    def fit(self) -> None:
        """Be as wide as the type's size asks for."""
        self.setFixedWidth(px(WIDTH))

    def show_place(self, key: str) -> None:
        """Mark where one is; pages that are no place of their own leave the mark."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def show_count(self, key: str, count: int, tone: str = "") -> None:
        """Show how many wait at a place; none shows nothing."""
        label = self._counts[key]
        label.setText(str(count))
        label.setVisible(count > 0)
        set_property(label, "tone", tone)
        button = self._buttons[key]
        word = button.text()
        button.setAccessibleName(f"{word}，{count} 件" if count else word)

    def show_office(self, name: str) -> None:
        """Show whose program this is, shortened where it does not fit."""
        self.office.show_text(name)

    def show_foot(self, words: str, tone: str) -> None:
        """Show how the way out stands, with a dot in a colour of the theme."""
        self.foot.setText(words)
        set_property(self.dot, "tone", tone)
        self.dot.show()

    def _make_brand(self) -> QVBoxLayout:
        brand = QLabel("政务公开助手")
        brand.setProperty("role", "brand")
        column = QVBoxLayout()
        column.setContentsMargins(10, 0, 6, 10)
        column.setSpacing(0)
        column.addWidget(brand)
        column.addWidget(self.office)
        return column

    def _make_foot(self) -> QHBoxLayout:
        self.foot.setProperty("role", "hint")
        self.foot.setWordWrap(True)
        self.dot.setProperty("role", "dot")
        self.dot.setFixedSize(8, 8)
        self.dot.hide()
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.dot)
        row.addWidget(self.foot, 1)
        return row

    def _make_place(self, key: str, word: str, number: int) -> QPushButton:
        button = QPushButton(word)
        button.setObjectName(f"place-{key}")
        button.setProperty("role", "place")
        button.setProperty("place", key)
        button.setCheckable(True)
        press = f"Ctrl+{number % 10}" if number <= _DIGITS else _LAST
        button.setToolTip(f"{word}（{press}）")
        self._group.addButton(button)
        count = QLabel()
        count.setProperty("role", "count")
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        count.hide()
        row = QHBoxLayout(button)
        row.setContentsMargins(0, 0, 9, 0)
        row.addStretch(1)
        row.addWidget(count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._buttons[key], self._counts[key] = button, count
        shortcut = QShortcut(QKeySequence(press), self)
        shortcut.activated.connect(button.click)
        return button

    def _on_clicked(self, button: QPushButton) -> None:
        self.place_wanted.emit(button.property("place"))
