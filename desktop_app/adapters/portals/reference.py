"""The client of our reference portal's intake API."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TypeVar
from urllib.parse import quote, urljoin

import httpx
import msgspec

from desktop_app.adapters.portals.http import Answer, Http, is_web_address, nonsense
from desktop_app.adapters.portals.published import ReadPage, read_page
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress


class _Receipt(msgspec.Struct):
    key: str
    remote_id: str
    url: str
    received_at: datetime
    digest: str
    withdrawn: bool


class _Problem(msgspec.Struct):
    detail: str


class _Stored(msgspec.Struct):
    sha256: str


_Told = TypeVar("_Told")


class ReferencePortal:
    """A portal that `gongkai portal serve` runs, here or on a county's server.

    Args:
        name: as the profile calls it.
        base_url: of its home page.
        token: what the portal wants to be shown.
        transport: instead of the network.
        timeout_s: how long to wait for a whole answer.
    """

    def __init__(
        self,
        name: str,
        base_url: str,
        token: str,
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = 60.0,
    ) -> None:
        self.name = name
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        self._http = Http(name, base_url, headers, transport, timeout_s)

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of an item that the portal holds, or None."""
        answer = self._http.call("GET", _item_path(key))
        if answer.status == 404 and _told(answer, _Problem) is not None:
            return None
        return self._receipt(answer, key, RetryLater)

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Upload the files, then the item; a stop between two files leaves nothing published."""
        shares = len(submission.files) + 1
        for number, file in enumerate(submission.files):
            progress(f"上传附件 {number + 1}/{len(submission.files)}：{file.title}", number / shares)
            self._upload(file)
        progress("提交正文", (shares - 1) / shares)
        answer = self._http.call(
            "PUT", _item_path(submission.key), json=_item(submission), uncertain=Unanswered
        )
        return self._receipt(answer, submission.key, Unanswered)

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Fetch the public page and its files as any citizen would, without the token.

        Files that the page names and that cannot be fetched are missing from the result.
        """
        answer = self._http.fetch(receipt.url)
        page = read_page(answer.content) if answer.status == 200 else None
        if page is None:
            raise RetryLater(f"门户“{self.name}”上的公开页 {receipt.url} 还打不开，稍后会再核对。")
        return PublishedPage(
            key=page.key,
            title=page.title,
            text=page.text,
            files=self._digests(page, answer.url),
            withdrawn=page.withdrawn,
        )

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Take the item down; its address then says that it was withdrawn, and why."""
        answer = self._http.call(
            "POST", f"{_item_path(key)}/withdrawal", json={"reason": reason}, uncertain=Unanswered
        )
        return self._receipt(answer, key, Unanswered)

    def _upload(self, file: SubmittedFile) -> None:
        """Store a file's bytes; uncertain or not, they may be sent again, since nobody sees them yet."""
        answer = self._http.call("PUT", f"/api/v1/files/{file.sha256}", content=file.content)
        if answer.status != 200:
            raise self._refusal(answer, RetryLater)
        if _told(answer, _Stored) != _Stored(file.sha256):
            raise nonsense(self.name)

    def _receipt(self, answer: Answer, key: str, uncertain: type[AppError]) -> Receipt:
        if answer.status not in {200, 201}:
            raise self._refusal(answer, uncertain)
        told = _told(answer, _Receipt)
        if told is None or told.key != key or told.received_at.tzinfo is None or not is_web_address(told.url):
            raise nonsense(self.name, uncertain)
        return Receipt(
            key=key,
            portal=self.name,
            remote_id=told.remote_id,
            url=told.url,
            received_at=told.received_at,
            digest=told.digest,
            withdrawn=told.withdrawn,
        )

    def _refusal(self, answer: Answer, uncertain: type[AppError]) -> AppError:
        """Return the error for an answer that is no success; the portal's own sentence tells the clerk."""
        if answer.status in {401, 403}:
            return NeedsLogin(f"门户“{self.name}”不接受现在的口令。")
        problem = _told(answer, _Problem)
        if 400 <= answer.status < 500 and problem is not None:
            return Rejected(f"门户“{self.name}”不收：{problem.detail}")
        return nonsense(self.name, uncertain)

    def _digests(self, page: ReadPage, page_url: str) -> dict[str, str]:
        answers = {name: self._http.fetch(urljoin(page_url, link)) for name, link in page.links.items()}
        return {
            name: sha256(answer.content).hexdigest()
            for name, answer in answers.items()
            if answer.status == 200
        }


def _item_path(key: str) -> str:
    return f"/api/v1/items/{quote(key, safe='')}"


def _item(submission: Submission) -> dict[str, object]:
    return {
        "title": submission.title,
        "column": submission.column,
        "form": submission.form,
        "issuer": submission.issuer,
        "html": submission.html,
        "text": submission.text,
        "issued_on": submission.issued_on and submission.issued_on.isoformat(),
        "doc_no": submission.doc_no,
        "metadata": dict(submission.metadata),
        "files": [
            {"sha256": file.sha256, "name": file.name, "title": file.title} for file in submission.files
        ],
        "replaces": submission.replaces,
        "digest": submission.digest,
    }


def _told(answer: Answer, kind: type[_Told]) -> _Told | None:
    """Return what a portal said, or None where it did not say anything of that kind."""
    try:
        return msgspec.json.decode(answer.content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
