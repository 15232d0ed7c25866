"""How the window shows the ledger's columns, and the menu in which one chooses among them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.core.disclosure.states import State
from desktop_app.services.ledger import LedgerRow
from desktop_app.services.ledger_export import COLUMNS, LedgerColumn, timeliness
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, day_words
from desktop_app.ui.pages.form.notices import state_words

USUAL = tuple(column.key for column in COLUMNS if column.shown)
_ALWAYS = "title"
_WIDTHS = {
    "doc_no": 156,
    "area": 136,
    "form": 180,
    "state": 84,
    "openness": 96,
    "published_on": 100,
    "due_on": 100,
    "timeliness": 76,
    "column": 104,
    "board": 72,
    "author": 84,
    "reviewer": 96,
    "receipt": 84,
    "id": 180,
    "url": 220,
}
_SPARE = frozenset({"doc_no", "column", "board"})
_QUIET = _SPARE | {"id", "url", "form"}
_TIMELY_TONES = {"逾期": "red", "按期": "green"}


def _receipt(row: LedgerRow) -> tuple[str, str]:
    return (row.receipt, "green") if row.state is State.PUBLISHED else state_words(row.state)


_TONES = {
    "state": lambda row: state_words(row.state)[1],
    "receipt": lambda row: _receipt(row)[1],
    "timeliness": lambda row: _TIMELY_TONES.get(timeliness(row), ""),
}


def ledger_columns(keys: Collection[str] = ()) -> tuple[LedgerColumn, ...]:
    """Return the columns with these keys in the ledger's order; the usual ones where there are none."""
    wanted = frozenset(keys or USUAL) | {_ALWAYS}
    return tuple(column for column in COLUMNS if column.key in wanted)


def view_columns(keys: Collection[str] = ()) -> tuple[Column[LedgerRow], ...]:
    """Return these columns as the window's list shows them."""
    spare = _SPARE if not keys else frozenset[str]()  # what somebody asked for does not give way
    return tuple(_view(column, is_spare=column.key in spare) for column in ledger_columns(keys))


def _view(column: LedgerColumn, *, is_spare: bool) -> Column[LedgerRow]:
    def text(row: LedgerRow) -> str:
        if column.key == "receipt":
            return _receipt(row)[0]
        value = column.value(row)
        if isinstance(value, date) or column.key in ("published_on", "due_on"):
            return day_words(value if isinstance(value, date) else None)
        return str(value or ("" if column.key in _TONES else NONE))

    return Column[LedgerRow](
        column.title.replace("是否", ""),
        text,
        _TONES.get(column.key),
        width=_WIDTHS.get(column.key, 0),
        is_quiet=column.key in _QUIET,
        is_spare=is_spare,
    )


class ColumnsButton(QPushButton):
    """Opens the menu of columns.

    Signals:
        chosen: keys of the columns that shall be shown.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("列")
        self.setAccessibleName("选择显示的列")
        self._menu = QMenu(self)
        for column in COLUMNS:
            action = self._menu.addAction(column.title)
            action.setData(column.key)
            action.setCheckable(True)
            action.setEnabled(column.key != _ALWAYS)
        self._menu.triggered.connect(self._on_triggered)
        self.setMenu(self._menu)
        self.show_keys(())

    def show_keys(self, keys: Collection[str]) -> None:
        """Tick these columns."""
        shown = {column.key for column in ledger_columns(keys)}
        for action in self._menu.actions():
            action.setChecked(action.data() in shown)

    def _on_triggered(self) -> None:
        self.chosen.emit(tuple(action.data() for action in self._menu.actions() if action.isChecked()))
