"""What a reader raises where it cannot go on."""

from __future__ import annotations

from desktop_app.core.checks.concealment import Concealment
from desktop_app.core.errors import UserError


class Unreadable(UserError):
    """A file, or a part of one, cannot be vouched for.

    Args:
        how: one of the `unreadable.*` concealments.
        reason: a Chinese clause without its full stop and without anything out of the file.
    """

    code = "U410"

    def __init__(self, how: Concealment, reason: str) -> None:
        super().__init__(how.message.format(label=reason))
        self.how = how
        self.reason = reason
