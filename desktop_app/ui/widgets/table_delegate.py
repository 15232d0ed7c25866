"""Editors of table cells, one for each family of kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.core.forms.spec import Column
from desktop_app.ui.fields.completer import Suggestions
from desktop_app.ui.fields.editor import Tools

Index = QModelIndex | QPersistentModelIndex

_NAMES = {"org": "org", "orgs": "org", "person": "person"}
_EXAMPLES = {"date": "2026-09-28", "datetime": "2026-09-28 08:30", "bool": "是 或 否"}


class CellDelegate(QStyledItemDelegate):
    """Edits a cell as a line that suggests what the column knows: choices, yes and no, or names used before."""

    def __init__(self, parent: QObject, columns: Mapping[str, Column], tools: Tools) -> None:
        super().__init__(parent)
        self._columns, self._tools = tuple(columns.values()), tools

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the line for a cell."""
        column = self._columns[index.column()]
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setAccessibleName(f"第 {index.row() + 1} 行“{column.label}”")
        line.setPlaceholderText(column.example or _EXAMPLES.get(column.kind, ""))
        if texts := self._texts(column):
            several = column.kind in ("orgs", "multi_choice")
            suggestions = Suggestions(line, self._tools.match, texts, several=several)
            if column.choices and not index.data():
                suggestions.offer_all()
        return line

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the line's text into the cell."""
        if isinstance(editor, QLineEdit):
            model.setData(index, self._meant(self._columns[index.column()], editor.text()))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Cover the whole cell."""
        editor.setGeometry(option.rect)

    def _texts(self, column: Column) -> Callable[[], Sequence[str]] | None:
        if column.choices:
            return lambda: column.choices
        if column.kind == "bool":
            return lambda: ("是", "否")
        if column.kind in _NAMES:
            return lambda: self._tools.names(_NAMES[column.kind])
        return None

    def _meant(self, column: Column, text: str) -> str:
        """Take the one choice that was clearly meant."""
        if column.kind != "choice" or not text or text in column.choices:
            return text
        found = self._tools.match(text, column.choices)
        return column.choices[found[0]] if len(found) == 1 else text


def alignment_of_headings() -> Qt.AlignmentFlag:
    """Return how headings stand: centred, on as many lines as they need."""
    return Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
