"""A job of the outbox: one item on its way to one portal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desktop_app.core.outbox.submission import Receipt


class JobKind(StrEnum):
    """What a job does at the portal."""

    PUBLISH = "publish"
    REPLACE = "replace"
    WITHDRAW = "withdraw"


KIND_WORDS = {JobKind.PUBLISH: "发布", JobKind.REPLACE: "替换", JobKind.WITHDRAW: "撤回"}


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    """Nothing of it has arrived; it may be sent."""
    SENDING = "sending"
    """Somebody is sending it; after a crash this is as good as uncertain."""
    UNCERTAIN = "uncertain"
    """It may have arrived: look before sending again."""
    DELIVERED = "delivered"
    """Published, read back and found equal."""
    DIFFERENT = "different"
    """Published, but what can be read there is not what was approved."""
    CHANGED = "changed"
    """Somebody else changed what the portal shows: a person must look before it is overwritten."""
    BY_HAND = "by_hand"
    """A person carries it into the portal's own form and gives the page's address."""
    PAUSED = "paused"
    NEEDS_LOGIN = "needs_login"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    """Another disclosure stands at its address."""
    GIVEN_UP = "given_up"
    """A person decided to leave the portal's page as it is."""


JOB_WORDS = {
    JobState.WAITING: "等待发送",
    JobState.SENDING: "正在发送",
    JobState.UNCERTAIN: "待核实",
    JobState.DELIVERED: "已核对",
    JobState.DIFFERENT: "内容不一致",
    JobState.CHANGED: "门户上改过",
    JobState.BY_HAND: "待录入",
    JobState.PAUSED: "已暂停",
    JobState.REPLACED: "已被替换",
    JobState.GIVEN_UP: "不再办理",
    JobState.NEEDS_LOGIN: "需要登录",
    JobState.REJECTED: "门户退回",
    JobState.WITHDRAWN: "已撤回",
}

OPEN_STATES = frozenset(
    {JobState.WAITING, JobState.SENDING, JobState.UNCERTAIN, JobState.NEEDS_LOGIN}
    | {JobState.PAUSED, JobState.CHANGED, JobState.BY_HAND}
)
"""Jobs that still want to be sent."""

SENDABLE_STATES = OPEN_STATES - {JobState.PAUSED, JobState.CHANGED, JobState.BY_HAND}
"""Jobs that may be sent without anybody's decision."""

SETTLED_STATES = frozenset({JobState.DELIVERED, JobState.WITHDRAWN, JobState.REPLACED, JobState.GIVEN_UP})
"""Jobs of which nothing more is wanted."""


@dataclass(frozen=True, slots=True)
class Job:
    """One item on its way to one portal; target and content were frozen when it was queued.

    Args:
        id: of the job; of a first publication the item's own.
        attempts: how often sending was begun.
        next_at: not before this moment, Beijing time; None means at once.
        message: Chinese sentence about the last attempt.
        key: by which the portal knows the item; a replacement has its original's.
        reason: told to the public: why it is replaced or withdrawn.
        is_forced: a person chose to overwrite what others changed at the portal.
        page: SHA-256 of the public page that is kept as evidence; empty where none is.
    """

    id: str
    item: str
    title: str
    portal: str
    state: JobState
    queued_at: datetime
    attempts: int = 0
    next_at: datetime | None = None
    message: str = ""
    receipt: Receipt | None = None
    kind: JobKind = JobKind.PUBLISH
    key: str = ""
    reason: str = ""
    is_urgent: bool = False
    is_forced: bool = False
    page: str = ""

    @property
    def may_have_arrived(self) -> bool:
        """Say whether the portal must be asked before anything is sent."""
        return self.state in (JobState.UNCERTAIN, JobState.SENDING) or self.attempts > 0

    @property
    def claimed(self) -> Job:
        """The job as its sender has it; the number of attempts tells one sender's claim from another's."""
        return replace(self, state=JobState.SENDING, attempts=self.attempts + 1)
