"""A hand-over package: made of what waits in the outbox, published where the network is, its receipt carried back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.comparing import differences, words_of
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.job import JOB_WORDS, Job, JobKind, JobState
from desktop_app.core.outbox.let_out import LetOut, let_out
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_json
from desktop_app.services.checks import file_findings
from desktop_app.services.delivery import Delivered
from desktop_app.services.frozen import thaw
from desktop_app.services.outbox import Outbox
from desktop_app.services.ports import Clock, Workspace

if TYPE_CHECKING:
    from desktop_app.adapters.bags.reading import BagRecord

_CARRIED = frozenset(
    {JobState.WAITING, JobState.UNCERTAIN, JobState.NEEDS_LOGIN, JobState.PAUSED, JobState.BY_HAND}
)
_CARRIED_WORDS = "已做移交包，带到能上网的电脑上发布；拿回回执文件后在这里登记。"


class Unsealed(UserError):
    """The package bears no seal of a review, or is not what was sealed."""

    code = "K103"
    hint = "请在制作移交包的电脑上重新制作。"


class PageDiffers(UserError):
    """What can be read at the portal is not what the package holds."""

    code = "K104"


class NotCarried(UserError):
    """Only what still waits is carried by hand."""

    code = "K106"


class NoReceipt(UserError):
    """The file is no receipt for what waits here."""

    code = "K107"
    hint = "请核对拿回来的是不是这一件的回执文件。"


class AnsweredFor(UserError):
    """What checks hold back is in the package because somebody answers for it: who publishes has to know.

    Args:
        let_out: each with its reason.
    """

    code = "K108"
    hint = "看过理由、同意公开的，再确认发布。"

    def __init__(self, let_out: Sequence[LetOut]) -> None:
        super().__init__(f"移交包里有 {len(let_out)} 处检查会拦下、制作时已有人负责的内容：{told(let_out)}")
        self.let_out = tuple(let_out)


class Carrying:
    """What an office without a network does.

    Args:
        describe: returns an item in the exchange form of a portal, by its profile's name.
    """

    def __init__(
        self,
        workspace: Workspace,
        outbox: Outbox,
        describe: Callable[[Submission, str], SubmittedFile],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._outbox = outbox
        self._describe = describe
        self._clock = clock

    def pack(self, job_id: str, out: Path, progress: Progress = silent) -> Path:
        """Write the package of what waits; it waits for its receipt then and is not sent from here.

        Raises:
            NotCarried: it is done, or being sent.
            FileUnwritable: the disk refuses.
        """
        from desktop_app.adapters.bags.writing import write_bag
        from desktop_app.services.files import write_file

        job = self._workspace.job(job_id)
        if job.state not in _CARRIED:
            raise NotCarried(f"“{job.title}”现在是“{JOB_WORDS[job.state]}”，不能做移交包。")
        today = self._clock().date()
        if job.kind is JobKind.WITHDRAW:
            content = write_bag(self._taken_down(job), today, kind=job.kind)
        else:
            submission = thaw(self._workspace, job)
            answered = let_out(held_back(submission, progress), self._workspace.decisions.of(job.item))
            content = write_bag(submission, today, self._describe(submission, job.portal), job.kind, answered)
        write_file(out, content)
        self._workspace.settle(job, JobState.PAUSED, _CARRIED_WORDS)
        return out

    def _taken_down(self, job: Job) -> Submission:
        """Return what a withdrawal needs of an item: nothing of what it said, which may be why it is withdrawn."""
        published = thaw(self._workspace, self._workspace.job(job.item))
        return replace(published, html="", text="", files=(), reason=job.reason, replaces=None)

    def take_receipt(self, content: bytes) -> Job:
        """Write down what was published elsewhere from a package that was made here.

        Raises:
            NoReceipt: it is none, or of something else.
        """
        try:
            receipt = read_json(content, Receipt)
        except msgspec.DecodeError as error:
            raise NoReceipt("这不是回执文件。") from error
        job = next((one for one in self._workspace.jobs_of_key(receipt.key) if one.state in _CARRIED), None)
        if job is None:
            raise NoReceipt(f"发件箱里没有在等这份回执的信息（编号 {receipt.key}）。")
        if job.kind is JobKind.WITHDRAW:
            if not receipt.withdrawn:
                raise NoReceipt(f"回执上没有写“{job.title}”已撤回，没有登记。")
            page = PublishedPage(receipt.key, job.title, "", withdrawn=True)
        else:
            submission = thaw(self._workspace, job)
            if receipt.withdrawn or receipt.digest not in ("", submission.digest):
                raise NoReceipt(f"回执上的校验值与“{job.title}”的审定稿不符，没有登记。")
            page = PublishedPage(receipt.key, submission.title, submission.text)
        return self._outbox.record(job, Delivered(receipt, "", page))


def receipt_file(receipt: Receipt) -> bytes:
    """Return a receipt as the file that is carried back."""
    return msgspec.json.format(msgspec.json.encode(receipt), indent=1)


def deliver(content: bytes, portal: Portal, progress: Progress = silent, *, agreed: bool = False) -> Receipt:
    """Do at a portal what a package is for and return the receipt; the same package again gives the same receipt.

    The bytes cannot prove that a gate let them out, since anybody can make a package: they are checked here as any
    attachment is. What blocks there blocks here, but for what the package names with its reason, and that goes out
    only where the person who publishes it agrees; state-secret markings never.

    Args:
        agreed: whether they have seen what the package names.

    Raises:
        BagDamaged: it is not what was packed.
        AnsweredFor: they have to be asked.
        Unsealed, HeldBack: it does not go out.
        OutsideError: the portal's trouble; trying again is safe.
        PageDiffers: it is public and not equal.
    """
    from desktop_app.services.exchange import unpack

    with TemporaryDirectory(prefix="gongkai-carry-") as folder:
        record = unpack(content, Path(folder))
        submission = _submission(record, Path(folder) / record.key / "data")
    if submission.digest != record.digest or not record.metadata.get("Seal"):
        raise Unsealed(f"移交包“{record.title}”没有审查的封存记录，或者内容与登记的不一致。")
    if record.kind == JobKind.WITHDRAW:
        return _withdrawn(record, portal)
    _refuse_findings(submission, record.let_out, progress, agreed=agreed)
    send = portal.replace if record.kind == JobKind.REPLACE else portal.publish
    receipt = send(submission, progress)
    if receipt.withdrawn:
        raise Rejected("这一件在门户上已被撤回。")
    words = words_of(differences(submission, portal.read_back(receipt)))
    if words:
        raise PageDiffers(words)
    return receipt


def _withdrawn(record: BagRecord, portal: Portal) -> Receipt:
    receipt = portal.withdraw(record.key, record.reason)
    if not portal.read_back(receipt).withdrawn:
        raise PageDiffers("门户的网页还没有换成撤回说明，请稍后再运行一次。")
    return receipt


def _submission(record: BagRecord, folder: Path) -> Submission:
    from desktop_app.adapters.bags.writing import FILES, PAGE, TEXT

    files = tuple(
        SubmittedFile(
            one.name, one.title, one.media_type, (folder / FILES / Path(one.name).name).read_bytes()
        )
        for one in record.files
    )
    return Submission(
        key=record.key,
        title=record.title,
        column=record.column,
        form=record.form,
        issuer=record.issuer,
        html=(folder / PAGE).read_text("utf-8"),
        text=(folder / TEXT).read_text("utf-8"),
        issued_on=date.fromisoformat(record.issued_on) if record.issued_on else None,
        doc_no=record.doc_no,
        metadata=record.metadata,
        files=files,
        replaces=record.replaces,
        reason=record.reason,
    )


def held_back(submission: Submission, progress: Progress = silent) -> list[tuple[str, Finding]]:
    """Return what checks hold back in the files, in the words and in the page itself, each with its part's name."""
    parts = [
        ("网页正文.txt", submission.text.encode()),
        ("网页正文.html", submission.html.encode()),
        *((one.name, one.content) for one in submission.files),
    ]
    return [
        (name, finding)
        for name, content in parts
        for finding in file_findings(name, content, progress).findings
        if finding.severity is Severity.BLOCK
    ]


def told(answered: Sequence[LetOut]) -> str:
    """Return what somebody answers for, and why, as one line."""
    return "；".join(f"{one.part}——{one.words.rstrip('。')}，理由：{one.reason}" for one in answered)


def _refuse_findings(
    submission: Submission, answered: Sequence[LetOut], progress: Progress, *, agreed: bool
) -> None:
    found = held_back(submission, progress)
    refused = [finding for part, finding in found if not any(one.is_about(part, finding) for one in answered)]
    if refused:
        raise HeldBack(refused)
    if found and not agreed:
        raise AnsweredFor(answered)
