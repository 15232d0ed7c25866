"""Help at hand: the keys, and what a technician needs to know."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.faults import diagnosis
from desktop_app.ui.reading_order import ReadingOrder
from desktop_app.ui.theme import px

KEYS = {
    "Ctrl+1 至 Ctrl+9": "到左边的工作台、新建、草稿……设置",
    "Ctrl+N": "新建一条公开信息",
    "Ctrl+F": "找事项；在台账里是找台账",
    "↑ ↓ 和 Enter": "在列表里选择、打开",
    "Tab、Shift+Tab": "到下一处、上一处",
    "F8": "填表时检查，附件也一起查",
    "Esc": "从表单回到检查结果或预览",
    "Ctrl+P": "打印公文、打印张贴稿",
    "Ctrl+Enter": "送审、通过或发布（右上角的蓝色按钮）",
    "F9": "发件箱里立即发送",
    "F1": "看手册；填表时先看这一项的说明，再按一次看手册",
}
_WIDTH = 480
_DIAGNOSIS_HEIGHT = 104


class HelpDialog(ReadingOrder, QDialog):
    """Lists the keys, and shows the diagnosis with a button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.diagnosis = QPlainTextEdit(diagnosis())
        self.copy = QPushButton("复制诊断信息")
        self.close_button = QPushButton("关闭")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addWidget(_heading("快捷键"))
        column.addLayout(_make_keys())
        column.addWidget(_make_line())
        column.addWidget(_heading("诊断信息"))
        column.addWidget(self._make_about())
        column.addWidget(self._make_diagnosis())
        column.addWidget(self._make_buttons())
        self.close_button.setFocus()

    def _make_about(self) -> QLabel:
        about = QLabel("程序出问题时，请把下面的内容发给技术人员。里面没有填写的内容和个人信息。")
        about.setProperty("role", "sub")
        about.setWordWrap(True)
        return about

    def _make_diagnosis(self) -> QPlainTextEdit:
        self.diagnosis.setReadOnly(True)
        self.diagnosis.setTabChangesFocus(True)
        self.diagnosis.setAccessibleName("诊断信息")
        self.diagnosis.setFixedSize(px(_WIDTH), px(_DIAGNOSIS_HEIGHT))
        return self.diagnosis

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._on_copy)
        return buttons

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.diagnosis.toPlainText())
        self.copy.setText("已复制")


def _make_keys() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, (keys, what) in enumerate(KEYS.items()):
        key = QLabel(keys)
        key.setProperty("role", "label")
        grid.addWidget(key, number, 0)
        grid.addWidget(QLabel(what), number, 1)
    return grid


def _make_line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


def _heading(text: str) -> QLabel:
    heading = QLabel(text)
    heading.setProperty("role", "cardTitle")
    return heading
