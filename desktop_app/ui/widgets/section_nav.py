"""The steps of a form at its left, each with what is still to do in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.theme import COLOURS, px

Index = QModelIndex | QPersistentModelIndex

_STATUS = Qt.ItemDataRole.UserRole
_TONE = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 32


class SectionNav(QListWidget):
    """Lists sections.

    Signals:
        section_wanted: the number, from 0, of the section that the person chose.
    """

    section_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sectionNav")
        self.setAccessibleName("表单各部分")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _SectionDelegate(self)
        self.setItemDelegate(self._delegate)
        self._is_following = False
        self.currentRowChanged.connect(self._on_row)

    def show_sections(self, titles: Sequence[str]) -> None:
        """Show these sections, none with a status yet."""
        self._is_following = True
        self.clear()
        for title in titles:
            item = QListWidgetItem(title)
            item.setSizeHint(QSize(0, px(_ROW_HEIGHT)))
            item.setToolTip(title)
            self.addItem(item)
        self.setCurrentRow(0)
        self._is_following = False

    def show_status(self, section: int, words: str, tone: str) -> None:
        """Show what is to do in a section; `tone` is a colour of the theme."""
        if section >= self.count():
            return
        item = self.item(section)
        item.setData(_STATUS, words)
        item.setData(_TONE, tone)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}，{words}")

    def status(self, section: int) -> str:
        """Return the words of a section's status."""
        return str(self.item(section).data(_STATUS) or "")

    def follow(self, section: int) -> None:
        """Mark the section that the person is in, without wishing to go there."""
        self._is_following = True
        self.setCurrentRow(section)
        self._is_following = False

    def _on_row(self, row: int) -> None:
        if row >= 0 and not self._is_following:
            self.section_wanted.emit(row)


class _SectionDelegate(QStyledItemDelegate):
    """Draws a title at the left and its status at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect.adjusted(0, 1, 0, -1)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS["selected"]))
            painter.drawRoundedRect(rect, 6, 6)
        self._write(painter, option.font, index, rect.adjusted(8, 0, -8, 0), is_current)
        painter.restore()

    def _write(self, painter: QPainter, font: QFont, index: Index, room: QRect, is_current: bool) -> None:
        status = str(index.data(_STATUS) or "")
        font.setBold(is_current)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        width = room.width() - metrics.horizontalAdvance(status) - 8
        title = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, width)
        painter.setPen(QColor(COLOURS["ink" if is_current else "ink2"]))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.setPen(QColor(COLOURS[str(index.data(_TONE) or "ink2")]))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, status)
