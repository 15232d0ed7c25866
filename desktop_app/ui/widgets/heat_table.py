"""Numbers by row and month: the number stands in the cell, the shade only helps the eye."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import COLOURS, px

Line = tuple[str, Sequence[int]]
"""Name, and twelve numbers, January first."""

_LINE = 26
_NAME_SHARE, _SUM_WIDTH = 0.26, 52
_MONTHS = 12
_DARK = 0.55
"""From this share of the largest number on, white is read better than ink."""


class HeatTable(QWidget):
    """Draws the lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; a screen reader is told their sums."""
        self._lines = list(lines)
        self.setAccessibleDescription("；".join(f"{name}共 {sum(months)} 件" for name, months in lines))
        self.setFixedHeight(px(_LINE) * (len(self._lines) + 1))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heads, names, cells and sums."""
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(px(12))
        painter.setFont(font)
        painter.setPen(QColor(COLOURS["ink2"]))
        for month in range(_MONTHS):
            painter.drawText(self._cell(0, month), Qt.AlignmentFlag.AlignCenter, f"{month + 1}月")
        painter.drawText(self._sum(0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "合计")
        most = max((number for _, months in self._lines for number in months), default=0)
        for row, line in enumerate(self._lines, start=1):
            self._draw(painter, row, line, most)

    def _draw(self, painter: QPainter, row: int, line: Line, most: int) -> None:
        name, months = line
        room = QRect(0, row * px(_LINE), self._name_width - 10, px(_LINE))
        painter.setPen(QColor(COLOURS["ink"]))
        words = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        for month, number in enumerate(months):
            self._draw_cell(painter, self._cell(row, month), number, most)
        painter.setPen(QColor(COLOURS["ink"]))
        painter.drawText(
            self._sum(row), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(sum(months))
        )

    def _draw_cell(self, painter: QPainter, room: QRect, number: int, most: int) -> None:
        inner = room.adjusted(1, 1, -1, -1)
        if not number:
            painter.fillRect(inner, QColor(COLOURS["ground"]))
            return
        share = number / most
        colour = QColor(COLOURS["blue"])
        colour.setAlphaF(0.15 + 0.85 * share)
        painter.fillRect(inner, colour)
        painter.setPen(QColor(COLOURS["surface"] if share >= _DARK else COLOURS["ink"]))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, str(number))

    @property
    def _name_width(self) -> int:
        return int(self.width() * _NAME_SHARE)

    def _cell(self, row: int, month: int) -> QRect:
        room = self.width() - self._name_width - _SUM_WIDTH
        left, right = (self._name_width + room * edge // _MONTHS for edge in (month, month + 1))
        return QRect(QRect(left, row * px(_LINE), right - left, px(_LINE)))

    def _sum(self, row: int) -> QRect:
        return QRect(self.rect().right() - _SUM_WIDTH, row * px(_LINE), _SUM_WIDTH, px(_LINE))

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), px(_LINE) * (len(self._lines) + 1))
