"""Shares as bars: which part of each area's disclosures was in time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import COLOURS, px

Share = tuple[str, float, int]
"""Name, share from 0 to 1, how many it is a share of."""

MOST = 5
"""How many lines it draws."""

_LINE = 28
_BAR_HEIGHT, _BAR_WIDTH = 8, 180
_PERCENT_WIDTH = 44
_GOOD = 0.9
"""Below this share the bar is red, to draw the eye; no rule says so."""


class ShareBars(QWidget):
    """Draws a line for each share."""

    def __init__(self) -> None:
        super().__init__()
        self._shares: list[Share] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show the lowest of these shares; a screen reader is told all."""
        ordered = sorted(shares, key=lambda share: (share[1], share[0]))
        self._shares = ordered[:MOST]
        words = [f"{name}按期 {share:.0%}，共 {count} 件" for name, share, count in ordered]
        self.setAccessibleName("各领域按期率")
        self.setAccessibleDescription("；".join(words))
        self.setToolTip("\n".join(words))
        self.setMinimumHeight(px(_LINE) * len(self._shares))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(px(13))
        painter.setFont(font)
        for number, share in enumerate(self._shares):
            self._draw(painter, QRect(0, number * px(_LINE), self.width(), px(_LINE)), share)

    def _draw(self, painter: QPainter, room: QRect, share: Share) -> None:
        name, part, count = share
        width = min(room.width() // 3, _BAR_WIDTH)
        whole = QRect(room.right() - width, room.center().y() - _BAR_HEIGHT // 2 + 2, width, _BAR_HEIGHT)
        words = QRect(room.left(), room.top(), whole.left() - 14 - room.left(), room.height())
        said = words.adjusted(0, 0, -px(_PERCENT_WIDTH), 0)
        left = f"{name}（{count} 件）"
        left = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, said.width())
        painter.setPen(QColor(COLOURS["ink"]))
        painter.drawText(said, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, left)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{part:.0%}")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(COLOURS["ground"]))
        painter.drawRoundedRect(whole, 3, 3)
        painter.setBrush(QColor(COLOURS["blue" if part >= _GOOD else "red"]))
        # a share of nothing shows a red end too: it is what must be seen first
        painter.drawRoundedRect(
            QRect(whole.topLeft(), QSize(max(round(whole.width() * part), _BAR_HEIGHT), _BAR_HEIGHT)), 3, 3
        )
