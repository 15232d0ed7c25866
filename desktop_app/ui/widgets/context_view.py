"""Shows where in its file a finding stands: the rows or lines around it, and the page, all values masked."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.services.contexts import Context
from desktop_app.ui.theme import COLOURS

_MARGIN = 32


class ContextView(QScrollArea):
    """Shows one place at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("原处")
        self.setProperty("role", "reading")
        self.where, self.words, self.page = QLabel(), QLabel(), QLabel()
        self._pixmap = QPixmap()
        self.where.setProperty("role", "label")
        for label in (self.where, self.words):
            label.setWordWrap(True)
        self.page.setProperty("role", "sheet")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        content = QWidget()
        content.setObjectName("helpPage")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        for label in (self.where, self.page, self.words):
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(content)

    def say(self, words: str) -> None:
        """Say something instead of showing a place."""
        self.where.setText("")
        self.words.setText(f"<p style='color:{COLOURS['ink2']}'>{escape(words)}</p>")
        self._show_page(QPixmap())

    def show_context(self, where: str, context: Context, *, is_hidden: bool) -> None:
        """Show the rows or lines around a place.

        Args:
            where: how people call the place.
            is_hidden: whether nobody sees it in the file itself.
        """
        self.where.setText(f"{where or '整个文件'}{'（在文件里看不见）' if is_hidden else ''}")
        self.words.setText(_table(context) if context.header else _lines(context))
        self._show_page(QPixmap())

    def show_page(self, png: bytes) -> None:
        """Show the page above the words, as it is seen, values barred."""
        pixmap = QPixmap()
        pixmap.loadFromData(png)
        self._show_page(pixmap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page be as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _show_page(self, pixmap: QPixmap) -> None:
        self._pixmap = pixmap
        self.page.setVisible(not pixmap.isNull())
        self._fit()

    def _fit(self) -> None:
        if self._pixmap.isNull():
            self.page.clear()
            return
        ratio = self.devicePixelRatioF()
        width = max(100, self.viewport().width() - _MARGIN)
        scaled = self._pixmap.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        self.page.setPixmap(scaled)


def _lines(context: Context) -> str:
    if not context.rows:
        return "<p>这一处没有可以显示的文字。</p>"
    return "".join(
        f"<p style='margin:3px 0;{_ground(number == context.here)}'>{escape(row[0]) or '&nbsp;'}</p>"
        for number, row in enumerate(context.rows)
    )


def _table(context: Context) -> str:
    head = "".join(f"<th align='left'>{escape(name)}</th>" for name in context.header)
    body = "".join(_row(row, number, context) for number, row in enumerate(context.rows))
    look = f"border-color:{COLOURS['line']};border-collapse:collapse"
    return f"<table cellpadding='4' cellspacing='0' border='1' style='{look}'><tr>{head}</tr>{body}</table>"


def _row(row: tuple[str, ...], number: int, context: Context) -> str:
    is_here = number == context.here
    cells = "".join(
        f"<td style='{_ground(is_here and (context.column < 0 or at == context.column))}'>{escape(text)}</td>"
        for at, text in enumerate(row)
    )
    return f"<tr>{cells}</tr>"


def _ground(is_here: bool) -> str:
    return f"background:{COLOURS['amber-soft']};font-weight:600;" if is_here else ""
