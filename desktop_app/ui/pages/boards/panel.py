"""Under the list: where the current disclosure hangs, its two clocks, its objections, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop_app.core.board.clocks import Clock
from desktop_app.core.board.records import OUTCOME_WORDS, Objection
from desktop_app.services.hanging import Hanging
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, day_words, moment_words
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.rows_view import RowsView

HEIGHT = 268


@dataclass(frozen=True, slots=True)
class Details:
    """What is known about how one disclosure hangs.

    Args:
        how: its clocks day by day, and what does not fit, in Chinese sentences.
        may_report: whether the period has ended on boards that are recorded.
        may_take_page_down: whether the page is still there though the period has ended.
    """

    item: str
    today: date
    hung: Sequence[Hanging] = ()
    objections: Sequence[Objection] = ()
    how: str = ""
    may_report: bool = False
    may_take_page_down: bool = False


def clock_words(clock: Clock | None) -> str:
    """Return until when a clock runs."""
    return f"{clock.last_day}（{clock.days}天）" if clock else NONE


def hanging_chip(one: Hanging, today: date) -> tuple[str, str]:
    """Return how a sheet stands, and its colour."""
    if not one.posting.hangs:
        return ("提前取下", "amber") if one.posting.early_reason else ("已取下", "")
    return ("可以取下", "amber") if one.clocks.ended(today) else ("张贴中", "blue")


_OBJECTION_COLUMNS = (
    Column[Objection]("反映的内容", lambda one: one.summary),
    Column[Objection]("收到", lambda one: moment_words(one.received_at), width=140, is_quiet=True),
    Column[Objection]("方式", lambda one: one.way, width=80, is_spare=True),
    Column[Objection](
        "办理",
        lambda one: OUTCOME_WORDS[one.outcome],
        lambda one: "green" if one.is_concluded else "amber",
        width=170,
    ),
    Column[Objection]("答复", lambda one: day_words(one.answered_on), width=106),
)


class BoardPanel(QWidget):
    """Shows details and emits wishes."""

    post_wanted = Signal()
    photo_wanted = Signal()
    down_wanted = Signal()
    objection_wanted = Signal()
    conclude_wanted = Signal()
    record_wanted = Signal()
    result_wanted = Signal()
    page_down_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self.hung = RowsView("张贴在哪里", self._columns(), lambda one: one.posting.id, in_card=True)
        self.objections = RowsView("异议", _OBJECTION_COLUMNS, lambda one: one.id, in_card=True)
        self.tabs, self.how = QTabWidget(), QLabel()
        self.buttons = {
            "post": self._button("登记张贴", self.post_wanted),
            "photo": self._button("补照片", self.photo_wanted),
            "down": self._button("取下", self.down_wanted),
            "objection": self._button("登记异议", self.objection_wanted),
            "conclude": self._button("答复异议", self.conclude_wanted),
            "record": self._button("记录表", self.record_wanted),
            "result": self._button("结果报告", self.result_wanted),
            "page_down": self._button("撤下网页", self.page_down_wanted),
        }
        self._lay_out()
        self.hung.current_changed.connect(self._on_current)
        self.objections.current_changed.connect(self._on_current)
        self.show_details(None)

    def show_details(self, details: Details | None) -> None:
        """Show them; without any, nothing can be done."""
        self._details = details
        self._today = details.today if details else date.min
        self.hung.show_rows(list(details.hung) if details else [])
        self.objections.show_rows(list(details.objections) if details else [])
        self.tabs.setTabText(0, _counted("张贴记录", details.hung if details else ()))
        self.tabs.setTabText(1, _counted("异议", details.objections if details else ()))
        self.how.setText(details.how if details else "")
        self._on_current(None)

    def _on_current(self, _row: object) -> None:
        details, sheet, objection = self._details, self.hung.current, self.objections.current
        allowed = {
            "post": details is not None,
            "photo": sheet is not None,
            "down": sheet is not None and sheet.posting.hangs,
            "objection": details is not None,
            "conclude": objection is not None and not objection.is_concluded,
            "record": sheet is not None,
            "result": details is not None and details.may_report,
            "page_down": details is not None and details.may_take_page_down,
        }
        for key, is_allowed in allowed.items():
            self.buttons[key].setEnabled(is_allowed)

    def _columns(self) -> tuple[Column[Hanging], ...]:
        return (
            Column[Hanging]("贴在哪里", lambda one: str(one.posting.place)),
            Column[Hanging]("起算", lambda one: day_words(one.posting.counted_from), width=106),
            Column[Hanging]("公示期到", lambda one: clock_words(one.clocks.objection), width=156),
            Column[Hanging]("张贴期到", lambda one: clock_words(one.clocks.posting), width=156),
            Column[Hanging](
                "照片", lambda one: str(len(one.posting.photos)), width=60, is_number=True, is_spare=True
            ),
            Column[Hanging]("状态", self._state, self._tone, width=92),
        )

    def _state(self, one: Hanging) -> str:
        return hanging_chip(one, self._today)[0]

    def _tone(self, one: Hanging) -> str:
        return hanging_chip(one, self._today)[1]

    def _button(self, words: str, wish: SignalInstance) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(words)
        button.clicked.connect(wish)
        return button

    def _lay_out(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)
        self.tabs.addTab(self.hung, "张贴记录")
        self.tabs.addTab(self.objections, "异议")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.how)


def _counted(words: str, rows: Sequence[object]) -> str:
    return f"{words}（{len(rows)}）" if rows else words
