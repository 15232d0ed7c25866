"""Which rules a text may concern: most texts concern few, and to tell so must cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import methodcaller

from desktop_app.core.checks.rule import DIGITS, GatheringRule, Rule
from desktop_app.core.checks.unit import UnitKind

_LONGEST_WORD = 12
_Test = Callable[[str], object]
Passed = tuple[Rule | GatheringRule, ...]


class Sieve:
    """The rules for one kind of unit, each behind its gate, and all of them behind the characters they need."""

    def __init__(self, rules: Sequence[Rule], gathering: Sequence[GatheringRule], kind: UnitKind) -> None:
        mine = [rule for rule in rules if kind in rule.kinds]
        gates: list[tuple[Rule | GatheringRule, _Test]] = [(rule, _gate(rule, kind)) for rule in mine]
        gates += [(rule, rule.gate.search) for rule in gathering]
        numbers = {rule.name for rule in mine if rule.needs == DIGITS}
        self._all = tuple(gates)
        self._without_digits = tuple((rule, gate) for rule, gate in gates if rule.name not in numbers)
        self._may_concern = _having([rule.needs for rule in mine] + [""] * len(gathering))
        self._word = lru_cache(maxsize=50_000)(self._passed)

    def passed(self, text: str) -> Passed:
        """Return the rules whose gates a text passes; lists say the same short words in row after row."""
        return self._word(text) if len(text) <= _LONGEST_WORD else self._passed(text)

    def _passed(self, text: str) -> Passed:
        if not self._may_concern(text):
            return ()
        table = self._all if _HAS_DIGIT(text) else self._without_digits
        return tuple([rule for rule, passes in table if passes(text)])


@lru_cache(maxsize=8)
def sieves(rules: tuple[Rule, ...], gathering: tuple[GatheringRule, ...]) -> dict[UnitKind, Sieve]:
    """Return a sieve for every kind of unit."""
    return {kind: Sieve(rules, gathering, kind) for kind in UnitKind}


_HAS_DIGIT: _Test = re.compile(f"[{DIGITS}]").search
"""Most prose has no digit, and half of the rules look for numbers."""


def _having(needs: Sequence[str]) -> _Test:
    """Return what tells whether a text has a character that one of them needs."""
    if not needs or not all(needs):
        return bool
    return re.compile(f"[{re.escape(''.join(sorted(set(''.join(needs)))))}]").search


def _gate(rule: Rule, kind: UnitKind) -> _Test:
    """Return what tells whether a text passes a gate; looking for a word is faster than searching a pattern."""
    gate = rule.cell_gate if kind is UnitKind.CELL else rule.gate
    if re.escape(gate.pattern) == gate.pattern:
        return methodcaller("__contains__", gate.pattern)
    if len(rule.needs) != 1:
        return gate.search
    needed, search = rule.needs, gate.search
    return lambda text: needed in text and search(text)
