"""Every rule against its case file, and the table of rules against the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_app.core.checks import rules
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.rules import ALL, GATHERING
from desktop_app.core.checks.unit import Unit, UnitKind

CASES = Path(__file__).parent / "cases"
RULES = {rule.name: rule for rule in (*ALL, *GATHERING)}


def _cases(verdict: str) -> Iterator[Any]:
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)[verdict]:
            shown = case.get("text") or " / ".join(case["lines"][-2:])
            yield pytest.param(file.stem, case, id=f"{file.stem}: {shown[:40]}")


def _units(case: dict[str, Any]) -> list[Unit]:
    lines = case.get("lines") or [case["text"]]
    return [_unit(case, line, number) for number, line in enumerate(lines, 1)]


def _unit(case: dict[str, Any], text: str, number: int) -> Unit:
    is_cell = "label" in case and case.get("part") is None
    return Unit(
        text,
        Place(paragraph=None if is_cell else number, row=number if is_cell else None, part=case.get("part")),
        UnitKind(case.get("kind", "cell" if is_cell else "text")),
        label=case.get("label", ""),
        row=tuple(case.get("row", {}).items()),
        column=tuple(case.get("column", ())),
        published_contact="published_contact" in case,
    )


def _found(rule: str, case: dict[str, Any]) -> list[Finding]:
    return [finding for finding in check_units(_units(case)) if finding.rule == rule]


@pytest.mark.parametrize(("rule", "case"), list(_cases("bad")))
def test_bad_case_is_found(rule: str, case: dict[str, Any]) -> None:
    found = _found(rule, case)
    assert len(found) >= 1
    assert len(found) == int(case.get("count", len(found)))
    if "severity" in case:
        assert {finding.severity for finding in found} == {Severity(case["severity"])}


@pytest.mark.parametrize(("rule", "case"), list(_cases("good")))
def test_good_case_is_left_alone(rule: str, case: dict[str, Any]) -> None:
    assert _found(rule, case) == []


def test_every_file_in_the_folder_is_listed() -> None:
    folder = Path(rules.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    listed = {name.replace(".", "_").replace("-", "_") for name in RULES}
    assert files == listed


@pytest.mark.parametrize("name", RULES)
def test_every_rule_shows_what_is_bad_and_what_is_good(name: str) -> None:
    lines = (RULES[name].__doc__ or "").splitlines()
    assert any(line.strip().startswith("Bad:") for line in lines)
    assert any(line.strip().startswith("Good:") for line in lines)


def test_every_rule_has_a_case_file() -> None:
    assert {file.stem for file in CASES.glob("*.yaml")} == set(RULES)
