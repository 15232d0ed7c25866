"""A table field: its rows in a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.widgets.table_editor import TableEditor


class TableField(FieldEditor):
    """Edits rows; a place in it is a row and a column."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.table = TableEditor(asked.label, asked.columns, tools, self._prepare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._watch(self.table.view)
        self.table.rows_changed.connect(self.edited)

    @property
    def target(self) -> QWidget:
        """The grid."""
        return self.table.view

    def show_value(self, raw: Any) -> None:
        """Show kept rows; anything else that was kept is no table and shows as an empty one."""
        rows = raw if isinstance(raw, list) else []
        self.table.show_rows([row for row in rows if isinstance(row, dict)])

    def set_locked(self, locked: bool) -> None:
        """Let cells be read and copied only."""
        self.table.lock(locked)

    def go_to(self, row: int | None = None, column: str = "") -> None:
        """Go to a cell."""
        keys = list(self.asked.columns)
        self.table.view.go_to(row or 0, keys.index(column) if column in keys else 0)

    def _prepare(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self.tools.prepare(self.key, rows)
