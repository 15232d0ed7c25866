"""What can be done with portals' profiles from the settings: edit the chosen one, or begin a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QWidget

from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_BEGINNINGS = (
    ("wordpress", "WordPress 网站"),
    ("http", "有接口的网站"),
    ("assisted", "只能用浏览器录入的网站"),
    ("webdav", "WebDAV 网络文件夹"),
    ("sftp", "SFTP 服务器"),
    ("folder", "文件夹、移动盘"),
)


class PortalButtons(QWidget):
    """Opens the dialog of a profile.

    Signals:
        saved: name of the profile that was saved.
        secrets_kept: what waited for a password can be sent.
    """

    saved = Signal(str)
    secrets_kept = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.name = ""
        self.dialog: QDialog | None = None
        self.edit, self.new = QPushButton("编辑、口令、试一试(&D)…"), QPushButton("新建(&N)")
        self.menu = QMenu(self)
        self._reading = Latest(self)
        for key, words in _BEGINNINGS:
            self.menu.addAction(words).setData(key)
        self.new.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        row.addWidget(self.new)
        row.addStretch(1)
        self.edit.clicked.connect(self._on_edit)
        self.menu.triggered.connect(self._on_new)
        self._reading.done.connect(self._on_read)

    def _on_edit(self) -> None:
        name = self.name
        self._reading.run(lambda _progress: self._desk.portal_desk.text(name))

    def _on_new(self, action: QAction) -> None:
        key = str(action.data())
        self._reading.run(lambda _progress: self._desk.portal_desk.templates()[key])

    def _on_read(self, text: str) -> None:
        from desktop_app.ui.widgets.portal_dialog import PortalDialog

        dialog = PortalDialog(self._desk.portal_desk, text, self)
        dialog.saved.connect(self.saved)
        dialog.secrets_kept.connect(self.secrets_kept)
        self.dialog = dialog
        dialog.open()
