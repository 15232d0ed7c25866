"""The grid of a table editor: keys, clipboard and column widths."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView

from desktop_app.core.forms.spec import Column
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.table_delegate import alignment_of_headings
from desktop_app.ui.widgets.table_model import RowsModel, heading

ROW_HEIGHT = 32
_HEADING_HEIGHT = 46
_MOST_ROWS_SHOWN = 12
_WIDTHS = {
    "number": 84, "money": 104, "date": 112, "datetime": 148, "bool": 64, "choice": 116, "phone": 128,
    "uscc": 188, "id_card": 184, "org": 180, "person": 92, "long_text": 260, "address": 200, "doc_no": 190,
    "date_range": 210, "datetime_range": 300,
}  # fmt: skip
_WIDTH_OF_OTHERS = 140
_STEPS = {
    int(Qt.Key.Key_Up): (-1, 0),
    int(Qt.Key.Key_Down): (1, 0),
    int(Qt.Key.Key_Left): (0, -1),
    int(Qt.Key.Key_Right): (0, 1),
}


class RowsView(QTableView):
    """A grid that is left at its ends by Tab and whose keys are those of spreadsheets.

    Signals:
        paste_wanted: the person pressed the keys for pasting.
    """

    paste_wanted = Signal()

    def __init__(self, rows: RowsModel, label: str) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setAccessibleName(label)
        self.setAccessibleDescription("方向键移动，直接输入即可修改，Ctrl+V 粘贴表格，Ctrl+Tab 离开表格")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._set_up_headers()
        self._fit_height()
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.modelReset):
            signal.connect(self._fit_height)

    # ── places ──────────────────────────────────────────────────────────────────────────────────

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one, in view and with the focus; counts from 0."""
        index = self.rows.index(row, max(column, 0))
        self._choose(row, 1, max(column, 0), 1)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[int, int, int, int]:
        """Return the selected block as first row, row count, first column, column count; never empty."""
        ranges = self.selectionModel().selection()
        if ranges.isEmpty():
            here = self.currentIndex()
            return max(here.row(), 0), 1, max(here.column(), 0), 1
        block = ranges.first()
        return block.top(), block.height(), block.left(), block.width()

    # ── verbs ───────────────────────────────────────────────────────────────────────────────────

    def copy(self) -> None:
        """Put the selected cells on the clipboard as spreadsheets do."""
        top, height, left, width = self.chosen()
        lines = (
            "\t".join(self.rows.text(row, column) for column in range(left, left + width))
            for row in range(top, top + height)
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    def clear_cells(self) -> None:
        """Empty the selected cells."""
        top, height, left, width = self.chosen()
        height = min(height, len(self.rows.rows) - top)
        if height > 0:
            self.rows.write(top, left, [[""] * width] * height, "清除单元格")

    def fill_down(self) -> None:
        """Write the selection's first row into the rows below it."""
        top, height, left, width = self.chosen()
        if height > 1:
            line = [self.rows.text(top, column) for column in range(left, left + width)]
            self.rows.write(top + 1, left, [line] * (height - 1), "向下填充")

    def insert_row(self) -> None:
        """Put an empty row above the current one."""
        top, _, left, _ = self.chosen()
        self.rows.replace(min(top, len(self.rows.rows)), 0, [{}], "插入一行")
        self.go_to(top, left)

    def remove_rows(self) -> None:
        """Take the selected rows away."""
        top, height, left, _ = self.chosen()
        self.rows.replace(top, min(height, len(self.rows.rows) - top), [], "删除行")
        self.go_to(min(top, self.rows.rowCount() - 1), left)

    def move_rows(self, by: int) -> None:
        """Move the selected rows up (-1) or down (1)."""
        top, height, left, width = self.chosen()
        rows = self.rows.rows
        start, end = min(top, top + by), top + height + max(by, 0)
        if start < 0 or end > len(rows):
            return
        block = rows[top : top + height]
        other = rows[end - 1 : end] if by > 0 else rows[start : start + 1]
        self.rows.replace(start, end - start, [*other, *block] if by > 0 else [*block, *other], "移动行")
        self._choose(top + by, height, left, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for in a spreadsheet."""
        if self._extend(event) or self._do_standard(event) or self._do_plain(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _extend(self, event: QKeyEvent) -> bool:
        """Extend the selection from the corner that lies across from the current cell.

        The view's own way extends from where the mouse was last, even after the program went elsewhere.
        """
        step = _STEPS.get(event.key())
        here = self.currentIndex()
        if step is None or event.modifiers() != Qt.KeyboardModifier.ShiftModifier or not here.isValid():
            return False
        top, height, left, width = self.chosen()
        across = (
            top + height - 1 if here.row() == top else top,
            left + width - 1 if here.column() == left else left,
        )
        row = min(max(here.row() + step[0], 0), self.rows.rowCount() - 1)
        column = min(max(here.column() + step[1], 0), self.rows.columnCount() - 1)
        flag = QItemSelectionModel.SelectionFlag
        target = self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(target, flag.NoUpdate)
        block = QItemSelection(
            self.rows.index(min(row, across[0]), min(column, across[1])),
            self.rows.index(max(row, across[0]), max(column, across[1])),
        )
        self.selectionModel().select(block, flag.ClearAndSelect)
        self.scrollTo(target)
        return True

    def _do_standard(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif self.rows.is_locked:
            return False
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_cells()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.rows.undo.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.rows.undo.redo()
        else:
            return False
        return True

    def _do_plain(self, event: QKeyEvent) -> bool:
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        key = event.key()
        if ctrl and key == Qt.Key.Key_Tab:
            return self.focusNextPrevChild(True)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._is_at_end(key == Qt.Key.Key_Tab):
            self.setTabKeyNavigation(False)
            moved = self.focusNextPrevChild(key == Qt.Key.Key_Tab)
            self.setTabKeyNavigation(True)
            return moved
        if self.rows.is_locked:
            return False
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_rows(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go_down()
        elif key == Qt.Key.Key_Delete:
            self.clear_cells()
        elif ctrl and key == Qt.Key.Key_D:
            self.fill_down()
        elif ctrl and key == Qt.Key.Key_Minus:
            self.remove_rows()
        elif ctrl and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.insert_row()
        else:
            return False
        return True

    def _go_down(self) -> None:
        here = self.currentIndex()
        if here.row() + 1 < self.rows.rowCount():
            self._choose(here.row() + 1, 1, here.column(), 1)

    def _is_at_end(self, forward: bool) -> bool:
        here = self.currentIndex()
        if not here.isValid():
            return True
        last = (self.rows.rowCount() - 1, self.rows.columnCount() - 1)
        return (here.row(), here.column()) == (last if forward else (0, 0))

    def _choose(self, top: int, height: int, left: int, width: int) -> None:
        """Select a block whatever keys are held: the view's own way would extend what is selected."""
        first, last = self.rows.index(top, left), self.rows.index(top + height - 1, left + width - 1)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(first, flag.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), flag.ClearAndSelect)

    # ── measures ────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        room = self.viewport().width()
        for number, width in enumerate(column_widths(self.rows.columns, room)):
            self.setColumnWidth(number, width)
        self._fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll rows only where the person works in this table; else the page scrolls."""
        focused = QApplication.focusWidget()
        if focused is not None and (focused is self or self.isAncestorOf(focused)):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _set_up_headers(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setDefaultAlignment(alignment_of_headings())
        across.setFixedHeight(px(_HEADING_HEIGHT))
        across.setMinimumSectionSize(48)
        across.setHighlightSections(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(px(ROW_HEIGHT))
        down.setMinimumWidth(px(36))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def _fit_height(self) -> None:
        shown = min(self.rows.rowCount(), _MOST_ROWS_SHOWN)
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        self.setFixedHeight(px(_HEADING_HEIGHT) + shown * px(ROW_HEIGHT) + bar + 2 * self.frameWidth())

    def _is_wide(self) -> bool:
        return sum(_natural_widths(self.rows.columns)) > self.viewport().width()


def column_widths(columns: Mapping[str, Column], room: int) -> list[int]:
    """Return the columns' widths in pixels: at least what their kinds need, sharing what is left.

    Args:
        columns: in order.
        room: the width there is; a wider sum is scrolled.
    """
    natural = _natural_widths(columns)
    spare = room - sum(natural)
    if spare <= 0:
        return natural
    total = sum(natural)
    widths = [width + spare * width // total for width in natural]
    widths[-1] += room - sum(widths)
    return widths


def _natural_widths(columns: Mapping[str, Column]) -> list[int]:
    return [
        px(max(_WIDTHS.get(one.kind, _WIDTH_OF_OTHERS), _heading_width(heading(one))))
        for one in columns.values()
    ]


def _heading_width(text: str) -> int:
    """Room for a heading of at most two lines, of some 13 pixels a character."""
    lines = text.split("\n")
    longest = max(map(len, lines)) if len(lines) > 1 else (len(text) + 1) // 2
    return longest * 13 + 20
