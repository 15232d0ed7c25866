"""What stands between the start and the window where the workspace is locked: one field for its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

from desktop_app import paths
from desktop_app.ui.latest import Latest
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key

_WIDTH = 440


class UnlockDialog(HelpedDialog):
    """Asks until what is typed opens the workspace or the person gives up.

    Args:
        opened: returns what the passphrase or password opens, or raises an `AppError` that says what is wrong; slow.
        prompt: what is to be typed.
        name: of the field, for screen readers.
        note: what helps whoever does not know it.
    """

    manual_page = "trouble"

    def __init__(
        self,
        opened: Callable[[str], Any],
        prompt: str = "工作区锁着，请输入密码短语(&P)",
        name: str = "工作区的密码短语",
        note: str = "忘了的，请单位负责人取出封存的密码单。",
    ) -> None:
        super().__init__()
        self.setWindowTitle("打开工作区")
        self.setWindowIcon(QIcon(str(paths.RESOURCES / "icons" / "gongkai.svg")))
        self.setMinimumWidth(px(_WIDTH))
        self._opened = opened
        self.key: Any = None
        self.passphrase, self.note = QLineEdit(), QLabel(note)
        self._prompt, self._name = prompt, name
        self._trying = Latest(self)
        self._trying.done.connect(self._on_opened)
        self._trying.failed.connect(self._on_refused)
        self._lay_out()

    @property
    def is_busy(self) -> bool:
        """Say whether a passphrase is being tried."""
        return self._trying.is_running

    def _on_try(self) -> None:
        passphrase = self.passphrase.text()
        if not passphrase:
            self.note.setText(f"请输入{self._name}。")
            return
        self.open_button.setEnabled(False)
        self.note.setText("正在打开……")
        self._trying.run(lambda _progress: self._opened(passphrase))

    def _on_opened(self, key: object) -> None:
        self.key = key
        self.accept()

    def _on_refused(self, error: object) -> None:
        self.open_button.setEnabled(True)
        self.note.setText(str(error))
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _lay_out(self) -> None:
        label = QLabel(self._prompt)
        label.setProperty("role", "cardTitle")
        label.setBuddy(self.passphrase)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName(self._name)
        self.note.setProperty("role", "sub")
        self.note.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.open_button = buttons.addButton("打开", QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setProperty("role", "primary")
        buttons.addButton("退出", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_try)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for widget in (label, self.passphrase, self.note, buttons):
            column.addWidget(widget)


def ask_passphrase(opened: Callable[[str], Key]) -> Key | None:
    """Ask in a dialog; None where the person gives up."""
    dialog = UnlockDialog(opened)
    dialog.exec()
    return cast("Key | None", dialog.key)


def ask_password(opened: Callable[[str], Any]) -> Any:
    """Ask in a dialog for the password of a shared workspace's database; None where the person gives up."""
    dialog = UnlockDialog(
        opened,
        "共享工作区要数据库密码(&P)",
        "共享工作区的数据库密码",
        "密码由信息人员发给；这台电脑有密码保管的，记住以后不再问。",
    )
    dialog.exec()
    return dialog.key
