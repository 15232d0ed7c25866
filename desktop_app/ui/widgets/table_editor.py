"""Edits the rows of a table field: typing, pasting from WPS or Excel, moving and undoing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.forms.spec import Column
from desktop_app.core.progress import Progress
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.pasted import cells_of
from desktop_app.ui.tasks import Task
from desktop_app.ui.widgets.table_delegate import CellDelegate
from desktop_app.ui.widgets.table_model import CellRow, RowsModel
from desktop_app.ui.widgets.table_view import RowsView

_TURN_S = 0.008
"""How long a turn of counting may hold the window."""
_ROWS_A_REPORT = 250
_FEWEST_NAMES = 2


class TableEditor(QWidget):
    """A grid, the buttons for what its keys do, and a line that says what is wrong in it.

    Args:
        prepare: gets the rows of a paste in the worker's thread, before they are put in.

    Signals:
        rows_changed: the rows after each change by the person.
    """

    rows_changed = Signal(object)

    def __init__(
        self,
        label: str,
        columns: Mapping[str, Column],
        tools: Tools,
        prepare: Callable[[Sequence[CellRow]], None],
    ) -> None:
        super().__init__()
        self.model = RowsModel(self, columns, tools.known)
        self.view = RowsView(self.model, label)
        self._delegate = CellDelegate(self, columns, tools)
        self.view.setItemDelegate(self._delegate)
        self.scan = FaultScan(self, self.model)
        self._prepare = prepare
        self._paste: Task | None = None
        self._paste_at = (0, 0)
        self._is_showing = False
        self._buttons: list[QToolButton] = []
        self._message = QLabel()
        self._message.setProperty("role", "error")
        self._message.setWordWrap(True)
        self._next_bad = self._make_button(
            "下一处 F7", "转到下一个填得不对的格子（F7）", self.go_to_next_fault
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._make_bar())
        layout.addWidget(self.view)
        layout.addLayout(self._make_message_row())
        self.model.rows_changed.connect(self._on_rows_changed)
        self.view.paste_wanted.connect(self.paste)
        self.scan.counted.connect(self._on_counted)
        self._on_counted()

    @property
    def row_count(self) -> int:
        """How many rows are kept."""
        return self.model.row_count

    @property
    def message(self) -> str:
        """What is said under the grid."""
        return self._message.text()

    def show_rows(self, rows: Sequence[CellRow]) -> None:
        """Show kept rows without saying that they were changed."""
        self._is_showing = True
        self.model.show_rows(rows)
        self._is_showing = False
        self.scan.restart()

    def lock(self, locked: bool) -> None:
        """Let cells be read and copied only."""
        self.model.lock(locked)
        for button in self._buttons:
            button.setVisible(not locked)

    def paste(self) -> None:
        """Put the clipboard's cells in from the current cell on; reading them is done aside."""
        mime = QGuiApplication.clipboard().mimeData()
        if self._paste is not None or self.model.is_locked:
            return
        text, html = mime.text(), mime.html() if mime.hasHtml() else ""
        top, _, left, _ = self.view.chosen()
        self._paste_at = (top, left)
        before = self.model.rows[top:]
        self._paste = Task(lambda progress: self._read(text, html, before, left, progress))
        self._paste.progressed.connect(self._on_paste_progress)
        self._paste.done.connect(self._on_pasted)
        self._paste.failed.connect(self._on_paste_failed)
        self._paste.start()

    def go_to_next_fault(self) -> None:
        """Go to the next refused cell after the current one."""
        here = self.view.currentIndex()
        current = (here.row(), here.column())
        later = [fault for fault in self.scan.faults if fault[:2] > current]
        if found := (later or self.scan.faults)[:1]:
            self.view.go_to(found[0][0], found[0][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the next refused cell by F7."""
        if event.key() == Qt.Key.Key_F7:
            self.go_to_next_fault()
        else:
            super().keyPressEvent(event)

    # ── pasting ─────────────────────────────────────────────────────────────────────────────────

    def _read(
        self, text: str, html: str, before: Sequence[CellRow], left: int, progress: Progress
    ) -> list[CellRow]:
        lines = cells_of(text, html)
        keys = pasted_keys(lines, self.model.columns) or self.model.keys[left:]
        if keys != self.model.keys[left:]:
            lines = lines[1:]
        rows: list[CellRow] = []
        for number, line in enumerate(lines):
            if number % _ROWS_A_REPORT == 0:
                progress("正在读取粘贴的表格", number / len(lines))
            cells = {key: cell for key, cell in zip(keys, line, strict=False) if key}
            rows.append(self.model.written_cells(before[number] if number < len(before) else {}, cells))
        self._prepare(rows)
        return rows

    def _on_paste_progress(self, what: str, share: float) -> None:
        self._message.setText(f"{what} {share:.0%}")
        self._message.show()

    def _on_pasted(self, rows: list[CellRow]) -> None:
        self._paste = None
        self._on_counted()  # instead of how far the reading is
        top = min(self._paste_at[0], len(self.model.rows))
        self.model.replace(top, min(len(rows), len(self.model.rows) - top), rows, f"粘贴 {len(rows)} 行")
        self.view.go_to(top, self._paste_at[1])

    def _on_paste_failed(self, error: object) -> None:
        self._paste = None
        self._message.setText(f"没有粘贴成功：{error}")

    # ── what stands around the grid ─────────────────────────────────────────────────────────────

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for text, tip, act in (
            ("插入行", "在当前行上面插入一行（Ctrl+=）", self.view.insert_row),
            ("删除行", "删除选中的行（Ctrl+-）", self.view.remove_rows),
            ("上移", "把选中的行上移（Alt+↑）", self._on_up),
            ("下移", "把选中的行下移（Alt+↓）", self._on_down),
            ("向下填充", "把选区第一行填到下面各行（Ctrl+D）", self.view.fill_down),
            ("粘贴表格", "从 WPS、Excel 复制后粘贴到当前格（Ctrl+V）", self.paste),
            ("撤销", "撤销上一步（Ctrl+Z）", self.model.undo.undo),
        ):
            button = self._make_button(text, tip, act)
            self._buttons.append(button)
            bar.addWidget(button)
        bar.addStretch(1)
        return bar

    def _make_button(self, text: str, tip: str, act: Callable[[], Any]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def _make_message_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._message, 1)
        row.addWidget(self._next_bad)
        return row

    def _on_up(self) -> None:
        self.view.move_rows(-1)

    def _on_down(self) -> None:
        self.view.move_rows(1)

    def _on_rows_changed(self) -> None:
        if not self._is_showing:
            self.rows_changed.emit(self.model.rows)

    def _on_counted(self) -> None:
        faults = self.scan.faults
        self._message.setVisible(bool(faults))
        self._next_bad.setVisible(bool(faults))
        if not faults:
            return
        row, column, sentence = faults[0]
        label = self.model.columns[self.model.keys[column]].label
        more = f"（共 {len(faults)} 格要改，已标红）" if len(faults) > 1 else ""
        self._message.setText(f"第 {row + 1} 行“{label}”：{sentence}{more}")


def pasted_keys(lines: Sequence[Sequence[str]], columns: Mapping[str, Column]) -> tuple[str, ...]:
    """Return to which column each pasted cell belongs, "" for none; empty where the first line is no heading.

    A heading that was copied along says it better than the order: other tables have other columns in between.
    """
    from desktop_app.core.imports.match import Names
    from desktop_app.core.imports.targets import Target

    if len(lines) < 2:
        return ()
    names = Names([Target(key, one.label, one, "table") for key, one in columns.items()], ())
    found = [names.found("".join(text.split())) for text in lines[0]]
    keys = tuple(one[0][0].key if one else "" for one in found)
    known = [key for key in keys if key]
    is_heading = len(known) >= _FEWEST_NAMES and len(set(known)) == len(known) and 2 * len(known) >= len(keys)
    return keys if is_heading else ()


class FaultScan(QObject):
    """Counts the refused cells, a moment's worth of rows at a time, so that the window is never held up.

    What a row was found to hold stays known until that row is replaced.

    Signals:
        counted: `faults` is complete.
    """

    counted = Signal()

    def __init__(self, parent: QObject, model: RowsModel) -> None:
        super().__init__(parent)
        self.faults: list[tuple[int, int, str]] = []
        self._model = model
        self._known: list[Sequence[tuple[int, str]] | None] = []
        self._next = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn)
        model.rows_replaced.connect(self._on_replaced)

    def restart(self) -> None:
        """Count again from the first row."""
        self._known, self._next = [None] * self._model.row_count, 0
        self._turn.start()

    def _on_replaced(self, first: int, count: int, others: int) -> None:
        self._known[first : first + count] = [None] * others
        self._next = min(self._next, first) if self._turn.isActive() else first
        self._turn.start()

    def _on_turn(self) -> None:
        known, model, columns = self._known, self._model, range(len(self._model.keys))
        until = time.monotonic() + _TURN_S
        while self._next < len(known) and time.monotonic() < until:
            row = self._next
            if known[row] is None:
                found = ((column, model.fault(row, column)) for column in columns)
                known[row] = tuple(one for one in found if one[1])
            self._next += 1
        if self._next >= len(known):
            self._turn.stop()
            self.faults = [(row, *one) for row, found in enumerate(known) for one in found or ()]
            self.counted.emit()
