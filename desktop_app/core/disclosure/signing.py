"""Sign-offs: read from the story, where nobody can slip one in, and good for the sealed content alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from desktop_app.core.disclosure.route import ReviewStep, Route
from desktop_app.core.disclosure.story import Event, is_intact

Manner = Literal["named", "password", "paper", "stated"]
"""How it is known who signed: the name was typed, a password proved it, a signed sheet shows it, or a file says so."""

SIGN: Final = "sign"
APPROVE: Final = "approve"
"""Verbs of the story: a reading that others follow, and the last one."""

_SIGNING = (SIGN, APPROVE)


@dataclass(frozen=True, slots=True)
class SignOff:
    """One signature.

    Args:
        step: id of the route's step; empty where a file stated the review as a whole.
        seal: digest of the content that was read.
        alone: why no second person read it; empty where one did.
        scan: SHA-256 of the signed sheet's scan; empty unless signed on paper.
        accepted: ids of the decisions on findings that stood before the signer.
    """

    step: str
    who: str
    at: datetime
    seal: str
    manner: Manner = "named"
    alone: str = ""
    scan: str = ""
    accepted: tuple[str, ...] = ()


def sign_offs(events: Iterable[Event], seal: str) -> list[SignOff]:
    """Return the signatures that hold for a content; those of other contents hold for nothing any more.

    An event whose digest does not fit its words is no signature.
    """
    return [
        SignOff(
            step=str(event.data.get("step", "")),
            who=str(event.data.get("by", "")),
            at=event.at,
            seal=seal,
            manner=event.data.get("manner", "stated"),
            alone=str(event.data.get("alone", "")),
            scan=str(event.data.get("scan", "")),
            accepted=tuple(map(str, event.data.get("accepted", ()))),
        )
        for event in events
        if event.verb in _SIGNING and event.data.get("seal") == seal and is_intact(event)
    ]


def next_step(route: Route, signed: Sequence[SignOff]) -> ReviewStep | None:
    """Return the reading whose turn it is; None where all have signed."""
    done = {one.step for one in signed}
    return next((step for step in route.steps if step.id not in done), None)


def is_approved(events: Iterable[Event], seal: str) -> bool:
    """Say whether the story holds the last signature under a content."""
    return any(
        event.verb == APPROVE and event.data.get("seal") == seal and is_intact(event) for event in events
    )
