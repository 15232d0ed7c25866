"""A list before it becomes disclosures: how its columns were matched, and which cells could not be used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.imports.grid import Grid, letters
from desktop_app.core.imports.match import HOW_WORDS, Match
from desktop_app.core.imports.parts import words_of
from desktop_app.core.imports.plan import DISCLOSURES, SheetPlan
from desktop_app.core.imports.session import Session
from desktop_app.core.imports.targets import Target
from desktop_app.ui.pages.imports.unused_view import UnusedView
from desktop_app.ui.theme import COLOURS
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.plain_table import set_up_plain

_TITLES = ("列", "表头", "内容举例", "对应表单里的", "怎么认出的")
_WIDTHS = (48, 190, 200, 230, 0)
_TARGET, _HOW = 3, 4
_GUESSED = ("like", "content")
_OF_WHOLE_COLUMN = (0, 1)
_NOT_TAKEN, _PART_NOT_TAKEN = "（不导入）", "（这一半不导入）"
_WHOLE = "whole"
_ROW_HEIGHT = 34
_SAMPLES, _SAMPLE_ROWS = 3, 40


class SheetsView(QWidget):
    """Shows an import that is not finished.

    Signals:
        sheet_chosen: number of another sheet of the plan.
        rows_are_chosen: what the rows of the sheet shall be.
        match_chosen: a column, and the `Target` that it shall go to, None for none.
        part_chosen: a column whose cells are parted, which part, and the same of it.
    """

    sheet_chosen = Signal(int)
    rows_are_chosen = Signal(str)
    match_chosen = Signal(int, object)
    part_chosen = Signal(int, int, object)

    def __init__(self) -> None:
        super().__init__()
        self.sheets, self.rows_are = QComboBox(), QComboBox()
        self.about = QLabel()
        self.about.setProperty("role", "sub")
        self.about.setWordWrap(True)
        self.matches = QTableWidget(0, len(_TITLES))
        self.unused = UnusedView()
        self.match_card = Card("列的对应", flush=True)
        self.unused_card = Card("没有用上的格子", flush=True)
        self._targets: Sequence[Target] = ()
        self._set_up_matches()
        self._lay_out()
        self.sheets.activated.connect(self.sheet_chosen)
        self.rows_are.activated.connect(self._on_rows_are)

    def show_session(self, session: Session, sheet: SheetPlan) -> None:
        """Show one sheet of an import, and the unused cells of all."""
        self._show_choices(session, sheet)
        self._targets = session.planner.targets(sheet.rows_are)
        self._show_matches(session, sheet)
        self.show_outcome(session)

    def show_outcome(self, session: Session) -> None:
        """Show what could not be used as it is now."""
        unused = sorted(session.unused, key=lambda one: not one.path)  # what can be mended comes first
        self.unused.show_cells(unused)
        bad = sum(bool(one.path) for one in unused)
        aside = f"{len(unused) - bad} 格在不导入的列里" if len(unused) > bad else ""
        to_mend = f"{bad} 格要改，改好一格少一格" if bad else "没有要改的"
        said = "；另有 ".join(filter(None, (to_mend, aside)))
        self.unused_card.note.setText(said if unused else "没有，全部用上了")
        skipped = [*(f"第 {one.row + 1} 行（{one.reason.rstrip('。')}）" for one in session.skipped[:4])]
        left_out = [f"工作表“{name}”：{reason}" for name, reason in session.plan.left_out]
        more = "等" if len(session.skipped) > len(skipped) else ""
        words = [f"不是名单的行：{'、'.join(skipped)}{more}。"] if skipped else []
        self.about.setText("".join([*words, *left_out]))
        self.about.setVisible(bool(self.about.text()))

    # ── matches ─────────────────────────────────────────────────────────────────────────────────

    def _show_choices(self, session: Session, sheet: SheetPlan) -> None:
        self.sheets.clear()
        self.sheets.addItems([one.name for one in session.plan.sheets])
        self.sheets.setCurrentIndex(session.plan.sheets.index(sheet))
        self.rows_are.clear()
        fields = session.form.fields
        for choice in session.planner.choices():
            words = "一条公开信息" if choice == DISCLOSURES else f"“{fields[choice].label}”里的一行"
            self.rows_are.addItem(words, choice)
        self.rows_are.setCurrentIndex(session.planner.choices().index(sheet.rows_are))
        for box in (self.sheets, self.rows_are):
            box.setEnabled(box.count() > 1)

    def _show_matches(self, session: Session, sheet: SheetPlan) -> None:
        self.matches.clearSpans()
        self.matches.setRowCount(len(sheet.matches))
        for row, match in enumerate(sheet.matches):
            words = HOW_WORDS[match.how] if match.how and match.target else match.remark
            samples = _samples(session.grids[sheet.sheet], sheet, match)
            cells = (letters(match.column), match.heading, samples, "", f"{_part_words(match)}{words}")
            for column, text in enumerate(cells):
                self.matches.setItem(row, column, _item(text, is_doubtful=match.how in _GUESSED))
            self.matches.setCellWidget(row, _TARGET, self._make_box(match))
            if match.part:
                for column in _OF_WHOLE_COLUMN:
                    self.matches.setSpan(row - 1, column, 2, 1)
        columns, taken = ({one.column for one in group} for group in (sheet.matches, sheet.taken))
        self.match_card.note.setText(
            f"{len(taken)} 列导入，{len(columns) - len(taken)} 列不导入；不对的可以改，下次记得"
        )

    def _make_box(self, match: Match) -> QComboBox:
        """Make the choice of a column, or of a part of one; the first part's offers to read the cell whole as well."""
        box = QComboBox()
        box.addItem(_PART_NOT_TAKEN if match.split else _NOT_TAKEN, None)
        for target in self._targets:
            box.addItem(target.heading, target)
        if match.target is not None:
            box.setCurrentIndex(1 + self._targets.index(match.target))
        if match.split and not match.part and match.target:
            box.insertSeparator(1)
            box.insertItem(1, f"整格填“{match.target.heading}”，不分开", _WHOLE)
        box.setProperty("role", "inRow")
        box.setAccessibleName(f"“{match.heading}”{_part_words(match).rstrip('：')}对应")
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda number: self._on_match(match, box.itemData(number)))
        return box

    def _on_match(self, match: Match, chosen: Target | str | None) -> None:
        if isinstance(chosen, str):
            self.match_chosen.emit(match.column, match.target)
        elif match.split:
            self.part_chosen.emit(match.column, match.part, chosen)
        else:
            self.match_chosen.emit(match.column, chosen)

    def _on_rows_are(self, _number: int) -> None:
        self.rows_are_chosen.emit(str(self.rows_are.currentData()))

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _set_up_matches(self) -> None:
        table = self.matches
        table.setHorizontalHeaderLabels(_TITLES)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_up_plain(table, "列的对应", _WIDTHS, _ROW_HEIGHT)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, box in (("工作表", self.sheets), ("每一行是", self.rows_are)):
            label = QLabel(words)
            label.setProperty("role", "label")
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.match_card.add(self.matches, 1)
        self.unused_card.add(self.unused, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(self.match_card)
        halves.addWidget(self.unused_card)
        halves.setChildrenCollapsible(False)
        halves.setSizes([340, 240])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.about)
        column.addWidget(halves, 1)


def _samples(grid: Grid, sheet: SheetPlan, match: Match) -> str:
    """Return what the first filled cells say, of a parted column what they say of this part."""
    first = sheet.header.bottom + 1
    texts = (grid.text(line, match.column).strip() for line in range(first, first + _SAMPLE_ROWS))
    said = (match.split(text)[match.part] if match.split else text for text in texts)
    return "、".join(list(filter(None, said))[:_SAMPLES])


def _part_words(match: Match) -> str:
    return f"一格里的{words_of(match.split)[match.part]}：" if match.split else ""


def _item(text: str, *, is_doubtful: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    if is_doubtful:
        item.setForeground(QBrush(QColor(COLOURS["amber"])))
    return item
