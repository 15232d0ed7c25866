"""Assisted entry: what a person carries into a portal's own form, and the page's address that comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_app.core.errors import UserError
from desktop_app.core.outbox.comparing import differences, words_of
from desktop_app.core.outbox.handover import Handover, Piece, as_sent
from desktop_app.core.outbox.job import Job, JobKind, JobState
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt
from desktop_app.services.delivery import Delivered
from desktop_app.services.frozen import thaw
from desktop_app.services.outbox import Outbox
from desktop_app.services.ports import Clock, OpenPortal, Workspace

if TYPE_CHECKING:
    from desktop_app.adapters.portals.assisted import AssistedPortal


class NotByHand(UserError):
    """The job's portal takes it by itself, or the job is done."""

    code = "X108"


class StillPublic(UserError):
    """The page still shows what should be withdrawn."""

    code = "X109"
    hint = "请在门户后台撤下或换成撤回说明，再核对一次。"


class ByHandEntry:
    """Hands over, and takes the page's address."""

    def __init__(self, workspace: Workspace, outbox: Outbox, open_portal: OpenPortal, clock: Clock) -> None:
        self._workspace = workspace
        self._outbox = outbox
        self._open_portal = open_portal
        self._clock = clock

    def handover(self, job_id: str) -> Handover:
        """Return the pieces of a job in the order of the portal's form.

        Raises:
            NotByHand: nobody needs to carry anything.
        """
        job, portal = self._waiting(job_id)
        if job.kind is JobKind.WITHDRAW:
            words = f"本信息已撤回。理由：{job.reason}。日期：{self._clock():%Y-%m-%d}。"
            advice = f"撤下网页 {self._workspace.item(job.item).url}，或把正文换成下面的说明。"
            return Handover("", advice, (Piece("撤回说明", words),))
        return portal.handover(thaw(self._workspace, job))

    def write_files(self, handover: Handover, folder: Path) -> list[Path]:
        """Write the files where the portal's form can take them from; return their paths in order."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for piece in handover.pieces:
            if piece.file is not None:
                path = folder / Path(piece.file.name).name
                path.write_bytes(piece.file.content)
                paths.append(path)
        return paths

    def hand_in(self, job_id: str, url: str) -> Job:
        """Read the page at an address and compare it like any other; the job is done where it is equal.

        Raises:
            WrongAddress: the address is no page of this portal.
            OutsideError: the page cannot be opened yet.
            StillPublic: a withdrawn item can still be read there.
        """
        job, portal = self._waiting(job_id)
        receipt = Receipt(
            key=job.key,
            portal=job.portal,
            remote_id=url.strip(),
            url=url.strip(),
            received_at=self._clock().astimezone(),
            withdrawn=job.kind is JobKind.WITHDRAW,
        )
        page = portal.read_back(receipt)
        if job.kind is JobKind.WITHDRAW:
            return self._outbox.record(job, Delivered(receipt, "", self._withdrawn(job, page)))
        submission = thaw(self._workspace, job)
        found = differences(submission, as_sent(submission, page))
        settled = self._outbox.record(job, Delivered(receipt, words_of(found), page))
        if found:
            # it waits for the person again: the page can be mended there and looked at once more
            return self._workspace.settle(settled, JobState.BY_HAND, words_of(found), receipt)
        return settled

    def _withdrawn(self, job: Job, page: PublishedPage) -> PublishedPage:
        """Return a page that says it was withdrawn; `StillPublic` where the words can still be read."""
        published = thaw(self._workspace, self._workspace.job(job.item))
        shown = as_sent(published, page)
        if not page.withdrawn and shown.text == published.text:
            raise StillPublic("网页上还能读到原来的正文。")
        return replace(page, withdrawn=True)

    def _waiting(self, job_id: str) -> tuple[Job, AssistedPortal]:
        job = self._workspace.job(job_id)
        portal: Portal = self._open_portal(job.portal)
        if not hasattr(portal, "handover") or job.state not in (JobState.BY_HAND, JobState.DIFFERENT):
            raise NotByHand(f"“{job.title}”现在不用手工录入。")
        return job, cast("AssistedPortal", portal)
