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


class Act(StrEnum):
    """What not everybody may do."""

    WRITE = "write"
    SIGN = "sign"
    PUBLISH = "publish"
    ADMINISTER = "administer"


ACT_WORDS = {
    Act.WRITE: "起草和修改",
    Act.SIGN: "审核签字",
    Act.PUBLISH: "发布和撤回",
    Act.ADMINISTER: "登记人员、重设密码",
}

MAY: dict[Role, frozenset[Act]] = {
    Role.CLERK: frozenset({Act.WRITE, Act.PUBLISH}),
    Role.REVIEWER: frozenset({Act.SIGN}),
    Role.ADMINISTRATOR: frozenset({Act.ADMINISTER}),
}
"""What each role may do; whoever has several may do what any of them may."""


def words_of(role: Role) -> str:
    """Return in Chinese what a role may do."""
    return "、".join(ACT_WORDS[act] for act in Act if act in MAY[role])


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

    def may(self, act: Act) -> bool:
        """Say whether one of this person's roles allows it."""
        return self.is_active and any(act in MAY[role] for role in self.roles)

    def may_sign(self, step: str) -> bool:
        """Say whether this person's signature counts at a review step."""
        return self.may(Act.SIGN) and (not self.steps or step in self.steps)
