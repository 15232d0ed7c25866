"""Counts as bars, the most first; what asks for attention bears a word and not a colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import COLOURS, px

Count = tuple[str, int, str]
"""Name, how many, and a word beside the number where it asks for attention."""

_LINE, _BAR_HEIGHT = 26, 10
_NAME_SHARE, _WORDS_WIDTH = 0.42, 112


class CountBars(QWidget):
    """Draws a line for each count.

    Args:
        most: how many lines it draws; a screen reader is told all.
    """

    def __init__(self, name: str, most: int = 8) -> None:
        super().__init__()
        self._counts: list[Count] = []
        self._most = most
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show the first of these counts."""
        said = [f"{name} {number} {note}".strip() for name, number, note in counts]
        self.setAccessibleDescription("；".join(said))
        self.setToolTip("\n".join(said))
        self._counts = list(counts[: self._most])
        self.setFixedHeight(px(_LINE) * len(self._counts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all lines."""
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(px(13))
        painter.setFont(font)
        largest = max((number for _, number, _ in self._counts), default=0)
        for row, count in enumerate(self._counts):
            self._draw(painter, QRect(0, row * px(_LINE), self.width(), px(_LINE)), count, largest)

    def _draw(self, painter: QPainter, room: QRect, count: Count, largest: int) -> None:
        name, number, note = count
        words = QRect(room.left(), room.top(), int(room.width() * _NAME_SHARE), room.height())
        painter.setPen(QColor(COLOURS["ink"]))
        said = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, words.width() - 10)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)
        whole = room.width() - words.width() - _WORDS_WIDTH
        width = max(whole * number // largest, 3) if number else 0
        bar = QRect(words.right(), room.center().y() - _BAR_HEIGHT // 2 + 1, width, _BAR_HEIGHT)
        painter.fillRect(bar, QColor(COLOURS["blue"]))
        behind = QRect(bar.right() + 8, room.top(), _WORDS_WIDTH, room.height())
        painter.setPen(QColor(COLOURS["red" if note else "ink"]))
        painter.drawText(
            behind, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, f"{number}　{note}".strip()
        )
