"""Locks the workspace, changes its passphrase, takes the lock off, and prints the sheet for the safe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.latest import Latest
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

if TYPE_CHECKING:
    from desktop_app.services.lock import Lock, LockState

_WIDTH = 560
_PLAIN = (
    "现在没有加密：拿到这块磁盘的人能看到草稿里的个人信息。加密以后，工作区和备份只有用密码短语才打得开；"
    "密码短语忘了，没有别的办法找回，所以定好以后请打印密码单，封好放进保险柜。"
)
_LOCKED = "已加密。改密码短语、打印密码单、解除加密，都要先输入现在的密码短语。"


class LockDialog(HelpedDialog):
    """Shows how the workspace is guarded and changes it.

    Args:
        lock: of the open workspace.
        print_sheet: prints the sheet that holds a passphrase; slow.
        proposed: returns a passphrase that nobody guesses.
    """

    manual_page = "lock"

    def __init__(
        self,
        lock: Lock,
        print_sheet: Callable[[str], object],
        proposed: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("工作区加密")
        self.setMinimumWidth(px(_WIDTH))
        self._lock, self._print_sheet, self._proposed = lock, print_sheet, proposed
        self.about, self.note = QLabel(), QLabel()
        self.now, self.fresh, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        self.shown = QCheckBox("显示密码短语(&V)")
        self.remember = QCheckBox("记在系统的密码保管里，这台电脑打开时不再问(&R)")
        self.propose, self.set_button = QPushButton("由程序定一个(&G)"), QPushButton()
        self.sheet, self.remove = QPushButton("打印密码单(&P)"), QPushButton("解除加密(&U)")
        self.close_button = QPushButton("关闭")
        self._rows = QFormLayout()
        self._is_locked = False
        self._then: Callable[[], None] | None = None
        self._asking, self._working = Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self._asking.run(lambda _progress: self._lock.state)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is being asked or changed."""
        return self._asking.is_running or self._working.is_running

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_set(self) -> None:
        now, fresh, remember = self.now.text(), self.fresh.text(), self.remember.isChecked()
        if fresh != self.again.text():
            self._say("两遍输的不一样，请再输一遍。")
            self.again.setFocus()
            return
        self._work(
            lambda progress: self._lock.set(fresh, now, remember=remember, progress=progress),
            self._on_set_done,
        )

    def _on_set_done(self) -> None:
        self.now.setText(self.fresh.text())  # so that the sheet can be printed at once
        self.fresh.clear()
        self.again.clear()
        self._say("已加密，备份也加密了。请现在就打印密码单，封好放进保险柜。")

    def _on_sheet(self) -> None:
        now = self.now.text()
        self._work(lambda _progress: self._print_sheet(now), self._on_printed)

    def _on_printed(self) -> None:
        self._say("密码单已送到打印机，请封好放进保险柜。")

    def _on_remove(self) -> None:
        now = self.now.text()
        self._work(lambda progress: self._lock.remove(now, progress), self._on_removed)

    def _on_removed(self) -> None:
        self.now.clear()
        self._say("已解除加密。")

    def _on_remember(self) -> None:
        if not self._is_locked:
            return
        now = self.now.text()
        if self.remember.isChecked():
            self._work(lambda _progress: self._lock.remember(now), self._on_remembered)
        else:
            self._work(lambda _progress: self._lock.forget(), self._on_forgotten)

    def _on_remembered(self) -> None:
        self._say("这台电脑以后打开时不再问密码短语。")

    def _on_forgotten(self) -> None:
        self._say("以后每次打开都要输入密码短语。")

    def _on_propose(self) -> None:
        made = self._proposed()
        self.fresh.setText(made)
        self.again.setText(made)
        self.shown.setChecked(True)

    def _on_shown(self, on: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        for line in (self.now, self.fresh, self.again):
            line.setEchoMode(mode)

    # ── answers of workers ──────────────────────────────────────────────────────────────────────

    def _work(self, work: Callable[..., object], then: Callable[[], None]) -> None:
        if self._working.is_running:
            return
        self._then = then
        self._set_usable(False)
        self._say("请稍等……")
        self._working.run(work)

    def _on_done(self, _nothing: object) -> None:
        if self._then is not None:
            self._then()
        self._refresh()

    def _on_failed(self, error: object) -> None:
        self._say(str(error))
        self._refresh()

    def _refresh(self) -> None:
        self._set_usable(True)
        self._asking.run(lambda _progress: self._lock.state)

    def _on_state(self, state: LockState) -> None:
        self._is_locked = state.is_locked
        self.about.setText(_LOCKED if state.is_locked else _PLAIN)
        self._rows.setRowVisible(self.now, state.is_locked)
        self.set_button.setText("换密码短语(&S)" if state.is_locked else "加密(&S)")
        self.remember.setVisible(state.can_remember)
        if state.is_locked:
            self.remember.setChecked(state.is_remembered)
        self.sheet.setVisible(state.is_locked)
        self.remove.setVisible(state.is_locked)

    def _set_usable(self, usable: bool) -> None:
        for one in (self.set_button, self.sheet, self.remove, self.propose, self.remember):
            one.setEnabled(usable)

    def _on_progress(self, what: str, _share: float) -> None:
        self._say(f"{what}……")

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.show()

    def reject(self) -> None:
        """Close, unless the file is being rewritten."""
        if not self._working.is_running:
            super().reject()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.about.setWordWrap(True)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "sub")
        self.note.hide()
        self.fresh.setPlaceholderText("至少 8 个字符，可以用汉字")
        self._rows.addRow("现在的密码短语(&N)", self.now)
        self._rows.addRow("新的密码短语(&W)", self.fresh)
        self._rows.addRow("再输一遍(&A)", self.again)
        self._on_shown(False)
        self.set_button.setProperty("role", "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.set_button, QDialogButtonBox.ButtonRole.ActionRole)
        for one in (self.sheet, self.remove):
            buttons.addButton(one, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.about)
        column.addLayout(self._rows)
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addStretch(1)
        row.addWidget(self.propose)
        column.addLayout(row)
        for widget in (self.remember, self.note, buttons):
            column.addWidget(widget)

    def _connect(self) -> None:
        self._asking.done.connect(self._on_state)
        self._working.done.connect(self._on_done)
        self._working.failed.connect(self._on_failed)
        self._working.progressed.connect(self._on_progress)
        self.set_button.clicked.connect(self._on_set)
        self.sheet.clicked.connect(self._on_sheet)
        self.remove.clicked.connect(self._on_remove)
        self.remember.clicked.connect(self._on_remember)
        self.propose.clicked.connect(self._on_propose)
        self.shown.toggled.connect(self._on_shown)
