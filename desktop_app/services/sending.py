"""What is due goes to its portals: claimed and written down in groups, several requests under way where a portal can.

The disk is written to twice for a group and not twice for an item. A program that dies in between has written nothing
of the group: every item of it is looked for at the portal before it is sent again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.outbox.errors import Unanswered
from desktop_app.core.outbox.job import SENDABLE_STATES, Job, JobState
from desktop_app.core.outbox.retry import decide
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import Progress
from desktop_app.services.delivery import ChangedByOthers, Delivered, Delivery
from desktop_app.services.lanes import in_lanes
from desktop_app.services.outcomes import Outcomes
from desktop_app.services.ports import Clock, OpenPortal, Workspace

_LEASE = timedelta(seconds=90)
"""How long a sender may be silent before another takes over; longer than one request may take."""
_FEWEST, _MOST = 4, 128
"""Jobs that are claimed together: more while they go fast, so that a slow portal's wait is free to be taken over."""
_PULSE_S = 0.25
"""The longest that what is done waits to be written down while the next one ends; how often a pause is looked for."""
_LEAST_WAIT = 0.75
"""Waits are shortened by up to a quarter, at random, so that offices do not all knock at the same moment."""
_STOPPED = "已停止发送，可以随时重试。"
_SURPRISED = (
    "发送这一条时程序出了意外（{}）；可能已经送到，稍后会先查找再重试。总是这样，请把诊断信息发给技术人员。"
)


class _NotOurs(Exception):
    """Somebody paused the job, or another sender took it over."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """One job after its turn at the portal.

    Args:
        before: the job as it was before it was claimed.
        came: of it; None where it was never begun, or was not ours any more.
    """

    before: Job
    came: Delivered | AppError | Cancelled | None


class Sending:
    """Sends jobs.

    Args:
        chance: from 0 to 1, for waits that differ.
        pulse: seconds that only go forward.
    """

    def __init__(
        self,
        workspace: Workspace,
        open_portal: OpenPortal,
        outcomes: Outcomes,
        clock: Clock,
        chance: Callable[[], float],
        pulse: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workspace = workspace
        self._open_portal = open_portal
        self._outcomes = outcomes
        self._clock = clock
        self._chance = chance
        self._pulse = pulse
        self._delivery = Delivery(workspace)

    def run(self, progress: Progress) -> list[Job]:
        """Send all that is due; a portal's trouble is written into its job, and the next job is tried.

        What becomes due while this runs is left for the next run; what is queued meanwhile is sent too.

        Returns:
            the jobs that were tried, as they stand now.
        """
        begun, count = self._clock(), _FEWEST
        turn = _Turn(self._open_portal, progress, self._workspace.due_count(begun))
        tried: list[Job] = []
        while claimed := self._claim(self._workspace.due_jobs, begun, count):
            since = self._pulse()
            tried += self._send(claimed, turn)
            is_fast = self._pulse() - since < _PULSE_S
            count = min(count * 2, _MOST) if is_fast else max(count // 2, _FEWEST)
        return tried

    def send(self, job: Job, progress: Progress) -> Job:
        """Send one job now and return how it stands; one that needs nothing more is left alone."""
        if job.state in SENDABLE_STATES:
            claimed = self._claim(lambda _now, _count: [job], self._clock(), 1)
            self._send(claimed, _Turn(self._open_portal, progress, 1))
        return self._workspace.job(job.id)

    def _claim(
        self, wanted: Callable[[datetime, int], Sequence[Job]], due_at: datetime, count: int
    ) -> list[Job]:
        """Return those of the wanted jobs that are ours now, as they were before; one transaction for all."""
        now = self._clock()
        with self._workspace.together():
            jobs = wanted(due_at, count)
            return [job for job in jobs if self._workspace.claim(job, now, _LEASE) is not None]

    # ── a group ────────────────────────────

    def _send(self, jobs: Sequence[Job], turn: _Turn) -> list[Job]:
        """Send claimed jobs, and write down together what ended within a pulse; the first stop stops all."""
        settled: list[Job] = []
        group: list[_Ended] = []
        since, left = self._pulse(), {job.id: job for job in jobs}
        for ended in in_lanes(lambda job: self._attempt(job, turn), self._lanes(jobs, turn)):
            if ended.came is not None:
                left.pop(ended.before.id)
            group.append(ended)
            if self._pulse() - since >= _PULSE_S:
                settled += self._write_down(group)
                group, since = [], self._pulse()
        settled += self._write_down(group)
        if turn.is_stopped:
            self._give_back(list(left.values()))
            raise Cancelled
        return settled

    def _lanes(self, jobs: Sequence[Job], turn: _Turn) -> list[Iterator[Job]]:
        """Return each portal's jobs, as often as it may be sent items at the same time."""
        by_portal: dict[str, list[Job]] = {}
        for job in jobs:
            by_portal.setdefault(job.portal, []).append(job)
        lanes: list[Iterator[Job]] = []
        for name, own in by_portal.items():
            lanes += [turn.while_wanted(own)] * min(self._at_once(name, turn), len(own))
        return lanes

    def _at_once(self, name: str, turn: _Turn) -> int:
        try:
            return turn.open(name).at_once
        except AppError:
            return 1  # each of its jobs will say so

    def _give_back(self, jobs: Sequence[Job]) -> None:
        """Let jobs that were claimed and never begun stand as they stood."""
        with self._workspace.together():
            for job in jobs:
                state = JobState.WAITING if job.state is JobState.WAITING else JobState.UNCERTAIN
                self._workspace.release(job.claimed, state)

    # ── one job ────────────────────────────

    def _attempt(self, job: Job, turn: _Turn) -> _Ended:
        try:
            self._hold(job)
            turn.begin(job)
        except (_NotOurs, Cancelled):
            return _Ended(job, None)
        try:
            portal = turn.open(job.portal)
            return _Ended(job, self._delivery.run(portal, job, self._held(job, turn)))
        except _NotOurs:
            return _Ended(job, None)
        except (Cancelled, AppError) as error:
            return _Ended(job, error)
        except Exception as error:  # one item's surprise must not hold up the others
            return _Ended(job, Unanswered(_SURPRISED.format(type(error).__name__)))

    def _hold(self, job: Job) -> None:
        if not self._workspace.hold(job.claimed, self._clock(), _LEASE):
            raise _NotOurs

    def _held(self, job: Job, turn: _Turn) -> Progress:
        """Return a progress that keeps the job ours, and stops it where it is not any more."""
        since = self._pulse()

        def report(what: str, share: float) -> None:
            nonlocal since
            if self._pulse() - since >= _PULSE_S:
                self._hold(job)
                since = self._pulse()
            turn.report(what, share)

        return report

    # ── writing down ────────────────────────────

    def _write_down(self, group: Sequence[_Ended]) -> list[Job]:
        with self._workspace.together():
            return [job for job in map(self._written, group) if job is not None]

    def _written(self, ended: _Ended) -> Job | None:
        claimed = ended.before.claimed
        match ended.came:
            case Delivered() as done:
                return self._outcomes.record(claimed, done)
            case None:
                return None
            case failure:
                return self._failed(claimed, failure)

    def _failed(self, claimed: Job, failure: AppError | Cancelled) -> Job:
        """Write down why; whoever paused the job or took it over meanwhile knows better."""
        now = self._workspace.job(claimed.id)
        if (now.state, now.attempts) != (JobState.SENDING, claimed.attempts):
            return now
        match failure:
            case Cancelled():
                return self._workspace.settle(claimed, JobState.UNCERTAIN, _STOPPED)
            case ChangedByOthers():
                return self._workspace.settle(claimed, JobState.CHANGED, str(failure))
        decision = decide(failure, claimed.attempts)
        return self._outcomes.give_up(claimed, decision.state, str(failure), self._next_at(decision.wait_s))

    def _next_at(self, wait_s: float | None) -> datetime | None:
        share = _LEAST_WAIT + (1 - _LEAST_WAIT) * self._chance()
        return None if wait_s is None else self._clock() + timedelta(seconds=wait_s * share)


class _Turn:
    """What one run over the outbox shares: its portals, each opened once, and what a person is told.

    Args:
        total: how many jobs are due.
    """

    def __init__(self, open_portal: Callable[[str], Portal], progress: Progress, total: int) -> None:
        self.open = lru_cache(open_portal)
        self._progress = progress
        self.is_stopped = False
        self._total = max(total, 1)
        self._number = 0

    def report(self, what: str, share: float) -> None:
        """Tell the person; a stop stops all lanes."""
        try:
            self._progress(what, share)
        except Cancelled:
            self.is_stopped = True
            raise

    def begin(self, job: Job) -> None:
        """Tell that a job's turn has come."""
        self.report(f"发送“{job.title}”", min(self._number / self._total, 1.0))
        self._number += 1

    def while_wanted(self, jobs: Sequence[Job]) -> Iterator[Job]:
        """Yield jobs until somebody stopped."""
        for job in jobs:
            if self.is_stopped:
                return
            yield job
