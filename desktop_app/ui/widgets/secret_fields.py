"""The passwords and tokens that a portal needs: written once, never shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.secrets import Secrets


class SecretFields(QWidget):
    """Takes secrets by their names; where the machine has no keyring, the passphrase of their file first.

    Signals:
        kept: secrets were kept, or their file was opened.
    """

    kept = Signal()

    def __init__(self, secrets: Secrets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._secrets = secrets
        self.lines: dict[str, QLineEdit] = {}
        self.passphrase, self.unlock, self.keep = (
            QLineEdit(),
            QPushButton("打开"),
            QPushButton("存下口令(&K)"),
        )
        self.note = QLabel()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._asking, self._keeping = Latest(self), Latest(self)
        self._lay_out()
        self._asking.done.connect(self._on_known)
        self._keeping.done.connect(self._on_kept)
        self._keeping.failed.connect(self._on_failed)
        self.keep.clicked.connect(self._on_keep)
        self.unlock.clicked.connect(self._on_unlock)

    def show_names(self, names: tuple[str, ...]) -> None:
        """Show a line for each secret."""
        self._asking.run(lambda _progress: self._known(names))

    def _known(self, names: tuple[str, ...]) -> tuple[dict[str, bool], bool, bool, str]:
        secrets = self._secrets
        known = {name: secrets.has(name) for name in names}
        return known, secrets.needs_passphrase, secrets.is_new_file, secrets.place

    def _on_known(self, known: tuple[dict[str, bool], bool, bool, str]) -> None:
        held, needs_passphrase, is_new, place = known
        if list(held) != list(self.lines):
            self._make_lines(tuple(held))
        for name, line in self.lines.items():
            line.setPlaceholderText("已登记；要换就在这里写新的" if held[name] else "还没有登记")
        self.passphrase.setVisible(needs_passphrase)
        self.unlock.setVisible(needs_passphrase)
        self.keep.setEnabled(bool(held) and not needs_passphrase)
        if needs_passphrase:
            verb = "定一个至少 8 个字符的密码短语" if is_new else "输入密码短语"
            self.note.setText(f"这台电脑没有密码保管服务，口令存进加密的口令文件。先{verb}：")
        elif not held:
            self.note.setText("这个门户不用口令。")
        else:
            self.note.setText(f"口令存在{place}里，不写进设置文件、工作区和备份，也不再显示。")

    def _on_unlock(self) -> None:
        phrase = self.passphrase.text()
        self.passphrase.clear()
        self._keeping.run(lambda _progress: self._secrets.unlock(phrase))

    def _on_keep(self) -> None:
        given = {name: line.text() for name, line in self.lines.items() if line.text()}
        for line in self.lines.values():
            line.clear()
        self._keeping.run(lambda _progress: self._put(given))

    def _put(self, given: dict[str, str]) -> None:
        for name, secret in given.items():
            self._secrets.put(name, secret)

    def _on_kept(self, _nothing: object) -> None:
        self.show_names(tuple(self.lines))
        self.kept.emit()

    def _on_failed(self, error: object) -> None:
        self.note.setText(str(error))

    def _make_lines(self, names: tuple[str, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.lines = {}
        for row, name in enumerate(names):
            label, line = QLabel(name), QLineEdit()
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.setAccessibleName(f"口令 {name}")
            label.setBuddy(line)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(line, row, 1)
            self.lines[name] = line

    def _lay_out(self) -> None:
        self.note.setWordWrap(True)
        self.note.setProperty("role", "sub")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName("密码短语")
        row = QGridLayout()
        row.addWidget(self.passphrase, 0, 0)
        row.addWidget(self.unlock, 0, 1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addLayout(row)
        column.addLayout(self._grid)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.passphrase.hide()
        self.unlock.hide()
