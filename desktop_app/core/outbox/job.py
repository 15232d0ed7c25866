"""A job of the outbox: one item on its way to one portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.core.outbox.submission import Receipt


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
    NEEDS_LOGIN = "needs_login"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


JOB_WORDS = {
    JobState.WAITING: "等待发送",
    JobState.SENDING: "正在发送",
    JobState.UNCERTAIN: "待核实",
    JobState.DELIVERED: "已核对",
    JobState.DIFFERENT: "内容不一致",
    JobState.NEEDS_LOGIN: "需要登录",
    JobState.REJECTED: "门户退回",
    JobState.WITHDRAWN: "已撤回",
}

OPEN_STATES = frozenset({JobState.WAITING, JobState.SENDING, JobState.UNCERTAIN, JobState.NEEDS_LOGIN})
"""Jobs that still want to be sent."""


@dataclass(frozen=True, slots=True)
class Job:
    """One item on its way to one portal; target and content were frozen when it was queued.

    Args:
        id: also the item's key at the portal.
        attempts: how often sending was begun.
        next_at: not before this moment, Beijing time; None means at once.
        message: Chinese sentence about the last attempt.
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

    @property
    def may_have_arrived(self) -> bool:
        """Say whether the portal must be asked before anything is sent."""
        return self.state in (JobState.UNCERTAIN, JobState.SENDING) or self.attempts > 0
