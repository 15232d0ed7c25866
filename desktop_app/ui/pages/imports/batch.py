"""A batch: its disclosures side by side, what they share said once, and what can be done with all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.imports.batch import Batch
from desktop_app.core.imports.differences import Differences
from desktop_app.services.batches import BatchRow, Outcome
from desktop_app.ui.models.rows import Column
from desktop_app.ui.pages.form.notices import state_words
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.rows_view import RowsView

_MOST_COLUMNS = 6
_READING_HEIGHT = 118


@dataclass(frozen=True, slots=True)
class BatchView:
    """What the page shows of a batch."""

    batch: Batch
    rows: tuple[BatchRow, ...]
    differences: Differences

    def count(self, *states: State) -> int:
        """Return how many stand in one of these states."""
        return sum(row.item.state in states for row in self.rows)

    @property
    def standing(self) -> str:
        """How many stand where, as `已公开 37、已审定 63`."""
        return standing_words(row.item.state for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    row: BatchRow
    texts: tuple[str, ...]
    outcome: Outcome | None = None
    done: str = ""

    @property
    def message(self) -> str:
        if self.outcome is not None and self.outcome.message:
            return self.outcome.message
        if self.outcome is not None and self.outcome.done:
            return self.done
        return self.row.job.message if self.row.job else self.row.item.remark


class BatchPane(QWidget):
    """Shows a batch.

    Signals:
        item_wanted: id of a disclosure to open.
    """

    item_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shared, self.own = _reading(), _reading()
        self.list = RowsView(
            "批次里的公开信息", self._columns(()), lambda line: line.row.item.id, in_card=True
        )
        self._view: BatchView | None = None
        self._outcomes: dict[str, Outcome] = {}
        self._done = ""
        self._shared_card = Card("各条相同的内容")
        self._own_card, self._list_card = Card("这一件不同的内容"), Card("各条不同的内容", flush=True)
        self._lay_out()
        self.list.row_wanted.connect(self._on_row)
        self.list.current_changed.connect(self._on_current)

    def show_batch(self, view: BatchView) -> None:
        """Show a batch as it stands now."""
        if self._view is None or self._view.batch.id != view.batch.id:
            self._outcomes = {}
        varying = view.differences.varying
        if self._view is None or self._view.differences.varying != varying:
            self.list.show_columns(self._columns([label for _key, label in varying]))
        self._view = view
        self.shared.setText(_pairs(view.differences.shared) or "没有相同的内容。")
        self._list_card.note.setText(f"{len(view.rows)} 件，{len(varying)} 项不同；回车打开一件")
        self._show_lines()

    def show_outcomes(self, outcomes: Sequence[Outcome], done: str) -> None:
        """Show beside each what came of the last work; `done` stands where it was done and says no more."""
        self._outcomes, self._done = {one.item.id: one for one in outcomes}, done
        self._show_lines()

    def _show_lines(self) -> None:
        if self._view is None:
            return
        texts = self._view.differences.rows
        lines = [
            _Line(number, row, texts[number - 1], self._outcomes.get(row.item.id), self._done)
            for number, row in enumerate(self._view.rows, 1)
        ]
        self.list.show_rows(lines)

    def _columns(self, labels: Sequence[str]) -> tuple[Column[_Line], ...]:
        first = (
            Column[_Line]("序号", lambda line: str(line.number), width=56, order=lambda line: line.number),
            Column[_Line](
                "状态",
                lambda line: state_words(line.row.item.state)[0],
                lambda line: state_words(line.row.item.state)[1],
                width=96,
            ),
        )
        varying = [_varying(place, label) for place, label in enumerate(labels[:_MOST_COLUMNS])]
        if not varying:
            varying = [Column[_Line]("标题", lambda line: line.row.item.title)]
        varying[0] = replace(varying[0], width=0)
        last = Column[_Line]("说明", lambda line: line.message, width=250, is_quiet=True)
        return (*first, *varying, last)

    def _on_row(self, line: _Line) -> None:
        self.item_wanted.emit(line.row.item.id)

    def _on_current(self, line: _Line | None) -> None:
        """Show in full all that is this one's own: the list has room for some of it, in one line each."""
        if line is None or self._view is None:
            self.own.clear()
            return
        labels = [label for _key, label in self._view.differences.varying]
        self._own_card.title.setText(f"第 {line.number} 件不同的内容")
        texts = ((label, text) for label, text in zip(labels, line.texts, strict=True) if text)
        self.own.setText(_pairs(texts) or "和其他各件没有不同。")

    def _lay_out(self) -> None:
        self._shared_card.add(_scrolled(self.shared, "各条相同的内容"))
        self._own_card.add(_scrolled(self.own, "这一件不同的内容"))
        self._list_card.add(self.list, 1)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._shared_card, 1)
        above.addWidget(self._own_card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(self._list_card, 1)


def standing_words(states: Iterable[State]) -> str:
    """Say how many disclosures stand where, in the order of the way that they go."""
    counts = Counter(states)
    return "、".join(f"{words} {counts[state]}" for state, words in STATE_WORDS.items() if counts[state])


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "<br>".join(f"<b>{escape(label)}</b>　{escape(text)}" for label, text in pairs)


def _reading() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("role", "sub")
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setContentsMargins(2, 2, 6, 2)
    return label


def _scrolled(label: QLabel, name: str) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setProperty("role", "reading")
    scroll.setAccessibleName(name)
    scroll.setWidget(label)
    scroll.setWidgetResizable(True)
    scroll.setFixedHeight(px(_READING_HEIGHT))
    scroll.viewport().setAutoFillBackground(False)
    label.setAutoFillBackground(False)
    return scroll


def _varying(place: int, label: str) -> Column[_Line]:
    return Column[_Line](
        label, lambda line: " ".join(line.texts[place].split()), width=172, is_spare=place > 0
    )
