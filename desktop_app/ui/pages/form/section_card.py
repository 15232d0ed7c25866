"""A section of the form: its title, remark and fields in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.fields.frame import FieldFrame


class SectionCard(QFrame):
    """Lays out the visible fields; wide ones take both columns."""

    def __init__(self, title: str, note: str, help_text: str, frames: Sequence[FieldFrame]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.frames = tuple(frames)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._placed: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 14, 18, 16)
        self._column.setSpacing(10)
        self._column.addLayout(_heading(title, note))
        if help_text:
            self._column.addWidget(_hint(help_text))
        self._column.addLayout(self._grid)

    def add(self, widget: QWidget) -> None:
        """Put something else below the fields."""
        self._column.addWidget(widget)

    def arrange(self, visible: Sequence[FieldFrame]) -> None:
        """Show these fields and no others."""
        keys = [frame.key for frame in visible]
        if keys == self._placed:
            return
        self._placed = keys
        for frame in self.frames:
            self._grid.removeWidget(frame)
            if frame.key not in keys:
                frame.hide()
        self._place(visible)
        self.setVisible(bool(visible) or not self.frames)

    def _place(self, visible: Sequence[FieldFrame]) -> None:
        row, column = 0, 0
        for frame in visible:
            if frame.is_wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(frame, row, column, 1, 2 if frame.is_wide else 1)
            frame.show()
            row, column = (row + 1, 0) if frame.is_wide or column else (row, 1)


def _heading(title: str, note: str) -> QHBoxLayout:
    row = QHBoxLayout()
    name = QLabel(title)
    name.setProperty("role", "cardTitle")
    row.addWidget(name)
    remark = QLabel(note)
    remark.setProperty("role", "hint")
    remark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    remark.setWordWrap(True)
    row.addWidget(remark, 1)
    return row


def _hint(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", "hint")
    return label
