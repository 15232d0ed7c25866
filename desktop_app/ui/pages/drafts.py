"""Drafts (草稿): what is being written, what was sent back, and what is approved and not sent yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.progress import Progress
from desktop_app.ui.messages import ask
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import due_words, moment_words
from desktop_app.ui.pages.form.notices import state_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A disclosure with the name of its type."""

    item: Item
    form_name: str


def _chip(row: DraftRow) -> tuple[str, str]:
    if row.item.state is State.DRAFT and row.item.remark:
        return "退回修改", "red"
    return state_words(row.item.state)


_COLUMNS = (
    Column[DraftRow]("标题", lambda row: row.item.title),
    Column[DraftRow]("事项类型", lambda row: row.form_name, width=230, is_quiet=True, is_spare=True),
    Column[DraftRow]("状态", lambda row: _chip(row)[0], lambda row: _chip(row)[1], width=100),
    Column[DraftRow]("期限", lambda row: due_words(row.item.due), width=144),
    Column[DraftRow](
        "最后修改", lambda row: moment_words(row.item.updated_at), width=144, is_quiet=True, is_spare=True
    ),
    Column[DraftRow]("经办人", lambda row: row.item.author, width=96, is_quiet=True, is_spare=True),
)


class DraftsPage(Page):
    """Lists drafts; Enter opens one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "草稿", parent)
        self.delete = self.bar.add_button("删除", "Delete")
        self.bring = self.bar.add_button("导入和批次", "Ctrl+I")
        self.copy = self.bar.add_button("复制为新的一条", "Ctrl+D")
        self.open = self.bar.add_button("打开", "Enter", primary=True, bound=False)
        self.list = RowsView("草稿", _COLUMNS, lambda row: row.item.id)
        self.empty = EmptyState(
            "还没有草稿",
            "新建的公开信息会自动保存在这里，随时可以接着写；退回修改的和审过还没发布的也在这里。",
            "新建公开信息",
        )
        self._stack = OrEmpty(self.list, self.empty)
        self.body.addWidget(self._stack, 1)
        self.first = self.list
        self._connect()
        self._on_current(None)

    def load(self, progress: Progress) -> list[DraftRow]:
        """Return what is written here, latest changed first."""
        names = {entry.id: entry.name for entry in self.desk.catalogue.entries()}
        items = self.desk.drafts.items(State.DRAFT, State.APPROVED)
        return [DraftRow(item, names.get(item.form, item.form)) for item in items]

    def show_loaded(self, rows: Sequence[DraftRow]) -> None:
        """Show it."""
        drafts = sum(row.item.state is State.DRAFT for row in rows)
        self.bar.say(f"{drafts} 件草稿 · {len(rows) - drafts} 件已审、可以发布" if rows else "")
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))

    def _connect(self) -> None:
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.empty.wanted.connect(self._on_new)
        self.open.clicked.connect(self._on_open)
        self.copy.clicked.connect(self._on_copy)
        self.bring.clicked.connect(self._on_bring)
        self.delete.clicked.connect(self._on_delete)

    def _on_current(self, row: DraftRow | None) -> None:
        self.open.setEnabled(row is not None)
        self.copy.setEnabled(row is not None)
        self.delete.setEnabled(row is not None and row.item.state is State.DRAFT)

    def _on_opened(self, row: DraftRow) -> None:
        self.item_wanted.emit(row.item.id, False)

    def _on_open(self) -> None:
        if (row := self.list.current) is not None:
            self._on_opened(row)

    def _on_copy(self) -> None:
        if (row := self.list.current) is not None:
            self.work(lambda _progress: self.desk.drafts.begin_again(row.item.id), self._on_copied)

    def _on_copied(self, item: Item) -> None:
        self.item_wanted.emit(item.id, False)

    def _on_delete(self) -> None:
        row = self.list.current
        if row is not None and ask(self, f"删除草稿“{row.item.title}”？删除后不能恢复。", "删除"):
            self.work(lambda _progress: self.desk.drafts.delete(row.item.id))

    def _on_bring(self) -> None:
        self.import_wanted.emit("")

    def _on_new(self) -> None:
        self.place_wanted.emit("catalogue")
