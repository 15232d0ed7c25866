"""What a package holds although checks hold it back: the gate let it out, and the other side has to know why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Decision, can_accept

_BY_RULE = "按本单位的规则可以公开"


class LetOut(msgspec.Struct, frozen=True):
    """One finding for which somebody answers where the package was made.

    Args:
        part: name of the file in which it stands, as checks are shown it.
        words: the finding's message, which never has the value.
        evidence: masked.
    """

    part: str
    rule: str
    evidence: str
    words: str
    reason: str

    def is_about(self, part: str, finding: Finding) -> bool:
        """Say whether a finding on the other side is this one."""
        same = (self.part, self.rule, self.evidence) == (part, finding.rule, finding.evidence)
        return same and can_accept(finding)


def let_out(found: Iterable[tuple[str, Finding]], decisions: Sequence[Decision]) -> tuple[LetOut, ...]:
    """Return, for findings in what the gate has let out, who answers for each: a decision, or the county's rules.

    Args:
        found: each with the name of its part.
    """
    reasons = {(one.rule, one.evidence): f"{one.reason}（{one.who}）" for one in decisions}
    listed = (
        LetOut(
            part,
            one.rule,
            one.evidence,
            one.message,
            reasons.get((one.rule, one.evidence), _BY_RULE),
        )
        for part, one in found
    )
    return tuple(dict.fromkeys(listed))
