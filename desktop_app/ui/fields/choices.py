"""One of several, some of several, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.completer import Suggestions
from desktop_app.ui.fields.editor import FieldEditor, Match, Tools


class PickBox(QComboBox):
    """A pick list that is searched by typing: characters, pinyin or initials."""

    def __init__(self, choices: Sequence[str], match: Match) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices = tuple(choices)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.line.setCompleter(None)  # type: ignore[arg-type]  # the stubs forget that None is allowed
        self.line.setPlaceholderText("请选择，可输拼音首字母")
        self.addItems(list(choices))
        self.setCurrentIndex(-1)
        self.suggestions = Suggestions(self.line, match, self._all)

    def _all(self) -> Sequence[str]:
        return self._choices


class ChoiceField(FieldEditor):
    """One of the form's choices."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.box = PickBox(asked.choices, tools.match)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self._watch(self.box, self.box.line)
        self.box.activated.connect(self._on_picked)
        self.box.line.textEdited.connect(self._on_typed)
        self.box.suggestions.chosen.connect(self._on_typed)

    @property
    def target(self) -> QWidget:
        """The line in the box."""
        return self.box.line

    def set_locked(self, locked: bool) -> None:
        """Close the list too."""
        self.box.setEnabled(not locked)

    def show_value(self, raw: Any) -> None:
        """Show the choice; an unknown one stays readable, so that the error under it makes sense."""
        text = str(raw or "")
        self.box.setCurrentIndex(self.box.findText(text))
        self.box.setEditText(text)
        self.box.line.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the wheel to the page."""
        if event.type() == QEvent.Type.Wheel and watched is self.box:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_picked(self, index: int) -> None:
        self.edited.emit(self.box.itemText(index))

    def _on_typed(self, text: str) -> None:
        self.edited.emit(text.strip())

    def _on_left(self) -> None:
        """Take the one choice that was clearly meant."""
        text = self.box.currentText().strip()
        found = self.tools.match(text, self.asked.choices) if text else []
        if text not in self.asked.choices and len(found) == 1:
            self.show_value(self.asked.choices[found[0]])
            self.edited.emit(self.asked.choices[found[0]])


class MultiChoiceField(FieldEditor):
    """Some of the form's choices, each with a tick box."""

    _COLUMNS = 4

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.boxes = [QCheckBox(choice) for choice in asked.choices]
        longest = max(map(len, asked.choices), default=1)
        columns = self._COLUMNS if longest <= 7 else 2 if longest <= 18 else 1
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        for index, box in enumerate(self.boxes):
            grid.addWidget(box, index // columns, index % columns)
            box.clicked.connect(self._on_clicked)
        self._unknown: list[str] = []
        self._watch(*self.boxes)
        for box in self.boxes:
            box.setAccessibleName(f"{asked.label}：{box.text()}")

    def show_value(self, raw: Any) -> None:
        """Tick what was chosen; choices that the form no longer has are kept with the answer."""
        chosen = raw if isinstance(raw, list) else []
        self._unknown = [one for one in chosen if one not in self.asked.choices]
        for box in self.boxes:
            box.setChecked(box.text() in chosen)

    def _on_clicked(self) -> None:
        self.edited.emit([box.text() for box in self.boxes if box.isChecked()])


class YesNoField(FieldEditor):
    """Yes, no, or not answered yet; Delete takes the answer back."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.yes, self.no = QRadioButton("是"), QRadioButton("否")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(20)
        for button in (self.yes, self.no):
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(self._on_clicked)
        row.addStretch(1)
        self._watch(self.yes, self.no)
        for button in (self.yes, self.no):
            button.setAccessibleName(f"{asked.label}：{button.text()}")

    def show_value(self, raw: Any) -> None:
        """Show true, false or neither."""
        self._group.setExclusive(False)
        self.yes.setChecked(raw is True)
        self.no.setChecked(raw is False)
        self._group.setExclusive(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Delete and Backspace take the answer back."""
        clearing = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in clearing:
            self.show_value(None)
            self.edited.emit(None)
            return True
        return super().eventFilter(watched, event)

    def _on_clicked(self) -> None:
        self.edited.emit(self.yes.isChecked())
