"""The charts of a year, and how they become images."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from desktop_app.core.ledger.figures import Score, by
from desktop_app.services.pictures import PictureBook
from desktop_app.ui import theme
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.count_bars import CountBars
from desktop_app.ui.widgets.heat_table import HeatTable
from desktop_app.ui.widgets.month_bars import MonthBars

_SHARPNESS = 2
"""Pixels of an image for each of the screen's, so that it is sharp on paper."""


class Charts(QScrollArea):
    """Shows four charts."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("role", "reading")
        self.setAccessibleName("图表")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.months, self.volumes = MonthBars(), HeatTable("各领域按月公开件数")
        self.returned, self.boards = CountBars("退回时提意见的地方"), CountBars("各公示栏本季度张贴件数", 12)
        self.cards = {
            "按月公开件数": Card("按月公开件数"),
            "退回修改": Card("退回修改：意见集中在哪里"),
            "各领域公开件数": Card("各领域按月公开件数"),
            "公示栏张贴": Card("各公示栏本季度张贴件数"),
        }
        self.no_returns = QLabel("这一年没有退回修改的。")
        self.no_boards = QLabel("在“公示栏”里填好公示栏名单，这里显示各村贴了多少。")
        self._lay_out()

    def show_book(self, book: PictureBook) -> None:
        """Show a year."""
        months = by(book.figures, lambda figure: figure.month)
        scores = [months.get(month, Score()) for month in range(1, 13)]
        self.months.show_months([(number + 1, one.in_time, one.late) for number, one in enumerate(scores)])
        self.volumes.show_lines([(volume.name, volume.months) for volume in book.volumes])
        self.returned.show_counts([(name, count, "") for name, count in book.returned])
        self.boards.show_counts(
            [
                (one.place, one.this_quarter, "本季度还没有张贴" if one.is_silent else "")
                for one in book.boards
            ]
        )
        self.no_returns.setVisible(not book.returned)
        self.no_boards.setVisible(not book.boards)
        late = sum(score.late for score in scores)
        self.cards["按月公开件数"].note.setText(f"{book.year} 年 · 斜线部分是晚于期限的，共 {late} 件")
        self.cards["退回修改"].note.setText(f"{book.year} 年 · 共退回 {book.returns} 次")
        self.cards["各领域公开件数"].note.setText(f"{book.year} 年")

    def save_images(self, folder: Path) -> list[Path]:
        """Write each chart as a PNG and return the files; those that the disk refused are left out."""
        with theme.for_paper():
            return list(self._saved(folder))

    def _saved(self, folder: Path) -> Iterator[Path]:
        for name, card in self.cards.items():
            image = QImage(card.size() * _SHARPNESS, QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(_SHARPNESS)
            image.fill(Qt.GlobalColor.white)
            card.render(image, QPoint())
            file = folder / f"{name}.png"
            if image.save(str(file)):
                yield file

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("pageRoot")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setSpacing(12)
        for label in (self.no_returns, self.no_boards):
            label.setProperty("role", "hint")
        filled = {
            "按月公开件数": (self.months,),
            "退回修改": (self.returned, self.no_returns),
            "各领域公开件数": (self.volumes,),
            "公示栏张贴": (self.boards, self.no_boards),
        }
        for number, (name, widgets) in enumerate(filled.items()):
            card = self.cards[name]
            for widget in widgets:
                card.add(widget)
            card.body.addStretch(1)
            grid.addWidget(card, number // 2, number % 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(2, 1)
        self.setWidget(content)
