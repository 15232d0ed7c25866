"""A field on the page: label, editor, and one line under it that helps or says what is wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.forms.kinds import KINDS
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools, set_property
from desktop_app.ui.fields.make import make_editor
from desktop_app.ui.theme import COLOURS


class FieldFrame(QWidget):
    """Frames the editor of one field.

    Signals:
        edited: the field's key and the answer to keep.
        left: the key of the field that the focus left.
        remark_wanted: the key of the field at which the reviewer wants to write a remark.
    """

    edited = Signal(str, object)
    left = Signal(str)
    remark_wanted = Signal(str)

    def __init__(self, key: str, asked: Field, tools: Tools) -> None:
        super().__init__()
        self.key, self.asked = key, asked
        self.setObjectName(f"field-{key}")
        self.editor: FieldEditor = make_editor(asked, tools)
        self.editor.key = key
        self.label = QLabel()
        self.label.setProperty("role", "label")
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setBuddy(self.editor.target)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._error, self._remark = "", ""
        self._remarking: QToolButton | None = None
        self.reviewed: QLabel | None = None
        self.copied: QLabel | None = None
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self.label)
        self._head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head)
        column.addWidget(self.editor)
        column.addWidget(self.note)
        column.addStretch(1)
        self.show_required(False)
        self._show_note()
        self.editor.edited.connect(self._on_edited)
        self.editor.left.connect(self._on_left)
        self.editor.hinted.connect(self._on_hinted)

    @property
    def is_wide(self) -> bool:
        """Say whether it takes both columns of a card."""
        return self.asked.wide or KINDS[self.asked.kind].wide

    @property
    def error(self) -> str:
        """The sentence that says what is wrong, "" where nothing."""
        return self._error

    def show_required(self, required: bool) -> None:
        """Mark the label."""
        mark = f' <span style="color:{COLOURS["red"]}">*</span>' if required else ""
        self.label.setText(f"{_escaped(self.asked.label)}{mark}")
        self.editor.target.setAccessibleName(f"{self.asked.label}{'（必填）' if required else ''}")

    def show_error(self, sentence: str) -> None:
        """Say under the field what is wrong and what to write; "" takes it back."""
        if sentence == self._error:
            return
        self._error = sentence
        self.editor.mark_bad(bool(sentence))
        self.editor.target.setAccessibleDescription(sentence or self.asked.help)
        self._show_note()

    def offer_remark(self, offered: bool) -> None:
        """Let the reviewer write a remark here; the button is made when it is first wanted."""
        if offered and self._remarking is None:
            self._remarking = QToolButton()
            self._remarking.setText("写意见")
            self._remarking.setProperty("role", "remark")
            self._remarking.setAccessibleName(f"对“{self.asked.label}”写意见")
            self._remarking.clicked.connect(self._on_remark)
            self._head.addWidget(self._remarking)
        if self._remarking is not None:
            self._remarking.setVisible(offered)

    def show_remark(self, words: str) -> None:
        """Show what the reviewer remarked; "" takes it back."""
        if words and self.reviewed is None:
            self.reviewed = QLabel()
            self.reviewed.setWordWrap(True)
            self.reviewed.setTextFormat(Qt.TextFormat.PlainText)
            self.reviewed.setProperty("role", "remark")
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.indexOf(self.note) + 1, self.reviewed)
        if self.reviewed is not None:
            self.reviewed.setText(f"审查意见：{words}")
            self.reviewed.setVisible(bool(words))

    def show_copied(self, words: str) -> None:
        """Mark beside the label what a copy of last time wants here; "" takes it back, and so does writing."""
        if words and self.copied is None:
            self.copied = QLabel()
            self.copied.setProperty("role", "chip")
            self.copied.setProperty("tone", "amber")
            self._head.addWidget(self.copied)
        if self.copied is not None:
            self.copied.setText(words)
            self.copied.setVisible(bool(words))

    def show_value(self, raw: Any) -> None:
        """Show a kept answer."""
        self.editor.show_value(raw)

    def _show_note(self) -> None:
        hint = "　".join(part for part in (self._remark, self.asked.help) if part)
        text = self._error or hint
        self.note.setText(text)
        self.note.setVisible(bool(text))
        set_property(self.note, "role", "error" if self._error else "hint")

    def _on_edited(self, raw: object) -> None:
        self.show_copied("")
        self.edited.emit(self.key, raw)

    def _on_remark(self) -> None:
        self.remark_wanted.emit(self.key)

    def _on_left(self) -> None:
        self.left.emit(self.key)

    def _on_hinted(self, remark: str) -> None:
        self._remark = remark
        self._show_note()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
