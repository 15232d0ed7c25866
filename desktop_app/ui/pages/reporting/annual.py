"""The annual report in the window: begun from the registers, each figure followed to what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.services.annual_report import Begun, unplaced_words
from desktop_app.ui.models.rows import Column
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.rows_view import RowsView

_ABOUT = (
    "表格里的数字从台账和依申请登记里数出来，没有的填 0。行政复议、诉讼和收费金额程序里没有登记，"
    "请照案件和财务台账改；“存在的主要问题”等文字要自己写。"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was counted for a figure."""

    place: str
    value: int
    words: str
    disclosure: str


_COLUMNS = (
    Column[Line]("表和行", lambda line: line.place, width=430),
    Column[Line](
        "数字", lambda line: str(line.value), width=64, order=lambda line: line.value, is_number=True
    ),
    Column[Line]("数的是哪一件", lambda line: line.words, is_quiet=True),
)


class AnnualPane(QWidget):
    """Begins the report, and lists the sources of its figures.

    Signals:
        disclosure_wanted: id of a disclosure that was counted.
    """

    disclosure_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.begin, self.word = QPushButton(), QPushButton("只导出 Word 和数字来源")
        self.list = RowsView("数字来源", _COLUMNS, lambda line: f"{line.place}{line.words}", in_card=True)
        self.none = QLabel("这一年的台账和依申请登记里还没有可以数的。")
        self.unplaced = QLabel()
        self._lay_out()
        self.list.row_wanted.connect(self._on_opened)

    def show_begun(self, year: int, begun: Begun) -> None:
        """Show what is known of a year."""
        self.begin.setText(f"开始写 {year} 年度报告")
        lines = [
            Line(source.place, source.value, one.words, one.disclosure)
            for source in begun.sources
            for one in source.items
        ]
        self.list.show_rows(lines)
        self.list.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.unplaced.setText(unplaced_words(begun.unplaced))
        self.unplaced.setVisible(bool(begun.unplaced))

    def _on_opened(self, line: Line) -> None:
        if line.disclosure:
            self.disclosure_wanted.emit(line.disclosure)

    def _lay_out(self) -> None:
        report, sources = Card("政府信息公开工作年度报告"), Card("每个数字是怎么数出来的", flush=True)
        about = QLabel(_ABOUT)
        for label in (about, self.unplaced):
            label.setWordWrap(True)
        for label in (about, self.none):
            label.setProperty("role", "hint")
        self.unplaced.setProperty("role", "error")
        self.none.setContentsMargins(18, 0, 18, 8)
        self.begin.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.begin, self.word):
            buttons.addWidget(button)
        buttons.addStretch(1)
        report.add(about)
        report.add(self.unplaced)
        report.body.addLayout(buttons)
        sources.add(self.none)
        sources.add(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(report)
        column.addWidget(sources, 1)
