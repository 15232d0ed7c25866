"""A portal in memory that fails on demand: what the outbox is tested with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission
from desktop_app.core.progress import Progress

_ADDRESS = "memory://portal/"


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class MemoryPortal:
    """Holds submissions in memory.

    Args:
        name: of the portal.
        at_once: how many items it may be sent at the same time.
        now: clock, with a time zone.

    Attributes:
        published: keys in the order in which they were stored; a key twice would be a page twice.
        withdrawn: key to the reason of withdrawal.
        calls: names of the methods in the order in which they were called, failed ones included.
    """

    def __init__(
        self, name: str = "memory", now: Callable[[], datetime] = _utc_now, at_once: int = 1
    ) -> None:
        self.name = name
        self.at_once = at_once
        self.published: list[str] = []
        self.withdrawn: dict[str, str] = {}
        self.calls: list[str] = []
        self._now = now
        self._held: dict[str, tuple[Submission, Receipt]] = {}
        self._failures: dict[tuple[str, bool], list[AppError]] = {}

    def fail(self, method: str, error: AppError, *, after: bool = False) -> None:
        """Let the next call of a method fail.

        Args:
            method: `find`, `publish`, `replace`, `read_back` or `withdraw`; calls add up.
            error: what it raises.
            after: whether the call does its work before it fails, as when the answer is lost.
        """
        self._failures.setdefault((method, after), []).append(error)

    def submission(self, key: str) -> Submission:
        """Return what was published under a key, as it came."""
        return self._held[key][0]

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of an item, or None."""
        self._enter("find")
        return self._held[key][1] if key in self._held else None

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Keep a submission, reporting each file before it is taken."""
        self._enter("publish")
        for number, file in enumerate(submission.files):
            progress(f"上传附件：{file.title}", number / (len(submission.files) + 1))
        progress("提交正文", len(submission.files) / (len(submission.files) + 1))
        receipt = self._keep(submission)
        self._leave("publish")
        return receipt

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Return what was kept; of a withdrawn item only its title."""
        self._enter("read_back")
        submission = self._submission(receipt.key)
        if receipt.key in self.withdrawn:
            return PublishedPage(receipt.key, submission.title, "", {}, withdrawn=True)
        files = {file.name: file.sha256 for file in submission.files}
        return PublishedPage(receipt.key, submission.title, submission.text, files)

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Mark an item as withdrawn; the first reason stands."""
        self._enter("withdraw")
        submission = self._submission(key)
        self.withdrawn.setdefault(key, reason)
        receipt = replace(self._held[key][1], withdrawn=True)
        self._held[key] = submission, receipt
        self._leave("withdraw")
        return receipt

    def replace(self, submission: Submission, progress: Progress) -> Receipt:
        """Put new content in the place of what was kept under the same key."""
        self._enter("replace")
        self._submission(submission.key)
        receipt = replace(self._held[submission.key][1], digest=submission.digest)
        self._held[submission.key] = submission, receipt
        self._leave("replace")
        return receipt

    def _keep(self, submission: Submission) -> Receipt:
        if submission.key in self._held:
            held, receipt = self._held[submission.key]
            if held.digest != submission.digest:
                raise Rejected(f"信息编号 {submission.key} 已用于另一内容。")
            return receipt
        if len({file.name for file in submission.files}) != len(submission.files):
            raise Rejected("有两个附件重名，请改成不同的文件名再发。")
        if submission.replaces is not None:
            self._submission(submission.replaces)
        self.published.append(submission.key)
        receipt = Receipt(
            key=submission.key,
            portal=self.name,
            remote_id=str(len(self.published)),
            url=f"{_ADDRESS}{submission.key}",
            received_at=self._now(),
            digest=submission.digest,
        )
        self._held[submission.key] = submission, receipt
        return receipt

    def _submission(self, key: str) -> Submission:
        if key not in self._held:
            raise Rejected(f"门户没有信息编号为 {key} 的信息。")
        return self._held[key][0]

    def _enter(self, method: str) -> None:
        self.calls.append(method)
        self._raise_next(method, after=False)

    def _leave(self, method: str) -> None:
        self._raise_next(method, after=True)

    def _raise_next(self, method: str, *, after: bool) -> None:
        waiting = self._failures.get((method, after))
        if waiting:
            raise waiting.pop(0)
