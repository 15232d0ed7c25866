"""Draws a finding: severity chip, what it is about, the sentence, and where it leads."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.theme import COLOURS, px

Index = QModelIndex | QPersistentModelIndex

_LINE = Qt.ItemDataRole.UserRole
_TONES = {"block": "red", "warn": "amber", "note": "blue", "accepted": "green"}
_EDGE, _GAP = 14, 10
_LEADS = "转到此处 ↵"
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FindingDelegate(QStyledItemDelegate):
    """Draws what the list's model gives: severity word, severity, title and sentence."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped sentence needs."""
        parts = self._parts(index, self._view.viewport().width())
        return QSize(0, parts["foot"].bottom() + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one finding."""
        word, severity, title, sentence = index.data(_LINE)
        rect: QRect = option.rect
        parts = {
            name: part.translated(rect.topLeft()) for name, part in self._parts(index, rect.width()).items()
        }
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option, rect)
        tone = _TONES[severity]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS[f"{tone}-soft"]))
        painter.drawRoundedRect(parts["chip"], 4, 4)
        self._text(painter, parts["chip"], word, self._small(), tone, Qt.AlignmentFlag.AlignCenter)
        self._text(painter, parts["title"], title, self._strong(), "ink", _WRAPPED)
        self._text(painter, parts["sentence"], sentence, self._small(), "ink2", _WRAPPED)
        self._text(painter, parts["foot"], _LEADS, self._small(), "blue", _WRAPPED)
        painter.restore()

    def _parts(self, index: Index, width: int) -> dict[str, QRect]:
        word, _, title, sentence = index.data(_LINE)
        small, strong = QFontMetrics(self._small()), QFontMetrics(self._strong())
        chip = QRect(QPoint(_EDGE, _GAP), QSize(small.horizontalAdvance(word) + 16, small.height() + 2))
        room = width - 2 * _EDGE
        title_room = QRect(chip.right() + 8, _GAP, room - chip.width() - 8, 0)
        title_rect = _fitted(strong, title_room, title)
        top = max(chip.bottom(), title_rect.bottom()) + 5
        sentence_rect = _fitted(small, QRect(_EDGE, top, room, 0), sentence)
        foot = QRect(_EDGE, sentence_rect.bottom() + 5, room, small.height())
        return {"chip": chip, "title": title_rect, "sentence": sentence_rect, "foot": foot}

    def _draw_ground(self, painter: QPainter, option: Any, rect: QRect) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(COLOURS["blue-soft"]))
        painter.setPen(QPen(QColor(COLOURS["line"])))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(COLOURS["blue"]), 2))
            painter.drawLine(rect.topLeft() + QPoint(1, 0), rect.bottomLeft() + QPoint(1, 0))

    def _text(self, painter: QPainter, rect: QRect, text: str, font: QFont, tone: str, flags: Any) -> None:
        painter.setFont(font)
        painter.setPen(QColor(COLOURS[tone]))
        painter.drawText(rect, flags, text)

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPixelSize(px(12))
        return font

    def _strong(self) -> QFont:
        font = QFont(self._view.font())
        font.setPixelSize(px(14))
        font.setBold(True)
        return font


def _fitted(metrics: QFontMetrics, room: QRect, text: str) -> QRect:
    rect = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), int(_WRAPPED), text)
    return QRect(room.topLeft(), QSize(room.width(), rect.height()))
