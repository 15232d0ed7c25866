"""Runs the rules over a file's units: one finding for each place and value, worst first within a unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sized
from functools import lru_cache
from operator import methodcaller

from desktop_app.core.checks.concealment import Concealment
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.rule import GatheringRule, Hit, Rule
from desktop_app.core.checks.rules import ALL, GATHERING
from desktop_app.core.checks.rules.secrecy_classification_mark import classification_mark
from desktop_app.core.checks.trail import views
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View
from desktop_app.core.progress import Progress, silent

_STEP = 2000
"""Units between two reports of progress: some 20 ms."""
_LONGEST_WORD = 12


def _passing(gate: re.Pattern[str]) -> Callable[[str], object]:
    """Return what tells whether a text passes a gate; looking for a word is faster than searching a pattern."""
    word = gate.pattern
    return methodcaller("__contains__", word) if re.escape(word) == word else gate.search


def _table(*, with_digits: bool) -> dict[UnitKind, tuple[tuple[Rule, Callable[[str], object]], ...]]:
    return {
        kind: tuple(
            (rule, _passing(rule.cell_gate if kind is UnitKind.CELL else rule.gate))
            for rule in ALL
            if kind in rule.kinds and (with_digits or not rule.needs_digit)
        )
        for kind in UnitKind
    }


_BY_KIND, _WITHOUT_DIGITS = _table(with_digits=True), _table(with_digits=False)
"""Rules by kind of unit, each with its gate; most prose has no digit, and half of the rules look for numbers."""
_DIGIT = re.compile("[0-9]")
_DULL = re.compile(r"(?!18|19|20)[0-9]{1,4}(?:\.[0-9]{1,2})?")
"""A small number in a list's cell is no year and no identifier: no rule objects to it, and most cells are such."""
_PERSONAL = "pii."
"""Not reported where the form itself masks or omits the field's personal data in what it publishes."""


def check_units(
    units: Iterable[Unit], progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> list[Finding]:
    """Return what the rules find in the units of one file or disclosure, in reading order.

    Units are read once and not kept. Evidence is masked, `span` counts in the unit's own text, `hidden` is
    the unit's. Nothing more is read after a state-secret marking (see `is_marking`). Never raises for any text;
    `progress` may raise `Cancelled`. What the county excepts is left out, or milder.
    """
    run = _Run(exceptions)
    total = len(units) if isinstance(units, Sized) else 0
    for number, view in enumerate(views(units, _is_dull)):
        if number % _STEP == 0:
            progress("检查内容", number / total if total else 0.0)
        run.check(view)
        if run.is_stopped:
            break
    return run.finish()


def is_marking(finding: Finding) -> bool:
    """Tell whether a finding says that the file bears a state-secret marking, so that nobody may work on it."""
    return finding.rule == classification_mark.name and finding.severity is Severity.BLOCK


def _is_dull(unit: Unit) -> bool:
    return unit.kind is UnitKind.CELL and unit.concealment is None and _DULL.fullmatch(unit.text) is not None


class _Run:
    """What one run has found and must remember to say nothing twice."""

    def __init__(self, exceptions: Exceptions) -> None:
        self._exceptions = exceptions
        self.is_stopped = False
        self._findings: list[Finding] = []
        self._said: set[tuple[str, Place, str]] = set()
        self._row: dict[str, tuple[object, ...]] = {}
        self._gatherers = [(rule, rule.gatherer()) for rule in GATHERING]

    def check(self, view: View) -> None:
        if view.unit.concealment:
            self._add_concealment(view.unit, view.unit.concealment)
        if view.is_cell and _DULL.fullmatch(view.text):
            return  # in wide digits, or hidden
        claimed: list[tuple[int, int]] = []
        for rule in _applicable(view):
            for hit in rule.check(view):
                if rule.claims:
                    if _overlaps(hit, claimed):
                        continue
                    claimed.append((hit.start, hit.end))
                if not (rule.once_per_row and self._same_row(rule, view)):
                    self._add(rule, view, hit)
        for gathering, gatherer in self._gatherers:
            if gathering.gate.search(view.text):
                gatherer.see(view)

    def finish(self) -> list[Finding]:
        for rule, gatherer in self._gatherers:
            for view, hit in gatherer.finish():
                self._add(rule, view, hit)
        return self._findings

    def _add(self, rule: Rule | GatheringRule, view: View, hit: Hit) -> None:
        key = (rule.name, view.unit.place, view.text[hit.start : hit.end])
        if key in self._said:
            return
        self._said.add(key)
        judged = self._exceptions.judge(rule.name, view, hit)
        if judged is not None:
            finding = _finding(rule, view, judged)
            self._findings.append(finding)
            self.is_stopped = self.is_stopped or is_marking(finding)

    def _add_concealment(self, unit: Unit, how: Concealment) -> None:
        key = (how.rule, unit.place, unit.label)
        if key not in self._said:
            self._said.add(key)
            message = how.message.format(label=unit.label)
            self._findings.append(
                Finding(how.rule, how.severity, message, unit.place, "", how.is_hiding, how.fix)
            )

    def _same_row(self, rule: Rule, view: View) -> bool:
        """Tell whether the rule has spoken of this row, and remember that it does now."""
        row = _row(view)
        if not row or self._row.get(rule.name) == row:
            return bool(row)
        self._row[rule.name] = row
        return False


def _applicable(view: View) -> Iterable[Rule]:
    """The rules that may hit, by kind of unit, gate and the form's word on the field."""
    unit, text = view.unit, view.text
    gated = _gated_word(unit.kind, text) if len(text) <= _LONGEST_WORD else _gated(unit.kind, text)
    if unit.person_kind == "none":
        return gated
    return (rule for rule in gated if not rule.name.startswith(_PERSONAL))


def _gated(kind: UnitKind, text: str) -> tuple[Rule, ...]:
    table = _BY_KIND if _DIGIT.search(text) else _WITHOUT_DIGITS
    return tuple([rule for rule, passes in table[kind] if passes(text)])


@lru_cache(maxsize=50_000)
def _gated_word(kind: UnitKind, text: str) -> tuple[Rule, ...]:
    """Lists say the same short words in row after row."""
    return _gated(kind, text)


def _finding(rule: Rule | GatheringRule, view: View, hit: Hit) -> Finding:
    return Finding(
        rule.name,
        hit.severity or rule.severity,
        hit.message,
        view.unit.place,
        hit.evidence,
        view.unit.is_hidden,
        rule.fix,
        rule.source,
        view.normal.original_span(hit.start, hit.end),
    )


def _overlaps(hit: Hit, claimed: Iterable[tuple[int, int]]) -> bool:
    return any(hit.start < end and start < hit.end for start, end in claimed)


def _row(view: View) -> tuple[object, ...]:
    """What tells a table's row from every other; empty outside of tables."""
    place = view.unit.place
    number = place.row or re.sub(r"\D", "", place.cell or "")
    if not view.is_cell or not number:
        return ()
    table_field = (place.field or "").rpartition(".")[0]
    return place.inside, place.part, place.sheet, place.page, place.table, table_field, number
