"""Registers a sheet that was signed on paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.disclosure.route import ReviewStep
from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.latest import Latest
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

_WIDTH = 540
_SCANS = "扫描件（*.pdf *.jpg *.jpeg *.png *.tif *.tiff）"


class PaperDialog(HelpedDialog):
    """Asks for what stands on the sheet.

    Signals:
        signed: id of each step to the name under it, the code on the sheet, the scan's path.

    Args:
        steps: the readings that are not signed yet.
        code_on: reads the code off a scan; empty where none is to be seen.
    """

    manual_page = "review"

    signed = Signal(dict, str, str)

    def __init__(
        self, steps: Sequence[ReviewStep], code_on: Callable[[Path], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._code_on = code_on
        self._looking = Latest(self)
        self._looking.done.connect(self._on_looked)
        self.setWindowTitle("登记纸上签字")
        self.setMinimumWidth(px(_WIDTH))
        self.names = {step.id: QLineEdit() for step in steps}
        self.code, self.scan, self.note = QLineEdit(), QLineEdit(), QLabel()
        self.code.setPlaceholderText("审批表下方的 16 位，如 3F2A 9C71 0B44 E6D8")
        self.scan.setReadOnly(True)
        self.scan.setAccessibleName("扫描件")
        self.scan.setPlaceholderText("签好字的审批表，扫描或拍照")
        self.choose = QPushButton("选择文件…")
        self.choose.clicked.connect(self._on_choose)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "error")
        self.note.hide()
        rows = QFormLayout()
        for step in steps:
            rows.addRow(f"{step.name}　签字人", self.names[step.id])
        rows.addRow("内容编码(&C)", self.code)
        rows.addRow("扫描件", self._make_scan())
        buttons = QDialogButtonBox()
        self.register = buttons.addButton("登记", QDialogButtonBox.ButtonRole.AcceptRole)
        self.register.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_register)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(rows)
        column.addWidget(self.note)
        column.addWidget(buttons)

    def _make_scan(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.scan, 1)
        row.addWidget(self.choose)
        return line

    def _on_choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, "选择签好字的审批表", "", _SCANS)
        if path:
            self.take_scan(path)

    def take_scan(self, path: str) -> None:
        """Take a scan, and read the code off it."""
        self.scan.setText(path)
        self._looking.run(lambda _progress: self._code_on(Path(path)))

    def _on_looked(self, code: str) -> None:
        if code:
            self.code.setText(code)
            self._say("已从扫描件上的二维码读出内容编码。", is_fault=False)
        elif not self.code.text().strip():
            self._say("扫描件上没有认出二维码，请照审批表下方输入 16 位编码。", is_fault=True)

    def _say(self, words: str, *, is_fault: bool) -> None:
        self.note.setText(words)
        set_property(self.note, "role", "error" if is_fault else "hint")
        self.note.show()

    def _on_register(self) -> None:
        names = {step: edit.text().strip() for step, edit in self.names.items()}
        if not all(names.values()) or not self.code.text().strip() or not Path(self.scan.text()).is_file():
            self._say("签字人、内容编码和扫描件都要有，才能登记。", is_fault=True)
            return
        self.signed.emit(names, self.code.text(), self.scan.text())
        self.accept()
