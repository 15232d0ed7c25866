"""The annual disclosure report (政府信息公开工作年度报告): how its tables are counted.

Source: 《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

TOTAL = "total"


class Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is counted for a figure.

    Args:
        ever: whether disclosures of all years count, not those of the report's year alone.
        rows: the list whose rows are counted instead of disclosures.
        where: answer (of a row where rows are counted) to the value, or one of the values, that it must have.
    """

    form: str
    ever: bool = False
    rows: str = ""
    where: dict[str, str | list[str]] = {}

    def of(self, values: Mapping[str, Any]) -> int:
        """Return how often a disclosure with these answers counts."""
        if not self.rows:
            return int(self._fits(values))
        return sum(self._fits(row) for row in values.get(self.rows) or () if isinstance(row, Mapping))

    def _fits(self, values: Mapping[str, Any]) -> bool:
        return all(values.get(key) in _listed(wanted) for key, wanted in self.where.items())


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure of the second part: its place, and what is counted for it; 0 where nothing is."""

    table: str
    row: str
    column: str
    counts: tuple[Count, ...] = ()


class RequestRows(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rows of the third part.

    Args:
        received, carried_in, total, carried_out: rows that follow from when a request came and was answered.
        reasons: what an answer letter gives as its reason, to the row; goes before `answers`.
        answers: kind of answer to the row.
        rows: all rows in their order.
    """

    received: str
    carried_in: str
    total: str
    carried_out: str
    reasons: dict[str, str]
    answers: dict[str, str]
    rows: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the report's figures come from: the content of `annual-report.yaml`."""

    form: str
    figures: tuple[Cell, ...]
    applicants: dict[str, str]
    requests: RequestRows
    reviews: tuple[str, ...]
    fees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the report counts it: neither who asked nor what for.

    Args:
        number: of the register.
        applicant: kind of applicant.
        answer: kind of the answer; empty while open.
        reason: what the answer letter gives as its reason; empty where it gives none.
    """

    number: str
    applicant: str
    received_on: date
    answered_on: date | None
    answer: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that was counted for a figure.

    Args:
        words: number of the register, or id and title of the disclosure, as a person finds it.
        disclosure: its id; empty for a request.
    """

    words: str
    disclosure: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A figure and what it was counted from.

    Args:
        place: table, row and column in words.
    """

    place: str
    value: int
    items: tuple[Counted, ...]


@dataclass(slots=True)
class RequestTable:
    """The third part: its rows, where each figure comes from, and requests that fit no row."""

    rows: list[dict[str, Any]]
    sources: list[Source] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def request_table(plan: Plan, asked: Iterable[Asked], year: int) -> RequestTable:
    """Return the third part of a year's report; requests of other years do not count.

    One request counts in one row of the third item; who applied decides the column.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    counted: dict[tuple[str, str], list[str]] = defaultdict(list)
    unplaced: list[str] = []
    for one in asked:
        if one.received_on > last or (one.answered_on is not None and one.answered_on < first):
            continue
        column = plan.applicants.get(one.applicant, "other")
        rows = plan.requests
        counted[rows.received if one.received_on >= first else rows.carried_in, column].append(one.number)
        if one.answered_on is None or one.answered_on > last:
            counted[rows.carried_out, column].append(one.number)
            continue
        row = rows.reasons.get(one.reason) or rows.answers.get(one.answer)
        if row is None:
            unplaced.append(one.number)
            continue
        for place in (row, rows.total):
            counted[place, column].append(one.number)
    return RequestTable(_rows(plan, counted), _sources(plan, counted), unplaced)


def _rows(plan: Plan, counted: Mapping[tuple[str, str], Sequence[str]]) -> list[dict[str, Any]]:
    made = []
    for name in plan.requests.rows:
        cells = {column: len(counted.get((name, column), ())) for column in plan.applicants.values()}
        made.append({"item": name, **cells, TOTAL: sum(cells.values())})
    return made


def _sources(plan: Plan, counted: Mapping[tuple[str, str], Sequence[str]]) -> list[Source]:
    return [
        Source(f"三、{row}，{kind}", len(found), tuple(map(Counted, sorted(found))))
        for row in plan.requests.rows
        for kind, column in plan.applicants.items()
        if (found := counted.get((row, column)))
    ]


def _listed(wanted: str | list[str]) -> list[str]:
    return wanted if isinstance(wanted, list) else [wanted]
