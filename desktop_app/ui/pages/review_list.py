"""Review (待审): what was handed in and waits for its reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import due_words, moment_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A disclosure that waits for review, with the name of its type."""

    item: Item
    form_name: str


_COLUMNS = (
    Column[ReviewRow]("标题", lambda row: row.item.title),
    Column[ReviewRow]("事项类型", lambda row: row.form_name, width=230, is_quiet=True, is_spare=True),
    Column[ReviewRow]("经办人", lambda row: row.item.author, width=96),
    Column[ReviewRow]("送审时间", lambda row: moment_words(row.item.updated_at), width=144, is_quiet=True),
    Column[ReviewRow](
        "附件", lambda row: str(len(row.item.attachments)), width=64, order=lambda row: len(row.item.attachments),
        is_number=True, is_spare=True
    ),
    Column[ReviewRow]("期限", lambda row: due_words(row.item.due), width=144),
)  # fmt: skip


class ReviewListPage(Page):
    """Lists what waits for review, the most urgent first; opening one is the review."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "待审", parent)
        self.review = self.bar.add_button("审查", "Enter", primary=True, bound=False)
        self.list = RowsView("待审", _COLUMNS, lambda row: row.item.id)
        self.empty = EmptyState(
            "没有等待审查的信息",
            "经办人送审之后，信息会出现在这里。打开后做保密审查，再通过或写明理由退回。",
        )
        self._stack = OrEmpty(self.list, self.empty)
        self.body.addWidget(self._stack, 1)
        self.first = self.list
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.review.clicked.connect(self._on_review)
        self._on_current(None)

    def load(self, progress: Progress) -> list[ReviewRow]:
        """Return what waits, by deadline."""
        names = {entry.id: entry.name for entry in self.desk.catalogue.entries()}
        items = sorted(self.desk.drafts.items(State.IN_REVIEW), key=lambda item: item.due or "9")
        return [ReviewRow(item, names.get(item.form, item.form)) for item in items]

    def show_loaded(self, rows: Sequence[ReviewRow]) -> None:
        """Show it."""
        self.bar.say(f"{len(rows)} 件等待审查，按期限排列" if rows else "")
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))

    def _on_current(self, row: ReviewRow | None) -> None:
        self.review.setEnabled(row is not None)

    def _on_opened(self, row: ReviewRow) -> None:
        self.item_wanted.emit(row.item.id, True)

    def _on_review(self) -> None:
        if (row := self.list.current) is not None:
            self._on_opened(row)
