"""Answers in, `required.missing` and `required.invalid` out: everything that a form's own rules find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.forms.answers import Answers, cells
from desktop_app.core.forms.kinds import KINDS, Fault, is_empty
from desktop_app.core.forms.rules import Judged, is_broken, wording
from desktop_app.core.forms.spec import Column, Field, Rule
from desktop_app.core.forms.values import Row

MISSING = "required.missing"
INVALID = "required.invalid"

_TIERS = ("save", "preview", "publish")


def form_findings(answers: Answers, tier: str = "publish") -> list[Finding]:
    """Return all that the form's rules find, in the order of the screen.

    Args:
        tier: rules up to this tier are judged; required fields are asked for only at `publish`.
    """
    ordered = (key for step in answers.form.spec.steps for key in step.fields)
    return [finding for key in ordered for finding in field_findings(answers, key, tier)]


def field_findings(answers: Answers, key: str, tier: str = "publish") -> list[Finding]:
    """Return what is wrong with one field; a hidden field has no findings."""
    if not answers.is_visible(key):
        return []
    asked, raw = answers.form.fields[key], answers.values.get(key)
    place = Place(field=f"values.{key}")
    if is_empty(raw):
        missing = tier == "publish" and answers.is_required(key)
        return [_missing(asked.label, asked.help, asked.source, place)] if missing else []
    if fault := _fault(asked, raw):
        return [_invalid(f"“{asked.label}”{fault}", place, asked.source)]
    judged = (
        _judge(answers, rule, asked.label, answers.typed(key), place) for rule in _due(asked.rules, tier)
    )
    found = [finding for finding in judged if finding is not None]
    return [*found, *_table_findings(answers, key, asked, tier)]


def _table_findings(answers: Answers, key: str, asked: Field, tier: str) -> Iterator[Finding]:
    if asked.kind != "table":
        return
    for number, row, raw in cells(answers, key):
        for name, column in asked.columns.items():
            place = Place(field=f"values.{key}.{number}.{name}", row=number + 1)
            label = f"{asked.label}”第 {number + 1} 行“{column.label}"
            yield from _cell_findings(answers, column, row, raw.get(name), place, label, tier)


def _cell_findings(
    answers: Answers, column: Column, row: Row, raw: Any, place: Place, label: str, tier: str
) -> Iterator[Finding]:
    if is_empty(raw):
        if tier == "publish" and answers.cell_required(column, row):
            yield _missing(label, column.help, "", place)
        return
    if fault := _fault(column, raw):
        yield _invalid(f"“{label}”{fault}", place, "")
        return
    value = KINDS[column.kind].typed(raw, column)
    for rule in _due(column.rules, tier):
        if finding := _judge(answers, rule, label, value, place, row):
            yield finding


def _due(rules: tuple[Rule, ...], tier: str) -> Iterator[Rule]:
    return (rule for rule in rules if _TIERS.index(rule.tier) <= _TIERS.index(tier))


def _fault(asked: Field | Column, raw: Any) -> str | None:
    try:
        KINDS[asked.kind].typed(raw, asked)
    except Fault as fault:
        return f"填得不对：{fault}"
    return None


def _judge(
    answers: Answers, rule: Rule, label: str, value: Any, place: Place, row: Row | None = None
) -> Finding | None:
    names: Mapping[str, Any] = answers.names if row is None else {**answers.names, "row": row}
    other = (answers.names if row is None else row).get(rule.other)
    judged = Judged(value, rule, other, names)
    if not is_broken(judged):
        return None
    message = wording(judged, label, _other_label(answers, rule, place))
    return Finding(INVALID, Severity(rule.level), message, place, source=rule.source)


def _other_label(answers: Answers, rule: Rule, place: Place) -> str:
    fields = answers.form.fields
    if not rule.other:
        return ""
    if place.row is not None and place.field is not None:
        return fields[place.field.split(".")[1]].columns[rule.other].label
    return fields[rule.other].label


def _missing(label: str, help_text: str, source: str, place: Place) -> Finding:
    what = f"“{label}”没有填写。"
    return Finding(MISSING, Severity.BLOCK, f"{what}{help_text}" if help_text else what, place, source=source)


def _invalid(message: str, place: Place, source: str) -> Finding:
    return Finding(INVALID, Severity.BLOCK, message, place, source=source)
