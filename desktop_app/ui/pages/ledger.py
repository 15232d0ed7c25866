"""The ledger (台账): everything that was disclosed, in time or not, to search, to look at and to hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.progress import Progress
from desktop_app.services.ledger import LedgerRow
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, day_words
from desktop_app.ui.pages.form.notices import state_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.month_bars import Month, MonthBars
from desktop_app.ui.widgets.rows_view import RowsView
from desktop_app.ui.widgets.share_bars import MOST, Share, ShareBars

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_YEARS_BACK = 10
_STATES = (State.PUBLISHED, State.QUEUED, State.WITHDRAWN, State.DRAFT, State.IN_REVIEW, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person filters by; the empty string and None are no filter."""

    text: str
    area: str
    state: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Book:
    """What the ledger shows; figures are those of `year` as a whole, whatever is filtered."""

    rows: list[LedgerRow]
    year: int
    months: list[Month]
    shares: list[Share]
    areas: dict[str, str]


def _receipt(row: LedgerRow) -> tuple[str, str]:
    if row.state is State.PUBLISHED:
        return row.receipt, "green"
    return state_words(row.state)


def _in_time(row: LedgerRow) -> tuple[str, str]:
    if row.overdue:
        return "逾期", "red"
    return ("按期", "green") if row.published_on and row.due_on else ("", "")


_COLUMNS = (
    Column[LedgerRow]("标题", lambda row: row.title),
    Column[LedgerRow]("文号", lambda row: row.doc_no or NONE, width=156, is_quiet=True, is_spare=True),
    Column[LedgerRow]("领域", lambda row: row.area_name, width=136),
    Column[LedgerRow]("公开日期", lambda row: day_words(row.published_on), width=100),
    Column[LedgerRow]("期限", lambda row: day_words(row.due_on), width=100),
    Column[LedgerRow]("按期", lambda row: _in_time(row)[0], lambda row: _in_time(row)[1], width=68),
    Column[LedgerRow]("栏目", lambda row: row.column, width=104, is_quiet=True, is_spare=True),
    Column[LedgerRow](
        "公示栏", lambda row: "要张贴" if row.board else NONE, width=72, is_quiet=True, is_spare=True
    ),
    Column[LedgerRow]("回执", lambda row: _receipt(row)[0], lambda row: _receipt(row)[1], width=84),
)


class LedgerPage(Page):
    """Shows the ledger with filters and figures."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "台账", parent)
        self.export = self.bar.add_button("导出 Excel", "Ctrl+E", primary=True)
        self.text = self._make_text()
        self.area = _pick_list("领域", {"": "全部领域"})
        self.state = _pick_list(
            "状态", {state.value: STATE_WORDS[state] for state in _STATES} | {"": "全部状态"}
        )
        self.year = self._make_year()
        self.count = QLabel()
        self.months, self.shares = MonthBars(), ShareBars()
        self.months_card, self.shares_card = Card("按月公开件数"), Card("各领域按期率")
        self.no_shares = QLabel("公开之后，这里按领域显示有多少是按期公开的。")
        self.list = RowsView("台账", _COLUMNS, lambda row: row.id)
        self.empty = EmptyState(
            "台账还是空的", "每一条公开的信息都会自动记进台账，不用另外登记。", "新建公开信息"
        )
        self._wanted = Wanted("", "", State.PUBLISHED, self.year.currentData())
        self.choose_file = _choose_file
        self.open_path = open_path
        self.written: Path | None = None
        self._stack = OrEmpty(self.list, self.empty)
        self._lay_out()
        self._connect()
        self.first, self.finder = self.list, self.text

    def load(self, progress: Progress) -> Book:
        """Return what the filters ask for."""
        wanted = self._wanted
        year = wanted.year or self.desk.deadlines.today().year
        return Book(
            rows=self.desk.ledger.rows(wanted.year, wanted.area, wanted.state, wanted.text),
            year=year,
            months=self.desk.ledger.months(year),
            shares=self.desk.ledger.areas(year),
            areas={entry.area: entry.area_name for entry in self.desk.catalogue.entries()},
        )

    def show_loaded(self, book: Book) -> None:
        """Show it."""
        self._show_areas(book.areas)
        self.bar.say(_about(book))
        self.months_card.note.setText(f"{book.year} 年 · 蓝色按期，红色逾期")
        more = f" · 最低的 {MOST} 个，共 {len(book.shares)} 个" if len(book.shares) > MOST else ""
        self.shares_card.note.setText(f"{book.year} 年{more}")
        self.months.show_months(book.months)
        self.shares.show_shares(book.shares)
        self.shares.setVisible(bool(book.shares))
        self.no_shares.setVisible(not book.shares)
        self.count.setText(f"共 {len(book.rows)} 件")
        self.list.show_rows(book.rows)
        self.export.setEnabled(bool(book.rows))
        self._show_empty(bool(book.rows))

    def _show_areas(self, areas: dict[str, str]) -> None:
        if self.area.count() == 1:
            for key, name in areas.items():
                self.area.addItem(name, key)

    def _show_empty(self, has_rows: bool) -> None:
        wanted = self._wanted
        is_filtered = bool(wanted.text or wanted.area) or wanted.state != State.PUBLISHED
        if is_filtered:
            self.empty.say("没有符合条件的", "放宽上面的条件再看：换个词，或选“全部领域”“全部状态”。")
        else:
            self.empty.say("台账还是空的", "每一条公开的信息都会自动记进台账，不用另外登记。")
        self.empty.button.setVisible(not is_filtered)
        self._stack.show_full(has_rows)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_filtered(self) -> None:
        self._wanted = Wanted(
            self.text.text().strip(),
            self.area.currentData(),
            self.state.currentData(),
            self.year.currentData(),
        )
        self.refresh()

    def _on_opened(self, row: LedgerRow) -> None:
        self.item_wanted.emit(row.id, False)

    def _on_export(self) -> None:
        name = f"政务公开台账（{self.desk.deadlines.today().isoformat()}）.xlsx"
        file = self.choose_file(self, papers_folder() / name)
        if file is not None:
            rows = list(self.list.rows.rows)
            self.work(lambda progress: self._write(rows, file, progress), self._on_written)

    def _write(self, rows: Sequence[LedgerRow], file: Path, progress: Progress) -> Path:
        progress(f"导出 {len(rows)} 件", 0.0)
        return self.desk.ledger.export(rows, file)

    def _on_written(self, file: Path) -> None:
        self.written = file
        self.banner.say(f"台账已导出：{file}", "green", ("打开文件", self._on_open))

    def _on_open(self) -> None:
        if self.written is not None:
            self.open_path(self.written)

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_text(self) -> QLineEdit:
        text = QLineEdit()
        text.setPlaceholderText("全文搜索：标题、文号、正文")
        text.setAccessibleName("在台账里搜索")
        text.setClearButtonEnabled(True)
        text.setFixedWidth(260)
        return text

    def _make_year(self) -> QComboBox:
        this = self.desk.deadlines.today().year
        years: dict[int | None, str] = {year: f"{year} 年" for year in range(this, this - _YEARS_BACK, -1)}
        return _pick_list("年份", {**years, None: "全部年份"})

    def _lay_out(self) -> None:
        self.body.addWidget(self._make_filters())
        self.no_shares.setProperty("role", "hint")
        self.months_card.add(self.months)
        for widget in (self.shares, self.no_shares):
            self.shares_card.add(widget)
        self.shares_card.body.addStretch(1)
        figures = QHBoxLayout()
        figures.setSpacing(12)
        figures.addWidget(self.months_card, 1)
        figures.addWidget(self.shares_card, 1)
        self.body.addLayout(figures)
        self.body.addWidget(self._stack, 1)

    def _make_filters(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        for widget in (self.text, self.area, self.state, self.year):
            row.addWidget(widget)
        row.addStretch(1)
        self.count.setProperty("role", "hint")
        row.addWidget(self.count)
        return frame

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_filtered)
        for pick in (self.area, self.state, self.year):
            pick.currentIndexChanged.connect(self._on_filtered)
        self.list.row_wanted.connect(self._on_opened)
        self.export.clicked.connect(self._on_export)
        self.empty.wanted.connect(self._on_new)


def _about(book: Book) -> str:
    on_time = sum(count for _, count, _ in book.months)
    total = on_time + sum(late for _, _, late in book.months)
    if not total:
        return f"{book.year} 年还没有公开的信息"
    return f"{book.year} 年 · 公开 {total:,} 件 · 按期公开 {on_time / total:.1%}"


def _pick_list(name: str, choices: dict[str, str] | dict[int | None, str]) -> QComboBox:
    pick = QComboBox()
    pick.setAccessibleName(name)
    for key, text in choices.items():
        pick.addItem(text, key)
    pick.setMinimumWidth(112)
    return pick


def _choose_file(parent: QWidget, proposed: Path) -> Path | None:
    proposed.parent.mkdir(parents=True, exist_ok=True)
    chosen, _ = QFileDialog.getSaveFileName(parent, "导出台账", str(proposed), "Excel 工作簿 (*.xlsx)")
    if not chosen:
        return None
    return Path(chosen) if chosen.endswith(".xlsx") else Path(f"{chosen}.xlsx")
