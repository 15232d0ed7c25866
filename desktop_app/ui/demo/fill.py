"""Filling the real form: each kind of field is used as a person uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from desktop_app.core.forms.kinds import is_empty, shown
from desktop_app.core.forms.spec import Column
from desktop_app.ui.demo.hand import Hand
from desktop_app.ui.fields.frame import FieldFrame
from desktop_app.ui.fields.table import TableField

_BUTTONS = frozenset({"bool", "multi_choice"})
_SPANS = frozenset({"date_range", "datetime_range"})


def fill(hand: Hand, frame: FieldFrame, raw: Any) -> None:
    """Give a field its answer and leave it.

    Args:
        raw: as drafts keep it.
    """
    kind = frame.asked.kind
    if is_empty(raw) or kind == "file":
        return
    if kind == "table":
        _fill_table(hand, frame, raw)
    elif kind in _BUTTONS:
        _fill_buttons(hand, frame, raw)
    elif kind in _SPANS:
        for line, end in zip(frame.editor.findChildren(QLineEdit), ("start", "end"), strict=True):
            hand.write(line, str(raw[end]).replace("T", " "))
            hand.press(line, Qt.Key.Key_Tab)
    else:
        hand.write(_input(frame), shown(kind, raw, frame.asked))
        hand.press(_input(frame), Qt.Key.Key_Tab)


def _input(frame: FieldFrame) -> Any:
    return frame.editor.findChild(QPlainTextEdit) or frame.editor.target


def _fill_buttons(hand: Hand, frame: FieldFrame, raw: Any) -> None:
    wanted: list[str] = ["是" if raw else "否"] if isinstance(raw, bool) else raw
    for button in frame.editor.findChildren(QAbstractButton):
        if button.text() in wanted and not button.isChecked():
            hand.click(button)


def _fill_table(hand: Hand, frame: FieldFrame, rows: list[Mapping[str, Any]]) -> None:
    editor = frame.editor
    if not isinstance(editor, TableField):
        return
    lines = (
        "\t".join(_cell(column, row.get(key)) for key, column in frame.asked.columns.items()) for row in rows
    )
    hand.copy("\n".join(lines))
    editor.table.paste()
    hand.until(lambda: editor.table.row_count >= len(rows), f"表格“{frame.asked.label}”粘贴完成")


def _cell(column: Column, raw: Any) -> str:
    return shown(column.kind, raw, column).replace("\n", " ")
