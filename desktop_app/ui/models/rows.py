"""One table model for every list of the window: rows are plain data, columns say what they show of a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")

TONE_ROLE = Qt.ItemDataRole.UserRole
"""The colour of a cell that is drawn as a chip; None where it is plain text."""
QUIET_ROLE = Qt.ItemDataRole.UserRole + 1
"""Whether a cell is of less weight and drawn in grey."""

_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a list.

    Args:
        text: what it shows of a row.
        tone: colour of the chip that the text is drawn in; None for plain text.
        width: in pixels; 0 takes what the others leave.
        order: what rows are sorted by; the text where None.
        is_quiet: whether it is of less weight and drawn in grey.
        is_spare: whether it gives way where the list is narrow.
    """

    title: str
    text: Callable[[Row], str]
    tone: Callable[[Row], str] | None = None
    width: int = 0
    order: Callable[[Row], Any] | None = None
    is_number: bool = False
    is_quiet: bool = False
    is_spare: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows rows, in the order given until the person sorts them.

    Args:
        key: what stays the same about a row when the list is loaded again.

    Signals:
        more_wanted: the person came to the end of the rows that are there, and more can be had.
    """

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self._given: list[Row] = []
        self.rows: list[Row] = []
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._has_more = False

    def show_rows(self, rows: Sequence[Row], *, has_more: bool = False) -> None:
        """Show these rows instead.

        Args:
            has_more: whether others follow, which are asked for when the person comes to the end.
        """
        self.beginResetModel()
        self._given, self._has_more = list(rows), has_more
        self._arrange()
        self.endResetModel()

    def append_rows(self, rows: Sequence[Row], *, has_more: bool) -> None:
        """Show these rows after the others, where the person's place is kept; they are not sorted in."""
        self._has_more = has_more
        if rows:
            self.beginInsertRows(_ROOT, len(self.rows), len(self.rows) + len(rows) - 1)
            self._given += rows
            self.rows += rows
            self.endInsertRows()

    def show_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns instead."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._arrange()
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Say whether more rows can be had."""
        return self._has_more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the rows that follow; they come when they are read."""
        self._has_more = False
        self.more_wanted.emit()

    def place(self, key: str) -> int:
        """Return at which place the row with this key stands, -1 where there is none."""
        return next((place for place, row in enumerate(self.rows) if self.key(row) == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """As many as were given."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as were given."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and how."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _ if role == TONE_ROLE:
                return column.tone(row) if column.tone else None
            case _ if role == QUIET_ROLE:
                return column.is_quiet
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title and side."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return _alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the order given."""
        self._sorted_by = (column, order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        number, order = self._sorted_by
        self.rows = list(self._given)
        if number >= 0:
            by = self.columns[number].order or self.columns[number].text
            self.rows.sort(key=by, reverse=order is Qt.SortOrder.DescendingOrder)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    return _RIGHT if column.is_number else _LEFT
