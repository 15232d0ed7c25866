"""The original beside what was read of it: the page with the region framed, or the text around the place."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.imports.paper import PIXELS_A_POINT, Box
from desktop_app.core.imports.suggestion import Source
from desktop_app.core.imports.surroundings import Piece
from desktop_app.ui.theme import COLOURS

_MARGIN = 24
_FRAME_ROOM = 4.0
_ABOVE = 120
"""Pixels of the page that stay to be seen above a region that was scrolled to."""


class PlaceView(QScrollArea):
    """Shows one place of a document."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("原件")
        self.setProperty("role", "reading")
        self.where, self.words, self.page = QLabel(), QLabel(), QLabel()
        self.where.setProperty("role", "label")
        self.page.setProperty("role", "sheet")
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self._picture, self._box = QPixmap(), Box(0, 0, 0, 0)
        self._content = QWidget()
        self._content.setObjectName("helpPage")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for label in (self.where, self.words, self.page):
            column.addWidget(label)
        column.addStretch(1)
        self.setWidget(self._content)
        self.clear()

    def clear(self) -> None:
        """Show no place."""
        self.say("", "选中一项，这里显示它在原件里的位置。")

    def say(self, where: str, words: str) -> None:
        """Say something in place of the original."""
        self.where.setText(where)
        self.words.setText(f"<p style='color:{COLOURS['ink2']}'>{escape(words)}</p>")
        self._show(QPixmap())

    def show_text(self, source: Source, pieces: list[Piece]) -> None:
        """Show the paragraphs, or the rows, around a place."""
        self.where.setText(source.words)
        is_table = any(len(piece.cells) > 1 for piece in pieces)
        self.words.setText(_table(pieces) if is_table else _paragraphs(pieces))
        self._show(QPixmap())

    def show_page(self, source: Source, png: bytes) -> None:
        """Show a page, the region framed and in sight."""
        picture = QPixmap()
        picture.loadFromData(png)
        self.where.setText(source.words)
        self.words.setText("")
        self._box = source.box or Box(0, 0, 0, 0)
        self._show(picture)
        self._come_to_region()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page be as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, picture: QPixmap) -> None:
        self._picture = picture
        self.words.setVisible(picture.isNull())
        self.page.setVisible(not picture.isNull())
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            self.page.clear()
            return
        ratio = self.devicePixelRatioF()
        width = round(max(100, self.viewport().width() - _MARGIN) * ratio)
        scaled = self._picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        self._frame(scaled)
        scaled.setDevicePixelRatio(ratio)
        self.page.setPixmap(scaled)

    def _scale(self, width: float) -> float:
        """Return how many pixels a point of the page has, where it is so many pixels wide."""
        return PIXELS_A_POINT * width / self._picture.width()

    def _frame(self, picture: QPixmap) -> None:
        box, scale = self._box, self._scale(picture.width())
        if box.right <= box.left:
            return
        region = QRectF(
            box.left * scale, box.top * scale, (box.right - box.left) * scale, (box.bottom - box.top) * scale
        ).adjusted(-_FRAME_ROOM, -_FRAME_ROOM, _FRAME_ROOM, _FRAME_ROOM)
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(region, _marker())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QPen(QColor(COLOURS["red"]), 2.0))
        painter.drawRect(region)
        painter.end()

    def _come_to_region(self) -> None:
        shown = self.page.pixmap()
        scale = self._scale(shown.width() / shown.devicePixelRatio())
        self._content.adjustSize()
        top = self.page.y() + self._box.top * scale
        bar = self.verticalScrollBar()
        bar.setMaximum(max(bar.maximum(), round(top)))
        bar.setValue(max(0, round(top - _ABOVE)))


def _paragraphs(pieces: list[Piece]) -> str:
    return "".join(
        f"<p style='margin:4px 0;{_ground(piece.here == 0)}'>{_lines(piece.cells[0])}</p>" for piece in pieces
    )


def _table(pieces: list[Piece]) -> str:
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td style='{_ground(piece.here == at)}'>{_lines(text)}</td>"
            for at, text in enumerate(piece.cells)
        )
        + "</tr>"
        for piece in pieces
    )
    look = f"border-color:{COLOURS['line']};border-collapse:collapse"
    return f"<table cellpadding='4' cellspacing='0' border='1' style='{look}'>{rows}</table>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>") or "&nbsp;"


def _ground(is_here: bool) -> str:
    return f"background:{COLOURS['amber-soft']};font-weight:600;" if is_here else ""


def _marker() -> QColor:
    """Return a text marker's yellow: the paper under it is white in every look."""
    colour = QColor(Qt.GlobalColor.yellow)
    colour.setAlpha(80)
    return colour
