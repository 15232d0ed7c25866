"""One disclosure while it is worked on: answers, flags, what was found and what each section still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.record import Item
from desktop_app.core.forms.judge import MISSING, field_findings
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.openness import OPENNESS_WORDS
from desktop_app.services.drafts import Opened
from desktop_app.ui.pages.form.release_fields import (
    OPENNESS,
    RELEASE_FIELDS,
    openness_of,
    review_value,
    with_review_value,
)

_VALUES = "values."


@dataclass(frozen=True, slots=True)
class SectionState:
    """What a section still lacks: fields that must be filled, and fields that must be changed."""

    missing: int
    wrong: int

    @property
    def words(self) -> str:
        """The state as the person reads it."""
        if self.missing:
            return f"缺 {self.missing} 项"
        return f"改 {self.wrong} 项" if self.wrong else "齐"

    @property
    def tone(self) -> str:
        """The state's colour."""
        return "red" if self.missing or self.wrong else "green"


class FormSession:
    """Holds what the form page edits; knows no widget and no service."""

    def __init__(self, opened: Opened) -> None:
        self.item: Item = opened.item
        self.form = opened.form
        self.answers = opened.answers
        self.migrated = opened.migrated
        self.openness = opened.item.openness
        self.review = opened.item.confidentiality
        self.asks_for_missing = False
        self.errors: dict[str, str] = {}
        self._visited: set[str] = set()

    # ── answers ─────────────────────────────────────────────────────────────────────────────────

    def value(self, key: str) -> Any:
        """Return the kept answer of a field, or what is settled of the release."""
        if key == OPENNESS:
            return OPENNESS_WORDS[self.openness] if self.openness else None
        return review_value(self.review, key) if key in RELEASE_FIELDS else self.answers.values.get(key)

    def set(self, key: str, raw: Any) -> frozenset[str]:
        """Keep an answer and return the keys of all fields whose look may have changed."""
        if key == OPENNESS:
            self.openness = openness_of(raw)
        elif key in RELEASE_FIELDS:
            self.review = with_review_value(self.review, key, raw)
        else:
            return self.answers.set(key, raw)
        return frozenset((key,))

    def is_visible(self, key: str) -> bool:
        """Say whether a field is shown."""
        return key in RELEASE_FIELDS or self.answers.is_visible(key)

    def is_required(self, key: str) -> bool:
        """Say whether a field must be filled."""
        if key in RELEASE_FIELDS:
            return RELEASE_FIELDS[key].required is True
        return self.answers.is_required(key)

    def snapshot(self) -> Opened:
        """Return everything as it is now, for work that goes on beside the typing."""
        item = replace(self.item, openness=self.openness, confidentiality=self.review)
        return Opened(item, self.form, self.answers.snapshot(), self.migrated)

    @property
    def limit_keys(self) -> frozenset[str]:
        """The fields whose dates the deadline is counted from."""
        limits = self.form.spec.time_limits
        return frozenset(limit.event_field for limit in limits if limit.event_field)

    # ── judging ─────────────────────────────────────────────────────────────────────────────────

    def visit(self, key: str) -> frozenset[str]:
        """Judge a field that was just left, and those seen before that are judged beside it.

        Returns:
            the keys whose sentence is another now.
        """
        self._visited.add(key)
        again = {one for one in self._visited if one == key or self._compares(one, key)}
        return frozenset(one for one in again if self._judge(one))

    def touch(self, keys: frozenset[str]) -> frozenset[str]:
        """Take back or renew the sentence of fields that change while it stands."""
        return frozenset(key for key in keys if self.errors.get(key) and self._judge(key))

    def take(self, findings: Sequence[Finding]) -> frozenset[str]:
        """Take over what a check found, for all fields at once; returns the keys whose sentence is another now."""
        found: dict[str, str] = {}
        for finding in findings:
            key = key_of(finding)
            if not key or key in found or finding.severity is not Severity.BLOCK:
                continue  # a list may have thousands, of which its field says the first
            if self._is_said(key, finding):
                found[key] = finding.message
        changed = {key for key in found.keys() | self.errors.keys() if found.get(key) != self.errors.get(key)}
        self.errors = found
        return frozenset(changed)

    def section_states(self) -> list[SectionState]:
        """Return what each step of the form lacks."""
        return [self._section_state(step.fields) for step in self.form.spec.steps]

    def section_state(self, number: int) -> SectionState:
        """Return what one step of the form lacks."""
        return self._section_state(self.form.spec.steps[number].fields)

    def release_state(self) -> SectionState:
        """Return what is not settled about the release."""
        missing = sum(self.is_required(key) and is_empty(self.value(key)) for key in RELEASE_FIELDS)
        return SectionState(missing, sum(key in self.errors for key in RELEASE_FIELDS))

    def _section_state(self, keys: Sequence[str]) -> SectionState:
        missing = [key for key in keys if self.is_required(key) and is_empty(self.value(key))]
        return SectionState(len(missing), sum(key in self.errors and key not in missing for key in keys))

    def _is_said(self, key: str, finding: Finding) -> bool:
        """What is missing is not held against fields that nobody came to yet, nor cells that the table marks."""
        if self.asks_for_missing:
            return True
        return finding.rule != MISSING and (key in self._visited or not is_empty(self.value(key)))

    def _judge(self, key: str) -> bool:
        if key in RELEASE_FIELDS or self.form.fields[key].kind == "table":
            return False  # judged with all others: a table may hold thousands of cells
        found = field_findings(self.answers, key)
        said = next((one.message for one in found if self._is_said(key, one)), "")
        before = self.errors.pop(key, "")
        if said:
            self.errors[key] = said
        return said != before

    def _compares(self, key: str, other: str) -> bool:
        if key in RELEASE_FIELDS:
            return False
        return any(
            other == rule.other or other in f"{rule.when} {rule.value}"
            for rule in self.form.fields[key].rules
        )


def key_of(finding: Finding) -> str:
    """Return the key of the field that a finding belongs to, "" where it belongs to none."""
    path = finding.place.field or ""
    if path.startswith(_VALUES):
        return path.split(".")[1]
    if path == "confidentiality":
        return next(key for key in RELEASE_FIELDS if key.startswith(path))
    return path if path in RELEASE_FIELDS else ""


def cell_of(path: str) -> tuple[int | None, str]:
    """Return the row, from 0, and the column that a dotted path points at within its field."""
    parts = path.split(".")
    if len(parts) < 4 or not parts[2].isdigit():
        return None, ""
    return int(parts[2]), parts[3]
