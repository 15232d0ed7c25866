"""Reports (报表): charts of a year, how the founding document is carried out, and the annual report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QTabWidget, QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.progress import Progress
from desktop_app.core.reports.implementation import Fulfilment, Standing
from desktop_app.services.annual_report import Begun, unplaced_words
from desktop_app.services.pictures import PictureBook
from desktop_app.ui.pages.page import Page
from desktop_app.ui.pages.reporting.annual import AnnualPane
from desktop_app.ui.pages.reporting.charts import Charts
from desktop_app.ui.pages.reporting.duties import DutiesPane
from desktop_app.ui.papers import open_path, papers_folder

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_YEARS_BACK = 10
_REPORT_MONTHS = 3
"""Until the end of March an annual report is of the year before (条例 art. 49)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a year."""

    book: PictureBook
    duties: list[Fulfilment]
    begun: Begun


class ReportsPage(Page):
    """Shows the year, and writes what the office hands in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "报表", parent)
        self.year = self._make_year()
        self.images = self.bar.add_button("导出图片", primary=True)
        self.charts, self.duties = Charts(), DutiesPane(self.desk.implementation.names)
        self.annual = AnnualPane()
        self.tabs = QTabWidget()
        self.choose_folder: Callable[[QWidget], Path | None] = _choose_folder
        self.open_path = open_path
        self.written: Path | None = None
        self._lay_out()
        self._connect()
        self.first = self.tabs

    @property
    def _wanted(self) -> int:
        return int(self.year.currentData())

    def load(self, progress: Progress) -> Shown:
        """Return what is known of the year."""
        year = self._wanted
        rows = self.desk.implementation.rows(year, own=self.duties.own.isChecked())
        return Shown(self.desk.pictures.book(year), rows, self.desk.annual_report.count(year))

    def show_loaded(self, shown: Shown) -> None:
        """Show it."""
        self.charts.show_book(shown.book)
        self.duties.show_rows(shown.duties)
        kept = sum(row.standing in (Standing.KEPT, Standing.LATE) for row in shown.duties)
        self.bar.say(f"{shown.book.year} 年 · 落实 {kept} 项，共 {len(shown.duties)} 项要求")
        self.annual.show_begun(shown.book.year, shown.begun)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_year(self) -> None:
        self.refresh()

    def _on_tab(self) -> None:
        self.images.setVisible(self.tabs.currentWidget() is self.charts)

    def _on_images(self) -> None:
        folder = self.choose_folder(self)
        if folder is None:
            return
        files = self.charts.save_images(folder)
        if len(files) < len(self.charts.cards):
            self.banner.say(f"有图片没有写进“{folder}”，请检查文件夹和磁盘空间。", "red")
        else:
            self._say_written(folder, f"{len(files)} 张图已存到：{folder}")

    def _on_duties_export(self) -> None:
        folder = self.choose_folder(self)
        if folder is not None:
            rows = self.duties.shown
            file = folder / f"政务公开落实台账（{self._wanted}年）.xlsx"
            self.work(lambda _progress: self.desk.implementation.export(rows, file), self._on_exported)

    def _on_exported(self, file: Path) -> None:
        self._say_written(file, f"已导出：{file}")

    def _on_begin(self) -> None:
        year = self._wanted
        self.work(lambda progress: self.desk.annual_report.begin(year, progress), self._on_begun)

    def _on_begun(self, result: tuple[Item, Begun]) -> None:
        self.item_wanted.emit(result[0].id, False)

    def _on_disclosure(self, item_id: str) -> None:
        self.item_wanted.emit(item_id, False)

    def _on_word(self) -> None:
        folder = self.choose_folder(self)
        if folder is not None:
            year = self._wanted
            out = folder / f"政府信息公开工作年度报告（{year}年）.docx"
            self.work(
                lambda progress: self.desk.annual_report.write(year, out, progress), self._on_word_written
            )

    def _on_word_written(self, result: tuple[Path, Path, Begun]) -> None:
        docx, _, begun = result
        said = unplaced_words(begun.unplaced)
        self._say_written(docx, f"已导出：{docx}。{said}", "amber" if said else "green")

    def _say_written(self, path: Path, words: str, tone: str = "green") -> None:
        self.written = path
        self.banner.say(words, tone, ("打开", self._on_open))

    def _on_open(self) -> None:
        if self.written is not None:
            self.open_path(self.written)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_year(self) -> QComboBox:
        today = self.desk.deadlines.today()
        year = QComboBox()
        year.setAccessibleName("年份")
        for one in range(today.year, today.year - _YEARS_BACK, -1):
            year.addItem(f"{one} 年", one)
        year.setCurrentIndex(year.findData(_report_year(today)))
        self.bar.add(year)
        return year

    def _lay_out(self) -> None:
        self.tabs.addTab(self.charts, "图表")
        self.tabs.addTab(self.duties, "落实台账")
        self.tabs.addTab(self.annual, "年度报告")
        self.tabs.setDocumentMode(True)
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._on_year)
        self.tabs.currentChanged.connect(self._on_tab)
        self.images.clicked.connect(self._on_images)
        self.duties.own_wanted.connect(self._on_year)
        self.duties.export.clicked.connect(self._on_duties_export)
        self.duties.form_wanted.connect(self.form_wanted)
        self.annual.begin.clicked.connect(self._on_begin)
        self.annual.word.clicked.connect(self._on_word)
        self.annual.disclosure_wanted.connect(self._on_disclosure)


def _report_year(today: date) -> int:
    return today.year - 1 if today.month <= _REPORT_MONTHS else today.year


def _choose_folder(parent: QWidget) -> Path | None:
    folder = papers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    chosen = QFileDialog.getExistingDirectory(parent, "存到哪个文件夹", str(folder))
    return Path(chosen) if chosen else None
