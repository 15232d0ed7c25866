"""What leaves, made by the gate: a release, the submission for a portal, and the key by which it is known there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.gate import ApprovalUnproven, PostedOnly, Release, pass_gate
from desktop_app.core.disclosure.signing import is_approved
from desktop_app.core.outbox.submission import Submission, SubmittedFile
from desktop_app.core.progress import Progress, silent
from desktop_app.services.decisions import Decisions
from desktop_app.services.documents import Documents, Paper
from desktop_app.services.drafts import Opened
from desktop_app.services.ports import Workspace

_OFFERED = ("docx", "pdf")
"""The document's own files that the portal offers beside the page."""


class Releases:
    """Asks the gate, and makes from what it lets out exactly what is sent.

    Args:
        exceptions: returns what the county excepts from the leak rules.
        numbers: returns what is wrong with a disclosure's 发文字号 among the others.
    """

    def __init__(
        self,
        workspace: Workspace,
        documents: Documents,
        decisions: Decisions,
        exceptions: Callable[[], Exceptions],
        numbers: Callable[[Opened], Sequence[Finding]],
    ) -> None:
        self._workspace = workspace
        self._documents = documents
        self._decisions = decisions
        self._exceptions = exceptions
        self._numbers = numbers

    def findings(self, opened: Opened, progress: Progress = silent) -> list[Finding]:
        """Return all that the checks find in a disclosure of the workspace."""
        from desktop_app.services.checks import attachment_findings, disclosure_findings

        files = [
            (file.name, file.title, self._workspace.content(file.sha256)) for file in opened.item.attachments
        ]
        own = self._exceptions().for_form(opened.form.id)
        return [
            *disclosure_findings(opened.answers, opened.disclosure, own),
            *attachment_findings(files, opened.answers.kept_files(), progress, own),
            *self._numbers(opened),
        ]

    def release(self, opened: Opened, progress: Progress = silent) -> Release:
        """Return the gate's word.

        Raises:
            ApprovalUnproven: the story does not bear out the approval.
            HeldBack: something holds it back.
        """
        sealed = opened.item.sealed
        if sealed and not is_approved(self._workspace.events(opened.item.id), sealed):
            raise ApprovalUnproven(f"“{opened.item.title}”标着已审，但办理经过里没有对应的审批。")
        held = self._decisions.held(opened, self.findings(opened, progress))
        return pass_gate(opened.disclosure, held, opened.seal, sealed)

    def contents(self, opened: Opened) -> list[bytes]:
        """Return the outgoing attachments' contents as the workspace keeps them, in their order."""
        return [self._workspace.content(file.sha256) for file in opened.outgoing]

    def submission(
        self, opened: Opened, release: Release, contents: Sequence[bytes], progress: Progress = silent
    ) -> Submission:
        """Return what is sent to a portal, or packed, for a released disclosure.

        Args:
            contents: of the outgoing attachments, in their order.

        Raises:
            PostedOnly: its type is posted in the place concerned and goes nowhere else.
        """
        if opened.form.spec.posted_only:
            raise PostedOnly(f"“{opened.item.title}”按规定只在有关范围内张贴，不发到网上，也不打交换包。")
        page = self._documents.page(opened)
        spec = opened.form.spec
        return Submission(
            key=opened.item.id,
            title=page.document.title,
            column=spec.document.columns[0],
            form=spec.form,
            issuer=page.document.issuer,
            html=page.html,
            text=page.text,
            issued_on=page.document.issued_on,
            doc_no=page.document.doc_no,
            metadata={**page.metadata, "Seal": release.seal},
            files=(*self._rendered(opened, progress), *_attached(opened, contents)),
        )

    def poster(self, opened: Opened, out: Path, paper: Paper = "A4", progress: Progress = silent) -> Path:
        """Write the sheet for the bulletin board of a disclosure that the gate lets out.

        Raises:
            HeldBack: something holds it back.
        """
        self.release(opened, progress)
        return self._documents.write(opened, out, "poster", paper, progress)

    def _rendered(self, opened: Opened, progress: Progress) -> tuple[SubmittedFile, ...]:
        rendered = (self._documents.render(opened, kind, progress=progress) for kind in _OFFERED)
        return tuple(SubmittedFile(one.name, one.title, one.media_type, one.content) for one in rendered)


def _attached(opened: Opened, contents: Sequence[bytes]) -> tuple[SubmittedFile, ...]:
    import mimetypes

    return tuple(
        SubmittedFile(
            file.name,
            file.title or file.name,
            mimetypes.guess_type(file.name)[0] or "application/octet-stream",
            content,
        )
        for file, content in zip(opened.outgoing, contents, strict=True)
    )
