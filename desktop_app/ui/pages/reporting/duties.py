"""The implementation ledger in the window: each sentence of the founding document and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.reports.implementation import STANDING_WORDS, Fulfilment, Standing
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import day_words
from desktop_app.ui.widgets.rows_view import RowsView

_TONES = {
    Standing.OVERDUE: "red",
    Standing.MISSING: "amber",
    Standing.PARTLY: "amber",
    Standing.LATE: "blue",
    Standing.KEPT: "green",
}
_OPEN = (Standing.OVERDUE, Standing.MISSING, Standing.PARTLY)


def _columns(names: Callable[[Sequence[str]], str]) -> tuple[Column[Fulfilment], ...]:
    return (
        Column("原文要求", lambda row: row.duty.says or f"（{row.duty.law}）"),
        Column("章节", lambda row: row.duty.section, width=190, is_quiet=True, is_spare=True),
        Column("承接的事项", lambda row: names(row.forms), width=230, is_quiet=True, is_spare=True),
        Column(
            "本年件数",
            lambda row: str(row.published),
            width=80,
            order=lambda row: row.published,
            is_number=True,
        ),
        Column("最近公开", lambda row: day_words(row.last_on), width=100),
        Column(
            "落实情况",
            lambda row: STANDING_WORDS[row.standing],
            lambda row: _TONES[row.standing],
            width=150,
            order=lambda row: list(Standing).index(row.standing),
        ),
    )


class DutiesPane(QWidget):
    """Lists the sentences.

    Signals:
        own_wanted: whether only what the office leads itself shall be listed.
        form_wanted: a type of the sentence that was opened.
    """

    own_wanted = Signal(bool)
    form_wanted = Signal(str)

    def __init__(self, names: Callable[[Sequence[str]], str]) -> None:
        super().__init__()
        self._names = names
        self._rows: list[Fulfilment] = []
        self.own = QCheckBox("只看本单位牵头的")
        self.open_only = QCheckBox("只看没落实的")
        self.export = QPushButton("导出 Excel")
        self.list = RowsView("落实台账", _columns(names), lambda row: f"{row.duty.section}{row.duty.says}")
        self.missing = QLabel()
        self._lay_out()
        self.own.toggled.connect(self.own_wanted)
        self.open_only.toggled.connect(self._show)
        self.list.current_changed.connect(self._on_current)
        self.list.row_wanted.connect(self._on_opened)

    @property
    def shown(self) -> list[Fulfilment]:
        """The sentences that are listed."""
        return list(self.list.rows.rows)

    def show_rows(self, rows: Sequence[Fulfilment]) -> None:
        """Show these sentences."""
        self._rows = list(rows)
        self._show()

    def _show(self) -> None:
        wanted = self.open_only.isChecked()
        self.list.show_rows([row for row in self._rows if not wanted or row.standing in _OPEN])

    def _on_current(self, row: Fulfilment | None) -> None:
        missing = self._names(row.missing) if row and row.missing else ""
        self.missing.setText(f"本年没有公开的事项：{missing}" if missing else "")

    def _on_opened(self, row: Fulfilment) -> None:
        self.form_wanted.emit((row.missing or row.forms)[0])

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(18)
        for widget in (self.own, self.open_only):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.export)
        self.missing.setProperty("role", "hint")
        self.missing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addWidget(self.missing)
