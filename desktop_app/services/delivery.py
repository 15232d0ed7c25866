"""One job at its portal: published, replaced or withdrawn, and read back."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.core.errors import AppError
from desktop_app.core.outbox.comparing import Difference, differences, words_of
from desktop_app.core.outbox.errors import ByHand, Rejected, RetryLater
from desktop_app.core.outbox.handover import as_sent
from desktop_app.core.outbox.job import Job, JobKind, JobState
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt, Submission
from desktop_app.core.progress import Progress
from desktop_app.services.frozen import thaw
from desktop_app.services.ports import Workspace


class ChangedByOthers(AppError):
    """What the portal shows is not what was published: a person must look before it is overwritten.

    Args:
        differences: between what was published and what is there now.
    """

    code = "X105"
    hint = "请在发件箱里点“比较”，看过之后再决定。"

    def __init__(self, message: str, found: list[Difference]) -> None:
        super().__init__(message)
        self.differences = found


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of a job.

    Args:
        difference: where the page departs from what was sent; empty where it does not.
        page: what anyone can read now.
    """

    receipt: Receipt
    difference: str
    page: PublishedPage


class Delivery:
    """Does at the portal what a job wants; nothing is written into the workspace here."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def run(self, portal: Portal, before: Job, progress: Progress) -> Delivered:
        """Do what a job wants.

        Args:
            before: the job as it was before it was claimed.

        Raises:
            ChangedByOthers: somebody else changed the page, and nobody has decided on that yet.
        """
        match before.kind:
            case JobKind.PUBLISH:
                return self._publish(portal, before, progress)
            case JobKind.REPLACE:
                return self._replace(portal, before, progress)
            case JobKind.WITHDRAW:
                return self._withdraw(portal, before, progress)

    def standing(self, portal: Portal, job: Job) -> list[Difference]:
        """Compare what the portal shows now with what was last put there.

        Raises:
            OutsideError: the portal cannot be asked.
        """
        last = self._last(job)
        try:
            receipt = portal.find(job.key)
        except ByHand:
            if job.receipt is None:
                raise
            return differences(last, as_sent(last, portal.read_back(job.receipt)))
        if receipt is None:
            return [Difference("状态", "公开", "门户上没有这一件")]
        return differences(last, portal.read_back(receipt))

    def _publish(self, portal: Portal, job: Job, progress: Progress) -> Delivered:
        submission = thaw(self._workspace, job)
        receipt = portal.find(submission.key) if job.may_have_arrived else None
        if receipt is None or submission.replaces is not None:
            # sending a correction again is safe: what is there is found, and its original told once more
            receipt = portal.publish(submission, progress)
        progress("核对网页", 0.9)
        return _compared(submission, receipt, portal.read_back(receipt))

    def _replace(self, portal: Portal, job: Job, progress: Progress) -> Delivered:
        submission = thaw(self._workspace, job)
        self._refuse_changed(portal, job, submission)
        receipt = portal.replace(submission, progress)
        progress("核对网页", 0.9)
        return _compared(submission, receipt, portal.read_back(receipt))

    def _withdraw(self, portal: Portal, job: Job, progress: Progress) -> Delivered:
        progress("撤回", 0.2)
        held = portal.find(job.key)
        if held is None and job.is_forced:
            return _gone(job)
        if held is None or not held.withdrawn:
            self._refuse_changed(portal, job, None)
        receipt = portal.withdraw(job.key, job.reason)
        progress("核对网页", 0.9)
        page = portal.read_back(receipt)
        if not page.withdrawn:
            raise RetryLater(f"门户“{job.portal}”的网页还没有换成撤回说明；稍后会再核对。")
        return Delivered(receipt, "", page)

    def _refuse_changed(self, portal: Portal, job: Job, new: Submission | None) -> None:
        """Stop where the page is neither what was last put there nor what is to be put there.

        An attempt that was cut may have taken files away already, so files are compared at the first one alone.
        """
        if job.is_forced:
            return
        receipt = portal.find(job.key)
        if receipt is None:
            raise ChangedByOthers("门户上已经没有这一件，可能被别人删了。", [])
        page = portal.read_back(receipt)
        if new is not None and not differences(new, page, with_files=False):
            return
        found = differences(self._last(job), page, with_files=job.attempts == 0)
        if found:
            raise ChangedByOthers("门户上的这一件被别人改过，没有覆盖。", found)

    def _last(self, job: Job) -> Submission:
        """Return what was last put at the page's address: of all that stood there, the one that still does."""
        standing = [
            one
            for one in self._workspace.jobs_of_key(job.key)
            if one.kind is not JobKind.WITHDRAW and one.state in (JobState.DELIVERED, JobState.DIFFERENT)
        ]
        return thaw(self._workspace, standing[-1] if standing else job)


def _compared(submission: Submission, receipt: Receipt, page: PublishedPage) -> Delivered:
    if receipt.withdrawn or page.withdrawn:
        raise Rejected("这一件在门户上已被撤回。请复制为新的一条再发布。")
    if receipt.digest and receipt.digest != submission.digest:
        return Delivered(receipt, "门户收到的内容与审定稿不一致，请联系门户管理员核对。", page)
    return Delivered(receipt, words_of(differences(submission, page)), page)


def _gone(job: Job) -> Delivered:
    """Return what is known where a person confirmed that the portal holds nothing any more."""
    if job.receipt is None:
        raise Rejected("门户上没有这一件。")
    return Delivered(job.receipt, "", PublishedPage(job.key, job.title, "", {}, withdrawn=True))
