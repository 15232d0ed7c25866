"""What came of a job at its portal, written down: the job, the disclosure and its story in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from desktop_app.core.disclosure.states import State, move
from desktop_app.core.outbox.job import Job, JobKind, JobState
from desktop_app.services.delivery import Delivered
from desktop_app.services.drafts import Drafts
from desktop_app.services.ports import Clock, Workspace


class Outcomes:
    """Writes down, whether we or a person did it."""

    def __init__(self, workspace: Workspace, drafts: Drafts, clock: Clock) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._clock = clock

    def record(self, job: Job, done: Delivered) -> Job:
        """Write down what the portal shows now."""
        with self._workspace.together():
            kept = self._workspace.keep(done.page.html) if done.page.html else ""
            job = replace(job, page=kept or job.page, is_forced=False)
            if done.difference:
                return self._workspace.settle(job, JobState.DIFFERENT, done.difference, done.receipt)
            if job.kind is JobKind.WITHDRAW:
                return self._withdrawn(job, done)
            return self._published(job, done)

    def give_up(self, job: Job, state: JobState, message: str, next_at: datetime | None) -> Job:
        """Write down that an attempt failed; what the portal refuses can be mended and reviewed anew."""
        with self._workspace.together():
            settled = self._workspace.settle(job, state, message, next_at=next_at)
            item = self._workspace.item(job.item)
            if state is JobState.REJECTED and item.state is State.QUEUED:
                self._workspace.save_item(replace(item, state=move(item.state, "refuse")))
                self._drafts.tell(item, "refuse", {"portal": job.portal})
        return settled

    def _published(self, job: Job, done: Delivered) -> Job:
        item = self._workspace.item(job.item)
        if item.state is State.QUEUED:
            facts = {"portal": job.portal, "url": done.receipt.url, "page": job.page}
            url = done.receipt.url
            self._workspace.save_item(
                replace(item, state=move(item.state, "deliver"), published_at=self._clock(), url=url)
            )
            self._drafts.tell(item, "deliver", facts)
            if job.kind is JobKind.REPLACE:
                self._give_way(job)
        return self._workspace.settle(job, JobState.DELIVERED, "已公开，网页与审定稿一致。", done.receipt)

    def _give_way(self, job: Job) -> None:
        """Write down that another disclosure stands at the original's address now."""
        link = self._workspace.successions.of(job.item)
        if link is None:
            return
        original = self._workspace.item(link.original)
        self._workspace.save_item(replace(original, state=move(original.state, "give_way")))
        self._drafts.tell(original, "give_way", {"by": job.item, "reason": link.reason})
        words = f"已换成新的一条：{link.reason}"
        self._workspace.settle(self._workspace.job(original.id), JobState.REPLACED, words)

    def _withdrawn(self, job: Job, done: Delivered) -> Job:
        item = self._workspace.item(job.item)
        words = f"已撤回：{job.reason}"
        if item.state is State.PUBLISHED:
            self._workspace.save_item(replace(item, state=move(item.state, "withdraw")))
            self._drafts.tell(
                item, "withdraw", {"portal": job.portal, "reason": job.reason, "page": job.page}
            )
            self._workspace.settle(self._workspace.job(job.item), JobState.WITHDRAWN, words, done.receipt)
        return self._workspace.settle(job, JobState.DELIVERED, words, done.receipt)
