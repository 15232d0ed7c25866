"""The cells that could not be used: each where it stands, with the reason, to be mended in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop_app.core.imports.take import Unused
from desktop_app.ui.theme import COLOURS
from desktop_app.ui.widgets.plain_table import set_up_plain

Index = QModelIndex | QPersistentModelIndex

_TITLES = ("位置", "列", "内容（可以改）", "原因")
_TEXT = 2
_WIDTHS = (120, 170, 220, 0)
_NO_INDEX = QModelIndex()
_ROW_HEIGHT = 32


class UnusedModel(QAbstractTableModel):
    """Cells with the reasons why they were not taken.

    Signals:
        written: an `Unused` and the text that a person wrote in place of its own.
    """

    written = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[Unused] = []
        self.is_locked = False

    def show_cells(self, cells: Sequence[Unused]) -> None:
        """Show these cells instead."""
        self.beginResetModel()
        self.cells = list(cells)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """One row a cell."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Place, column, text and reason."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell of the list shows."""
        one = self.cells[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return (f"{one.sheet} {one.cell}", one.heading, one.text, one.reason)[index.column()]
        if role == Qt.ItemDataRole.BackgroundRole and index.column() == _TEXT and one.path:
            return QBrush(QColor(COLOURS["red-soft"]))  # as the look that is worn now has it
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the text of a cell whose column goes somewhere be written."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_mend = index.column() == _TEXT and bool(self.cells[index.row()].path) and not self.is_locked
        return flags | Qt.ItemFlag.ItemIsEditable if can_mend else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was written; whether the cell goes away is the session's word."""
        one = self.cells[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == one.text:
            return False
        self.written.emit(one, str(value))
        return True


class UnusedView(QTableView):
    """Lists cells; F2 or typing mends one."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = UnusedModel()
        self.setModel(self.cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        set_up_plain(self, "没有用上的格子", _WIDTHS, _ROW_HEIGHT)

    def show_cells(self, cells: Sequence[Unused]) -> None:
        """Show these cells; the person comes to the text of the first that can be mended."""
        self.cells.show_cells(cells)
        first = next((row for row, one in enumerate(cells) if one.path), None)
        if first is not None:
            self.setCurrentIndex(self.cells.index(first, _TEXT))
