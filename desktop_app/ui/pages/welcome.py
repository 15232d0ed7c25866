"""The first start: three questions, then the work begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.latest import Latest
from desktop_app.ui.messages import show_error
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.office_fields import OfficeFields

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_ASKED = ("office_name", "person", "office_phone")
_WIDTH = 460


class WelcomePage(QWidget):
    """Asks for what the documents need.

    Signals:
        welcomed: the office's data is kept.
    """

    welcomed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageRoot")
        self._desk = desk
        self.office = OfficeFields(_ASKED, Tools(desk.deadlines.today()))
        self.begin = QPushButton("开始使用")
        self._saving = Latest(self)
        self._lay_out()
        self.begin.clicked.connect(self._on_begin)
        self._saving.done.connect(self._on_saved)
        self._saving.failed.connect(self._on_failed)

    def refresh(self) -> None:
        """Show what is kept already."""
        values = msgspec.structs.asdict(self._desk.settings)
        self.office.show_values({key: values[key] for key in _ASKED})

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first question."""
        super().showEvent(event)
        self.office.frames["office_name"].editor.go_to()

    def _on_begin(self) -> None:
        if self.office.check() and not self._saving.is_running:
            fresh = msgspec.structs.replace(self._desk.settings, **self.office.values)
            self._saving.run(lambda _progress: self._desk.save_settings(fresh))

    def _on_saved(self, _nothing: object) -> None:
        self.welcomed.emit()

    def _on_failed(self, error: object) -> None:
        show_error(self, error)

    def _lay_out(self) -> None:
        card = Card("欢迎使用政务公开助手")
        card.setFixedWidth(px(_WIDTH))
        words = QLabel("先填三项，文书和公告里会自动用到；以后可以在“设置”里改。")
        words.setProperty("role", "sub")
        words.setWordWrap(True)
        self.begin.setProperty("role", "primary")
        self.begin.setShortcut("Ctrl+Return")
        card.add(words)
        card.add(self.office)
        card.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
