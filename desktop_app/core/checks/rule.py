"""What a rule is: a function from a view of a unit to hits, with its name and its weight."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.unit import UnitKind
from desktop_app.core.checks.view import View

DIGITS = "0123456789"
BETWEEN_DIGITS = r" \-\n\t\r\x0b./·•_,|~()（）OoIl*"
"""Whatever may stand between two digits of a number that is written to be overlooked; for a set in a pattern."""
LONG_NUMBER = DIGITS + "\0"
"""What `needs` of rules that look for six digits or more, at most five of `BETWEEN_DIGITS` between each two of them."""
NEVER = r"(?!)"
ANY_KIND = frozenset(UnitKind)
VALUES = frozenset({UnitKind.TEXT, UnitKind.CELL})
NUMBERS = VALUES | {UnitKind.DISGUISED}


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A place in a view's text that a rule objects to.

    Args:
        start: with `end`, the half-open range in `View.text`; never empty.
        message: a Chinese sentence without the value.
        evidence: the value, masked.
        severity: where the context makes it milder or graver than the rule; None for the rule's own.
    """

    start: int
    end: int
    message: str
    evidence: str
    severity: Severity | None = None


Check = Callable[[View], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check with its name in the contract; the engine asks `kinds` and `gate` first, which must be cheap."""

    name: str
    severity: Severity
    check: Check
    gate: re.Pattern[str]
    cell_gate: re.Pattern[str]
    cell_label: re.Pattern[str]
    label_gate: re.Pattern[str]
    fix: str
    source: str
    kinds: frozenset[UnitKind]
    once_per_row: bool
    claims: bool
    needs: str
    __doc__: str | None = None


def rule(
    name: str,
    severity: Severity,
    *,
    gate: str,
    fix: str,
    source: str,
    cell_gate: str = "",
    cell_label: str = "",
    label_gate: str = "",
    kinds: frozenset[UnitKind] = VALUES,
    once_per_row: bool = False,
    claims: bool = False,
    needs: str = "",
) -> Callable[[Check], Rule]:
    """Make a rule of a function; a line in `rules/__init__.py` registers it.

    Args:
        name: as in the contract, stable for ever.
        gate: a pattern without which no text can hit.
        cell_gate: a narrower one for a table's cells, of which a long list has a million; as `gate` if not given.
        cell_label: in cells whose label matches, and in those without a label, `gate` is asked for and not `cell_gate`.
        label_gate: asked for in cells whose label matches; as `gate` if not given.
        severity: what it holds back, unless a hit says otherwise.
        fix: what may be done about a hit: mask, remove, accept or none.
        source: the clause.
        kinds: the units that it reads.
        once_per_row: report only the first hit in a table's row.
        claims: a value it names belongs to it, so that no later rule of the table names the same characters.
        needs: characters of which every text that passes its gates has one; empty where none can be named; `DIGITS` and
            `LONG_NUMBER` are looked for once for all rules.
    """

    def wrap(check: Check) -> Rule:
        return Rule(
            name,
            severity,
            check,
            re.compile(gate),
            re.compile(cell_gate or gate),
            re.compile(cell_label or NEVER),
            re.compile(label_gate or gate),
            fix,
            source,
            kinds,
            once_per_row,
            claims,
            needs,
            check.__doc__,
        )

    return wrap


class Gatherer(Protocol):
    """A rule that must have seen the whole file: it is made anew for each."""

    def see(self, view: View) -> None:
        """Take note of a view whose text passed the gate."""

    def finish(self) -> Iterator[tuple[View, Hit]]:
        """Yield what it objects to, with the view in which it stands."""


@dataclass(frozen=True, slots=True)
class GatheringRule:
    """A class of gatherers with its name in the contract."""

    name: str
    severity: Severity
    gatherer: Callable[[], Gatherer]
    gate: re.Pattern[str]
    fix: str
    source: str
    __doc__: str | None = None


def gathering_rule(
    name: str, severity: Severity, *, gate: str, fix: str, source: str
) -> Callable[[type[Gatherer]], GatheringRule]:
    """Make a rule of a class of gatherers; the arguments are those of `rule`."""

    def wrap(gatherer: type[Gatherer]) -> GatheringRule:
        return GatheringRule(name, severity, gatherer, re.compile(gate), fix, source, gatherer.__doc__)

    return wrap
