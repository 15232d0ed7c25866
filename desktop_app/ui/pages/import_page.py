"""Importing (导入): from lists and documents to drafts, and batches on their way together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QStackedWidget, QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.imports.batch import Batch
from desktop_app.core.imports.plan import SheetPlan
from desktop_app.core.imports.session import Session
from desktop_app.core.imports.take import Unused
from desktop_app.core.progress import Progress
from desktop_app.services.imports import (
    DOCUMENTS,
    TABLES,
    DocumentSession,
    FormNotChosen,
)
from desktop_app.ui.pages.imports.batch import BatchPane, BatchView, standing_words
from desktop_app.ui.pages.imports.paper import PaperView
from desktop_app.ui.pages.imports.pictures import Pictures
from desktop_app.ui.pages.imports.sheets import SheetsView
from desktop_app.ui.pages.imports.start import BatchLine, StartView
from desktop_app.ui.pages.imports.together import Together
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_path, papers_folder

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_NONE_RECOGNISED = (
    "认不出这张表里有这类事项要的列。请在“对应表单里的”一栏逐列选；事项类型选错了的，点“返回”另选。"
)
_ENDINGS = " ".join(f"*{ending}" for ending in (*TABLES, *DOCUMENTS))


@dataclass(frozen=True, slots=True)
class _Loaded:
    forms: dict[str, str]
    batches: list[BatchLine]
    batch: BatchView | None


class ImportPage(Page):
    """Leads from a file to drafts, and a batch through check, review and publication.

    Signals:
        closed: the person goes back to where they came from.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "导入", parent)
        self.papers_folder, self.open_path = papers_folder(), open_path
        self.session: Session | None = None
        self.paper_session: DocumentSession | None = None
        self._file, self._content, self._sheet_number, self._wanted_form = Path(), b"", 0, ""
        self._written: Path | None = None
        self.batch: Batch | None = None
        self.start, self.sheets = StartView(desk.catalogue.matches), SheetsView()
        self.paper, self.pane = PaperView(), BatchPane()
        self.pictures = Pictures(self.paper)
        self.views = QStackedWidget()
        for view in (self.start, self.sheets, self.paper, self.pane):
            self.views.addWidget(view)
        self._make_buttons()
        self.together = Together(self)
        self.body.addWidget(self.views, 1)
        self._firsts: dict[QWidget, QWidget] = {
            self.start: self.start.form,
            self.sheets: self.sheets.unused,
            self.paper: self.paper.table,
            self.pane: self.pane.list,
        }
        self._connect()
        self._show_view(self.start)

    # ── loading ─────────────────────────────────────────────────────────────────────────────────

    def load(self, progress: Progress) -> _Loaded:
        """Return the types, the batches, and how the open batch stands."""
        entries = self.desk.catalogue.entries()
        names = {entry.id: entry.name for entry in entries}
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.name] = counts.get(entry.name, 0) + 1
        forms = {
            entry.name if counts[entry.name] == 1 else f"{entry.name}（{entry.area_name}）": entry.id
            for entry in entries
        }
        lines = [self._line(batch, names) for batch in self.desk.batches.all()]
        return _Loaded(forms, lines, self._batch_view(self.batch) if self.batch else None)

    def _line(self, batch: Batch, names: dict[str, str]) -> BatchLine:
        states = (item.state for item in self.desk.batches.items(batch))
        return BatchLine(batch, names.get(batch.form, batch.form), standing_words(states))

    def _batch_view(self, batch: Batch) -> BatchView:
        rows = tuple(self.desk.batches.rows(batch))
        return BatchView(batch, rows, self.desk.batches.differences(batch))

    def show_loaded(self, loaded: _Loaded) -> None:
        """Show them."""
        self.start.show_forms(loaded.forms)
        self.start.show_batches(loaded.batches)
        if self._wanted_form:
            self.start.choose_form(self._wanted_form)
            self._wanted_form = ""
        if loaded.batch is not None and self.batch is not None and loaded.batch.batch.id == self.batch.id:
            self.pane.show_batch(loaded.batch)
            self.together.show_standing(loaded.batch)

    def start_with(self, form_id: str) -> None:
        """Begin an import for a type; "" leaves the type that is chosen."""
        self._wanted_form = form_id
        self._show_view(self.start)

    # ── choosing ────────────────────────────────────────────────────────────────────────────────

    def open_file(self, path: str) -> None:
        """Read a file for the chosen type; a blank workbook of ours says its type itself."""
        form_id = self.start.form_id
        self.work(lambda progress: self._opened(form_id, Path(path), progress), self._on_opened)

    def _opened(
        self, form_id: str, path: Path, progress: Progress
    ) -> tuple[Path, bytes, Session | DocumentSession]:
        content = self.desk.imports.read_file(path)
        form_id = self.desk.imports.form_of(content) or form_id
        if not form_id:
            raise FormNotChosen(f"不知道“{path.name}”是哪一类事项。")
        return path, content, self.desk.imports.open_any(form_id, path.name, content, progress, by_hand=True)

    def _on_opened(self, opened: tuple[Path, bytes, Session | DocumentSession]) -> None:
        self._file, self._content, session = opened
        self.start.choose_form(session.form.id)
        if isinstance(session, Session):
            self.session, self._sheet_number = session, 0
            self._show_sheet()
            self._show_view(self.sheets)
            if not session.plan.is_recognised:
                self.banner.say(_NONE_RECOGNISED, "amber")
        else:
            self.paper_session = session
            self.pictures.begin(self._content)
            self.paper.show_session(session)
            self._show_view(self.paper)

    def _on_choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选择要导入的文件", "", f"表格和文档 ({_ENDINGS})")
        if path:
            self.open_file(path)

    def _on_blank(self) -> None:
        form_id = self.start.form_id
        name = f"{self.desk.catalogue.form(form_id).spec.name}（空白表）.xlsx"
        path, _ = QFileDialog.getSaveFileName(
            self, "空白表存到", str(self.papers_folder / name), "表格 (*.xlsx)"
        )
        if path:
            self.write_blank(Path(path))

    def write_blank(self, path: Path) -> None:
        """Write the chosen type's blank workbook."""
        form_id = self.start.form_id
        self.work(lambda _progress: self.desk.imports.write_blank(form_id, path), self.on_written)

    # ── looking through a list ──────────────────────────────────────────────────────────────────

    @property
    def sheet(self) -> SheetPlan:
        """The sheet whose match is shown."""
        assert self.session is not None  # the list's view is shown with a session only
        return self.session.plan.sheets[self._sheet_number]

    def _show_sheet(self) -> None:
        if self.session is not None:
            self.sheets.show_session(self.session, self.sheet)
            self._say_session(self.session)

    def _say_session(self, session: Session) -> None:
        bad = sum(bool(one.path) for one in session.unused)
        count = 1 if session.plan.is_one_disclosure else session.lines
        what = f"{session.lines} 行，成 1 条" if session.plan.is_one_disclosure else f"{count} 条"
        self.bar.say(
            f"{session.name} · {session.form.spec.name} · {what}，用上 {session.cells_used} 格"
            + (f"，{bad} 格要改" if bad else "")
        )
        self.keep.setText(f"建立 {count} 件草稿" if session.cells_used else "建立草稿")
        self.keep.setEnabled(session.cells_used > 0)
        self.returned.setEnabled(bool(session.unused or session.mended))

    def _on_sheet(self, number: int) -> None:
        self._sheet_number = number
        self._show_sheet()

    def _on_match(self, column: int, target: Any) -> None:
        self._replan(lambda session, progress: session.rematch(self.sheet, column, target, progress))

    def _on_part(self, column: int, part: int, target: Any) -> None:
        self._replan(
            lambda session, progress: session.rematch(self.sheet, column, target, progress, part=part)
        )

    def _on_rows_are(self, rows_are: str) -> None:
        if rows_are != self.sheet.rows_are:
            self._replan(lambda session, progress: session.read_as(self.sheet, rows_are, progress))

    def _replan(self, change: Callable[[Session, Progress], None]) -> None:
        session = self.session
        if session is not None:
            self.views.setEnabled(False)
            self.work(lambda progress: change(session, progress), self._on_replanned)

    def _on_replanned(self, _nothing: object) -> None:
        self._show_sheet()

    def _on_mended(self, unused: Unused, text: str) -> None:
        if self.session is None:
            return
        fault = self.session.mend(unused, text)
        self.sheets.show_outcome(self.session)
        self._say_session(self.session)
        if fault:
            self.banner.say(f"{unused.cell} 还不能用：{fault}", "amber")
        else:
            self.banner.hide()

    def _on_keep(self) -> None:
        if self.views.currentWidget() is self.paper:
            self._keep_paper()
        elif (session := self.session) is not None:
            self.work(lambda progress: self.desk.imports.keep(session, progress), self._on_kept)

    def _on_kept(self, items: Sequence[Item]) -> None:
        self.session = None
        if len(items) == 1:
            self._show_view(self.start)
            self.item_wanted.emit(items[0].id, False)
            return
        self.banner.say(f"建立了 {len(items)} 件草稿，成为一批：可以一起检查、送审、发布。", "green")
        self.work(lambda _progress: self.desk.batches.all()[0], self.open_batch)

    def _on_returned(self) -> None:
        if self.session is None:
            return
        beside = self._file.with_name(f"{self._file.stem}（退回）.xlsx")
        path, _ = QFileDialog.getSaveFileName(self, "退回的副本存到", str(beside), "表格 (*.xlsx)")
        if path:
            self.write_returned(Path(path))

    def write_returned(self, path: Path) -> None:
        """Write the copy for the sender."""
        session, content, original = self.session, self._content, self._file
        if session is not None:
            self.work(
                lambda progress: self.desk.imports.write_returned(session, original, content, path, progress),
                self._on_returned_written,
            )

    def _on_returned_written(self, path: Path) -> None:
        self._say_written(path, "要改的标红，您改过的标蓝，都写了批注；原文件没有动。")

    def on_written(self, path: Path, doubts: str = "") -> None:
        """Say where something was written, and what is to be looked at in it."""
        self._say_written(path, doubts, "amber" if doubts else "green")

    def _say_written(self, path: Path, more: str = "", tone: str = "green") -> None:
        self._written = path
        words = f"已写好：{path}{'。' if more else ''}{more}"
        self.banner.say(words, tone, ("打开", self._on_open_written))

    def _on_open_written(self) -> None:
        if self._written is not None:
            self.open_path(self._written)

    # ── looking through a document ──────────────────────────────────────────────────────────────

    def _keep_paper(self) -> None:
        session, keys = self.paper_session, self.paper.keys
        if session is not None:
            self.work(
                lambda progress: self.desk.imports.keep_document(session, keys, progress), self._on_paper_kept
            )

    def _on_paper_kept(self, item: Item) -> None:
        self.paper_session = None
        self._show_view(self.start)
        self.item_wanted.emit(item.id, False)

    def _on_ticked(self, count: int) -> None:
        if self.views.currentWidget() is self.paper:
            self.keep.setEnabled(count > 0)
            self.keep.setText("建立草稿")

    # ── batches ─────────────────────────────────────────────────────────────────────────────────

    def open_batch(self, batch: Batch) -> None:
        """Show a batch."""
        self.batch = batch
        self._show_view(self.pane)
        self.refresh()

    def _on_item(self, item_id: str) -> None:
        self.item_wanted.emit(item_id, False)

    # ── moving about ────────────────────────────────────────────────────────────────────────────

    def _on_back(self) -> None:
        if self.views.currentWidget() is self.start:
            self.closed.emit()
            return
        self.session = self.paper_session = self.batch = None
        self._show_view(self.start)
        self.refresh()

    def _show_view(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        self.first = self._firsts[view]
        self.first.setFocus()
        shown: dict[QPushButton, tuple[QWidget, ...]] = {
            self.returned: (self.sheets,),
            self.tick: (self.paper,),
            self.keep: (self.sheets, self.paper),
            **dict.fromkeys(self.batch_buttons, (self.pane,)),
        }
        for button, views in shown.items():
            button.setVisible(view in views)
        if view is self.start:
            self.bar.say("表格、Word、PDF 变成草稿；一份名单里的几条一起办")
        elif view is self.paper and self.paper_session is not None:
            self.bar.say(f"{self.paper_session.name} · {self.paper_session.form.spec.name}")
            self._on_ticked(len(self.paper.keys))

    def _after_work(self) -> None:
        self.views.setEnabled(True)
        super()._after_work()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _make_buttons(self) -> None:
        self.back = self.bar.add_button("返回", "Esc")
        self.returned = self.bar.add_button("导出退回副本…")
        self.tick = self.bar.add_button("全部核对无误")
        self.keep = self.bar.add_button("建立草稿", primary=True)
        words = ("检查", "送审", "审签…", "退回…", "生成文书", "双公示报送", "情况表")
        plain = [self.bar.add_button(text) for text in words]
        (
            self.check,
            self.submit,
            self.approve,
            self.send_back,
            self.documents,
            self.submission,
            self.report,
        ) = plain
        self.publish = self.bar.add_button("发布", primary=True)
        self.batch_buttons = (*plain, self.publish)

    def _connect(self) -> None:
        self.back.clicked.connect(self._on_back)
        self.returned.clicked.connect(self._on_returned)
        self.tick.clicked.connect(self.paper.tick_all)
        self.keep.clicked.connect(self._on_keep)
        self.start.file_wanted.connect(self._on_choose)
        self.start.file_dropped.connect(self.open_file)
        self.start.blank_wanted.connect(self._on_blank)
        self.start.batch_wanted.connect(self.open_batch)
        self.sheets.sheet_chosen.connect(self._on_sheet)
        self.sheets.match_chosen.connect(self._on_match)
        self.sheets.part_chosen.connect(self._on_part)
        self.sheets.rows_are_chosen.connect(self._on_rows_are)
        self.sheets.unused.cells.written.connect(self._on_mended)
        self.paper.ticked.connect(self._on_ticked)
        self.pane.item_wanted.connect(self._on_item)
