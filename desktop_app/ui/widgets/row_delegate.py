"""Draws the cells of a list: text or a chip, a line below, and where the keyboard is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_app.ui.models.rows import QUIET_ROLE, TONE_ROLE
from desktop_app.ui.theme import COLOURS, px

Index = QModelIndex | QPersistentModelIndex

_EDGE = 10
_CHIP_EDGE = 8
_CHIP_PX = 12


class RowDelegate(QStyledItemDelegate):
    """Draws what the rows' model gives."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, index)
        room = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        tone = index.data(TONE_ROLE)
        if tone is None:
            self._draw_text(painter, room, option.font, index)
        elif index.data():
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            ground = "surface" if is_selected and tone == "blue" else f"{tone}-soft" if tone else "ground"
            _draw_chip(painter, room, option.font, str(index.data()), (ground, tone or "ink2"))
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: Any, index: Index) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(COLOURS["blue-soft"]))
        painter.setPen(QPen(QColor(COLOURS["line"])))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row() and index.column() == 0:
            painter.fillRect(QRect(rect.topLeft(), QSize(3, rect.height())), QColor(COLOURS["blue"]))

    def _draw_text(self, painter: QPainter, room: QRect, font: QFont, index: Index) -> None:
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink2" if index.data(QUIET_ROLE) else "ink"]))
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), text)


def _draw_chip(painter: QPainter, room: QRect, font: QFont, text: str, colours: tuple[str, str]) -> None:
    """Draw a word on a soft ground at the left of the room; `colours` are the ground's and the word's."""
    small = QFont(font)
    small.setPixelSize(px(_CHIP_PX))
    metrics = QFontMetrics(small)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - 2 * _CHIP_EDGE)
    size = QSize(metrics.horizontalAdvance(shown) + 2 * _CHIP_EDGE, px(20))
    chip = QRect(QPoint(room.left(), room.center().y() - size.height() // 2), size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLOURS[colours[0]]))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setFont(small)
    painter.setPen(QColor(COLOURS[colours[1]]))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
