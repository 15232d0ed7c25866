"""Runs the rules over a file's units: one finding for each place and value, worst first within a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sized

from desktop_app.core.checks.concealment import Concealment
from desktop_app.core.checks.disguise import Disguises
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.rule import GatheringRule, Hit, Rule
from desktop_app.core.checks.rules import ALL, GATHERING
from desktop_app.core.checks.rules.secrecy_classification_mark import classification_mark
from desktop_app.core.checks.sieve import Passed, sieves
from desktop_app.core.checks.trail import views
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View
from desktop_app.core.progress import Progress, silent

_STEP = 2000
"""Units between two reports of progress: some 20 ms."""
_DULL = re.compile(r"(?!18|19|20)[0-9]{1,4}(?:\.[0-9]{1,2})?")
"""A small number in a list's cell is no year and no identifier: no rule objects to it, and most cells are such."""
_PERSONAL = "pii."
"""Not reported where the form itself masks or omits the field's personal data in what it publishes."""


def check_units(
    units: Iterable[Unit],
    progress: Progress = silent,
    exceptions: Exceptions = NO_EXCEPTIONS,
    rules: tuple[Rule, ...] = ALL,
    gathering: tuple[GatheringRule, ...] = GATHERING,
) -> list[Finding]:
    """Return what the rules find in the units of one file or disclosure, in reading order.

    Units are read once and not kept. Evidence is masked, `span` counts in the unit's own text, `hidden` is
    the unit's. Nothing more is read after a state-secret marking (see `is_marking`). Never raises for any text;
    `progress` may raise `Cancelled`. What the county excepts is left out, or milder.
    """
    run = _Run(exceptions, rules, gathering)
    for view, passed in views(Disguises().watch(_told(units, progress)), _is_dull, run.asked):
        run.check(view, passed)
        if run.is_stopped:
            break
    return run.finish()


def _told(units: Iterable[Unit], progress: Progress) -> Iterator[Unit]:
    """The units, with a word on how far it is every now and then."""
    total = len(units) if isinstance(units, Sized) else 0
    for number, unit in enumerate(units):
        if number % _STEP == 0:
            progress("检查内容", number / total if total else 0.0)
        yield unit


def is_marking(finding: Finding) -> bool:
    """Tell whether a finding says that the file bears a state-secret marking, so that nobody may work on it."""
    return finding.rule == classification_mark.name and finding.severity is Severity.BLOCK


def _is_dull(unit: Unit) -> bool:
    return unit.concealment is None and _DULL.fullmatch(unit.text) is not None


class _Run:
    """What one run has found and must remember to say nothing twice."""

    def __init__(
        self, exceptions: Exceptions, rules: tuple[Rule, ...], gathering: tuple[GatheringRule, ...]
    ) -> None:
        self._exceptions = exceptions
        self.asked = sieves(rules, gathering).of
        self.is_stopped = False
        self._findings: list[Finding] = []
        self._said: set[tuple[str, Place, str]] = set()
        self._row: dict[str, tuple[object, ...]] = {}
        self._gatherers = {rule.name: (rule, rule.gatherer()) for rule in gathering}

    def check(self, view: View, passed: Passed) -> None:
        if view.unit.concealment:
            self._add_concealment(view.unit, view.unit.concealment)
        if view.is_cell and _DULL.fullmatch(view.text):
            return  # in wide digits, or hidden
        claimed: list[tuple[int, int]] = []
        for rule in passed:
            if isinstance(rule, GatheringRule):
                self._gatherers[rule.name][1].see(view)
            elif view.unit.person_kind == "none" or not rule.name.startswith(_PERSONAL):
                self._judge(rule, view, claimed)

    def _judge(self, rule: Rule, view: View, claimed: list[tuple[int, int]]) -> None:
        for hit in rule.check(view):
            if rule.claims:
                if _overlaps(hit, claimed):
                    continue
                claimed.append((hit.start, hit.end))
            if not (rule.once_per_row and self._same_row(rule, view)):
                self._add(rule, view, hit)

    def finish(self) -> list[Finding]:
        for rule, gatherer in self._gatherers.values():
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
        None if view.unit.kind is UnitKind.DISGUISED else view.normal.original_span(hit.start, hit.end),
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
