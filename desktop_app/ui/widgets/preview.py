"""Pages of a document, of which only those in sight are drawn."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.theme import COLOURS

_A4 = 297 / 210
_EDGE = 12


class Pages(Protocol):
    """What is shown: pages that can be drawn at a width, by any thread."""

    @property
    def page_count(self) -> int:
        """How many pages there are."""

    def image(self, page: int, width_px: int) -> tuple[int, int, bytes]:
        """Draw a page, counted from 0, as width, height and four bytes a pixel."""


class PreviewPane(QWidget):
    """Shows pages below one another, or a sentence where there are none.

    New pages take the place of old ones without moving what is in sight.

    Signals:
        shown: somebody looks again.
        clicked: the page, from 0, and the place on it as shares of its width and height.
    """

    shown = Signal()
    clicked = Signal(int, float, float)

    def __init__(self) -> None:
        super().__init__()
        self._pages: Pages | None = None
        self._sheets: list[_Sheet] = []
        self._number = 0
        self._message = QLabel("填写后这里显示成文的样子。")
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._message.setProperty("role", "empty")
        self.area = QScrollArea()
        self.area.setObjectName("previewPages")
        self.area.setAccessibleName("成文预览")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paper = QWidget()
        self._paper.setObjectName("previewPaper")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._column.setSpacing(_EDGE)
        self._column.addStretch(1)
        self.area.setWidget(self._paper)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._message)
        self._stack.addWidget(self.area)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._draw_visible)
        self._drawing = Latest(self)
        self._drawing.done.connect(self._on_drawn)
        self.area.verticalScrollBar().valueChanged.connect(self._draw_visible)

    @property
    def message(self) -> str:
        """The sentence that stands in place of pages."""
        return self._message.text()

    @property
    def drawn_pages(self) -> list[int]:
        """The numbers, from 0, of the pages whose picture stands."""
        return [number for number, sheet in enumerate(self._sheets) if sheet.picture is not None]

    def show_pages(self, pages: Pages) -> None:
        """Show the pages of a document."""
        self._pages = pages
        self._number += 1
        while len(self._sheets) > pages.page_count:
            sheet = self._sheets.pop()
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        while len(self._sheets) < pages.page_count:
            sheet = _Sheet(len(self._sheets))
            sheet.clicked.connect(self.clicked)
            self._column.insertWidget(len(self._sheets), sheet)
            self._sheets.append(sheet)
        for sheet in self._sheets:
            sheet.is_stale = True
        self._stack.setCurrentIndex(1)
        self._draw_visible()

    def take_focus(self) -> None:
        """Take the focus, so that keys scroll the pages."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, sentence: str) -> None:
        """Say why there is no picture."""
        self._message.setText(sentence)
        self._stack.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw at the new width."""
        super().resizeEvent(event)
        for sheet in self._sheets:
            sheet.is_stale = True
        self._draw_visible()

    def _draw_visible(self) -> None:
        pages = self._pages
        if pages is None or not self.isVisible():
            return
        wanted = [
            number for number, sheet in enumerate(self._sheets) if sheet.is_stale and self._is_in_sight(sheet)
        ]
        width = int((self.area.viewport().width() - 2 * _EDGE) * self.devicePixelRatioF())
        if wanted and width > 0:
            number = self._number
            self._drawing.run(lambda progress: _draw(pages, wanted, width, number, progress))

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was not drawn while it was hidden."""
        super().showEvent(event)
        self._draw_visible()
        self.shown.emit()

    def _is_in_sight(self, sheet: QWidget) -> bool:
        top = sheet.mapTo(self.area.viewport(), QPoint(0, 0)).y()
        return top < self.area.viewport().height() and top + sheet.height() > 0

    def _on_drawn(self, drawn: tuple[int, list[tuple[int, QImage]]]) -> None:
        number, images = drawn
        if number != self._number:
            return
        for page, image in images:
            if page < len(self._sheets):
                image.setDevicePixelRatio(self.devicePixelRatioF())
                self._sheets[page].show_picture(image)
        self._settle.start()  # pages of another shape bring others into sight, once they are laid out


def _draw(
    pages: Pages, wanted: list[int], width: int, number: int, progress: Progress
) -> tuple[int, list[tuple[int, QImage]]]:
    images: list[tuple[int, QImage]] = []
    for page in wanted:
        progress("正在画预览", 0)
        across, down, pixels = pages.image(page, width)
        image = QImage(pixels, across, down, across * 4, QImage.Format.Format_RGB32)
        images.append((page, image.copy()))
    return number, images


class _Sheet(QWidget):
    """One page of paper; a click on an answer leads to its field."""

    clicked = Signal(int, float, float)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.is_stale = True
        self.picture: QImage | None = None
        self._shape = _A4
        self._number = number
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"第 {number + 1} 页")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QImage) -> None:
        self.picture = picture
        self.is_stale = False
        shape = picture.height() / max(picture.width(), 1)
        if abs(shape - self._shape) > 0.001:
            self._shape = shape
            self.updateGeometry()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        self.clicked.emit(self._number, place.x() / self.width(), place.y() / self.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._shape)

    def sizeHint(self) -> QSize:
        return QSize(300, round(300 * self._shape))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRect(0, 0, self.width() - 1, self.height() - 1)
        painter.fillRect(sheet, QColor("white"))
        if self.picture is not None:
            painter.drawImage(sheet, self.picture)
        painter.setPen(QPen(QColor(COLOURS["line-strong"])))
        painter.drawRect(sheet)
