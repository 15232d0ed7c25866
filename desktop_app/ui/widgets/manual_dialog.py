"""The clerks' manual inside the program, opened at the page of the place where one is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.ui.manual import CONTENTS, page_of
from desktop_app.ui.reading_order import ReadingOrder

_SIZE = (760, 640)
_MARGIN = 40
_PARAGRAPH_GAPS = (0, 8)
_LINE_OF_LIST_GAPS = (0, 4)
_HEADING_GAPS = (14, 6)
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class ManualDialog(ReadingOrder, QDialog):
    """Shows pages of the manual beside the work: the window stays usable.

    Signals:
        keys_wanted: the person wants the list of keys and the diagnosis.
    """

    keys_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self.resize(*_SIZE)
        self.text = _Pages()
        self.contents, self.back = QPushButton("目录(&M)"), QPushButton("后退(&B)")
        self.keys, self.close_button = QPushButton("快捷键和诊断信息(&K)…"), QPushButton("关闭")
        row = QHBoxLayout()
        for button in (self.contents, self.back, self.keys):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        self.contents.clicked.connect(self._on_contents)
        self.back.clicked.connect(self.text.backward)
        self.back.setEnabled(False)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.keys.clicked.connect(self.keys_wanted)
        self.close_button.clicked.connect(self.reject)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self.text.source().fileName().removesuffix(".md")

    def show_page(self, place: str) -> None:
        """Show the page that explains a place of the window."""
        address = QUrl.fromLocalFile(str(page_of(place)))
        self.text.setSource(address, QTextDocument.ResourceType.MarkdownResource)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_contents(self) -> None:
        self.show_page(CONTENTS)


class _Pages(QTextBrowser):
    """Shows Markdown with its pictures fitted to the width; opens nothing beyond the manual."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("手册")
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(14)

    def doSetSource(
        self,
        name: QUrl | str,
        kind: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        """Show a page with room between its paragraphs: Markdown comes without."""
        super().doSetSource(name, kind)
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            if cursor.currentTable() is None:
                above, below = _gaps(block)
                form = block.blockFormat()
                form.setTopMargin(above)
                form.setBottomMargin(below)
                cursor.setBlockFormat(form)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a page or a picture, as wide as there is room for."""
        found = super().loadResource(kind, name)
        if kind != _IMAGE:
            return found
        picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        room = int((self.viewport().width() - _MARGIN) * self.devicePixelRatioF())
        if picture.width() > room > 0:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture


def _gaps(block: QTextBlock) -> tuple[int, int]:
    """Return the room above and below a paragraph, in pixels."""
    if block.blockFormat().headingLevel() > 1:
        return _HEADING_GAPS
    return _LINE_OF_LIST_GAPS if block.textList() is not None else _PARAGRAPH_GAPS
