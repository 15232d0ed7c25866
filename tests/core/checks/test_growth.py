"""Hostile texts: what a rule does grows with the text's length and no faster.

Judged by the shape of the patterns, not by a clock: a pattern backtracks without bound only where an unbounded
repeat stands within another, or right behind one that takes the same characters.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from desktop_app.core import checks

_UNBOUNDED = 1000
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")


def _patterns() -> Iterator[tuple[str, str]]:
    for module in pkgutil.walk_packages(checks.__path__, "desktop_app.core.checks."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name.rpartition('.')[2]}.{name}", value.pattern
            for part in ("gate", "cell_gate"):
                if isinstance(getattr(value, part, None), re.Pattern):
                    yield f"{module.name.rpartition('.')[2]}.{name}.{part}", getattr(value, part).pattern


def _deepest(tree: Any) -> int:
    """How many unbounded repeats stand within one another."""
    deepest = 0
    for operation, argument in tree:
        inner = max((_deepest(part) for part in _subtrees(argument)), default=0)
        is_unbounded = str(operation) in _REPEATS and argument[1] > _UNBOUNDED
        deepest = max(deepest, inner + is_unbounded)
    return deepest


def _subtrees(argument: Any) -> Iterator[Any]:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for part in argument:
            yield from _subtrees(part)


@pytest.mark.parametrize(
    ("name", "pattern"), [pytest.param(*one, id=one[0]) for one in sorted(set(_patterns()))]
)
def test_no_unbounded_repeat_stands_within_another(name: str, pattern: str) -> None:
    assert _deepest(parser.parse(pattern)) <= 1, name


def test_such_a_pattern_would_be_noticed() -> None:
    assert _deepest(parser.parse("(?:[0-9]+ ?)+x")) == 2


def test_an_endless_row_of_digits_asks_for_each_place_a_bounded_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop_app.core.checks.engine import check_units
    from desktop_app.core.checks.rules import pii_id_card
    from desktop_app.core.checks.unit import Unit

    asked: list[str] = []
    real = pii_id_card._is_identity  # noqa: SLF001 - the costly step of the rule
    monkeypatch.setattr(pii_id_card, "_is_identity", lambda *one: asked.append(one[0]) or real(*one))
    for digits in ("1 " * 20_000, "1" * 40_000, "12345 " * 7_000, "1\n" * 20_000):
        asked.clear()
        check_units([Unit(digits)])
        assert len(asked) <= len(digits)
