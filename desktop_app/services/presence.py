"""Who else is at the same disclosure, so that two people talk before one of them has to give way."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desktop_app.services.ports import Clock, Workspace

SEEN_FOR = timedelta(seconds=45)
"""For so long a window that is no longer heard of counts as open: three times what the window calls by."""


@dataclass(frozen=True, slots=True)
class Company:
    """How it stands with a disclosure that is open here.

    Args:
        who: the others who have it open, by name.
        revision: as it is stored now; a later one than was read means that somebody has written meanwhile.
    """

    item: str
    who: tuple[str, ...]
    revision: int


class Presence:
    """What this window tells of itself, and hears of the others.

    Args:
        person: returns who works here.
    """

    def __init__(self, workspace: Workspace, person: Callable[[], str], clock: Clock) -> None:
        self._workspace = workspace
        self._person = person
        self._clock = clock
        self._session = secrets.token_hex(8)

    def at(self, item_id: str) -> Company:
        """Tell that a disclosure is open here, and return who else has it open.

        Raises:
            NotFound: somebody has thrown it away.
        """
        revision, now = self._workspace.item(item_id).revision, self._clock()
        self._workspace.presence.come(item_id, self._session, self._person() or "另一位同事", now)
        who = self._workspace.presence.others(item_id, self._session, now - SEEN_FOR)
        return Company(item_id, tuple(dict.fromkeys(who)), revision)

    def away(self) -> None:
        """Tell that nothing is open here any more."""
        self._workspace.presence.go(self._session, self._clock() - SEEN_FOR)
