"""Taking in the State Council's notice on holidays: pasted, read back for comparison, adopted by two people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.calendar.notice import Holiday
from desktop_app.core.calendar.wording import full
from desktop_app.services.holidays import Moved, Proposal
from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.latest import Latest
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import due_words
from desktop_app.ui.widgets.helped import HelpedDialog
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.holidays import Holidays

_SIZE = (860, 620)
_ABOUT = (
    "把国务院办公厅《关于部分节假日安排的通知》全文连同标题粘贴进来，程序读出每个节日的放假和调休上班日，"
    "请另一个人对照原文核对后采用。"
)
_HOLIDAYS = (
    Column[Holiday]("节日", lambda holiday: holiday.name, width=110),
    Column[Holiday](
        "放假", lambda holiday: f"{full(holiday.first)} 至 {full(holiday.last)}，共 {len(holiday.days)} 天"
    ),
    Column[Holiday]("调休上班", lambda holiday: "、".join(map(full, holiday.workdays)) or "—", width=280),
)
_MOVED = (
    Column[Moved]("期限变动的信息", lambda moved: moved.item.title),
    Column[Moved]("原来", lambda moved: due_words(moved.before), width=130),
    Column[Moved]("采用后", lambda moved: due_words(moved.after), width=130),
)


class HolidaysDialog(HelpedDialog):
    """Reads a pasted notice and adopts it.

    Signals:
        adopted: the disclosures whose deadline was moved.
    """

    adopted = Signal(object)

    def __init__(self, holidays: Holidays, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("放假安排")
        self.resize(*_SIZE)
        self._holidays = holidays
        self.proposal: Proposal | None = None
        self.years, self.words = QLabel(), QLabel()
        self.text = QPlainTextEdit()
        self.read = QPushButton("读出来核对(&R)")
        self.days = RowsView("读出的放假安排", _HOLIDAYS, lambda holiday: holiday.name)
        self.moves = RowsView("期限变动", _MOVED, lambda moved: moved.item.id)
        self.checked_by = QLineEdit()
        self.adopt = QPushButton("核对无误，采用(&A)")
        self._reading, self._adopting = Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self._show_years()

    @property
    def is_busy(self) -> bool:
        """Say whether something is being read or moved."""
        return self._reading.is_running or self._adopting.is_running

    def _show_years(self) -> None:
        known = [
            f"{year} 年{'' if is_final else '（暂定，等通知）'}" for year, is_final in self._holidays.years()
        ]
        self.years.setText("现有的放假安排：" + "、".join(known))

    def _on_read(self) -> None:
        text = self.text.toPlainText()
        self._reading.run(lambda _progress: self._holidays.read(text))

    def _on_proposed(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.days.show_rows(proposal.notice.holidays)
        self.moves.show_rows(proposal.moved)
        self._say(
            f"读出 {proposal.notice.year} 年的安排，请对照原文逐行核对。采用后有 {len(proposal.moved)} 件的期限变动。",
            "",
        )
        self._show_parts(is_read=True)

    def _on_refused(self, error: object) -> None:
        self.proposal = None
        self._show_parts(is_read=False)
        self._say(str(error), "red")

    def _on_adopt(self) -> None:
        proposal, name = self.proposal, self.checked_by.text()
        if proposal is not None:
            self._adopting.run(lambda _progress: self._holidays.adopt(proposal, name))

    def _on_adopted(self, moved: Sequence[Moved]) -> None:
        self.adopted.emit(moved)
        self.accept()

    def _on_not_adopted(self, error: object) -> None:
        self._say(str(error), "red")
        self.checked_by.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        set_property(self.words, "role", "error" if tone else "hint")

    def _show_parts(self, *, is_read: bool) -> None:
        for widget in (self.days, self.moves, self._who):
            widget.setVisible(is_read)
        self.moves.setVisible(is_read and self.proposal is not None and bool(self.proposal.moved))
        self.adopt.setEnabled(is_read)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        about, label = QLabel(_ABOUT), QLabel("核对人(&C)")
        for one in (about, self.words, self.years):
            one.setWordWrap(True)
            one.setProperty("role", "hint")
        self.text.setAccessibleName("通知全文")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("国务院办公厅关于2027年部分节假日安排的通知……")
        self.checked_by.setAccessibleName("核对人")
        self.checked_by.setPlaceholderText("对照原文核对的另一个人的姓名")
        label.setBuddy(self.checked_by)
        self._who = QWidget()
        who = QHBoxLayout(self._who)
        who.setContentsMargins(0, 0, 0, 0)
        who.addWidget(label)
        who.addWidget(self.checked_by, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.adopt, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QPushButton("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.adopt.setProperty("role", "primary")
        row = QHBoxLayout()
        row.addWidget(self.years, 1)
        row.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.text, 2)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.days, 4)
        column.addWidget(self.moves, 2)
        column.addWidget(self._who)
        column.addWidget(buttons)
        self._show_parts(is_read=False)

    def _connect(self) -> None:
        self.read.clicked.connect(self._on_read)
        self.adopt.clicked.connect(self._on_adopt)
        self._reading.done.connect(self._on_proposed)
        self._reading.failed.connect(self._on_refused)
        self._adopting.done.connect(self._on_adopted)
        self._adopting.failed.connect(self._on_not_adopted)
