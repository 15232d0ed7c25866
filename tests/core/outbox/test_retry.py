from __future__ import annotations

import pytest

from desktop_app.core.errors import OutsideError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.job import JobState
from desktop_app.core.outbox.retry import decide


@pytest.mark.parametrize(
    ("error", "attempts", "state", "wait_s"),
    [
        (RetryLater("忙"), 1, JobState.WAITING, 30),
        (RetryLater("忙"), 3, JobState.WAITING, 120),
        (RetryLater("忙"), 30, JobState.WAITING, 1800),
        (RetryLater("忙", after_s=90), 1, JobState.WAITING, 90),
        (RetryLater("忙", after_s=5), 1, JobState.WAITING, 30),
        (Unanswered("断"), 2, JobState.UNCERTAIN, 60),
        (NeedsLogin("口令"), 1, JobState.NEEDS_LOGIN, None),
        (Rejected("退回"), 1, JobState.REJECTED, None),
        (OutsideError("别的"), 1, JobState.REJECTED, None),
    ],
)
def test_each_trouble_has_its_next_step(
    error: OutsideError, attempts: int, state: JobState, wait_s: float | None
):
    decision = decide(error, attempts)

    assert (decision.state, decision.wait_s) == (state, wait_s)
