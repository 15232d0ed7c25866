"""Text of several lines that grows with what is written; with heading numbers for papers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout

from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.fields.headings import LEVELS, next_heading, without_heading
from desktop_app.ui.fields.pasted import clean_text


class GrowingText(QPlainTextEdit):
    """Plain text as high as its content, within bounds; what is pasted into it loses its looks.

    Signals:
        written: the person changed the text.
    """

    written = Signal()

    def __init__(self, fewest_lines: int, most_lines: int) -> None:
        super().__init__()
        self._fewest, self._most = fewest_lines, most_lines
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show a text without saying that it was written."""
        if text == self.toPlainText():
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted as clean plain text."""
        self.insertPlainText(clean_text(source.text(), source.html() if source.hasHtml() else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the height to another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _on_changed(self) -> None:
        self._fit()
        self.written.emit()

    def _fit(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        lines = max(self._fewest, min(self._most, self._lines(spacing)))
        margins = self.viewportMargins()
        frame = 2 * self.frameWidth() + margins.top() + margins.bottom() + 12
        height = lines * spacing + 2 * int(self.document().documentMargin()) + frame + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _lines(self, spacing: int) -> int:
        """Count the lines on the screen, no further than matters."""
        block, layout, lines = self.document().begin(), self.document().documentLayout(), 0
        while block.isValid() and lines <= self._most:
            lines += max(1, round(layout.blockBoundingRect(block).height() / spacing))
            block = block.next()
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if lines > self._most else bar.ScrollBarAlwaysOff
        )
        return lines


class LongTextField(FieldEditor):
    """Some sentences."""

    fewest_lines, most_lines = 3, 14

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.text = GrowingText(self.fewest_lines, self.most_lines)
        self.text.setPlaceholderText(f"例如 {asked.example}" if asked.example else "")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.column.addWidget(self.text)
        self._watch(self.text)
        self.text.written.connect(self._on_written)

    def show_value(self, raw: Any) -> None:
        """Show a kept text."""
        self.text.show_text(str(raw or ""))

    def _on_written(self) -> None:
        self.edited.emit(self.text.toPlainText())


class PaperTextField(LongTextField):
    """The body of a paper: plain text, headings numbered 一、（一）1.（1） (GB/T 9704-2012 7.3.3)."""

    fewest_lines, most_lines = 8, 24

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        caption = QLabel("标题层次")
        caption.setProperty("role", "hint")
        bar.addWidget(caption)
        self.level_buttons = [self._make_button(level, name) for level, name in enumerate(LEVELS)]
        for button in self.level_buttons:
            bar.addWidget(button)
        bar.addStretch(1)
        self.column.insertLayout(0, bar)

    def set_locked(self, locked: bool) -> None:
        """Lock the buttons too."""
        super().set_locked(locked)
        for button in self.level_buttons:
            button.setEnabled(not locked)

    def _make_button(self, level: int, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(name)
        button.setToolTip(f"把这一行编为下一个“{name}”标题（Alt+{level + 1}）")
        button.setAccessibleName(f"{self.asked.label}：编为“{name}”标题")
        button.setShortcut(f"Alt+{level + 1}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("level", level)
        button.clicked.connect(self._on_level)
        return button

    def _on_level(self) -> None:
        sender = self.sender()
        if not isinstance(sender, QToolButton):
            return
        cursor = self.text.textCursor()
        lines = self.text.toPlainText().split("\n")[: cursor.blockNumber()]
        line = without_heading(cursor.block().text())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(next_heading(lines, sender.property("level")) + line)
        cursor.endEditBlock()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
