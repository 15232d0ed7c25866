"""The notice that a file bears a state-secret marking: it covers the whole window until it is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.theme import px

_STEPS = (
    "马上断开本机的网络（拔网线、关无线）。",
    "不要复制、打印、上传、转发，也不要删除或移动原来的文件，保持原样。",
    "报告本单位保密员，由保密员处理。",
    "可能已经泄露的，24 小时内报告同级保密行政管理部门和上级主管部门（保守国家秘密法第四十七条、实施条例第六十一条）。",
)
_WIDTH = 640


class SecretNotice(QFrame):
    """Says what the law asks of the clerk, and never what was found."""

    def __init__(self, window: QWidget, which: str) -> None:
        """Cover a window.

        Args:
            which: which of the files it was, by its number; never its name.
        """
        super().__init__(window)
        self._window = window
        self.setObjectName("secretNotice")
        self.setAccessibleName("发现国家秘密标志")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.understood = QPushButton("我知道了，马上照办")
        self.understood.setProperty("role", "primary")
        self.understood.clicked.connect(self.close)
        self.words = QLabel(_words(which))
        self._lay_out()
        window.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self.understood.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the words the height that they need in the window's own face: centred labels are not asked for it."""
        super().showEvent(event)
        self.words.ensurePolished()
        self.words.setMinimumHeight(self.words.heightForWidth(_WIDTH))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the keyboard here: what lies behind is covered."""
        self.understood.setFocus()
        return True

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())

    def _lay_out(self) -> None:
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setFixedWidth(px(_WIDTH))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        column.addWidget(self.understood, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def _words(which: str) -> str:
    steps = "".join(f"<li style='margin-bottom:8px'>{step}</li>" for step in _STEPS)
    return (
        f"<h1>{which}带有国家秘密标志</h1>"
        "<p>本程序已经停止处理：没有保存它，没有预览、索引和备份，也没有记下它的名称和内容。"
        "国家秘密不得在没有采取保密措施的计算机上存储、处理（保守国家秘密法第三十一条）。请按下面的顺序办：</p>"
        f"<ol>{steps}</ol><p>标志确属举例或误判的，由保密审查人员决定后写进例外，再重新检查。</p>"
    )
