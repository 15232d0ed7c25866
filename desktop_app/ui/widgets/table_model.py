"""Rows of a table field as a Qt model, in which every change is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap, QUndoCommand, QUndoStack

from desktop_app.core.forms.answers import kept
from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.kinds import is_empty, typed_or_none
from desktop_app.core.forms.spec import Column
from desktop_app.core.forms.values import Row
from desktop_app.ui.fields.writing import fault_of, kept_answer, written
from desktop_app.ui.theme import COLOURS

CellRow = Mapping[str, Any]
Index = QModelIndex | QPersistentModelIndex

_NO_INDEX = QModelIndex()
_NUMERIC = frozenset({"money", "number"})


class RowsModel(QAbstractTableModel):
    """Kept rows, and one empty row below them in which typing goes on.

    Rows are replaced and never changed in place, so that a snapshot of the list stays what it was.

    Args:
        columns: the form's, in order.
        known: what computed columns may look at beside their own row.

    Signals:
        rows_changed: the rows are others now, by whatever way.
        rows_replaced: from which row on, counted from 0, how many rows gave way to how many others; before
            `rows_changed`.
    """

    rows_changed = Signal()
    rows_replaced = Signal(int, int, int)

    def __init__(
        self,
        parent: QObject,
        columns: Mapping[str, Column],
        known: Callable[[], Mapping[str, Any]] = dict,
    ) -> None:
        super().__init__(parent)
        self._known = known
        self.columns = dict(columns)
        self.keys = tuple(columns)
        self.undo = QUndoStack(self)
        self.is_locked = False
        self._rows: list[CellRow] = []
        self._bad_background, self._bad_icon = QBrush(QColor(COLOURS["red-soft"])), bad_icon()
        self._computed = {key: compiled(one.compute) for key, one in columns.items() if one.compute}

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    @property
    def rows(self) -> list[CellRow]:
        """The rows as they are kept."""
        return list(self._rows)

    @property
    def row_count(self) -> int:
        """How many rows are kept."""
        return len(self._rows)

    def fault(self, row: int, column: int) -> str:
        """Return what is wrong with a cell, "" where nothing; `column` counts from 0."""
        if row >= len(self._rows):
            return ""
        key = self.keys[column]
        return fault_of(self._rows[row].get(key), self.columns[key].kind, self.columns[key])

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        if row >= len(self._rows):
            return ""
        key = self.keys[column]
        return written(self._rows[row].get(key), self.columns[key].kind, self.columns[key])

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Count the kept rows and the empty one below."""
        return 0 if parent.isValid() else len(self._rows) + (not self.is_locked)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Count the form's columns."""
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, and for a refused one its mark and the sentence about it."""
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._is_numeric(column) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.fault(row, column) or None
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._bad_background if self.fault(row, column) else None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._bad_icon if self.fault(row, column) else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's label with its unit and mark, or a row's number."""
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            return str(section + 1) if section < len(self._rows) else "＋"
        column = self.columns[self.keys[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(column)
        return column.help or None if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be edited unless the table is locked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_locked else flags | Qt.ItemFlag.ItemIsEditable

    # ── changing ────────────────────────────────────────────────────────────────────────────────

    def show_rows(self, rows: Sequence[CellRow]) -> None:
        """Show other rows; what was undone before is forgotten."""
        if list(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()
        self.undo.clear()

    def lock(self, locked: bool) -> None:
        """Let cells be read and copied only."""
        self.beginResetModel()
        self.is_locked = locked
        self.endResetModel()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was written into a cell."""
        if role != Qt.ItemDataRole.EditRole or str(value) == self.text(index.row(), index.column()):
            return False
        self.write(index.row(), index.column(), [[str(value)]], "修改单元格")
        return True

    def write(self, row: int, column: int, texts: Sequence[Sequence[str]], what: str) -> None:
        """Write a block of texts from a cell on, as one step of undo; rows are added as needed."""
        before = self._rows[row : row + len(texts)]
        after = [
            self.written_row(before[number] if number < len(before) else {}, column, line)
            for number, line in enumerate(texts)
        ]
        self.replace(row, len(before), after, what)

    def written_row(self, row: CellRow, column: int, line: Sequence[str]) -> CellRow:
        """Return a row with texts written into it from a column on; what lies beyond the last is left out."""
        return self.written_cells(row, dict(zip(self.keys[column:], line, strict=False)))

    def written_cells(self, row: CellRow, texts: Mapping[str, str]) -> CellRow:
        """Return a row with texts written into the columns that they name."""
        changed = dict(row)
        for key, text in texts.items():
            asked = self.columns[key]
            answer = kept_answer(text, asked.kind, asked)
            changed.pop(key, None)
            if not is_empty(answer):
                changed[key] = answer
        return self._with_computed(row, changed)

    def replace(self, first: int, count: int, rows: Sequence[CellRow], what: str) -> None:
        """Put rows in place of `count` others from `first` on, as one step of undo."""
        if self._rows[first : first + count] != list(rows):
            self.undo.push(_Replacement(self, first, self._rows[first : first + count], rows, what))

    def put(self, first: int, count: int, rows: Sequence[CellRow]) -> None:
        """Put rows in place of others without remembering it; for undo itself."""
        common = min(count, len(rows))
        self._rows[first : first + common] = rows[:common]
        if common:
            self.dataChanged.emit(self.index(first, 0), self.index(first + common - 1, len(self.keys) - 1))
        if len(rows) > common:
            self.beginInsertRows(_NO_INDEX, first + common, first + len(rows) - 1)
            self._rows[first + common : first + common] = rows[common:]
            self.endInsertRows()
        elif count > common:
            self.beginRemoveRows(_NO_INDEX, first + common, first + count - 1)
            del self._rows[first + common : first + count]
            self.endRemoveRows()
        self.rows_replaced.emit(first, count, len(rows))
        self.rows_changed.emit()

    def _with_computed(self, before: CellRow, after: dict[str, Any]) -> CellRow:
        """Fill computed cells that are empty or hold what was computed before; one may follow from another."""
        if not self._computed:
            return after
        old = self._suggested(before)
        ours = [key for key in self._computed if after.get(key) in (None, "", old[key])]
        for _ in ours:
            new = self._suggested(after)
            filled = {key: new[key] for key in ours if not is_empty(new[key]) and new[key] != after.get(key)}
            if not filled:
                break
            after.update(filled)
        return after

    def _suggested(self, row: CellRow) -> dict[str, Any]:
        typed = {key: typed_or_none(one.kind, row.get(key), one) for key, one in self.columns.items()}
        names = {**self._known(), "row": Row(typed)}
        return {key: kept(compute(names)) for key, compute in self._computed.items()}

    def _is_numeric(self, column: int) -> bool:
        return self.columns[self.keys[column]].kind in _NUMERIC


class _Replacement(QUndoCommand):
    def __init__(
        self, model: RowsModel, first: int, before: Sequence[CellRow], after: Sequence[CellRow], what: str
    ) -> None:
        super().__init__(what)
        self._model, self._first = model, first
        self._before, self._after = list(before), list(after)

    def redo(self) -> None:
        self._model.put(self._first, len(self._before), self._after)

    def undo(self) -> None:
        self._model.put(self._first, len(self._after), self._before)


def bad_icon() -> QIcon:
    """Return the mark of a refused cell, so that its colour is not the only sign."""
    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS["red"]))
    painter.drawEllipse(3, 3, 26, 26)
    painter.setBrush(QColor(COLOURS["surface"]))
    painter.drawRect(14, 8, 4, 11)
    painter.drawEllipse(14, 21, 4, 4)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)


def heading(column: Column) -> str:
    """Return a column's label with its unit and mark, the unit on a line of its own."""
    unit = f"（{column.unit}）" if column.unit and column.unit not in column.label else ""
    words, opening, remark = f"{column.label}{unit}".partition("（")
    mark = " *" if column.required is True else ""
    return f"{words}{mark}\n（{remark}" if opening and len(words) > 2 else f"{words}{opening}{remark}{mark}"
