"""The bulletin board (公示栏): what may hang there, its publicity period, and the sheets to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop_app.core.progress import Progress
from desktop_app.services.board import BoardRow
from desktop_app.services.documents import Paper, file_stem
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, board_chip, day_words, short_span
from desktop_app.ui.pages.form.notices import state_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_PAPERS: tuple[Paper, ...] = ("A4", "A3", "A2")


def _span(row: BoardRow) -> str:
    if row.period is None:
        return NONE
    return (
        f"{short_span(row.period.first_day, row.period.last_day)}（{row.period.days}{row.period.unit_name}）"
    )


_COLUMNS = (
    Column[BoardRow]("标题", lambda row: row.item.title),
    Column[BoardRow]("事项类型", lambda row: row.form_name, width=200, is_quiet=True, is_spare=True),
    Column[BoardRow](
        "状态",
        lambda row: state_words(row.item.state)[0],
        lambda row: state_words(row.item.state)[1],
        width=92,
    ),
    Column[BoardRow](
        "公示期", _span, width=260, order=lambda row: row.period.first_day.toordinal() if row.period else 0
    ),
    Column[BoardRow]("进度", lambda row: board_chip(row)[0], lambda row: board_chip(row)[1], width=96),
    Column[BoardRow](
        "可以取下",
        lambda row: day_words(row.period.take_down_on) if row.period else NONE,
        width=106,
        is_quiet=True,
        is_spare=True,
    ),
)


class BoardPage(Page):
    """Lists what may hang on the board and makes its sheets."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "公示栏", parent)
        self.paper = self._make_paper()
        self.make = self.bar.add_button("生成张贴稿", "Ctrl+P", primary=True)
        self.list = RowsView("公示栏", _COLUMNS, lambda row: row.item.id)
        self.how = QLabel()
        self.folder: Path = papers_folder()
        self.open_path = open_path
        self.made: Path | None = None
        self.empty = EmptyState(
            "还没有可以张贴的信息",
            "要上公示栏的事项审查通过后会出现在这里，可以生成 A4、A3 或 A2 的张贴稿，并看到公示期到哪一天。",
            "新建公开信息",
        )
        self._stack = OrEmpty(self.list, self.empty)
        self._lay_out()
        self._connect()
        self.first = self.list
        self._on_current(None)

    def load(self, progress: Progress) -> list[BoardRow]:
        """Return what may hang on the board."""
        return self.desk.board.rows()

    def show_loaded(self, rows: Sequence[BoardRow]) -> None:
        """Show it."""
        running = sum(row.is_running for row in rows)
        self.bar.say(f"{running} 件在公示期内 · 共 {len(rows)} 件可以张贴" if rows else "")
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_current(self, row: BoardRow | None) -> None:
        self.make.setEnabled(row is not None)
        self.how.setText("" if row is None else _how(row))

    def _on_opened(self, row: BoardRow) -> None:
        self.item_wanted.emit(row.item.id, False)

    def _on_make(self) -> None:
        if (row := self.list.current) is not None:
            paper, folder = _PAPERS[self.paper.currentIndex()], self.folder / file_stem(row.item.title)
            self.work(lambda progress: self._poster(row.item.id, folder, paper, progress), self._on_made)

    def _poster(self, item_id: str, folder: Path, paper: Paper, progress: Progress) -> Path:
        progress(f"生成张贴稿（{paper}）", 0.0)
        return self.desk.releases.poster(self.desk.drafts.open(item_id), folder, paper, progress)

    def _on_made(self, file: Path) -> None:
        self.made = file
        self.banner.say(f"张贴稿已生成：{file}", "green", ("打开文件夹", self._on_open_folder))
        self.open_path(file)

    def _on_open_folder(self) -> None:
        if self.made is not None:
            self.open_path(self.made.parent)

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_paper(self) -> QComboBox:
        label, paper = QLabel("纸张(&Z)"), QComboBox()
        label.setProperty("role", "label")
        label.setBuddy(paper)
        paper.addItems(_PAPERS)
        paper.setAccessibleName("张贴稿的纸张")
        paper.setFixedWidth(84)
        self.bar.add(label)
        self.bar.add(paper)
        return paper

    def _lay_out(self) -> None:
        self.how.setProperty("role", "hint")
        self.how.setWordWrap(True)
        self.how.setContentsMargins(8, 0, 8, 0)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.how)

    def _connect(self) -> None:
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.empty.wanted.connect(self._on_new)
        self.make.clicked.connect(self._on_make)


def _how(row: BoardRow) -> str:
    if row.period is None:
        return "这类信息没有规定公示期，张贴多久由本单位定。"
    start = "按公开之日起算" if row.item.published_at else "还没有公开，按今天张贴试算"
    return f"{start}：{'，'.join(row.period.steps)}。"
