"""Where an import begins: which type of disclosure, which file; and the batches that were made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.imports.batch import Batch
from desktop_app.ui.fields.completer import Suggestions
from desktop_app.ui.fields.editor import Match
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import moment_words
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as the list shows it; `standing` says how many stand where."""

    batch: Batch
    form_name: str
    standing: str


_COLUMNS = (
    Column[BatchLine]("批次", lambda row: row.batch.name),
    Column[BatchLine]("事项类型", lambda row: row.form_name, width=280, is_quiet=True, is_spare=True),
    Column[BatchLine](
        "件数", lambda row: str(len(row.batch.items)), width=64, order=lambda row: len(row.batch.items),
        is_number=True
    ),
    Column[BatchLine]("进度", lambda row: row.standing, width=260),
    Column[BatchLine]("导入时间", lambda row: moment_words(row.batch.made_at), width=144, is_quiet=True),
)  # fmt: skip


class StartView(QWidget):
    """Asks for type and file.

    Signals:
        file_wanted: the person wants to choose a file.
        file_dropped: path of a file that was dropped here.
        blank_wanted: the person wants the blank workbook of the type.
        batch_wanted: a batch to open.
    """

    file_wanted = Signal()
    file_dropped = Signal(str)
    blank_wanted = Signal()
    batch_wanted = Signal(object)

    def __init__(self, match: Match) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._ids: dict[str, str] = {}
        self.form = QLineEdit()
        self.form.setPlaceholderText("事项类型：写名称里的字、全拼或拼音首字母")
        self.form.setAccessibleName("事项类型")
        self.choose, self.blank = QPushButton("选择文件…"), QPushButton("导出空白表…")
        self.choose.setProperty("role", "primary")
        self._suggestions = Suggestions(self.form, match, self._names)
        self.list = RowsView("批次", _COLUMNS, lambda row: row.batch.id, in_card=True)
        self._batches = OrEmpty(
            self.list,
            EmptyState(
                "还没有批次", "一个文件里导入几条公开信息的，在这里一起检查、送审、发布。", in_card=True
            ),
        )
        self._lay_out()
        self.form.textChanged.connect(self._on_form)
        self._suggestions.chosen.connect(self._on_form)
        self.choose.clicked.connect(self.file_wanted)
        self.blank.clicked.connect(self.blank_wanted)
        self.list.row_wanted.connect(self._on_batch)
        self._on_form()

    @property
    def form_id(self) -> str:
        """The id of the type that is chosen; "" where none is."""
        return self._ids.get(self.form.text().strip(), "")

    def show_forms(self, names: Mapping[str, str]) -> None:
        """Offer these types: name to id."""
        self._ids = dict(names)
        self._on_form()

    def choose_form(self, form_id: str) -> None:
        """Have this type chosen."""
        self.form.setText(next((name for name, one in self._ids.items() if one == form_id), ""))

    def show_batches(self, rows: Sequence[BatchLine]) -> None:
        """Show the batches."""
        self.list.show_rows(rows)
        self._batches.show_full(bool(rows))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_dropped.emit(paths[0])

    def _names(self) -> list[str]:
        return list(self._ids)

    def _on_form(self) -> None:
        self.blank.setEnabled(bool(self.form_id))

    def _on_batch(self, row: BatchLine) -> None:
        self.batch_wanted.emit(row.batch)

    def _lay_out(self) -> None:
        first = Card("从已有的文件导入")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.form, 1)
        row.addWidget(self.choose)
        row.addWidget(self.blank)
        first.body.addLayout(row)
        hint = QLabel(
            "表格（xlsx、xls、et、csv）：一行一条，或一行一人（户）。Word、PDF：预填一条，逐项核对。"
            "也可以把文件拖到这里；用本程序的空白表填的，不用选事项类型。"
        )
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        first.add(hint)
        second = Card("批次", flush=True)
        second.add(self._batches, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(first)
        column.addWidget(second, 1)
