"""The way out: gate, queue, portal, read back, receipt.

What was approved is frozen when it is queued, and exactly that is sent. After an answer that may have been lost the
portal is asked before anything is sent again, so nothing is published twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, move
from desktop_app.core.errors import AppError, Cancelled, UserError
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.job import OPEN_STATES, Job, JobState
from desktop_app.core.outbox.retry import decide
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress, silent
from desktop_app.services.drafts import Drafts
from desktop_app.services.ports import Clock, OpenPortal, Workspace
from desktop_app.services.releases import Releases

_LEASE = timedelta(seconds=90)
"""How long a sender may be silent before another takes over; longer than one request may take."""
_DONE_SHOWN = 500


class NotDelivered(UserError):
    """Only what a portal holds can be withdrawn."""

    code = "X101"


class ReasonMissing(UserError):
    """A withdrawal tells the public why."""

    code = "X102"
    hint = "请写明撤回的理由，它会显示在原网址上。"


class ChangedSince(UserError):
    """What was refused is not what the disclosure is now."""

    code = "X103"
    hint = "请重新送审，通过后再发布。"


class _File(msgspec.Struct):
    name: str
    title: str
    media_type: str
    sha256: str


class _Frozen(msgspec.Struct):
    """A submission as the job keeps it: its files by digest."""

    key: str
    title: str
    column: str
    form: str
    issuer: str
    html: str
    text: str
    doc_no: str
    issued_on: str
    metadata: dict[str, str]
    files: list[_File]
    seal: str


class Outbox:
    """Jobs on their way to portals."""

    def __init__(
        self,
        workspace: Workspace,
        drafts: Drafts,
        releases: Releases,
        open_portal: OpenPortal,
        default_portal: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._releases = releases
        self._open_portal = open_portal
        self._default_portal = default_portal
        self._clock = clock

    # ── queueing ────────────────────────────

    def queue(self, item_id: str, portal: str | None = None, progress: Progress = silent) -> Job:
        """Put an approved disclosure into the outbox; nothing is sent yet.

        Args:
            portal: name of a profile; the office's own where None.

        Raises:
            HeldBack: the gate does not let it out.
            WrongState: it is not approved, or queued already.
        """
        name = portal or self._default_portal()
        self._open_portal(name)  # a name that leads nowhere is said now, not when the network is there
        opened = self._drafts.open(item_id)
        state = move(opened.item.state, "queue")
        release = self._releases.release(opened, progress)
        submission = self._releases.submission(opened, release, self._releases.contents(opened), progress)
        job = Job(
            id=item_id,
            item=item_id,
            title=opened.item.title,
            portal=name,
            state=JobState.WAITING,
            queued_at=self._clock(),
        )
        frozen = self._freeze(submission, release.seal)
        with self._workspace.together():
            self._workspace.add_job(job, msgspec.json.encode(frozen).decode())
            self._workspace.save_item(replace(opened.item, state=state))
            self._drafts.tell(opened.item, "queue", {"portal": job.portal, "seal": release.seal})
        return job

    def _freeze(self, submission: Submission, seal: str) -> _Frozen:
        files = [
            _File(one.name, one.title, one.media_type, self._workspace.keep(one.content))
            for one in submission.files
        ]
        return _Frozen(
            key=submission.key,
            title=submission.title,
            column=submission.column,
            form=submission.form,
            issuer=submission.issuer,
            html=submission.html,
            text=submission.text,
            doc_no=submission.doc_no,
            issued_on=submission.issued_on.isoformat() if submission.issued_on else "",
            metadata=dict(submission.metadata),
            files=files,
            seal=seal,
        )

    def _thaw(self, job: Job) -> Submission:
        frozen = msgspec.json.decode(self._workspace.submission(job.id), type=_Frozen)
        files = tuple(
            SubmittedFile(one.name, one.title, one.media_type, self._workspace.content(one.sha256))
            for one in frozen.files
        )
        return Submission(
            key=frozen.key,
            title=frozen.title,
            column=frozen.column,
            form=frozen.form,
            issuer=frozen.issuer,
            html=frozen.html,
            text=frozen.text,
            doc_no=frozen.doc_no,
            issued_on=datetime.fromisoformat(frozen.issued_on).date() if frozen.issued_on else None,
            metadata=frozen.metadata,
            files=files,
        )

    # ── sending ─────────────────────────────

    def run(self, progress: Progress = silent) -> list[Job]:
        """Send all that is due; a portal's trouble is written into its job, and the next job is tried.

        Returns:
            the jobs that were tried, as they stand now.
        """
        tried: list[Job] = []
        due = self._workspace.due_jobs(self._clock())
        for number, job in enumerate(due):
            progress(f"发送“{job.title}”", number / len(due))
            if (settled := self._send(job, progress)) is not None:
                tried.append(settled)
        return tried

    def send(self, job_id: str, progress: Progress = silent) -> Job:
        """Send one job now and return how it stands; one that needs nothing more is left alone."""
        job = self._workspace.job(job_id)
        if job.state not in OPEN_STATES:
            return job
        return self._send(job, progress) or self._workspace.job(job_id)

    def _send(self, job: Job, progress: Progress) -> Job | None:
        claimed = self._workspace.claim(job, self._clock(), _LEASE)
        return None if claimed is None else self._attempt(job, claimed, progress)

    def _attempt(self, before: Job, claimed: Job, progress: Progress) -> Job:
        try:
            return self._deliver(before, claimed, self._kept_alive(claimed, progress))
        except Cancelled:
            self._workspace.settle(claimed, JobState.UNCERTAIN, "已停止发送，可以随时重试。")
            raise
        except AppError as error:
            decision = decide(error, claimed.attempts)
            wait = decision.wait_s
            next_at = None if wait is None else self._clock() + timedelta(seconds=wait)
            return self._give_up(claimed, decision.state, str(error), next_at)

    def _give_up(self, job: Job, state: JobState, message: str, next_at: datetime | None) -> Job:
        with self._workspace.together():
            settled = self._workspace.settle(job, state, message, next_at=next_at)
            if state is JobState.REJECTED:
                item = self._workspace.item(job.item)
                self._workspace.save_item(replace(item, state=move(item.state, "refuse")))
                self._drafts.tell(item, "refuse", {"portal": job.portal})
        return settled

    def _kept_alive(self, job: Job, progress: Progress) -> Progress:
        def report(what: str, share: float) -> None:
            self._workspace.extend(job.id, self._clock() + _LEASE)
            progress(what, share)

        return report

    def _deliver(self, before: Job, job: Job, progress: Progress) -> Job:
        portal = self._open_portal(job.portal)
        submission = self._thaw(job)
        receipt = portal.find(submission.key) if before.may_have_arrived else None
        if receipt is None:
            receipt = portal.publish(submission, progress)
        progress("核对网页", 0.9)
        difference = _difference(submission, receipt, portal.read_back(receipt))
        if difference:
            return self._workspace.settle(job, JobState.DIFFERENT, difference, receipt)
        return self._publish(job, receipt)

    def _publish(self, job: Job, receipt: Receipt) -> Job:
        with self._workspace.together():
            item = self._workspace.item(job.item)
            published = replace(
                item, state=move(item.state, "deliver"), published_at=self._clock(), url=receipt.url
            )
            self._workspace.save_item(published)
            self._drafts.tell(item, "deliver", {"portal": job.portal, "url": receipt.url})
            return self._workspace.settle(job, JobState.DELIVERED, "已公开，网页与审定稿一致。", receipt)

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
        if job.state in (JobState.DELIVERED, JobState.WITHDRAWN):
            return job
        with self._workspace.together():
            if job.state is JobState.REJECTED:
                self._queue_again(job)
            return self._workspace.settle(job, JobState.UNCERTAIN, "等待重新发送。")

    def _queue_again(self, job: Job) -> None:
        """Take a refused disclosure back into the queue, unless it was changed since."""
        item = self._workspace.item(job.item)
        if not item.sealed:
            raise ChangedSince(f"“{item.title}”在门户退回之后改过。")
        self._workspace.save_item(replace(item, state=move(item.state, "queue")))

    def withdraw(self, item_id: str, reason: str) -> Receipt:
        """Take a published disclosure down.

        Raises:
            NotDelivered: no portal holds it.
            OutsideError: the portal's trouble; nothing is changed here then.
        """
        if not reason.strip():
            raise ReasonMissing("撤回要写理由。")
        item = self._workspace.item(item_id)
        job = self._job_of(item)
        receipt = self._open_portal(job.portal).withdraw(job.id, reason)
        with self._workspace.together():
            self._workspace.save_item(replace(item, state=move(item.state, "withdraw")))
            self._workspace.settle(job, JobState.WITHDRAWN, f"已撤回：{reason}", receipt)
            self._drafts.tell(item, "withdraw", {"portal": job.portal, "reason": reason})
        return receipt

    def _job_of(self, item: Item) -> Job:
        if item.state is not State.PUBLISHED:
            raise NotDelivered(f"“{item.title}”没有公开，不用撤回。")
        return self._workspace.job(item.id)

    def portal_state(self) -> str:
        """Return in a few words how the way out stands, without asking the network."""
        pending = self.pending()
        return f"{pending} 件待发" if pending else "没有待发的信息"

    def open(self, name: str) -> Portal:
        """Return a portal by its profile's name."""
        return self._open_portal(name)


def _difference(submission: Submission, receipt: Receipt, page: PublishedPage) -> str:
    """Say in Chinese where the public page departs from what was sent; empty where it does not."""
    if receipt.withdrawn or page.withdrawn:
        raise Rejected("这一件在门户上已被撤回。请复制为新的一条再发布。")
    if receipt.digest and receipt.digest != submission.digest:
        return "门户收到的内容与审定稿不一致，请联系门户管理员核对。"
    if _squeezed(page.title) != _squeezed(submission.title):
        return "网页的标题与审定稿不一致，请打开网页核对。"
    if _squeezed(page.text) != _squeezed(submission.text):
        return "网页的正文与审定稿不一致，请打开网页核对。"
    wrong = [one.title for one in submission.files if page.files.get(one.name) != one.sha256]
    return f"网页上的附件“{wrong[0]}”打不开或与原件不同，请打开网页核对。" if wrong else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
