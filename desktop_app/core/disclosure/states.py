"""Where a disclosure stands, and which verb leads where: one table."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.core.errors import UserError


class State(StrEnum):
    """The states of a disclosure, in the order of its way."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    QUEUED = "queued"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


STATE_WORDS = {
    State.DRAFT: "草稿",
    State.IN_REVIEW: "待审",
    State.APPROVED: "已审",
    State.QUEUED: "待发送",
    State.PUBLISHED: "已公开",
    State.WITHDRAWN: "已撤回",
    State.REPLACED: "已被替换",
}


class WrongState(UserError):
    """The verb is not for this state."""

    code = "D201"


_MOVES: dict[tuple[State, str], State] = {
    (State.DRAFT, "edit"): State.DRAFT,
    (State.DRAFT, "submit"): State.IN_REVIEW,
    (State.IN_REVIEW, "edit"): State.DRAFT,
    (State.IN_REVIEW, "approve"): State.APPROVED,
    (State.IN_REVIEW, "send_back"): State.DRAFT,
    (State.APPROVED, "edit"): State.DRAFT,
    (State.APPROVED, "queue"): State.QUEUED,
    (State.APPROVED, "post"): State.PUBLISHED,
    (State.QUEUED, "deliver"): State.PUBLISHED,
    (State.QUEUED, "refuse"): State.APPROVED,
    (State.PUBLISHED, "withdraw"): State.WITHDRAWN,
    (State.PUBLISHED, "give_way"): State.REPLACED,
}

_VERB_WORDS = {
    "edit": "修改",
    "submit": "送审",
    "approve": "通过",
    "send_back": "退回",
    "queue": "发布",
    "post": "登记张贴",
    "deliver": "登记回执",
    "refuse": "退回发布",
    "withdraw": "撤回",
    "give_way": "登记替换",
}


def move(state: State, verb: str) -> State:
    """Return the state after a verb.

    Raises:
        WrongState: the verb is not for this state.
    """
    try:
        return _MOVES[state, verb]
    except KeyError:
        raise WrongState(f"这条信息现在是“{STATE_WORDS[state]}”，不能{_VERB_WORDS[verb]}。") from None


def allows(state: State, verb: str) -> bool:
    """Say whether the verb is for this state."""
    return (state, verb) in _MOVES
