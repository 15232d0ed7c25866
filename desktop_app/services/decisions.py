"""Deciding on findings: taken as they are with a written reason, shown to the reviewer, respected by the gate."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.checks.unit import Unit
from desktop_app.core.disclosure.decision import (
    ACCEPT,
    Decision,
    Judged,
    answered_for,
    can_accept,
    judged,
    mark,
)
from desktop_app.core.disclosure.signing import sign_offs
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.core.errors import UserError
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.ports import Clock, Workspace

_ATTACHMENTS = "attachments"
_SHORTEST = 4


class ReasonMissing(UserError):
    """Nobody takes a finding as it is without a reason."""

    code = "C120"
    hint = "请写清为什么可以公开、依据是什么，审查人会看到。"


class ReasonTelling(UserError):
    """The reason repeats what must not leave; the record is printed and kept."""

    code = "C121"
    hint = "理由会记进办理经过，不要写身份证号、手机号等号码。"


class CannotAccept(UserError):
    """A finding that nobody may take as it is."""

    code = "C122"
    hint = "这一处只能改正，不能接受。"


class Decisions:
    """What people decide about findings."""

    def __init__(self, workspace: Workspace, drafts: Drafts, clock: Clock) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._clock = clock

    def of(self, item_id: str) -> list[Decision]:
        """Return what was decided about a disclosure, oldest first."""
        return self._workspace.decisions.of(item_id)

    def judge(self, opened: Opened, findings: Iterable[Finding]) -> Judged:
        """Sort findings by whether somebody decided on them, whoever it was."""
        return judge(opened, findings, self.of(opened.item.id))

    def held(self, opened: Opened, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings without those for which a reviewer answers: what the gate is asked about."""
        item = opened.item
        events = self._workspace.events(item.id)
        signed = sign_offs(events, item.sealed) if item.sealed else []
        good = answered_for(self.of(item.id), events, signed, item.author)
        return judge(opened, findings, good).open

    def accept(self, opened: Opened, findings: Sequence[Finding], reason: str, who: str) -> Decision:
        """Take findings of one kind as they are.

        Args:
            findings: equal but for their places; at least one.
            reason: why, for the reviewer and the record.

        Raises:
            ReasonMissing: there is none.
            ReasonTelling: it repeats a number.
            CannotAccept: the finding must be mended.
            WrongState: it is approved or gone already.
        """
        first = findings[0]
        if not all(can_accept(finding) for finding in findings):
            raise CannotAccept(first.message)
        if len(reason.strip()) < _SHORTEST:
            raise ReasonMissing("还没有写理由。")
        if any(one.severity is not Severity.NOTE for one in check_units([Unit(reason)])):
            raise ReasonTelling("理由里有不该写的内容。")
        item = self._workspace.item(opened.item.id)
        if item.state not in (State.DRAFT, State.IN_REVIEW):
            raise WrongState("审定以后不能再接受检查结果，请点“修改”后重新送审。")
        decision = Decision(
            id=secrets.token_hex(8),
            item=item.id,
            rule=first.rule,
            words=first.message,
            evidence=first.evidence,
            reason=reason.strip(),
            who=who,
            at=self._clock(),
            marks=frozenset(_mark(opened, finding) for finding in findings),
        )
        facts: dict[str, Any] = {
            "id": decision.id,
            "rule": first.rule,
            "what": first.message,
            "evidence": first.evidence,
            "count": len(findings),
            "reason": decision.reason,
            "by": who,
        }
        with self._workspace.together():
            self._workspace.decisions.add(decision)
            self._drafts.tell(item, ACCEPT, facts)
        return decision

    def take_back(self, item_id: str, decision_id: str, who: str) -> None:
        """Ask about findings again that somebody took as they were."""
        item = self._workspace.item(item_id)
        with self._workspace.together():
            self._workspace.decisions.drop(decision_id)
            self._drafts.tell(item, "reopen", {"id": decision_id, "by": who})


def judge(opened: Opened, findings: Iterable[Finding], decisions: Sequence[Decision]) -> Judged:
    """Sort findings by these decisions; the workspace is not asked."""
    return judged(findings, decisions, lambda finding: _mark(opened, finding))


def _mark(opened: Opened, finding: Finding) -> str:
    steps = (finding.place.field or "").split(".")
    if steps[0] == _ATTACHMENTS and len(steps) > 1 and steps[1].isdigit():
        files = opened.item.attachments
        number = int(steps[1])
        return mark(finding, files[number].sha256 if number < len(files) else "")
    return mark(finding, _at(opened.answers.values, steps[1:]))


def _at(value: Any, steps: Sequence[str]) -> Any:
    """Return what stands at a path within the answers; None where nothing does."""
    for step in steps:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value
