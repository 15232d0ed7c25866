"""Where the workspace lies, and how this machine comes to work with a shared one, or alone again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

if TYPE_CHECKING:
    from desktop_app.services.sharing import Sharing

_WIDTH = 560
_FIRST = "单位里几个人用同一个工作区的，在这里接上：别人起草的您马上看得见。"


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done: the words about it, and what the workspace is called that was joined ("" for this machine's)."""

    said: str
    joined: str = ""


class SharingDialog(HelpedDialog):
    """Moves the workspace to a server or joins the one that is there; it holds from the next start on.

    Signals:
        joined: this machine works with the shared workspace of this name from the next start on.

    Args:
        is_shared: whether the workspace is a shared one now.
        is_first: whether the program was never used here, so that there is nothing to be moved.
    """

    joined = Signal(str)
    manual_page = "shared"

    def __init__(
        self, sharing: Sharing, parent: QWidget | None = None, *, is_shared: bool, is_first: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("多人合用一个工作区")
        self.setMinimumWidth(px(_WIDTH))
        self._sharing = sharing
        self.address, self.password = QLineEdit(), QLineEdit()
        self.moves = QRadioButton("把本机的内容搬过去（单位里第一个用的人）")
        self.joins = QRadioButton("直接用那里的内容")
        self.note = QLabel()
        self.start, self.alone = QPushButton("开始(&S)"), QPushButton("改回本机的工作区(&B)")
        self._working = Latest(self)
        self._working.done.connect(self._on_done)
        self._working.failed.connect(self._on_failed)
        where = "服务器上的共享工作区" if is_shared else "本机自己的工作区"
        self._lay_out(_FIRST if is_first else f"现在用的是{where}“{sharing.name}”。")
        self._rows.setRowVisible(self.joins, not is_first)
        self._rows.setRowVisible(self.moves, not is_first)
        self.moves.setEnabled(not is_shared)
        self.alone.setVisible(is_shared)

    @property
    def is_busy(self) -> bool:
        """Say whether a workspace is being moved or tried."""
        return self._working.is_running

    def _on_start(self) -> None:
        address, password, moves = self.address.text(), self.password.text(), self.moves.isChecked()
        self._say("正在连接……", busy=True)
        self._working.run(lambda _progress: self._share(address, password, moves=moves))

    def _share(self, address: str, password: str, *, moves: bool) -> _Done:
        said = ""
        if moves:
            moved = self._sharing.move(address, password)
            said = f"已搬过去 {len(moved.digests)} 张表、{moved.rows} 行，逐表核对一致，本机的没有改动。"
        joined = self._sharing.join(address, password)
        return _Done(f"{said}关掉窗口再打开，用的就是共享工作区“{joined.name}”。", joined.name)

    def _on_alone(self) -> None:
        self._say("", busy=True)
        self._working.run(self._leave)

    def _leave(self, _progress: Progress) -> _Done:
        self._sharing.leave()
        return _Done("关掉窗口再打开，用的就是本机自己的工作区。")

    def _on_done(self, done: _Done) -> None:
        self._say(done.said, busy=False)
        if done.joined:
            self.joined.emit(done.joined)

    def _on_failed(self, error: object) -> None:
        self._say(str(error), busy=False)

    def _say(self, words: str, *, busy: bool) -> None:
        self.note.setText(words)
        self.start.setEnabled(not busy)
        self.alone.setEnabled(not busy)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self, words: str) -> None:
        now = QLabel(words)
        now.setWordWrap(True)
        self.address.setPlaceholderText("postgresql://用户名@服务器/数据库?sslmode=verify-full")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.joins.setChecked(True)
        self._rows = rows = QFormLayout()
        rows.addRow("地址(&A)", self.address)
        rows.addRow("密码(&P)", self.password)
        rows.addRow("", self.joins)
        rows.addRow("", self.moves)
        self.note.setText("地址和密码由信息人员发给；密码存进系统的密码保管。")
        self.note.setWordWrap(True)
        self.note.setProperty("role", "sub")
        buttons = QDialogButtonBox()
        self.start.setProperty("role", "primary")
        buttons.addButton(self.start, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.alone, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.start.clicked.connect(self._on_start)
        self.alone.clicked.connect(self._on_alone)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(now)
        column.addLayout(rows)
        column.addWidget(self.note)
        column.addWidget(buttons)
