"""A hand-over package on the machine that has the network: verified, checked once more, published, read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desktop_app.core.checks.finding import Severity
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.comparing import differences, words_of
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.submission import Portal, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress, silent
from desktop_app.services.checks import file_findings

if TYPE_CHECKING:
    from desktop_app.adapters.bags.reading import BagRecord


class Unsealed(UserError):
    """The package bears no seal of a review, or is not what was sealed."""

    code = "K103"
    hint = "请在制作移交包的电脑上重新制作。"


class PageDiffers(UserError):
    """What can be read at the portal is not what the package holds."""

    code = "K104"


def deliver(content: bytes, portal: Portal, progress: Progress = silent) -> Receipt:
    """Publish a package's disclosure and return the receipt; the same package again gives the same receipt.

    The bytes cannot prove that a gate let them out, since anybody can make a package: they are checked here as any
    attachment is, and what blocks there blocks here.

    Raises:
        BagDamaged: it is not what was packed.
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
    _refuse_findings(submission, progress)
    receipt = portal.publish(submission, progress)
    if receipt.withdrawn:
        raise Rejected("这一件在门户上已被撤回。")
    words = words_of(differences(submission, portal.read_back(receipt)))
    if words:
        raise PageDiffers(words)
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
    )


def _refuse_findings(submission: Submission, progress: Progress) -> None:
    """Hold back what the checks of files hold back: in the files, in the words, and in the page itself."""
    parts = [
        ("网页正文.txt", submission.text.encode()),
        ("网页正文.html", submission.html.encode()),
        *((one.name, one.content) for one in submission.files),
    ]
    found = [
        finding
        for name, content in parts
        for finding in file_findings(name, content, progress).findings
        if finding.severity is Severity.BLOCK
    ]
    if found:
        raise HeldBack(found)
