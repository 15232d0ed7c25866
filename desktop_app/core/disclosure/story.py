"""The story: everything that happened, append-only, each event chained to the one before by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

GENESIS = "0" * 64
"""What the first event is chained to."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Args:
        number: from 1, without gaps.
        verb: `create`, `edit`, `submit`, `sign`, `approve`, `send_back`, `queue`, `post`, `deliver`, `refuse`,
            `withdraw`, `print` …
        who: the person, as the office calls them.
        data: facts of the event, JSON; never the disclosure's own text.
        previous: digest of the event before.
    """

    number: int
    at: datetime
    verb: str
    disclosure: str
    who: str
    data: Mapping[str, Any] = field(default_factory=dict)
    previous: str = GENESIS
    digest: str = ""


def chained(event: Event, previous: str) -> Event:
    """Return the event with its place in the chain."""
    linked = replace(event, previous=previous, digest="")
    return replace(linked, digest=_digest(linked))


def is_intact(event: Event) -> bool:
    """Say whether an event still says what it said when it was told."""
    return event.digest == _digest(event)


def first_break(events: Iterable[Event]) -> Event | None:
    """Return the first event that does not follow from the one before, or None where the chain is whole."""
    previous = GENESIS
    for number, event in enumerate(events, start=1):
        if event.number != number or event.previous != previous or not is_intact(event):
            return event
        previous = event.digest
    return None


def written(event: Event) -> str:
    """Return the canonical words of an event, over which its digest is taken."""
    parts = [
        event.number,
        event.at.isoformat(),
        event.verb,
        event.disclosure,
        event.who,
        dict(event.data),
        event.previous,
    ]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(event: Event) -> str:
    return hashlib.sha256(written(event).encode()).hexdigest()
