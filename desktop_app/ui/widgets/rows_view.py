"""A list of the window: one row a matter, used by keyboard or mouse, in place again after it was loaded anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.ui.models.rows import Column, Index, RowsModel
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.row_delegate import RowDelegate

ROW_HEIGHT = 35
_LEAST_TITLE = 220
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowsView(QTableView):
    """Shows rows.

    Signals:
        row_wanted: the row that the person opened with Enter or a double click.
        current_changed: the row that the person is at, or None.
    """

    row_wanted = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], str],
        *,
        in_card: bool = False,
    ) -> None:
        """Build the list.

        Args:
            name: what a screen reader calls it.
            key: what stays the same about a row when the list is loaded again.
            in_card: whether the card around it draws the frame.
        """
        super().__init__()
        self.rows: RowsModel[Any] = RowsModel(columns, key)
        self._kept = ""
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setProperty("list", True)
        self.setProperty("role", "plain" if in_card else "framed")
        self._set_up()
        self._set_up_columns(columns)
        self.rows.modelAboutToBeReset.connect(self._on_about_to_reset)
        self.rows.modelReset.connect(self._on_reset)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_rows(self, rows: Sequence[Any], *, has_more: bool = False) -> None:
        """Show these rows; the person stays at the row where they were, or comes to the first.

        Args:
            has_more: whether others follow; what is not all there cannot be sorted.
        """
        if self.isSortingEnabled() == has_more:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(not has_more)
        self.rows.show_rows(rows, has_more=has_more)

    def show_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show these columns instead."""
        self.rows.show_columns(columns)
        self._set_up_columns(columns)
        self._give_way()

    @property
    def current(self) -> Any:
        """The row that the person is at, or None."""
        number = self.currentIndex().row()
        return self.rows.rows[number] if 0 <= number < len(self.rows.rows) else None

    def go_to(self, number: int) -> None:
        """Go to a row, from 0."""
        self.setCurrentIndex(self.rows.index(number, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell at which row the person is now."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row with Enter; all else is the table's."""
        if event.key() in _ENTER and self.current is not None:
            self.row_wanted.emit(self.current)
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let spare columns give way, the last one first, before titles become unreadable."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        needed = sum(px(column.width or _LEAST_TITLE) for column in self.rows.columns)
        for number, column in reversed(list(enumerate(self.rows.columns))):
            gives_way = column.is_spare and needed > self.viewport().width()
            self.setColumnHidden(number, gives_way)
            needed -= px(column.width) if gives_way else 0

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))

    def _set_up_columns(self, columns: Sequence[Column[Any]]) -> None:
        header = self.horizontalHeader()
        header.setFixedHeight(px(ROW_HEIGHT))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for number, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, px(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def _on_about_to_reset(self) -> None:
        self._kept = "" if self.current is None else self.rows.key(self.current)

    def _on_reset(self) -> None:
        if self.rows.rows:
            self.go_to(max(self.rows.place(self._kept), 0))
        else:
            self.current_changed.emit(None)

    def _on_double_clicked(self, _index: QModelIndex) -> None:
        if self.current is not None:
            self.row_wanted.emit(self.current)
