"""How the window looks: its colours and the size of its type."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.ui.theme import SYSTEM, USUAL, looks
from desktop_app.ui.widgets.calm_box import CalmBox


class LookFields(QWidget):
    """Edits the look.

    Signals:
        edited: something was changed by the person.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours, self.type_size = CalmBox(), CalmBox()
        self.colours.addItem("跟随系统", SYSTEM)
        for name, theme in looks().themes.items():
            self.colours.addItem(theme.title, name)
        for name, size in looks().sizes.items():
            self.type_size.addItem(size.title, name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        for column, (words, box) in enumerate((("颜色", self.colours), ("字号", self.type_size))):
            label = QLabel(words)
            label.setProperty("role", "label")
            label.setBuddy(box)
            box.setAccessibleName(f"窗口的{words}")
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
            box.activated.connect(self._on_chosen)

    @property
    def chosen(self) -> tuple[str, str]:
        """The names of theme and size."""
        return self.colours.currentData(), self.type_size.currentData()

    def show_chosen(self, theme: str, size: str) -> None:
        """Show what is kept; names that are not known show what is worn instead of them."""
        self.colours.setCurrentIndex(max(self.colours.findData(theme), self.colours.findData(SYSTEM)))
        self.type_size.setCurrentIndex(max(self.type_size.findData(size), self.type_size.findData(USUAL)))

    def _on_chosen(self, _number: int) -> None:
        self.edited.emit()
