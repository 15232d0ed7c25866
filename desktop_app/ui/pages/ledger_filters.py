"""What narrows the ledger, and the ways of looking at it that somebody gave a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton

from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.ledger.filters import Filters
from desktop_app.settings import LedgerView
from desktop_app.ui.theme import px

_YEARS_BACK = 10
_STATES = (
    State.PUBLISHED,
    State.QUEUED,
    State.WITHDRAWN,
    State.REPLACED,
    State.DRAFT,
    State.IN_REVIEW,
    State.APPROVED,
)
_TIMELINESS = {"": "不论按期", "late": "逾期的", "in_time": "按期的"}
USUAL = LedgerView(name="本年已公开", state=State.PUBLISHED)
"""How the ledger is looked at first."""
_READY = (
    USUAL,
    LedgerView(name="所有逾期的", timeliness="late", all_years=True),
    LedgerView(name="历年全部", all_years=True),
)
_KEEP, _DROP = "keep", "drop"


class LedgerFilters(QFrame):
    """The row of filters above the ledger.

    Args:
        this_year: as the office's clock has it.

    Signals:
        changed: the person asks for other lines.
        view_wanted: a way of looking that the person chose; its columns come with it.
        keeping_wanted: the person wants to give the present way of looking a name.
        dropping_wanted: the name of a way of looking that the person wants no more.
    """

    changed = Signal()
    view_wanted = Signal(object)
    keeping_wanted = Signal()
    dropping_wanted = Signal(str)

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._this_year = this_year
        self.text = self._make_text()
        self.area = _pick_list("领域", {"": "全部领域"})
        self.state = _pick_list(
            "状态", {state.value: STATE_WORDS[state] for state in _STATES} | {"": "全部状态"}
        )
        self.timeliness = _pick_list("是否按期", _TIMELINESS)
        years: dict[int | None, str] = {year: f"{year} 年" for year in _years(this_year)}
        self.year = _pick_list("年份", {**years, None: "全部年份"})
        self.views, self.menu = QPushButton("视图"), QMenu(self)
        self._dropping = QMenu("删除视图", self)
        self.count = QLabel()
        self._lay_out()
        self._connect()

    @property
    def filters(self) -> Filters:
        """What the person asks for."""
        return Filters(
            text=self.text.text().strip(),
            area=self.area.currentData(),
            state=self.state.currentData(),
            timeliness=self.timeliness.currentData(),
            year=self.year.currentData(),
        )

    def view(self, name: str, columns: Sequence[str]) -> LedgerView:
        """Return the present way of looking under a name."""
        wanted = self.filters
        return LedgerView(
            name=name,
            text=wanted.text,
            area=wanted.area,
            state=wanted.state,
            timeliness=wanted.timeliness,
            all_years=wanted.year is None,
            columns=tuple(columns),
        )

    def take(self, view: LedgerView) -> None:
        """Look this way; `changed` is sent once."""
        blockers = [QSignalBlocker(one) for one in (self.text, *self._picks)]
        self.text.setText(view.text)
        for pick, key in (
            (self.area, view.area),
            (self.state, view.state),
            (self.timeliness, view.timeliness),
            (self.year, None if view.all_years else self._this_year),
        ):
            pick.setCurrentIndex(max(pick.findData(key), 0))
        del blockers
        self.changed.emit()

    def show_areas(self, areas: Mapping[str, str]) -> None:
        """Offer these areas, if none is offered yet."""
        if self.area.count() == 1:
            for key, name in areas.items():
                self.area.addItem(name, key)

    def show_views(self, views: Sequence[LedgerView]) -> None:
        """Offer these ways of looking beside the ready ones."""
        self.menu.clear()
        self._dropping.clear()
        for view in (*_READY, *views):
            self.menu.addAction(view.name).setData(view)
        self.menu.addSeparator()
        self.menu.addAction("把现在的条件存为视图…").setData(_KEEP)
        for view in views:
            self._dropping.addAction(view.name).setData((_DROP, view.name))
        if views:
            self.menu.addMenu(self._dropping)

    def _on_chosen(self, action: QAction) -> None:
        chosen: Any = action.data()
        if isinstance(chosen, LedgerView):
            self.view_wanted.emit(chosen)
        elif chosen == _KEEP:
            self.keeping_wanted.emit()
        elif chosen:
            self.dropping_wanted.emit(chosen[1])

    # ── building ────────────────────────────────────────────────────────────────────────────────

    @property
    def _picks(self) -> tuple[QComboBox, ...]:
        return (self.area, self.state, self.timeliness, self.year)

    def _make_text(self) -> QLineEdit:
        text = QLineEdit()
        text.setPlaceholderText("全文搜索：标题、文号、正文")
        text.setAccessibleName("在台账里搜索")
        text.setClearButtonEnabled(True)
        text.setMinimumWidth(px(180))
        text.setMaximumWidth(px(300))
        return text

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        for widget in self._picks:
            row.addWidget(widget)
        self.views.setAccessibleName("视图")
        self.views.setMenu(self.menu)
        row.addWidget(self.views)
        row.addStretch(1)
        self.count.setProperty("role", "hint")
        row.addWidget(self.count)

    def _connect(self) -> None:
        self.text.textChanged.connect(self.changed)
        for pick in self._picks:
            pick.currentIndexChanged.connect(self.changed)
        self.menu.triggered.connect(self._on_chosen)


def _years(this_year: int) -> range:
    return range(this_year, this_year - _YEARS_BACK, -1)


def _pick_list(name: str, choices: Mapping[Any, str]) -> QComboBox:
    pick = QComboBox()
    pick.setAccessibleName(name)
    for key, text in choices.items():
        pick.addItem(text, key)
    pick.setMinimumWidth(px(104))
    return pick
