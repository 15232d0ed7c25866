"""A portal's profile: its text with the faults beside it, its secrets, and a trial that shows every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.forms.source import Fault
from desktop_app.ui.latest import Latest
from desktop_app.ui.widgets.helped import HelpedDialog
from desktop_app.ui.widgets.secret_fields import SecretFields
from desktop_app.ui.widgets.trial_view import TrialView

if TYPE_CHECKING:
    from desktop_app.core.progress import Progress
    from desktop_app.services.portal_desk import PortalDesk, Trial

_SIZE = (980, 620)
_PAUSE_MS = 400
"""How long the hands must rest before the text is linted."""


class PortalDialog(HelpedDialog):
    """Edits one profile.

    Signals:
        saved: name of the profile that was saved.
        secrets_kept: what waited for a password can be sent.

    Args:
        text: the profile as it is, or a beginning.
    """

    saved = Signal(str)
    secrets_kept = Signal()

    def __init__(self, desk: PortalDesk, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("门户设置")
        self.resize(*_SIZE)
        self._desk = desk
        self.text, self.faults, self.state = QPlainTextEdit(), QListWidget(), QLabel()
        self.secrets, self.trial = SecretFields(desk.secrets), TrialView()
        self.secrets.kept.connect(self.secrets_kept)
        self.tabs = QTabWidget()
        self.save = QPushButton("保存(&S)")
        self.try_out, self.try_whole = (
            QPushButton("试一试：登录、查找(&T)"),
            QPushButton("试发一件再撤回(&W)…"),
        )
        self._pause = QTimer(self)
        self._linting, self._saving, self._trying = Latest(self), Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self.text.setPlainText(text)
        self._lint()

    # ── the text ────────────────────────────────────────────────────────────────────────────────

    def _on_edited(self) -> None:
        self.save.setEnabled(False)
        self._pause.start(_PAUSE_MS)

    def _lint(self) -> None:
        text = self.text.toPlainText()
        self._linting.run(lambda _progress: (self._desk.faults(text), self._desk.secret_names(text)))

    def _on_linted(self, found: tuple[list[Fault], tuple[str, ...]]) -> None:
        faults, names = found
        self.faults.clear()
        for fault in faults:
            item = QListWidgetItem(f"第 {fault.line} 行　{fault.message}")
            item.setData(Qt.ItemDataRole.UserRole, fault.line)
            self.faults.addItem(item)
        self.faults.setVisible(bool(faults))
        self.state.setText(f"{len(faults)} 处要改，点一下到那一行。" if faults else "写法没有问题。")
        self.save.setEnabled(not faults)
        self.try_out.setEnabled(not faults)
        self.try_whole.setEnabled(not faults)
        self.secrets.show_names(names)

    def _on_fault(self, item: QListWidgetItem) -> None:
        block = self.text.document().findBlockByNumber(int(item.data(Qt.ItemDataRole.UserRole)) - 1)
        self.text.setTextCursor(QTextCursor(block))
        self.text.setFocus()

    def _on_save(self) -> None:
        text = self.text.toPlainText()
        self._saving.run(lambda _progress: self._desk.save(text))

    def _on_saved(self, name: str) -> None:
        self.state.setText(f"已保存为“{name}”。")
        self.saved.emit(name)

    def _on_failed(self, error: object) -> None:
        self.state.setText(str(error))

    # ── trying out ──────────────────────────────────────────────────────────────────────────────

    def _on_try(self) -> None:
        self._try(whole=False)

    def _on_try_whole(self) -> None:
        from desktop_app.ui.messages import ask

        words = "会真的发布一件“门户设置测试，请忽略”，读回核对后马上撤回。只用于还没有对外的网站。"
        if ask(self, words, "试发"):
            self._try(whole=True)

    def _try(self, *, whole: bool) -> None:
        text = self.text.toPlainText()

        def work(progress: Progress) -> Trial:
            return self._desk.try_out(text, progress, whole=whole)

        self.tabs.setCurrentWidget(self.trial)
        self.trial.show_running()
        self._trying.run(work)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        self.tabs.addTab(self._make_text(), "设置文件")
        self.tabs.addTab(self.secrets, "口令")
        self.tabs.addTab(self.trial, "试一试")
        column.addWidget(self.tabs, 1)
        self.state.setProperty("role", "sub")
        self.state.setWordWrap(True)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.try_out)
        row.addWidget(self.try_whole)
        row.addStretch(1)
        buttons = QDialogButtonBox()
        self.save.setProperty("role", "primary")
        self.save.setDefault(True)
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        row.addWidget(buttons)
        column.addLayout(row)

    def _make_text(self) -> QSplitter:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.fontInfo().pixelSize())
        self.text.setFont(font)
        self.text.setTabChangesFocus(True)  # YAML knows no tabs, and the keyboard must get out again
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName("门户设置文件")
        self.faults.setAccessibleName("要改的地方")
        self.faults.setWordWrap(True)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.text)
        splitter.addWidget(self.faults)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._lint)
        self.text.textChanged.connect(self._on_edited)
        self.faults.itemClicked.connect(self._on_fault)
        self._linting.done.connect(self._on_linted)
        self._linting.failed.connect(self._on_failed)
        self.save.clicked.connect(self._on_save)
        self._saving.done.connect(self._on_saved)
        self._saving.failed.connect(self._on_failed)
        self.try_out.clicked.connect(self._on_try)
        self.try_whole.clicked.connect(self._on_try_whole)
        self._trying.done.connect(self.trial.show_trial)
        self._trying.failed.connect(self._on_failed)
