"""What was published beside what the portal shows now; nothing is overwritten unless a person says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.outbox.comparing import Difference
from desktop_app.ui.widgets.helped import HelpedDialog

_WIDTH, _HEIGHT = 860, 520
_NOTHING = "（没有）"
_HEADS = ("我们发布的", "门户上现在的")


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a comparison; `heads` are of our column and theirs."""

    window: str
    summary: str
    heads: tuple[str, str]


class CompareDialog(HelpedDialog):
    """Shows both texts side by side, difference by difference.

    Signals:
        overwrite_wanted: the person wants ours to stand there.
        leave_wanted: the person wants theirs to stay.

    Args:
        may_decide: whether a job waits for the decision.
        told: what the window is called, what was found in a sentence, and what the two columns hold, where it is
            not the portal's page that is compared.
    """

    overwrite_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        title: str,
        found: Sequence[Difference],
        parent: QWidget | None = None,
        *,
        may_decide: bool = False,
        told: Told | None = None,
    ) -> None:
        super().__init__(parent)
        told = told or Told("比较门户上的网页", _summary(found, may_decide=may_decide), _HEADS)
        self.setWindowTitle(told.window)
        self.resize(_WIDTH, _HEIGHT)
        self.overwrite, self.leave = QPushButton("用我们的覆盖(&O)"), QPushButton("保留门户上的(&L)")
        self.close_button = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        heading = QLabel(title)
        heading.setProperty("role", "label")
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.summary = QLabel(told.summary)
        self.summary.setProperty("role", "sub")
        self.summary.setWordWrap(True)
        column.addWidget(self.summary)
        column.addWidget(self._make_table(found, told.heads), 1)
        column.addLayout(self._make_buttons(may_decide=may_decide))

    def _on_overwrite(self) -> None:
        self.accept()
        self.overwrite_wanted.emit()

    def _on_leave(self) -> None:
        self.accept()
        self.leave_wanted.emit()

    def _make_table(self, found: Sequence[Difference], heads: tuple[str, str]) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, words in enumerate(("", *heads)):
            grid.addWidget(_label(words, "label"), 0, place)
        for row, one in enumerate(found, start=1):
            grid.addWidget(_label(one.what, "sub"), row, 0)
            grid.addWidget(_label(one.ours or _NOTHING), row, 1)
            grid.addWidget(_label(one.theirs or _NOTHING), row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(found) + 1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setAccessibleName("两边不一样的地方")
        return scroll

    def _make_buttons(self, *, may_decide: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        if may_decide:
            self.overwrite.setProperty("role", "danger")
            self.overwrite.clicked.connect(self._on_overwrite)
            self.leave.clicked.connect(self._on_leave)
            row.addWidget(self.overwrite)
            row.addWidget(self.leave)
        self.close_button.setText("以后再说" if may_decide else "关闭")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.reject)
        row.addWidget(self.close_button)
        return row


def _summary(found: Sequence[Difference], *, may_decide: bool) -> str:
    if not found:
        return "网页的标题、正文和附件都与我们发布的一致。"
    words = f"有 {len(found)} 处不一样。"
    return words + ("还没有覆盖任何内容；请看过再决定。" if may_decide else "要改回来，请用“替换”。")


def _label(words: str, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        label.setProperty("role", role)
    return label
