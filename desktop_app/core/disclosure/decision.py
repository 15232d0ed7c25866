"""Decisions on findings (接受检查结果): what is found and stays, with a written reason, until its text changes.

A clerk gives the reason; a reviewer answers for it by signing while it stands before them. What nobody can read needs
more: the reviewer's own words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from desktop_app.core.checks.exceptions import MARKING
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.signing import SignOff
from desktop_app.core.disclosure.story import Event, is_intact

ACCEPT: Final = "accept"
"""The verb by which the story tells of a decision."""
_UNREADABLE = "unreadable."
_FORMAL = "required."


@dataclass(frozen=True, slots=True)
class Decision:
    """Findings of one kind that a person takes as they are.

    Args:
        words: the finding's message, which never has the value.
        evidence: masked.
        marks: what it was decided about, see `mark`.
    """

    id: str
    item: str
    rule: str
    words: str
    evidence: str
    reason: str
    who: str
    at: datetime
    marks: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings, and those among them that were decided on.

    Args:
        open: still to be answered.
        accepted: decided, each with its decision.
    """

    open: list[Finding]
    accepted: list[tuple[Finding, Decision]]


def can_accept(finding: Finding) -> bool:
    """Say whether a person may take a finding as it is: no marking, nothing that the form or the law asks for."""
    return (
        finding.severity is not Severity.NOTE
        and finding.rule != MARKING
        and not finding.rule.startswith(_FORMAL)
        and not (finding.place.field or "").startswith("confidentiality")
    )


def needs_reviewer(rule: str) -> bool:
    """Say whether the clerk's word is not enough: nobody could read what is to go out."""
    return rule.startswith(_UNREADABLE)


def mark(finding: Finding, basis: Any) -> str:
    """Return what tells this finding from every other, and from itself after its text has changed.

    Args:
        basis: digest of the attachment, or the answer in which it was found; rows may move, their texts may not.
    """
    place = finding.place.as_json()
    path = str(place.pop("field", ""))
    if not path.startswith("attachments"):
        place.pop("row", None)
    steps = [step for step in path.split(".") if not step.isdigit()]
    parts = [finding.rule, steps, place, finding.evidence, basis]
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()


def judged(
    findings: Iterable[Finding], decisions: Sequence[Decision], mark_of: Callable[[Finding], str]
) -> Judged:
    """Sort findings by whether they were decided on."""
    known = {one: decision for decision in decisions for one in decision.marks}
    still_open: list[Finding] = []
    accepted: list[tuple[Finding, Decision]] = []
    for finding in findings:
        decision = known.get(mark_of(finding)) if known and can_accept(finding) else None
        if decision is None:
            still_open.append(finding)
        else:
            accepted.append((finding, decision))
    return Judged(still_open, accepted)


def answered_for(
    decisions: Iterable[Decision], events: Iterable[Event], signed: Iterable[SignOff], author: str
) -> list[Decision]:
    """Return the decisions that may let something out: told by the story, and signed for.

    Args:
        events: of the disclosure.
        signed: signatures that hold for its content as it is now.
        author: who wrote it.
    """
    told = {_told(event) for event in events if event.verb == ACCEPT and is_intact(event)}
    answering = {decision_id: one for one in signed for decision_id in one.accepted}
    return [
        decision
        for decision in decisions
        if (decision.id, decision.rule, decision.reason) in told
        and decision.id in answering
        and (
            not needs_reviewer(decision.rule) or decision.who != author or bool(answering[decision.id].alone)
        )
    ]


def _told(event: Event) -> tuple[str, str, str]:
    return str(event.data.get("id")), str(event.data.get("rule")), str(event.data.get("reason"))
