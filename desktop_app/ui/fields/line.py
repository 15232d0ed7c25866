"""Answers of one line: text, address, URL, phone, codes, document numbers; numbers and money with a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit

from desktop_app.core.forms.amounts import amount_in_words
from desktop_app.core.forms.kinds import typed_or_none
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.fields.writing import kept_answer, written

_WORDS_UP_TO = Decimal(10) ** 16


class LineField(FieldEditor):
    """One line; as it is left, what its kind can read is written in the kind's own way."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.line = QLineEdit()
        self.line.setPlaceholderText(f"例如 {asked.example}" if asked.example else "")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(self.line)
        self._watch(self.line)
        self.line.textEdited.connect(self._on_edited)

    def show_value(self, raw: Any) -> None:
        """Show a kept answer."""
        text = written(raw, self.asked.kind, self.asked)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(0)

    def _on_edited(self, text: str) -> None:
        self.edited.emit(kept_answer(text, self.asked.kind, self.asked))

    def _on_left(self) -> None:
        self.show_value(kept_answer(self.line.text(), self.asked.kind, self.asked))


class NumberField(LineField):
    """A number with its unit behind it."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        unit = self._unit()
        if unit:
            suffix = QLabel(unit)
            suffix.setProperty("role", "unit")
            self.row.addWidget(suffix)

    def _unit(self) -> str:
        return self.asked.unit


class MoneyField(NumberField):
    """An amount; beside the help it says the amount in words, so that a zero too many is seen."""

    def show_value(self, raw: Any) -> None:
        """Show a kept amount, in yuan, in the field's unit."""
        super().show_value(raw)
        self._say_in_words(raw)

    def _unit(self) -> str:
        return self.asked.unit or "元"

    def _on_edited(self, text: str) -> None:
        super()._on_edited(text)
        self._say_in_words(kept_answer(text, "money", self.asked))

    def _say_in_words(self, raw: Any) -> None:
        yuan = typed_or_none("money", raw, self.asked)
        sayable = yuan is not None and 0 <= yuan < _WORDS_UP_TO
        self.hinted.emit(f"大写：{amount_in_words(yuan)}" if sayable else "")
