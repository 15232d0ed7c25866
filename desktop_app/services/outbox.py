"""The way out: gate, queue, portal, read back, receipt.

What was approved is frozen when it is queued, and exactly that is sent. After an answer that may have been lost the
portal is asked before anything is sent again, so nothing is published twice. What replaces and withdraws takes the
same way.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from desktop_app.core.disclosure.states import State, move
from desktop_app.core.disclosure.story import Verb
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.job import OPEN_STATES, SENDABLE_STATES, SETTLED_STATES, Job, JobKind, JobState
from desktop_app.core.outbox.submission import Portal, Submission
from desktop_app.core.outbox.succession import Link, Succession
from desktop_app.core.people import Act
from desktop_app.core.progress import Progress, silent
from desktop_app.services.delivery import Delivered
from desktop_app.services.drafts import Drafts
from desktop_app.services.frozen import freeze
from desktop_app.services.outcomes import Outcomes
from desktop_app.services.ports import Clock, OpenPortal, Workspace
from desktop_app.services.releases import Releases
from desktop_app.services.sending import Sending

_DONE_SHOWN = 500


class NotDelivered(UserError):
    """Only what a portal holds can be withdrawn or replaced."""

    code = "X101"


class ReasonMissing(UserError):
    """A withdrawal or a replacement tells the public why."""

    code = "X102"
    hint = "请写明理由，它会显示在原网址上。"


class ChangedSince(UserError):
    """What was refused is not what the disclosure is now."""

    code = "X103"
    hint = "请重新送审，通过后再发布。"


class Outbox:
    """Jobs on their way to portals.

    Args:
        chance: from 0 to 1, for waits that differ.
    """

    def __init__(
        self,
        workspace: Workspace,
        drafts: Drafts,
        releases: Releases,
        open_portal: OpenPortal,
        default_portal: Callable[[], str],
        clock: Clock,
        let: Callable[[Act], None],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._releases = releases
        self._open_portal = open_portal
        self._default_portal = default_portal
        self._clock = clock
        self._let = let
        self._outcomes = Outcomes(workspace, drafts, clock)
        self._sending = Sending(workspace, open_portal, self._outcomes, clock, chance)

    # ── queueing ────────────────────────────

    def queue(
        self,
        item_id: str,
        portal: str | None = None,
        progress: Progress = silent,
        *,
        is_urgent: bool = False,
    ) -> Job:
        """Put an approved disclosure into the outbox; nothing is sent yet.

        A successor of a published disclosure goes to its original's portal.

        Args:
            portal: name of a profile; the office's own where None.
            is_urgent: goes before others.

        Raises:
            HeldBack: the gate does not let it out.
            WrongState: it is not approved, or queued already.
        """
        self._let(Act.PUBLISH)
        link = self._workspace.successions.of(item_id)
        original = None if link is None else self._published_job(link.original)
        name = original.portal if original else portal or self._default_portal()
        self._open_portal(name)  # a name that leads nowhere is said now, not when the network is there
        opened = self._drafts.open(item_id)
        state = move(opened.item.state, "queue")
        release = self._releases.release(opened, progress)
        submission = self._releases.submission(opened, release, self._releases.contents(opened), progress)
        if link is not None and original is not None:
            submission = _as_successor(submission, link, original)
        job = Job(
            id=item_id,
            item=item_id,
            title=opened.item.title,
            portal=name,
            state=JobState.WAITING,
            queued_at=self._clock(),
            kind=_kind_of(link),
            key=submission.key,
            reason=submission.reason,
            is_urgent=is_urgent,
        )
        with self._workspace.together():
            self._workspace.add_job(job, freeze(self._workspace, submission, release.seal))
            self._workspace.save_item(replace(opened.item, state=state))
            self._drafts.tell(opened.item, "queue", {"portal": job.portal, "seal": release.seal})
        return job

    def withdraw(self, item_id: str, reason: str, progress: Progress = silent) -> Job:
        """Take a published disclosure down: queued like any other job, and sent at once where that is possible.

        Raises:
            NotDelivered: no portal holds it.
        """
        job = self.queue_withdrawal(item_id, reason)
        return self.send(job.id, progress)

    def queue_withdrawal(self, item_id: str, reason: str) -> Job:
        """Put a withdrawal into the outbox; one that waits already is returned."""
        self._let(Act.PUBLISH)
        if not reason.strip():
            raise ReasonMissing("撤回要写理由。")
        published = self._published_job(item_id)
        waiting = next((one for one in self._jobs_about(published) if one.state in OPEN_STATES), None)
        if waiting is not None and waiting.kind is JobKind.WITHDRAW:
            return waiting
        job = Job(
            id=f"{item_id}.withdraw",
            item=item_id,
            title=published.title,
            portal=published.portal,
            state=JobState.WAITING,
            queued_at=self._clock(),
            kind=JobKind.WITHDRAW,
            key=published.key,
            reason=reason.strip(),
            is_urgent=True,  # what is wrong in public does not wait behind what is new
        )
        with self._workspace.together():
            self._workspace.add_job(job, "{}")
            item = self._workspace.item(item_id)
            self._drafts.tell(item, "queue", {"portal": job.portal, "kind": "withdraw", "reason": job.reason})
        return job

    def _published_job(self, item_id: str) -> Job:
        item = self._workspace.item(item_id)
        if item.state is not State.PUBLISHED or not item.url:
            raise NotDelivered(f"“{item.title}”没有在门户上公开，不能撤回或替换。")
        return self._workspace.job(item.id)

    def _jobs_about(self, job: Job) -> list[Job]:
        return [one for one in self._workspace.jobs_of_key(job.key) if one.portal == job.portal]

    # ── sending ─────────────────────────────

    def run(self, progress: Progress = silent) -> list[Job]:
        """Send all that is due; a portal's trouble is written into its job, and the next job is tried.

        Returns:
            the jobs that were tried, as they stand now.
        """
        return self._sending.run(progress)

    def send(self, job_id: str, progress: Progress = silent) -> Job:
        """Send one job now and return how it stands; one that needs nothing more is left alone."""
        return self._sending.send(self._workspace.job(job_id), progress)

    def go_on(self, progress: Progress = silent) -> list[Job]:
        """Send what waited for a password or for the file of passwords to be opened; return how it stands now."""
        waiting = [job for job in self.open_jobs() if job.state is JobState.NEEDS_LOGIN]
        with self._workspace.together():
            for job in waiting:
                self._workspace.settle(job, JobState.UNCERTAIN, "口令已登记，等待重新发送。")
        self.run(progress)
        return [self._workspace.job(job.id) for job in waiting]

    def record(self, job: Job, done: Delivered) -> Job:
        """Write down what a person did for a job."""
        return self._outcomes.record(job, done)

    # ── asking and mending ──────────────────

    def jobs(self) -> list[Job]:
        """Return all that is not done, and the latest of what is, latest first; the ledger has all."""
        return self._workspace.jobs(_DONE_SHOWN)

    def open_jobs(self) -> list[Job]:
        """Return the jobs that still want to be sent, latest first."""
        return self._workspace.open_jobs()

    def pending(self) -> int:
        """Return how many jobs still want to be sent."""
        return len(self.open_jobs())

    def retry(self, job_id: str) -> Job:
        """Make a job due at once; whatever happened before, the portal is asked first."""
        job = self._workspace.job(job_id)
        if job.state in SETTLED_STATES:
            return job
        with self._workspace.together():
            if job.state is JobState.REJECTED and job.kind is not JobKind.WITHDRAW:
                self._queue_again(job)
            return self._workspace.settle(job, JobState.UNCERTAIN, "等待重新发送。")

    def _queue_again(self, job: Job) -> None:
        """Take a refused disclosure back into the queue, unless it was changed since."""
        item = self._workspace.item(job.item)
        if not item.sealed:
            raise ChangedSince(f"“{item.title}”在门户退回之后改过。")
        self._workspace.save_item(replace(item, state=move(item.state, "queue")))

    def pause(self, job_id: str) -> Job:
        """Let a job wait until it is retried; one that is being sent stops at its next step, or is done by then."""
        job = self._workspace.job(job_id)
        if job.state not in SENDABLE_STATES:
            return job
        return self._workspace.settle(job, JobState.PAUSED, "已暂停；点“重试”继续。")

    def urge(self, job_id: str, *, is_urgent: bool = True) -> None:
        """Let a job go before others."""
        self._workspace.urge(job_id, is_urgent=is_urgent)

    def overwrite(self, job_id: str) -> Job:
        """Decide that what others changed at the portal is overwritten; the job is due at once."""
        return self._decide(job_id, "overwrite", JobState.UNCERTAIN, "已确认覆盖，等待发送。")

    def leave(self, job_id: str) -> Job:
        """Decide that the portal's page stays as others made it; the job is not done."""
        settled = self._decide(job_id, "leave", JobState.GIVEN_UP, "保留了门户上的改动，没有再办理。")
        item = self._workspace.item(settled.item)
        if item.state is State.QUEUED:
            self._workspace.save_item(replace(item, state=move(item.state, "refuse")))
        return settled

    def _decide(self, job_id: str, verb: Verb, state: JobState, words: str) -> Job:
        job = self._workspace.job(job_id)
        if job.state is not JobState.CHANGED:
            return job
        with self._workspace.together():
            self._drafts.tell(self._workspace.item(job.item), verb, {"portal": job.portal})
            return self._workspace.settle(replace(job, is_forced=verb == "overwrite"), state, words)

    def portal_state(self) -> str:
        """Return in a few words how the way out stands, without asking the network."""
        pending = self.pending()
        return f"{pending} 件待发" if pending else "没有待发的信息"

    def open(self, name: str) -> Portal:
        """Return a portal by its profile's name."""
        return self._open_portal(name)


def _kind_of(link: Link | None) -> JobKind:
    return JobKind.PUBLISH if link is None or link.kind is Succession.CORRECT else JobKind.REPLACE


def _as_successor(submission: Submission, link: Link, original: Job) -> Submission:
    """Return a submission that says what it takes the place of, and why."""
    if link.kind is Succession.CORRECT:
        return replace(submission, replaces=original.key, reason=link.reason)
    return replace(submission, key=original.key, reason=link.reason)
