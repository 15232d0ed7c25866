"""Bars of the months of a year: published in time, and late on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import COLOURS, px

Month = tuple[int, int, int]
"""Month from 1, published in time, published late."""

_FOOT, _HEAD = 22, 18
_WIDEST = 30
_HEIGHT = 150


class MonthBars(QWidget):
    """Draws the months."""

    def __init__(self) -> None:
        super().__init__()
        self._months: list[Month] = []
        self.setFixedHeight(px(_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_months(self, months: Sequence[Month]) -> None:
        """Show these months."""
        self._months = list(months)
        words = [f"{month} 月按期 {on_time} 件、逾期 {late} 件" for month, on_time, late in months]
        self.setAccessibleName("按月公开件数")
        self.setAccessibleDescription("；".join(words))
        self.setToolTip("\n".join(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        most = max((on_time + late for _, on_time, late in self._months), default=0)
        for number, month in enumerate(self._months):
            self._draw_month(painter, self._room(number), month, most)

    def _room(self, number: int) -> QRect:
        left, right = (self.width() * edge // len(self._months) for edge in (number, number + 1))
        return QRect(left, 0, right - left, self.height())

    def _draw_month(self, painter: QPainter, room: QRect, month: Month, most: int) -> None:
        name, on_time, late = month
        foot = QRect(room.left(), room.bottom() - px(_FOOT) + 1, room.width(), px(_FOOT))
        painter.setPen(QColor(COLOURS["ink2"]))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"{name}月")
        total = on_time + late
        if not total:
            return
        tallest = room.height() - px(_FOOT) - px(_HEAD)
        height, red = max(tallest * total // most, 3), tallest * late // most
        width = min(room.width() * 6 // 10, _WIDEST)
        bar = QRect(room.center().x() - width // 2, foot.top() - height, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS["blue"]))
        painter.drawRoundedRect(bar, 2, 2)
        if late:
            part = QRect(bar.topLeft(), QSize(width, max(red, 3)))
            painter.fillRect(part, QColor(COLOURS["red"]))
            # hatched as well: red and blue are one grey on paper, and to some eyes
            painter.fillRect(part, QBrush(QColor(COLOURS["surface"]), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QColor(COLOURS["ink2"]))
        above = QRect(room.left(), bar.top() - px(_HEAD), room.width(), px(_HEAD))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(total))
