"""Which rules a text may concern: most texts concern few, and to tell so must cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from desktop_app.core.checks.rule import BETWEEN_DIGITS, DIGITS, LONG_NUMBER, NEVER, GatheringRule, Rule
from desktop_app.core.checks.unit import UnitKind

_LONGEST_WORD = 12
_MOST_COLUMNS = 500
_Test = Callable[[str], object]
_Gate = tuple[Rule | GatheringRule, str, _Test]
"""A rule, a word without which no text passes, and what else is asked of the text."""
Passed = tuple[Rule | GatheringRule, ...]


class Sieve:
    """The rules for one kind of unit below one label, behind their gates, and all behind the characters they need."""

    def __init__(
        self, rules: Sequence[Rule], gathering: Sequence[GatheringRule], kind: UnitKind, label: str
    ) -> None:
        mine = [(rule, gate) for rule in rules if kind in rule.kinds for gate in _gates(rule, kind, label)]
        gates: list[_Gate] = [(rule, *_test(rule, gate)) for rule, gate in mine]
        gates += [(rule, "", rule.gate.search) for rule in gathering]
        numbers = {rule.name for rule, _ in mine if rule.needs in (DIGITS, LONG_NUMBER)}
        long_ones = {rule.name for rule, _ in mine if rule.needs == LONG_NUMBER}
        self._all = tuple(gates)
        self._without_long = tuple(gate for gate in gates if gate[0].name not in long_ones)
        self._without_digits = tuple(gate for gate in gates if gate[0].name not in numbers)
        self._may_concern = _having([rule.needs for rule, _ in mine] + [""] * len(gathering))
        self._word = lru_cache(maxsize=5_000)(self._passed)

    def passed(self, text: str) -> Passed:
        """Return the rules whose gates a text passes; lists say the same short words in row after row."""
        if not self._may_concern(text):
            return ()
        return self._word(text) if len(text) <= _LONGEST_WORD else self._passed(text)

    def _passed(self, text: str) -> Passed:
        table = self._without_digits
        if _HAS_DIGIT(text):
            table = self._all if _HAS_LONG_NUMBER(text) else self._without_long
        return tuple([rule for rule, word, passes in table if word in text and passes(text)])


class Sieves:
    """A sieve for every kind of unit, and for cells one for every column."""

    def __init__(self, rules: Sequence[Rule], gathering: Sequence[GatheringRule]) -> None:
        self._parts = rules, gathering
        self._kinds = {kind: Sieve(*self._parts, kind, "") for kind in UnitKind}
        self._columns: dict[str, Sieve] = {"": self._kinds[UnitKind.CELL]}

    def of(self, kind: UnitKind, label: str) -> Sieve:
        """Return the sieve for a unit."""
        if kind is not UnitKind.CELL:
            return self._kinds[kind]
        return self._columns.get(label) or self._column(label)

    def _column(self, label: str) -> Sieve:
        if len(self._columns) > _MOST_COLUMNS:
            self._columns = {"": self._kinds[UnitKind.CELL]}
        sieve = self._columns[label] = Sieve(*self._parts, UnitKind.CELL, label)
        return sieve


@lru_cache(maxsize=8)
def sieves(rules: tuple[Rule, ...], gathering: tuple[GatheringRule, ...]) -> Sieves:
    """Return the sieves for these rules."""
    return Sieves(rules, gathering)


_HAS_DIGIT: _Test = re.compile(f"[{DIGITS}]").search
"""Most prose has no digit, and half of the rules look for numbers."""
_HAS_LONG_NUMBER: _Test = re.compile(rf"[0-9](?:[{BETWEEN_DIGITS}]{{0,5}}[0-9]){{5}}").search


def _having(needs: Sequence[str]) -> _Test:
    """Return what tells whether a text has a character that one of them needs."""
    if not needs or not all(needs):
        return bool
    return re.compile(f"[{re.escape(''.join(sorted(set(''.join(needs)))))}]").search


def _gates(rule: Rule, kind: UnitKind, label: str) -> Iterator[re.Pattern[str]]:
    """Yield the gate before a rule; none where it has nothing to say of such a column."""
    if kind is not UnitKind.CELL or (not label and rule.cell_label.pattern != NEVER):
        yield rule.gate
    elif rule.cell_label.search(re.sub(r"\s", "", label)):
        yield rule.label_gate
    elif rule.cell_gate.pattern != NEVER:
        yield rule.cell_gate


def _test(rule: Rule, gate: re.Pattern[str]) -> tuple[str, _Test]:
    """Return a word that a gate needs, and the gate; looking for a word is faster than searching a pattern."""
    if re.escape(gate.pattern) == gate.pattern:
        return gate.pattern, bool
    return rule.needs if len(rule.needs) == 1 else "", gate.search
