"""Review (待审): what was handed in and waits for its reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import due_words, moment_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.helped import TextDialog
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.chain import Verdict
    from desktop_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A disclosure that waits for a reader, with the name of its type and whose turn it is."""

    item: Item
    form_name: str
    turn: str


SECOND_LOOK = "补审"

_COLUMNS = (
    Column[ReviewRow]("标题", lambda row: row.item.title),
    Column[ReviewRow]("事项类型", lambda row: row.form_name, width=230, is_quiet=True, is_spare=True),
    Column[ReviewRow]("下一步", lambda row: row.turn, width=168),
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
        self.sheet = self.bar.add_button("月报表")
        self.verify = self.bar.add_button("核对办理经过")
        self.review = self.bar.add_button("审查", "Enter", primary=True, bound=False)
        self.list = RowsView("待审", _COLUMNS, lambda row: row.item.id)
        self.empty = EmptyState(
            "没有等待审查的信息",
            "经办人送审之后，信息会出现在这里。打开后做保密审查，再通过或写明理由退回。",
        )
        self._stack = OrEmpty(self.list, self.empty)
        self.papers_folder, self.open_path = papers_folder(), open_path
        self._written: Path | None = None
        self.dialog: TextDialog | None = None
        self.body.addWidget(self._stack, 1)
        self.first = self.list
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.review.clicked.connect(self._on_review)
        self.sheet.clicked.connect(self._on_sheet)
        self.verify.clicked.connect(self._on_verify)
        self._on_current(None)

    def load(self, progress: Progress) -> list[ReviewRow]:
        """Return what waits, by deadline."""
        names = {entry.id: entry.name for entry in self.desk.catalogue.entries()}
        items = sorted(self.desk.drafts.items(State.IN_REVIEW), key=lambda item: item.due or "9")
        waiting = [ReviewRow(item, names.get(item.form, item.form), self._turn(item)) for item in items]
        owed = [item for _look, item in self.desk.reviews.owed()]
        return waiting + [ReviewRow(item, names.get(item.form, item.form), SECOND_LOOK) for item in owed]

    def _turn(self, item: Item) -> str:
        turn = self.desk.reviews.standing(self.desk.drafts.opened(item)).turn
        return turn.name if turn else ""

    def show_loaded(self, rows: Sequence[ReviewRow]) -> None:
        """Show it."""
        owed = sum(row.turn == SECOND_LOOK for row in rows)
        parts = [f"{len(rows) - owed} 件等待审查，按期限排列", f"{owed} 件一人发布、等待补审"]
        self.bar.say(
            " · ".join(part for part, count in zip(parts, (len(rows) - owed, owed), strict=True) if count)
        )
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))

    def _on_current(self, row: ReviewRow | None) -> None:
        self.review.setEnabled(row is not None)

    def _on_opened(self, row: ReviewRow) -> None:
        self.item_wanted.emit(row.item.id, True)

    # ── the story's own proof ───────────────────────────────────────────────────────────────────

    def _on_sheet(self) -> None:
        month = self.desk.now().date()
        self.work(lambda _progress: self.desk.chain.sheet(month, self.papers_folder), self._on_written)

    def _on_written(self, file: Path) -> None:
        self._written = file
        self.banner.say(f"已生成：{file}。请打印、签字、存档。", "green", ("打开文件", self._on_open))

    def _on_open(self) -> None:
        if self._written is not None:
            self.open_path(self._written)

    def _on_verify(self) -> None:
        dialog = TextDialog(self)
        dialog.setWindowTitle("核对办理经过")
        dialog.setLabelText(
            "签字的月报表上的链尾（条号:SHA-256，可以用扫码枪扫二维码）；\n手边没有月报表的可以不填，那样查不出末尾被截去。"
        )
        dialog.setOkButtonText("核对")
        dialog.setCancelButtonText("取消")
        dialog.textValueSelected.connect(self._verify)
        self.dialog = dialog
        dialog.open()

    def _verify(self, text: str) -> None:
        from desktop_app.services.chain import read_head

        self.work(
            lambda progress: self.desk.chain.verify(read_head(text) if text.strip() else None, progress),
            self._on_verified,
        )

    def _on_verified(self, verdict: Verdict) -> None:
        self.banner.say(verdict.words, "green" if verdict.is_whole else "red")

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_review(self) -> None:
        if (row := self.list.current) is not None:
            self._on_opened(row)
