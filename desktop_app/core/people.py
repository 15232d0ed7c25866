"""Who works with the program, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person does."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


ROLE_WORDS = {Role.CLERK: "经办", Role.REVIEWER: "审核", Role.ADMINISTRATOR: "管理"}


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the office.

    Args:
        steps: ids of the review steps that they may sign; empty for any.
        secret: salted digest of the password; empty without one.
    """

    name: str
    roles: frozenset[Role]
    steps: frozenset[str] = frozenset()
    secret: str = field(default="", repr=False)
    is_active: bool = True

    def may_sign(self, step: str) -> bool:
        """Say whether this person's signature counts at a review step."""
        return self.is_active and Role.REVIEWER in self.roles and (not self.steps or step in self.steps)
