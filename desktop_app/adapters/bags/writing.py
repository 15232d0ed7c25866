"""A submission as a bag: the page, the documents, the attachments and the record that describes them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import bagit
import msgspec

from desktop_app.adapters.bags.description import fault_of
from desktop_app.adapters.bags.digests import algorithms, teach_sm3
from desktop_app.adapters.bags.errors import DescriptionFaulty
from desktop_app.core.outbox.job import JobKind
from desktop_app.core.outbox.let_out import LetOut
from desktop_app.core.outbox.submission import Submission, SubmittedFile

META = "meta"
RECORD = f"{META}/record.json"
PAGE = "网页正文.html"
TEXT = "网页正文.txt"
FILES = "文件"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
"""Zip's first day: a package holds no clock of the machine that made it."""


def write_bag(
    submission: Submission,
    packed_on: date,
    described: SubmittedFile | None = None,
    kind: JobKind = JobKind.PUBLISH,
    let_out: Sequence[LetOut] = (),
) -> bytes:
    """Return the zip file of a bag.

    Args:
        submission: what the release gate let out.
        packed_on: stands in the bag's own description.
        described: the item in its portal's exchange form; None where nobody imports it.
        kind: what is to be done with it at the portal.
        let_out: what is in it although checks hold it back.

    Raises:
        DescriptionFaulty: that form is not whole, or says nothing of this item.
    """
    if described is not None:
        fault = fault_of(described.name, described.content, submission.key, submission.title)
        if fault:
            raise DescriptionFaulty(f"移交包的著录信息不对：{fault}。")
    teach_sm3()
    with TemporaryDirectory(prefix="gongkai-bag-") as folder:
        top = Path(folder) / submission.key
        _lay_out(submission, top, described, {"kind": str(kind), "let_out": msgspec.to_builtins(let_out)})
        bagit.make_bag(str(top), _description(submission, packed_on), checksums=algorithms())
        return _zipped(top)


def _lay_out(
    submission: Submission, top: Path, described: SubmittedFile | None, more: Mapping[str, Any]
) -> None:
    (top / FILES).mkdir(parents=True)
    (top / META).mkdir()
    (top / PAGE).write_text(submission.html, "utf-8")
    (top / TEXT).write_text(submission.text, "utf-8")
    for file in submission.files:
        (top / FILES / file.name).write_bytes(file.content)
    if described is not None:
        (top / META / described.name).write_bytes(described.content)
    told = record_of(submission) | {"exchange": described.name if described else "", **more}
    record = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    (top / RECORD).write_text(record, "utf-8")


def record_of(submission: Submission) -> dict[str, Any]:
    """Return what the other side needs to publish: everything but the texts, which lie beside it."""
    return {
        "key": submission.key,
        "title": submission.title,
        "column": submission.column,
        "form": submission.form,
        "issuer": submission.issuer,
        "issued_on": submission.issued_on.isoformat() if submission.issued_on else None,
        "doc_no": submission.doc_no,
        "metadata": dict(submission.metadata),
        "digest": submission.digest,
        "replaces": submission.replaces,
        "reason": submission.reason,
        "files": [
            {"name": one.name, "title": one.title, "media_type": one.media_type, "sha256": one.sha256}
            for one in submission.files
        ],
    }


def _description(submission: Submission, packed_on: date) -> dict[str, str]:
    return {
        "Source-Organization": submission.issuer,
        "External-Identifier": submission.key,
        "External-Description": submission.title,
        "Bagging-Date": packed_on.isoformat(),
    }


def _zipped(top: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in top.rglob("*") if path.is_file()):
            info = zipfile.ZipInfo(file.relative_to(top.parent).as_posix(), _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, file.read_bytes())
    return buffer.getvalue()
