"""One import from the file to finished answers: planned, corrected by hand, mended cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers, Context, kept, new_values
from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.kinds import is_empty, typed_or_none
from desktop_app.core.forms.values import Row
from desktop_app.core.imports.grid import Grid, Spot
from desktop_app.core.imports.match import Match
from desktop_app.core.imports.plan import DISCLOSURES, Plan, Planner, SheetPlan, changed, to_remember
from desktop_app.core.imports.take import Line, Mended, Skipped, Taken, Taker, Unused, keeps_totals
from desktop_app.core.imports.targets import Target
from desktop_app.core.progress import Progress, silent

ONE_ONLY = "这张表单带名单，一个文件只能填一条公开信息；这一行没有导入，请另存一个文件。"

AT_ODDS = "这一列各行不一样，而“{}”一份公开信息只填一个：请分成几个文件，每个文件一份。"


class NothingToImport(UserError):
    """The file has the right columns and nothing in them."""

    code = "I105"
    hint = "请核对是不是拿错了文件，或者还没有填写。"


@dataclass(frozen=True, slots=True)
class Made:
    """A disclosure's answers and where they come from.

    Args:
        sheet, row: the sheet's name and the row from 0; of one that a whole list makes, the list's first line.
    """

    sheet: str
    row: int
    values: dict[str, Any] = field(repr=False)


class Session:
    """An import that a person looks through before anything is made of it.

    Args:
        name: the file's name.
        hidden: names of sheets that were not read because nobody sees them.
        by_hand: as `Planner.plan` has it.
    """

    def __init__(
        self,
        form: Form,
        name: str,
        grids: Sequence[Grid],
        hidden: Sequence[str],
        planner: Planner,
        *,
        by_hand: bool = False,
    ) -> None:
        self.form = form
        self.name = name
        self.grids = list(grids)
        self.planner = planner
        self.plan: Plan = planner.plan(grids, hidden, by_hand=by_hand)
        self._takers: dict[int, Taker] = {}
        self.taken: dict[int, Taken] = {}
        self._mended: dict[tuple[str, int, int], Mended] = {}

    def take(self, progress: Progress = silent) -> Session:
        """Take every planned sheet, and say so by returning the session itself."""
        for sheet in self.plan.sheets:
            self._take_sheet(sheet, progress)
        return self

    def _take_sheet(self, sheet: SheetPlan, progress: Progress) -> None:
        totals = keeps_totals(self.form.spec, sheet.rows_are)
        taker = Taker(self.grids[sheet.sheet], sheet.header, sheet.matches, keeps_totals=totals)
        self._takers[sheet.sheet] = taker
        self.taken[sheet.sheet] = taker.run(progress)

    # ── correcting ────────────────────────────

    def rematch(
        self,
        sheet: SheetPlan,
        column: int,
        target: Target | None,
        progress: Progress = silent,
        *,
        part: int | None = None,
    ) -> None:
        """Let a column, or a part of one that is parted, go to another target or nowhere; take its sheet again."""
        self._replace(sheet, changed(sheet, column, target, part), progress)

    def read_as(self, sheet: SheetPlan, rows_are: str, progress: Progress = silent) -> None:
        """Let the rows of a sheet be disclosures, or lines of a table, and take it again."""
        planned = self.planner.as_rows_of(sheet.sheet, self.grids[sheet.sheet], rows_are)
        if planned is not None:
            self._replace(sheet, planned, progress)

    def _replace(self, old: SheetPlan, new: SheetPlan, progress: Progress) -> None:
        sheets = tuple(new if one is old else one for one in self.plan.sheets)
        self.plan = Plan(sheets, self.plan.left_out)
        self._take_sheet(new, progress)

    def mend(self, unused: Unused, text: str) -> str:
        """Write another text into a cell and take its row again.

        Returns:
            Why the new text cannot be used either; "" where it can.
        """
        sheet = next(one for one in self.plan.sheets if one.name == unused.sheet)
        taker, taken = self._takers[sheet.sheet], self.taken[sheet.sheet]
        spot = taker.spot(unused.row, unused.column)
        self._note(unused, spot, text)
        self.grids[sheet.sheet].write(*spot, text)
        rows = taker.rows_of(spot)
        for place, before in enumerate(taken.lines):
            if before.row in rows:
                line = taker.line(before.row)
                taken.cells_used += _used(line) - _used(before)
                taken.lines[place] = line
        again = next(line for line in taken.lines if line.row == unused.row)
        return next((one.reason for one in again.unused if one.column == unused.column), "")

    def _note(self, unused: Unused, spot: Spot, text: str) -> None:
        """Note what the sender had written, to be told to them; a cell that holds it again was not mended."""
        at = (unused.sheet, *spot)
        first = self._mended.pop(at, None)
        before, reason = (first.before, first.reason) if first else (unused.text, unused.reason)
        if text != before:
            self._mended[at] = Mended(unused.sheet, *spot, unused.heading, before, text, reason)

    @property
    def mended(self) -> list[Mended]:
        """The cells whose text a person replaced, in the order in which it was done."""
        return list(self._mended.values())

    # ── what came of it ────────────────────────────

    @property
    def unused(self) -> list[Unused]:
        """Every cell that holds something and was not taken, in the order of sheets and rows."""
        found = [one for sheet in self.plan.sheets for one in self.taken[sheet.sheet].unused]
        return [*found, *self._more_than_one(), *self._at_odds()]

    @property
    def skipped(self) -> list[Skipped]:
        """The rows that are no lines of a list."""
        return [one for sheet in self.plan.sheets for one in self.taken[sheet.sheet].skipped]

    @property
    def cells_used(self) -> int:
        """How many cells became answers."""
        return sum(self.taken[sheet.sheet].cells_used for sheet in self.plan.sheets)

    @property
    def lines(self) -> int:
        """How many rows were taken."""
        return sum(len(self.taken[sheet.sheet].lines) for sheet in self.plan.sheets)

    def made(self, context: Context) -> list[Made]:
        """Return the disclosures that come of it, with the form's defaults and computed answers.

        Raises:
            NothingToImport: no row holds anything.
        """
        if self.lines == 0:
            raise NothingToImport(f"“{self.name}”里没有填写的行。")
        base = new_values(self.form, context)
        if self.plan.is_one_disclosure:
            return [self._one(base, context)]
        return [
            Made(sheet.name, line.row, completed(self.form, base | line.values, context))
            for sheet, line in self._disclosure_lines()
        ]

    def to_remember(self) -> dict[str, str]:
        """Return the match of all columns as it is now, to be remembered for the office."""
        return {name: path for sheet in self.plan.sheets for name, path in to_remember(sheet).items()}

    def _disclosure_lines(self) -> Iterator[tuple[SheetPlan, Line]]:
        for sheet in self.plan.sheets:
            if sheet.rows_are == DISCLOSURES:
                yield from ((sheet, line) for line in self.taken[sheet.sheet].lines)

    def _one(self, base: dict[str, Any], context: Context) -> Made:
        first = next(self._disclosure_lines(), None)
        values = base | self._shared() | (first[1].values if first else {})
        tables = [sheet for sheet in self.plan.sheets if sheet.rows_are != DISCLOSURES]
        for sheet in tables:
            columns = self.form.fields[sheet.rows_are].columns
            rows = [line.values for line in self.taken[sheet.sheet].lines if line.values]
            if any(column.compute for column in columns.values()):
                rows = [_computed(self.form, sheet.rows_are, row) for row in rows]
            if rows:
                values[sheet.rows_are] = [*values.get(sheet.rows_are, ()), *rows]
        place = next((sheet for sheet in tables if self.taken[sheet.sheet].lines), None)
        row = self.taken[place.sheet].lines[0].row if place else (first[1].row if first else 0)
        name = place.name if place else (first[0].name if first else "")
        return Made(name, row, completed(self.form, values, context))

    def _shared(self) -> dict[str, Any]:
        """Return what the lines say of the whole list, as far as all say the same."""
        said: dict[str, list[Any]] = {}
        for _sheet, line in self._list_lines():
            for key, answer in line.shared.items():
                if answer not in said.setdefault(key, []):
                    said[key].append(answer)
        return {key: answers[0] for key, answers in said.items() if len(answers) == 1}

    def _list_lines(self) -> Iterator[tuple[SheetPlan, Line]]:
        for sheet in self.plan.sheets:
            if sheet.rows_are != DISCLOSURES:
                yield from ((sheet, line) for line in self.taken[sheet.sheet].lines)

    def _at_odds(self) -> list[Unused]:
        """Return the cells that say of the whole list what other rows contradict."""
        agreed = self._shared()
        return [
            self._not_used(sheet, line, match, match.target.path, AT_ODDS.format(match.target.asked.label))
            for sheet, line in self._list_lines()
            for match in sheet.taken
            if match.target and match.target.key in line.shared and match.target.key not in agreed
        ]

    def _more_than_one(self) -> list[Unused]:
        if not self.plan.is_one_disclosure:
            return []
        return [
            self._not_used(sheet, line, match, "", ONE_ONLY)
            for sheet, line in list(self._disclosure_lines())[1:]
            for match in sheet.taken
            if match.target and match.target.key in line.values
        ]

    def _not_used(self, sheet: SheetPlan, line: Line, match: Match, path: str, reason: str) -> Unused:
        text = self.grids[sheet.sheet].text(line.row, match.column)
        return Unused(sheet.name, line.row, match.column, match.heading, path, text, reason)


def _used(line: Line) -> int:
    return len(line.values) + len(line.shared)


def completed(form: Form, values: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Return answers with what the form computes from them."""
    answers = Answers(form, values, context)
    answers.suggest_all()
    return dict(answers.values)


def _computed(form: Form, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its empty computed cells filled; one may follow from another."""
    columns = form.fields[table].columns
    row = dict(row)
    for key, column in columns.items():
        if column.compute and key not in row:
            typed = {name: typed_or_none(one.kind, row.get(name), one) for name, one in columns.items()}
            answer = kept(compiled(column.compute)({"row": Row(typed)}))
            if not is_empty(answer):
                row[key] = answer
    return row
