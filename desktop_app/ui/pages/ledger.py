"""The ledger (台账): everything that was disclosed, in time or not, to search, to look at and to hand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from desktop_app.core.ledger.figures import Figure, Score, by
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.progress import Progress
from desktop_app.services.ledger import LedgerPage as Lines
from desktop_app.services.ledger import LedgerRow
from desktop_app.settings import LedgerView, Settings
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.ledger_columns import ColumnsButton, ledger_columns, view_columns
from desktop_app.ui.pages.ledger_filters import USUAL, LedgerFilters
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.helped import TextDialog
from desktop_app.ui.widgets.month_bars import MonthBars
from desktop_app.ui.widgets.rows_view import RowsView
from desktop_app.ui.widgets.share_bars import MOST, ShareBars

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Book:
    """The first lines, and the areas that one may choose among."""

    lines: Lines
    areas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Total:
    """What takes longer than the first lines; figures are those of `year` as a whole, whatever is filtered."""

    count: int
    year: int
    figures: list[Figure]
    areas: dict[str, str]


class LedgerPage(Page):
    """Shows the ledger with filters and figures.

    Signals:
        counted: how many lines there are, and the year's figures, are up to date.
    """

    counted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "台账", parent)
        self.evidence = self.bar.add_button("留痕材料")
        self.evidence.setToolTip("把选中这一件的文书、审批、回执、网页、张贴记录和照片打成一个压缩包")
        self.columns = ColumnsButton()
        self.bar.add(self.columns)
        self.export = self.bar.add_button("导出 Excel", "Ctrl+E", primary=True)
        self.filters = LedgerFilters(self.desk.deadlines.today().year)
        self.months, self.shares = MonthBars(), ShareBars()
        self.months_card, self.shares_card = Card("按月公开件数"), Card("各领域按期率")
        self.no_shares = QLabel("公开之后，这里按领域显示有多少是按期公开的。")
        self.list = RowsView("台账", view_columns(desk.settings.ledger_columns), lambda row: row.id)
        self.empty = EmptyState(
            "台账还是空的", "每一条公开的信息都会自动记进台账，不用另外登记。", "新建公开信息"
        )
        self.total = 0
        self.naming: TextDialog | None = None
        self._wanted = Filters()
        self._after: int | None = None
        self._counting, self._leafing = Latest(self), Latest(self)
        self.folder: Path = papers_folder()
        self.choose_file = _choose_file
        self.open_path = open_path
        self.written: Path | None = None
        self._stack = OrEmpty(self.list, self.empty)
        self._lay_out()
        self.filters.take(USUAL)
        self._wanted = self.filters.filters
        self._connect()
        self._show_settings(desk.settings)
        self._on_current(None)
        self.first, self.finder = self.list, self.filters.text

    def load(self, progress: Progress) -> Book:
        """Return the first lines of what the filters ask for."""
        self.desk.ledger.catch_up(progress)
        return Book(
            lines=self.desk.ledger.page(self._wanted),
            areas={entry.area: entry.area_name for entry in self.desk.catalogue.entries()},
        )

    def show_loaded(self, book: Book) -> None:
        """Show them, and count the rest."""
        self.filters.show_areas(book.areas)
        rows, self._after = book.lines.rows, book.lines.after
        self.list.show_rows(rows, has_more=self._after is not None)
        self.export.setEnabled(bool(rows))
        self._show_empty(bool(rows))
        wanted = self._wanted
        self._counting.run(lambda _progress: self._count(wanted, book.areas))

    def _count(self, wanted: Filters, areas: dict[str, str]) -> Total:
        year = wanted.year or self.desk.deadlines.today().year
        return Total(self.desk.ledger.count(wanted), year, self.desk.ledger.figures(year), areas)

    def _on_counted(self, total: Total) -> None:
        self.total = total.count
        self.filters.count.setText(f"共 {total.count:,} 件")
        self.bar.say(_about(total))
        months = by(total.figures, lambda figure: figure.month)
        shares = by(total.figures, lambda figure: total.areas.get(figure.area, figure.area))
        self.months_card.note.setText(f"{total.year} 年 · 斜线部分是逾期的")
        more = f" · 最低的 {MOST} 个，共 {len(shares)} 个" if len(shares) > MOST else ""
        self.shares_card.note.setText(f"{total.year} 年{more}")
        self.months.show_months([(month, *_score(months.get(month))) for month in range(1, 13)])
        self.shares.show_shares([(name, score.share, score.total) for name, score in sorted(shares.items())])
        self.shares.setVisible(bool(shares))
        self.no_shares.setVisible(not shares)
        self.counted.emit()

    def _show_empty(self, has_rows: bool) -> None:
        wanted, usual = self._wanted, USUAL
        is_filtered = bool(wanted.text or wanted.area or wanted.timeliness) or wanted.state != usual.state
        if is_filtered:
            self.empty.say("没有符合条件的", "放宽上面的条件再看：换个词，或选“全部领域”“全部状态”。")
        else:
            self.empty.say("台账还是空的", "每一条公开的信息都会自动记进台账，不用另外登记。")
        self.empty.button.setVisible(not is_filtered)
        self._stack.show_full(has_rows)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_filtered(self) -> None:
        self._wanted = self.filters.filters
        self._leafing.drop()
        self.refresh()

    def _on_more_wanted(self) -> None:
        wanted, after = self._wanted, self._after
        self._leafing.run(lambda _progress: self.desk.ledger.page(wanted, after))

    def _on_more(self, lines: Lines) -> None:
        self._after = lines.after
        self.list.rows.append_rows(lines.rows, has_more=lines.after is not None)

    def _on_opened(self, row: LedgerRow) -> None:
        self.item_wanted.emit(row.id, False)

    def _on_current(self, row: LedgerRow | None) -> None:
        self.evidence.setEnabled(row is not None)

    def _on_evidence(self) -> None:
        row: LedgerRow | None = self.list.current
        if row is not None:
            item_id, folder = row.id, self.folder
            self.work(lambda progress: self.desk.evidence.write(item_id, folder, progress), self._on_bundled)

    def _on_bundled(self, file: Path) -> None:
        self.written = file
        self.banner.say(f"留痕材料已存到：{file}", "green", ("打开", self._on_open))

    def _on_columns_chosen(self, keys: Sequence[str]) -> None:
        self._save(ledger_columns=tuple(keys))

    def _on_view_wanted(self, view: LedgerView) -> None:
        if view.columns:
            self._save(ledger_columns=view.columns)
        self.filters.take(view)

    def _on_keeping_wanted(self) -> None:
        self.naming = TextDialog(self)
        self.naming.setWindowTitle("存为视图")
        self.naming.setLabelText("这个视图叫什么：")
        self.naming.setOkButtonText("保存")
        self.naming.setCancelButtonText("取消")
        self.naming.textValueSelected.connect(self._on_named)
        self.naming.open()

    def _on_named(self, text: str) -> None:
        if name := text.strip():
            settings = self.desk.settings
            view = self.filters.view(name, settings.ledger_columns)
            others = [one for one in settings.ledger_views if one.name != name]
            self._save(ledger_views=(*others, view))

    def _on_dropping_wanted(self, name: str) -> None:
        self._save(ledger_views=tuple(one for one in self.desk.settings.ledger_views if one.name != name))

    def _save(self, **changes: object) -> None:
        settings = msgspec.structs.replace(self.desk.settings, **changes)
        self.desk.save_settings(settings)
        self._show_settings(settings)

    def _show_settings(self, settings: Settings) -> None:
        self.columns.show_keys(settings.ledger_columns)
        self.list.show_columns(view_columns(settings.ledger_columns))
        self.filters.show_views(settings.ledger_views)

    def _on_export(self) -> None:
        name = f"政务公开台账（{self.desk.deadlines.today().isoformat()}）.xlsx"
        file = self.choose_file(self, papers_folder() / name)
        if file is not None:
            wanted, keys = self._wanted, self.desk.settings.ledger_columns
            self.work(lambda progress: self._write(wanted, keys, file, progress), self._on_written)

    def _write(self, wanted: Filters, keys: Sequence[str], file: Path, progress: Progress) -> Path:
        from desktop_app.services.ledger_export import export

        ledger = self.desk.ledger
        return export(ledger.rows(wanted), ledger.count(wanted), file, ledger_columns(keys), progress)

    def _on_written(self, file: Path) -> None:
        self.written = file
        self.banner.say(f"台账已导出：{file}", "green", ("打开文件", self._on_open))

    def _on_open(self) -> None:
        if self.written is not None:
            self.open_path(self.written)

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")

    def _on_counting_failed(self, error: object) -> None:
        self.banner.say(str(error), "red", ("重新读取", self.refresh))

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.body.addWidget(self.filters)
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

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filtered)
        self.filters.view_wanted.connect(self._on_view_wanted)
        self.filters.keeping_wanted.connect(self._on_keeping_wanted)
        self.filters.dropping_wanted.connect(self._on_dropping_wanted)
        self.columns.chosen.connect(self._on_columns_chosen)
        self._counting.done.connect(self._on_counted)
        self._counting.failed.connect(self._on_counting_failed)
        self._leafing.done.connect(self._on_more)
        self._leafing.failed.connect(self._on_counting_failed)
        self.list.row_wanted.connect(self._on_opened)
        self.list.rows.more_wanted.connect(self._on_more_wanted)
        self.list.current_changed.connect(self._on_current)
        self.evidence.clicked.connect(self._on_evidence)
        self.export.clicked.connect(self._on_export)
        self.empty.wanted.connect(self._on_new)


def _score(score: Score | None) -> tuple[int, int]:
    return (score.in_time, score.late) if score else (0, 0)


def _about(total: Total) -> str:
    score = by(total.figures, lambda _figure: None).get(None)
    if score is None:
        return f"{total.year} 年还没有公开的信息"
    return f"{total.year} 年 · 公开 {score.total:,} 件 · 按期公开 {score.share:.1%}"


def _choose_file(parent: QWidget, proposed: Path) -> Path | None:
    proposed.parent.mkdir(parents=True, exist_ok=True)
    chosen, _ = QFileDialog.getSaveFileName(parent, "导出台账", str(proposed), "Excel 工作簿 (*.xlsx)")
    if not chosen:
        return None
    return Path(chosen) if chosen.endswith(".xlsx") else Path(f"{chosen}.xlsx")
