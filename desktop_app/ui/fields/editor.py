"""What every field editor offers, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.forms.spec import Field

Match = Callable[[str, Sequence[str]], list[int]]
"""Query and texts to the indices of those that match by characters, pinyin or initials, best first."""


def match_characters(query: str, texts: Sequence[str]) -> list[int]:
    """Match by characters alone: what remains until the catalogue's matcher is there."""
    return [index for index, text in enumerate(texts) if query in text]


@dataclass(slots=True)
class Tools:
    """What editors need from outside.

    Args:
        today: the day on which calendars open.
        match: how pick lists find.
        names: names used before by kind (`org`, `person`), most used first; filled while the page is open.
        known: what the expressions of computed columns may look at beside their row.
        prepare: called off the window's thread with a table's key and the rows that it is about to take.
    """

    today: date
    match: Match = match_characters
    names: Callable[[str], Sequence[str]] = lambda kind: ()
    known: Callable[[], Mapping[str, Any]] = dict
    prepare: Callable[[str, Sequence[Mapping[str, Any]]], None] = lambda key, rows: None


class FieldEditor(QWidget):
    """Edits the answer to one field.

    Signals:
        edited: the answer to keep, after each change that the person makes.
        left: the focus went to another field.
        hinted: a remark on what is written now, such as the amount in words; "" for none.
    """

    edited = Signal(object)
    left = Signal()
    hinted = Signal(str)

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__()
        self.key = ""
        self.asked = asked
        self.tools = tools
        self._watched: list[QWidget] = []

    def show_value(self, raw: Any) -> None:
        """Show a kept answer without saying that it was edited."""
        raise NotImplementedError

    def set_locked(self, locked: bool) -> None:
        """Let it be read and copied, but not changed."""
        for widget in self._watched:
            if hasattr(widget, "setReadOnly"):
                widget.setReadOnly(locked)
            else:
                widget.setEnabled(not locked)

    def mark_bad(self, bad: bool) -> None:
        """Draw the inputs as holding something that must be changed."""
        for widget in self._watched:
            set_property(widget, "bad", bad)

    @property
    def target(self) -> QWidget:
        """The input that takes the focus and belongs to the label."""
        return self._watched[0] if self._watched else self

    def go_to(self, row: int | None = None, column: str = "") -> None:
        """Take the focus; a table goes to the row (from 0) and the column."""
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the focus leaves; a wheel over a pick list scrolls the page and changes nothing."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._on_focus_out(event.reason())
        return super().eventFilter(watched, event)

    def _watch(self, *inputs: QWidget) -> None:
        for widget in inputs:
            widget.installEventFilter(self)
            widget.setAccessibleName(self.asked.label)
            self._watched.append(widget)

    def _on_focus_out(self, reason: Qt.FocusReason) -> None:
        staying = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        focused = QApplication.focusWidget()
        if reason in staying or (focused is not None and self.isAncestorOf(focused)):
            return
        self._on_left()
        self.left.emit()

    def _on_left(self) -> None:
        """Tidy what is written, before `left` is said."""


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and draw the widget anew where it is another now."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
