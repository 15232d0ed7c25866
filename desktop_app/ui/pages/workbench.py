"""The workbench (工作台): what is due, in the order in which it is due, and how board and outbox stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.job import Job
from desktop_app.core.progress import Progress
from desktop_app.services.deadlines import Figure
from desktop_app.ui.latest import Latest
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.to_do import (
    Line,
    by_urgency,
    line_of_occurrence,
    line_of_request,
    line_of_todo,
)
from desktop_app.ui.models.words import board_chip, day_words, full_day, job_chip
from desktop_app.ui.pages.page import Page
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.helped import TextDialog
from desktop_app.ui.widgets.rows_view import RowsView
from desktop_app.ui.widgets.short_list import ShortList
from desktop_app.ui.widgets.tile import Tile

if TYPE_CHECKING:
    from desktop_app.core.calendar.workdays import WorkCalendar
    from desktop_app.core.disclosure.record import Item
    from desktop_app.services.board import BoardRow
    from desktop_app.services.board_duties import Todo as Duty
    from desktop_app.services.desk import Desk
    from desktop_app.services.recurring import Occurrence

_SIDE_WIDTH = 372
_SEARCH_WIDTH = 300
_UNKNOWN_DUE = "期限还算不出来：填好起算的日期（如成文日期、决定日期）就会显示在这里。"


@dataclass(frozen=True, slots=True)
class Bench:
    """What the workbench shows."""

    about: str
    lines: list[Line]
    board: list[BoardRow]
    duties: list[Duty]
    jobs: list[Job]
    outbox: str
    owed: int


_COLUMNS = (
    Column[Line]("事项", lambda line: line.title),
    Column[Line]("状态", lambda line: line.chip[0], lambda line: line.chip[1], width=104),
    Column[Line](
        "期限", lambda line: day_words(line.due_on), order=lambda line: line.due_on or date.max, width=106
    ),
    Column[Line]("规定", lambda line: line.limit, width=216, is_quiet=True, is_spare=True),
)

_FILTERS = (Figure.OVERDUE, Figure.TODAY, Figure.WEEK)
"""Figures that narrow the list when they are pressed; the others lead to another place."""
_POSTING = "posting"


class WorkbenchPage(Page):
    """The first page of a day.

    Signals:
        search_wanted: what was typed to find a form.
    """

    search_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "工作台", parent)
        self._lines: list[Line] = []
        self.search = self._make_search()
        self.new = self.bar.add_button("新建", "Ctrl+N", primary=True, bound=False)
        self.tiles: dict[str, Tile] = {
            Figure.OVERDUE: Tile("已逾期", "red"),
            Figure.TODAY: Tile("今天到期", "amber"),
            Figure.WEEK: Tile("本周到期"),
            Figure.REVIEW: Tile("等待审查"),
            _POSTING: Tile("公示期内"),
        }
        self.list = RowsView("要办的事", _COLUMNS, lambda line: line.key, in_card=True)
        self.empty = EmptyState(
            "没有要办的事", "新建的公开信息会按期限排在这里，最急的在最上面。", "新建公开信息", in_card=True
        )
        self.todo_card = Card("要办的事", flush=True)
        self.how = QLabel()
        self.board = ShortList("公示期内的信息会列在这里，从公开之日起算。")
        self.outbox = ShortList("没有等待发送的信息。")
        self.board_card, self.outbox_card = Card("公示栏"), Card("发件箱")
        self._stack = OrEmpty(self.list, self.empty)
        self.leave_out = QPushButton("这一期不用办…")
        self.reason_dialog: TextDialog | None = None
        self._leaving_out: Occurrence | None = None
        self._explaining = Latest(self)
        self._lay_out()
        self._connect()
        self.first, self.finder = self.list, self.search

    def load(self, progress: Progress) -> Bench:
        """Collect what is to do and how things stand."""
        return Bench(
            about=_about(self.desk.deadlines.today(), self.desk.deadlines.calendar),
            lines=by_urgency([*self._begun(), *self._recurring(), *self._requests()]),
            board=[row for row in self.desk.board.rows() if row.is_running],
            duties=self.desk.board_duties.todo(),
            jobs=self.desk.outbox.open_jobs(),
            outbox=self.desk.outbox.portal_state(),
            owed=len(self.desk.reviews.owed()),
        )

    def _begun(self) -> Iterator[Line]:
        limits = {entry.id: entry.time_limit for entry in self.desk.catalogue.entries()}
        deadlines = self.desk.deadlines
        for todo in deadlines.todo():
            figures = deadlines.figures(todo.due_on, in_review=todo.item.state is State.IN_REVIEW)
            yield line_of_todo(todo, figures, limits.get(todo.item.form, ""))

    def _recurring(self) -> Iterator[Line]:
        deadlines = self.desk.deadlines
        for one in self.desk.recurring.open():
            yield line_of_occurrence(one, deadlines.figures(one.due_on), deadlines.today())

    def _requests(self) -> Iterator[Line]:
        for running in self.desk.requests.open_rows():
            due_on = None if running.clock.waits else running.clock.due_on
            yield line_of_request(running, self.desk.deadlines.figures(due_on))

    def show_loaded(self, bench: Bench) -> None:
        """Show it."""
        self._lines = bench.lines
        self.bar.say(bench.about)
        for figure in Figure:
            self.tiles[figure].show_count(sum(figure in line.figures for line in bench.lines))
        waiting = sum(Figure.REVIEW in line.figures for line in bench.lines)
        self.tiles[Figure.REVIEW].show_count(waiting + bench.owed)
        self.tiles[_POSTING].show_count(len(bench.board))
        self._show_lines()
        self.board_card.note.setText(f"{len(bench.board)} 件" if bench.board else "")
        from desktop_app.services.board_duties import DUTY_WORDS  # which the first window need not wait for

        due = [(todo.item.title, DUTY_WORDS[todo.duty], "amber") for todo in bench.duties]
        self.board.show_lines([*due, *((row.item.title, *board_chip(row)) for row in bench.board)])
        self.outbox_card.note.setText(bench.outbox)
        self.outbox.show_lines([(job.title, *job_chip(job)) for job in bench.jobs])

    def _show_lines(self) -> None:
        pressed = next((figure for figure in _FILTERS if self.tiles[figure].isChecked()), None)
        lines = [line for line in self._lines if pressed is None or pressed in line.figures]
        self.list.show_rows(lines)
        self.todo_card.note.setText("按期限")
        if pressed:
            self.todo_card.note.setText(f"只看{self.tiles[pressed].words.text()}，再按一次看全部")
        self._stack.show_full(bool(lines) or bool(pressed))
        self.how.setVisible(bool(lines))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_tile(self) -> None:
        pressed = self.sender()
        for key in _FILTERS:
            if self.tiles[key] is not pressed:
                self.tiles[key].setChecked(False)
        self._show_lines()

    def _on_opened(self, line: Line) -> None:
        if line.place:
            self.place_wanted.emit(line.place)
            return
        if line.occurrence is None:
            self.item_wanted.emit(line.item_id, False)
            return
        form, period = line.form, line.occurrence.period
        self.work(lambda _progress: self.desk.recurring.begin(form, period), self._on_begun)

    def _on_begun(self, item: Item) -> None:
        self.item_wanted.emit(item.id, False)

    def _on_current(self, line: Line | None) -> None:
        self.leave_out.setVisible(line is not None and line.occurrence is not None)
        if line is not None:
            self._explaining.run(lambda _progress: self._explain(line))

    def _on_leave_out(self) -> None:
        line: Line | None = self.list.current
        if line is None or line.occurrence is None:
            return
        self._leaving_out = line.occurrence
        self.reason_dialog = TextDialog(self)
        self.reason_dialog.setWindowTitle("这一期不用办")
        self.reason_dialog.setLabelText(
            f"{line.title}\n为什么不用办（例如：本期没有发生，或由某单位统一公开）："
        )
        self.reason_dialog.setOkButtonText("不用办")
        self.reason_dialog.setCancelButtonText("取消")
        self.reason_dialog.textValueSelected.connect(self._on_reason)
        self.reason_dialog.open()

    def _on_reason(self, reason: str) -> None:
        one = self._leaving_out
        if one is not None:
            self.work(lambda _progress: self.desk.recurring.leave_out(one.form, one.period, reason))

    def _explain(self, line: Line) -> tuple[str, str]:
        """Return how the line's deadline is counted, and which versions made it."""
        if line.occurrence is not None:
            return self._explain_occurrence(line, line.occurrence)
        if line.place:
            return self._explain_request(line)
        opened = self.desk.drafts.open(line.item_id)
        due = self.desk.deadlines.due(opened.form, opened.answers)
        said = due.explain() if due else _UNKNOWN_DUE
        return said, self.desk.editions.due_words(due, opened.form)

    def _explain_occurrence(self, line: Line, occurrence: Occurrence) -> tuple[str, str]:
        due = occurrence.due
        versions = self.desk.editions.due_words(due, self.desk.catalogue.form(occurrence.form))
        return f"按周期要办的事，按回车开始写。{due.explain() if due else line.limit}", versions

    def _explain_request(self, line: Line) -> tuple[str, str]:
        found = (one for one in self.desk.requests.open_rows() if line.key == f"request/{one.request.number}")
        running = next(found, None)
        if running is None:
            return "", ""
        return running.clock.explain(), self.desk.editions.request_words(running.clock)

    def _on_explained(self, explained: tuple[str, str]) -> None:
        said, versions = explained
        self.how.setText(said)
        self.how.setToolTip(versions)

    def _on_searched(self) -> None:
        self.search_wanted.emit(self.search.text())

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")

    def _on_review(self) -> None:
        self.place_wanted.emit("review")

    def _on_board(self) -> None:
        self.place_wanted.emit("board")

    def _on_outbox(self) -> None:
        self.place_wanted.emit("outbox")

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText("找事项：汉字、拼音或首字母（xzcf）")
        search.setAccessibleName("找事项")
        search.setFixedWidth(px(_SEARCH_WIDTH))
        search.setClearButtonEnabled(True)
        self.bar.add(search)
        return search

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        self.body.addLayout(row)
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)
        self.how.setContentsMargins(17, 2, 17, 6)
        self.todo_card.add(self._stack, 1)
        self.leave_out.setProperty("role", "link")
        self.leave_out.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 12, 0)
        foot.addWidget(self.how, 1)
        foot.addWidget(self.leave_out)
        self.todo_card.body.addLayout(foot)
        self.board_card.add(self.board)
        self.outbox_card.add(self.outbox)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.todo_card, 1)
        below.addLayout(self._make_side())
        self.body.addLayout(below, 1)

    def _make_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(12)
        for card in (self.board_card, self.outbox_card):
            card.setFixedWidth(px(_SIDE_WIDTH))
            side.addWidget(card)
        side.addStretch(1)
        return side

    def _connect(self) -> None:
        for key in _FILTERS:
            self.tiles[key].setCheckable(True)
            self.tiles[key].clicked.connect(self._on_tile)
        self.tiles[Figure.REVIEW].clicked.connect(self._on_review)
        self.tiles[_POSTING].clicked.connect(self._on_board)
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.board.more_wanted.connect(self._on_board)
        self.outbox.more_wanted.connect(self._on_outbox)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.empty.wanted.connect(self._on_new)
        self.new.clicked.connect(self._on_new)
        self.search.returnPressed.connect(self._on_searched)
        self._explaining.done.connect(self._on_explained)


def _about(today: date, calendar: WorkCalendar) -> str:
    left = [today + timedelta(days=number) for number in range(7 - today.weekday())]
    return f"{full_day(today)} · 本周还有 {sum(map(calendar.is_working, left))} 个工作日"
