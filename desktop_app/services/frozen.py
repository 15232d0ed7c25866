"""A submission as its job keeps it: frozen when it was queued, its files by digest."""

from __future__ import annotations

from datetime import datetime

import msgspec

from desktop_app.core.outbox.job import Job
from desktop_app.core.outbox.submission import Submission, SubmittedFile
from desktop_app.core.shapes import read_json
from desktop_app.services.ports import Workspace


class _File(msgspec.Struct):
    name: str
    title: str
    media_type: str
    sha256: str


class _Frozen(msgspec.Struct):
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
    replaces: str = ""
    reason: str = ""


def freeze(workspace: Workspace, submission: Submission, seal: str) -> str:
    """Return a submission as JSON; its files' bytes are kept in the workspace."""
    files = [
        _File(one.name, one.title, one.media_type, workspace.keep(one.content)) for one in submission.files
    ]
    frozen = _Frozen(
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
        replaces=submission.replaces or "",
        reason=submission.reason,
    )
    return msgspec.json.encode(frozen).decode()


def thaw(workspace: Workspace, job: Job) -> Submission:
    """Return exactly what was frozen.

    Raises:
        WorkspaceDamaged: a file's bytes are not what was kept.
    """
    frozen = read_json(workspace.submission(job.id), _Frozen)
    files = tuple(
        SubmittedFile(one.name, one.title, one.media_type, workspace.content(one.sha256), one.sha256)
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
        replaces=frozen.replaces or None,
        reason=frozen.reason,
    )
