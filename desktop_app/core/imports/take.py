"""Rows of a matched sheet to answers, and word for word what could not be used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.forms.kinds import Fault
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.imports.grid import Grid, Spot, anchors, cell_name
from desktop_app.core.imports.header import Header
from desktop_app.core.imports.match import Match
from desktop_app.core.imports.spans import joined_span
from desktop_app.core.imports.targets import normal
from desktop_app.core.imports.values import answer_of
from desktop_app.core.progress import Progress, silent

_REPORT_EVERY = 1000
_LARGEST_MEMORY = 50_000
_LONGEST_IN_TOTAL = 30
_TOTAL = re.compile(r"(?:合计|总计|小计|共计|累计|总合计|本页合计|本页小计|全县合计|全镇合计|全村合计)[:：]?")
_TOTAL_OF = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:合计|总计|小计|共计|累计)[:：]?(?:\d+[\u4e00-\u9fff]{1,2}[,，、]?)*"
)
"""The same with what is summed up, or with its count: 前屯小计, 共计：3件."""
_FOOT = re.compile(
    r"(?:注|备注|说明|附注|填表人|制表人|填报人|审核人|负责人|经办人|制表|填表日期|填报日期|制表日期|填表单位|单位负责人|联系人|主管领导)[:：].*",
    re.DOTALL,
)
_REMARK = re.compile(r"[\u4e00-\u9fff（）()、]{2,12}[:：]")
_LINE_NUMBER = frozenset({"序号", "编号", "行号", "no", "num", "seq", "序"})
_NOTHING = object()
"""What a cell says of one of its two targets where it speaks of the other alone."""
_DATES = frozenset({"date", "date_range", "datetime", "datetime_range"})


@dataclass(frozen=True, slots=True)
class Unused:
    """A cell that holds something which was not taken.

    Args:
        row, column: from 0.
        path: where it would have gone; empty where its column goes nowhere.
        text: what it holds; personal data may be in it, so it goes to the screen and to no log.
        reason: a Chinese sentence.
    """

    sheet: str
    row: int
    column: int
    heading: str
    path: str
    text: str = field(repr=False)
    reason: str = ""

    @property
    def cell(self) -> str:
        """The cell's name, as `B7`."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell whose text a person replaced.

    Args:
        row, column: from 0.
        before: what the sender had written.
        after: what stands there now; it may still be of no use.
        reason: why the sender's text could not be used.
    """

    sheet: str
    row: int
    column: int
    heading: str
    before: str = field(repr=False)
    after: str = field(repr=False)
    reason: str

    @property
    def cell(self) -> str:
        """The cell's name, as `B7`."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no line of the list.

    Args:
        row: from 0.
    """

    sheet: str
    row: int
    text: str = field(repr=False)
    reason: str = ""


@dataclass(slots=True)
class Line:
    """A row that was taken.

    Args:
        row: from 0; where it stands in the sheet.
        values: answers by target key.
        unused: its cells that could not be used.
        shared: what it says of the whole list, by field.
    """

    row: int
    values: dict[str, Any]
    unused: list[Unused] = field(default_factory=list)
    shared: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """What was taken from one sheet."""

    lines: list[Line] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    cells_used: int = 0

    @property
    def unused(self) -> list[Unused]:
        """All cells that could not be used, in the sheet's order."""
        return [one for line in self.lines for one in line.unused]


class Taker:
    """Takes the rows of one sheet; a row can be taken again when a person has mended a cell of it.

    Args:
        matches: for every column that holds anything.
        keeps_totals: rows of totals are lines of this list (`keeps_totals`).
    """

    def __init__(
        self, grid: Grid, header: Header, matches: Sequence[Match], *, keeps_totals: bool = False
    ) -> None:
        self._keeps_totals = keeps_totals
        self._grid = grid
        self._header = header
        self._matches = tuple(matches)
        self._used = [match for match in matches if match.target is not None]
        self._is_list = any(match.target.table for match in self._used if match.target)
        self._covered = _covered_down(grid, header)
        self._spoilt = grid.spoilt
        self._hidden_rows, self._hidden_columns = grid.hidden_rows, grid.hidden_columns
        self._columns: list[tuple[int, str | None, dict[str, Any], bool, Match]] = [
            (
                match.column,
                match.target.key if match.target else None,
                {},
                match.target is not None and match.target.asked.kind in _DATES,
                match,
            )
            for match in matches
            if not match.is_joined
        ]
        self._heading_row = _comparable(grid.rows[header.bottom])
        self._heading_first = next((text for text in grid.rows[header.bottom] if text.strip()), "")

    def run(self, progress: Progress = silent) -> Taken:
        """Take all rows below the heading."""
        taken = Taken()
        first, last = self._header.bottom + 1, len(self._grid.rows)
        for row in range(first, last):
            if (row - first) % _REPORT_EVERY == 0:
                progress(f"读取“{self._grid.name}”", (row - first) / max(1, last - first))
            self._take_row(row, taken)
        taken.skipped = [*self._above(), *taken.skipped]
        return taken

    def spot(self, row: int, column: int) -> Spot:
        """Return the cell whose text holds for another: itself, or the upper one that is merged down over it."""
        return self._covered.get((row, column), (row, column))

    def rows_of(self, spot: Spot) -> set[int]:
        """Return the rows that a cell speaks for: its own, and those that it is merged down over."""
        return {spot[0], *(row for (row, _), above in self._covered.items() if above == spot)}

    def line(self, row: int) -> Line:
        """Take one row as it is now."""
        line = Line(row, {})
        self._take_cells(row, line)
        return line

    def _take_row(self, row: int, taken: Taken) -> None:
        texts = self._grid.rows[row]
        filled = [text for text in texts if text and not text.isspace()]
        if not filled:
            return
        if reason := self._why_no_line(row, filled):
            words = " ".join(filled)
            taken.skipped.append(Skipped(self._grid.name, row, words[:80], reason))
            return
        line = self.line(row)
        if line.values or line.unused or line.shared:
            taken.lines.append(line)
            taken.cells_used += len(line.values) + len(line.shared)

    def _why_no_line(self, row: int, filled: Sequence[str]) -> str:
        """Return why a row is no line of the list, "" where it is one; cheap signs are looked at first."""
        first = filled[0]
        if row in self._hidden_rows:
            return "隐藏的行没有导入；要导入，请在原表中取消隐藏。"
        if not self._keeps_totals and _may_name_total(filled) and self._names_total(filled):
            return "合计行，不是名单中的一条。"
        if ("：" in first or ":" in first) and (_is_foot(filled) or self._is_remark(filled)):
            return "表下的说明。"
        if len(filled) == 1 and len(self._used) > 2 and self._is_title(row):
            return "只有一个标题，不是名单中的一条。"
        if first == self._heading_first and _comparable(self._grid.rows[row]) == self._heading_row:
            return "重复的表头。"
        return ""

    def _names_total(self, filled: Sequence[str]) -> bool:
        """A total that names what it sums up leaves columns empty, which a person or firm of such a name does not."""
        words = _TOTAL_OF if len(filled) < len(self._used) else _TOTAL
        is_named = any(words.fullmatch(normal_blank(text)) for text in filled[:2])
        return is_named and all(len(text) < _LONGEST_IN_TOTAL for text in filled)

    def _is_remark(self, filled: Sequence[str]) -> bool:
        """A lone `监督电话：0452-…` in a list of several columns."""
        return len(filled) == 1 and len(self._used) > 2 and _REMARK.match(filled[0].strip()) is not None

    def _is_title(self, row: int) -> bool:
        """A lone text that is merged over columns, or that no column with this heading takes as an answer."""
        column = next(at for at, text in enumerate(self._grid.rows[row]) if text.strip())
        if any(top == row and right > left for top, left, _, right in self._grid.merged):
            return True
        match = next((one for one in self._matches if one.column == column), None)
        return match is None or match.target is None

    def _above(self) -> list[Skipped]:
        rows = range(self._header.top)
        texts = ((row, " ".join(filter(None, map(str.strip, self._grid.rows[row])))) for row in rows)
        return [
            Skipped(self._grid.name, row, text[:80], "表头上面的标题或说明。") for row, text in texts if text
        ]

    def _take_cells(self, row: int, line: Line) -> None:
        """Take the cells of a row; most of them are plain and known, hence the short way for those."""
        texts = self._grid.rows[row]
        width = len(texts)
        for column, key, known, is_day, match in self._columns:
            spot = (row, column)
            text = texts[column] if column < width else ""
            if self._covered and spot in self._covered:
                spot = self._covered[spot]
                text = self._grid.text(*spot)
            if match.also >= 0:
                spot, text = self._span(row, spot, match.also)
            if not (self._spoilt and spot in self._spoilt) and (not text or text.isspace()):
                continue
            if key is None or (self._spoilt and spot in self._spoilt) or column in self._hidden_columns:
                self._refuse(row, spot, match, text, line)
                continue
            if is_day and self._grid.days and match.also < 0:
                text = self._grid.days.get(spot, text)
            answer = known.get(text)
            if answer is None:
                answer = self._learn(text, match, known)
            if answer is _NOTHING:
                continue
            if match.target is None or isinstance(answer, Fault):
                line.unused.append(self._unused(row, match, self._grid.text(*spot), str(answer)))
            elif self._is_list and not match.target.table:
                line.shared[key] = answer
            else:
                line.values[key] = answer

    def _span(self, row: int, spot: Spot, also: int) -> tuple[Spot, str]:
        """Return both ends as one text, and the cell that spoils it where one does."""
        end = self._covered.get((row, also), (row, also))
        start_text, end_text = (self._grid.days.get(one) or self._grid.text(*one) for one in (spot, end))
        text = joined_span(start_text, end_text)
        is_spoilt = end in self._spoilt and spot not in self._spoilt and text != start_text.strip()
        return end if is_spoilt else spot, text

    def _refuse(self, row: int, spot: tuple[int, int], match: Match, text: str, line: Line) -> None:
        if match.target is None:
            if match.split is not None:
                text = match.split(text)[match.part]
            if text and spot == (row, match.column) and not is_line_number(match.heading):
                line.unused.append(self._unused(row, match, text, match.remark))
            return
        reason = self._spoilt.get(spot) or "隐藏的列没有导入；要导入，请在原表中取消隐藏。"
        line.unused.append(self._unused(row, match, text, reason))

    def _learn(self, text: str, match: Match, known: dict[str, Any]) -> Any:
        """Return the answer of a text in a column, or the fault; equal texts are read once."""
        answer: Any
        whole = text
        if match.split is not None:
            text = match.split(text)[match.part]
        try:
            answer = answer_of(text, match.target.asked, match.unit) if match.target and text else _NOTHING
        except Fault as fault:
            answer = fault
        if len(known) < _LARGEST_MEMORY:
            known[whole] = answer
        return answer

    def _unused(self, row: int, match: Match, text: str, reason: str) -> Unused:
        path = match.target.path if match.target else ""
        return Unused(self._grid.name, row, match.column, match.heading, path, text, reason)


def normal_blank(text: str) -> str:
    """Return a text without any blanks: 合　计 is 合计."""
    return "".join(text.split())


def is_line_number(heading: str) -> bool:
    """Say whether a column only numbers its rows."""
    return normal(heading.rpartition("/")[2]) in _LINE_NUMBER


def keeps_totals(spec: FormSpec, table: str) -> bool:
    """Say whether a table's rows of totals are lines of it, as in budgets: its sample has one."""
    rows = spec.sample.get(table) or [] if table else []
    return any(
        isinstance(cell, str) and _TOTAL.fullmatch(normal_blank(cell))
        for row in rows
        for cell in row.values()
    )


def _may_name_total(filled: Sequence[str]) -> bool:
    return any("计" in text for text in filled[:2])


def _is_foot(filled: Sequence[str]) -> bool:
    return _FOOT.match(filled[0].strip()) is not None and (len(filled) == 1 or _is_signing_row(filled))


def _is_signing_row(filled: Sequence[str]) -> bool:
    return sum(bool(_FOOT.match(text.strip())) for text in filled) >= max(1, len(filled) // 2)


def _comparable(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(normal(text) for text in row if text.strip())


def _covered_down(grid: Grid, header: Header) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return where cells below the heading get their text from: what is merged downwards holds for every row."""
    if not grid.merged:
        return {}
    return {
        spot: anchor
        for spot, anchor in anchors(grid).items()
        if anchor[0] > header.bottom and spot[1] == anchor[1]
    }
