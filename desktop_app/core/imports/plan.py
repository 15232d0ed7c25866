"""What a workbook is for a form: which sheet holds disclosures, which lines of a table, and how its columns match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.core.errors import UserError
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.header import Header, find_header
from desktop_app.core.imports.match import IGNORED, PARTED, Match, Names, fit_share, match_columns
from desktop_app.core.imports.targets import Target, field_targets, normal, table_targets, tables_of

_SAMPLE_ROWS = 60
_FEWEST = 2
_POOR_FIT = 0.5
_PARTED = "原来和另一列合成一个期限，现在分开了。"

DISCLOSURES = ""
"""What the rows of a sheet are, where each is a disclosure; else they are lines of the table with that key."""


class NothingMatches(UserError):
    """No sheet of the file has columns that the form asks for."""

    code = "I104"
    hint = "请先导出这张表单的空白表，对照它的表头修改后再导入。"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """How one sheet is read.

    Args:
        rows_are: `DISCLOSURES`, or the key of a table.
    """

    sheet: int
    name: str
    rows_are: str
    header: Header
    matches: tuple[Match, ...]

    @property
    def taken(self) -> tuple[Match, ...]:
        """What goes somewhere: columns, or each part of a column that is parted."""
        return tuple(match for match in self.matches if match.target is not None)

    @property
    def score(self) -> float:
        """How well it fits: sure columns count whole, guessed ones half, those for the whole list not at all."""
        own = [match for match in self.taken if match.target and match.target.table == self.rows_are]
        return sum(0.5 if match.how in ("like", "content") else 1.0 for match in own)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a workbook is read.

    Args:
        left_out: names of the sheets that hold something and are not read, each with the reason.
    """

    sheets: tuple[SheetPlan, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def is_recognised(self) -> bool:
        """Say whether any column goes anywhere; else a person has to match them."""
        return any(sheet.taken for sheet in self.sheets)

    @property
    def is_one_disclosure(self) -> bool:
        """Say whether the whole file is one disclosure, because its rows are lines of tables."""
        return any(sheet.rows_are != DISCLOSURES for sheet in self.sheets)


class Planner:
    """Makes plans for one form.

    Args:
        synonyms: groups of names of one thing.
        remembered: normal heading to target path, as this office confirmed it before.
    """

    def __init__(
        self, spec: FormSpec, synonyms: Sequence[Sequence[str]], remembered: Mapping[str, str]
    ) -> None:
        self._spec = spec
        self._remembered = remembered
        self._names = {DISCLOSURES: Names(field_targets(spec), synonyms)}
        for table in tables_of(spec):
            self._names[table] = Names(table_targets(spec, table), synonyms)

    def choices(self) -> list[str]:
        """Return what the rows of a sheet can be, `DISCLOSURES` first."""
        return list(self._names)

    def targets(self, rows_are: str) -> tuple[Target, ...]:
        """Return where columns can go: in a list, also the fields that the whole list has in common."""
        shared = self._names[DISCLOSURES].targets if rows_are != DISCLOSURES else ()
        return (*self._names[rows_are].targets, *shared)

    def plan(self, grids: Sequence[Grid], hidden: Sequence[str] = (), *, by_hand: bool = False) -> Plan:
        """Return how a workbook is best read.

        Args:
            hidden: names of sheets that nobody sees, which are left out.
            by_hand: where no sheet fits, plan the one with the most columns, for a person to match them.

        Raises:
            NothingMatches: no sheet fits, or by hand: none has a heading.
        """
        found: list[SheetPlan] = []
        left_out = [(name, "隐藏的工作表没有导入。") for name in hidden]
        for number, grid in enumerate(grids):
            best = self._best(number, grid)
            if best is not None and self._fits(best):
                found.append(best)
            elif any(text.strip() for row in grid.rows for text in row):
                left_out.append((grid.name, "没有认出与表单对应的列。"))
        if not found and by_hand:
            found = self._for_hand(grids)
            left_out = [one for one in left_out if one[0] not in {plan.name for plan in found}]
        if not found:
            raise NothingMatches(f"文件里没有找到与“{self._spec.name}”对应的列。")
        kept, dropped = self._together(found)
        return Plan(
            tuple(kept), (*left_out, *((one.name, "与另一张工作表重复，没有导入。") for one in dropped))
        )

    def _for_hand(self, grids: Sequence[Grid]) -> list[SheetPlan]:
        plans = [best for number, grid in enumerate(grids) if (best := self._best(number, grid)) is not None]
        return sorted(plans, key=lambda plan: -len(plan.matches))[:1]

    def as_rows_of(self, number: int, grid: Grid, rows_are: str) -> SheetPlan | None:
        """Return how a sheet is read where its rows are said to be this; None without a heading."""
        names = self._names[rows_are]
        header = find_header(grid, names.knows)
        if header is None:
            return None
        columns = sample(grid, header)
        shared = self._names[DISCLOSURES] if rows_are != DISCLOSURES else None
        matches = [
            _doubted(match, columns[match.column])
            for match in match_columns(header, names, columns, self._remembered, shared)
        ]
        return SheetPlan(number, grid.name, rows_are, header, tuple(matches))

    def _best(self, number: int, grid: Grid) -> SheetPlan | None:
        plans = [plan for rows in self._names if (plan := self.as_rows_of(number, grid, rows)) is not None]
        named = normal(grid.name)
        return max(
            plans,
            key=lambda plan: (plan.score, self._called(plan.rows_are) == named, -len(plan.matches)),
            default=None,
        )

    def _called(self, rows_are: str) -> str:
        """Return the sheet's name in the blank workbook for what its rows are, as `normal` writes it."""
        return normal(sheet_title(self._spec, rows_are))

    def _fits(self, plan: SheetPlan) -> bool:
        wanted = min(_FEWEST, len(self._names[plan.rows_are].targets))
        return plan.score >= wanted or (plan.score >= 1 and self._called(plan.rows_are) == normal(plan.name))

    def _together(self, found: Sequence[SheetPlan]) -> tuple[list[SheetPlan], list[SheetPlan]]:
        """Keep several sheets of disclosures, or one for the fields and the best ones for each table."""
        tables = [plan for plan in found if plan.rows_are != DISCLOSURES]
        main = max((plan.score for plan in tables), default=0)
        fields = [plan for plan in found if plan.rows_are == DISCLOSURES]
        if not tables or (main < max((plan.score for plan in fields), default=0) and len(fields) > 1):
            return fields, tables
        kept = [*fields[:1], *tables]
        return kept, [plan for plan in found if plan not in kept]


def sheet_title(spec: FormSpec, rows_are: str) -> str:
    """Return what a sheet of the blank workbook is called; Excel takes 31 characters and not all signs."""
    label = spec.fields[rows_are].label if rows_are else ("基本信息" if tables_of(spec) else "填报")
    return "".join("、" if char in r"[]:*?/\\" else char for char in label)[:31]


def sample(grid: Grid, header: Header) -> dict[int, list[str]]:
    """Return the first texts of every column below the heading."""
    rows = grid.rows[header.bottom + 1 : header.bottom + 1 + _SAMPLE_ROWS]
    return {
        column: [row[column] if column < len(row) else "" for row in rows] for column in range(grid.width)
    }


def changed(plan: SheetPlan, column: int, target: Target | None, part: int | None = None) -> SheetPlan:
    """Return the plan with a column matched by hand; whoever had the target before loses it.

    Args:
        part: of a column that is parted, which part goes there; the whole cell does, parted no longer, where None.
    """
    matches = []
    parted = {
        place
        for match in plan.matches
        if match.also >= 0 and (column in (match.column, match.also) or match.target == target)
        for place in (match.column, match.also)
    }
    for match in plan.matches:
        if match.column in parted:
            match = replace(match, target=None, how=None, also=-1, is_joined=False, remark=_PARTED)
        if match.column == column and part is None:
            if match.part:
                continue  # the whole cell is read from now on
            remark = "" if target else "按您的选择不导入这一列。"
            match = replace(match, target=target, how="hand", remark=remark, split=None)
        elif match.column == column and match.part == part:
            remark = "" if target else "按您的选择不导入这一半。"
            match = replace(match, target=target, how="hand", remark=remark)
        elif target is not None and match.target == target:
            match = replace(match, target=None, how=None, remark=f"“{target.asked.label}”已改由另一列填。")
        matches.append(match)
    return replace(plan, matches=tuple(matches))


def to_remember(plan: SheetPlan) -> dict[str, str]:
    """Return what a person confirmed of a sheet: normal heading to target path, `IGNORED` for what is not taken.

    Of a column that is parted both paths are remembered, with `PARTED` between them.
    """
    parts: dict[str, list[str]] = {}
    for match in plan.matches:
        is_settled = (
            match.target is not None or match.how in ("hand", "remembered") or match.split is not None
        )
        if match.heading and match.also < 0 and is_settled:
            parts.setdefault(normal(match.heading), []).append(match.target.path if match.target else IGNORED)
    return {heading: PARTED.join(paths) for heading, paths in parts.items()}


def _doubted(match: Match, texts: Sequence[str]) -> Match:
    """Take a guess back where the cells do not bear it out."""
    if match.how == "like" and fit_share(match, texts) < _POOR_FIT:
        return replace(match, target=None, how=None, remark=f"表单里没有与“{match.heading}”对应的项。")
    return match
