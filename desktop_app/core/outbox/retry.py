"""What becomes of a job after an attempt failed: a pure function."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import ByHand, NeedsLogin, RetryLater, Unanswered
from desktop_app.core.outbox.job import JobState

_FIRST_WAIT_S = 30.0
_LONGEST_OWN_WAIT_S = 1800.0
LONGEST_WAIT_S = 86_400.0
"""A day: no portal is believed that asks for more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The job's next state; `wait_s` is the pause before the next attempt, None where a person must act first."""

    state: JobState
    wait_s: float | None


def decide(error: AppError, attempts: int) -> Decision:
    """Return what to do after a failed attempt.

    Args:
        attempts: attempts begun so far, this one included; waits double from 30 s to half an hour.
    """
    wait_s = min(_FIRST_WAIT_S * 2 ** max(attempts - 1, 0), _LONGEST_OWN_WAIT_S)
    match error:
        case RetryLater():
            asked_s = error.after_s or 0.0
            return Decision(JobState.WAITING, max(wait_s, min(asked_s, LONGEST_WAIT_S)))
        case Unanswered():
            return Decision(JobState.UNCERTAIN, wait_s)
        case ByHand():
            return Decision(JobState.BY_HAND, None)
        case NeedsLogin():
            return Decision(JobState.NEEDS_LOGIN, None)
        case _:
            return Decision(JobState.REJECTED, None)
