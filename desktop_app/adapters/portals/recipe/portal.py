"""A portal that a recipe describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import httpx

from desktop_app.adapters.portals.http import Answer, Http, Line, is_web_address, joined, nonsense
from desktop_app.adapters.portals.published import ReadPage, read_page
from desktop_app.adapters.portals.recipe.engine import Absent, Engine
from desktop_app.adapters.portals.recipe.limits import refuse_beyond
from desktop_app.adapters.portals.recipe.names import (
    column_of,
    filled,
    item_names,
    marked_article,
    marked_statement,
    noted,
)
from desktop_app.adapters.portals.recipe.session import Told
from desktop_app.adapters.portals.recipe.spec import FormSignIn, SignIn, Step, System, Words
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress

_WORTH_ASKING_BYTES = 1024 * 1024
"""A smaller file is sent again sooner than it is asked about."""


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _nobody(_what: str, _request: httpx.Request, _answer: Answer) -> None:
    """Watch nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """An earlier copy, with everything that looking for it took."""

    receipt: Receipt
    complete: bool
    taken: Mapping[str, Any]


class RecipePortal:
    """Publishes by a recipe's steps.

    Args:
        columns: path of a column, or the beginning of one, to what the portal calls it; `*` for all others.
        secret: the password or token itself.
        transport: instead of the network.
        told: is told of each request and its answer.
        now: clock, with a time zone.
    """

    def __init__(
        self,
        line: Line,
        system: System,
        sign_in: SignIn,
        secret: str = "",
        columns: Mapping[str, Words] | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
        told: Told | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.name = line.name
        # signed in by a form there is one session, whose cookies and tokens belong to one request at a time
        self.at_once = 1 if isinstance(sign_in, FormSignIn) else system.limits.at_once
        self._http = Http(line, transport)
        self._system = system
        self._steps = system.steps
        self._columns = columns or {}
        self._engine = Engine(self._http, sign_in, secret, system.signed_out, told or _nobody)
        self._now = now

    # ── looking ────────────────────────────

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of an item that the portal shows, or None."""
        found = self._find(key)
        return found.receipt if found is not None and found.complete else None

    def _find(self, key: str, uncertain: type[AppError] = RetryLater) -> Found | None:
        try:
            taken = self._engine.run(self._steps.find, {"key": key}, "查找")
        except Absent:
            return None
        page = _marks(taken.get("page"))
        digest = str(taken.get("digest") or (page.digest if page else ""))
        withdrawn = page.withdrawn if page else taken.get("withdrawn", False)
        url = taken.get("url")
        if (
            not isinstance(withdrawn, bool)
            or not isinstance(url, str)
            or not is_web_address(url)
            or taken.get("remote_id") in (None, "")
            or taken.get("key", key) != key
        ):
            raise nonsense(self.name, uncertain)
        receipt = Receipt(
            key=key,
            portal=self.name,
            remote_id=str(taken["remote_id"]),
            url=url,
            received_at=self._moment(taken.get("received_at") or (page.at if page else None), uncertain),
            digest=digest,
            withdrawn=withdrawn,
        )
        old_files = [{"name": one.name, "url": one.url, "id": one.id} for one in page.files] if page else []
        return Found(receipt, taken.get("complete", True) is not False, {**taken, "old_files": old_files})

    def _moment(self, told: object, uncertain: type[AppError]) -> datetime:
        """Return when the portal took it in; a portal that does not say took it in now."""
        if not told:
            return self._now()
        try:
            moment = datetime.fromisoformat(str(told))
        except ValueError:
            raise nonsense(self.name, uncertain) from None
        if moment.tzinfo is None:
            raise nonsense(self.name, uncertain)
        return moment

    # ── publishing ────────────────────────────

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Upload the files, then the item; a stop between two files leaves nothing published."""
        refuse_beyond(self._system.limits, submission, self.name)
        found = self._find(submission.key)
        if found is not None and (found.complete or found.receipt.withdrawn):
            return self._same(found.receipt, submission)
        names = self._uploaded(submission, progress)
        original = self._original(submission)
        if original is not None:
            names["original_url"] = original.receipt.url
        if found is None:
            self._engine.run(self._steps.create, names, "新建", Unanswered)
        receipt = self._made_public(submission, names)
        self._relate(submission, original, receipt)
        return receipt

    def _same(self, held: Receipt, submission: Submission) -> Receipt:
        if held.digest and held.digest != submission.digest:
            raise Rejected(
                f"门户“{self.name}”不收：信息编号 {held.key} 已经发布过另一内容；要改动请作为更正另发。"
            )
        return held

    def _made_public(self, submission: Submission, names: dict[str, Any]) -> Receipt:
        """Find what was made and make it public, if that is a step of its own."""
        found = self._find(submission.key, Unanswered)
        if found is None:
            raise nonsense(self.name, Unanswered)
        if not found.complete:
            self._engine.run(self._steps.publish, {**found.taken, **names}, "公开", Unanswered)
            found = self._find(submission.key, Unanswered)
            if found is None or not found.complete:
                raise nonsense(self.name, Unanswered)
        return self._same(found.receipt, submission)

    def _original(self, submission: Submission) -> Found | None:
        if submission.replaces is None:
            return None
        found = self._find(submission.replaces)
        if found is None:
            raise Rejected(f"门户“{self.name}”不收：要更正的信息 {submission.replaces} 不在门户上。")
        return found

    def _relate(self, submission: Submission, original: Found | None, receipt: Receipt) -> None:
        """Tell readers of the original about its correction; repeating that is harmless."""
        if original is None or not self._steps.relate:
            return
        words = f"本信息已更正。理由：{submission.reason or '内容有误'}。更正见："
        names = {
            **original.taken,
            "reason": submission.reason,
            "today": self._today(),
            "title": submission.title,
            "correction_url": receipt.url,
            "noted_page": noted(str(original.taken.get("page") or ""), words, receipt.url),
        }
        self._engine.run(self._steps.relate, names, "关联")

    def _today(self) -> str:
        return f"{self._now().astimezone():%Y-%m-%d}"

    def replace(self, submission: Submission, progress: Progress) -> Receipt:
        """Put new content in the place of what the portal shows under the same key.

        Raises:
            Rejected: there is nothing to replace, or this kind of portal cannot.
        """
        refuse_beyond(self._system.limits, submission, self.name)
        if not self._steps.replace:
            raise Rejected(f"门户“{self.name}”的设置里没有写怎样替换（steps.replace），请改为撤回后另发。")
        found = self._find(submission.key)
        if found is None or found.receipt.withdrawn:
            raise Rejected(f"门户“{self.name}”上没有编号为 {submission.key} 的信息，不能替换。")
        if found.receipt.digest == submission.digest:
            return found.receipt
        names = self._uploaded(submission, progress)
        old = [one for one in found.taken["old_files"] if not _is_kept(one, names["files"])]
        self._engine.run(self._steps.replace, {**found.taken, **names, "old_files": old}, "替换", Unanswered)
        again = self._find(submission.key, Unanswered)
        if again is None:
            raise nonsense(self.name, Unanswered)
        return again.receipt

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Take the item down; its address then says that it was withdrawn, and why."""
        found = self._find(key)
        if found is None:
            raise Rejected(f"门户“{self.name}”不收：没有编号为 {key} 的信息。")
        if found.receipt.withdrawn:
            return found.receipt
        page = _marks(found.taken.get("page"))
        day = self._today()
        title = page.title if page else ""
        names = {
            **found.taken,
            "key": key,
            "reason": reason,
            "today": day,
            "title": title,
            "statement": marked_statement(
                key, title, found.receipt.digest, reason, day, found.receipt.received_at.isoformat()
            ),
        }
        if not self._steps.withdraw:
            raise Rejected(f"门户“{self.name}”的设置里没有写怎样撤回（steps.withdraw），请在门户后台撤回。")
        self._engine.run(self._steps.withdraw, names, "撤回", Unanswered)
        again = self._find(key, Unanswered)
        if again is None or not again.receipt.withdrawn:
            raise nonsense(self.name, Unanswered)
        return again.receipt

    # ── files ────────────────────────────

    def _uploaded(self, submission: Submission, progress: Progress) -> dict[str, Any]:
        """Upload the files and return what the steps know of the item."""
        names = self._names(submission)
        shares = len(submission.files) + 1
        for number, file in enumerate(submission.files):
            what = f"上传附件 {number + 1}/{len(submission.files)}：{file.title}"
            progress(what, number / shares)
            with self._http.telling(_part_of(progress, what, number, shares)):
                names["files"][number] |= self._upload(file, names, names["files"][number])
        progress("提交正文", (shares - 1) / shares)
        names["page"] = marked_article(
            submission.key,
            submission.title,
            submission.digest,
            submission.html,
            names["files"],
            submission.reason,
            self._now().isoformat(),
        )
        return names

    def _upload(
        self, file: SubmittedFile, item: Mapping[str, Any], known: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Send one file unless the portal has it; uncertain or not, it may be sent again: nobody sees it yet."""
        upload = self._steps.upload
        if upload is None:
            raise Rejected(f"门户“{self.name}”的设置里没有写怎样上传附件（steps.upload）。")
        names = {**item, "file": known}
        if upload.look:
            try:
                return self._engine.run(upload.look, names, "查找附件")
            except Absent:
                pass
        if upload.begun and len(file.content) >= _WORTH_ASKING_BYTES:
            names["file"] = {**known, "offset": self._begun(upload.begun, names, len(file.content))}
        return self._engine.run(upload.send, names, "上传附件", content=file.content)

    def _begun(self, steps: Sequence[Step], names: dict[str, Any], size: int) -> int:
        """Return how many bytes of a file the portal has; whatever it says, no more than there are."""
        try:
            told = self._engine.run(steps, names, "查已传多少").get("offset")
        except Absent:
            return 0
        return int(told) if isinstance(told, int | float) and 0 < told <= size else 0

    def _names(self, submission: Submission) -> dict[str, Any]:
        names = item_names(submission, column_of(self._columns, submission)) | {"today": self._today()}
        fields: dict[str, Any] = filled(dict(self._system.fields), names)
        return names | fields

    # ── reading back ────────────────────────────

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Fetch the public page and its files as any citizen would, without credentials.

        Files that the page names and that cannot be fetched are missing from the result.
        """
        answer = self._http.fetch(receipt.url)
        marks = self._steps.read_back
        page = read_page(answer.content, marks.title, marks.article) if answer.status == 200 else None
        if page is None:
            raise RetryLater(f"门户“{self.name}”上的公开页 {receipt.url} 还打不开，稍后会再核对。")
        return PublishedPage(
            key=page.key,
            title=page.title,
            text=page.text,
            files=self._digests(page, answer.url),
            withdrawn=page.withdrawn,
            html=answer.content,
        )

    def _digests(self, page: ReadPage, page_url: str) -> dict[str, str]:
        answers = {one.name: self._http.fetch(joined(page_url, one.url)) for one in page.files}
        return {
            name: sha256(answer.content).hexdigest()
            for name, answer in answers.items()
            if answer.status == 200
        }


def _part_of(progress: Progress, what: str, number: int, shares: int) -> Callable[[float], None]:
    """Return what turns the share of one file into the share of the whole."""
    return lambda share: progress(what, (number + share) / shares)


def _is_kept(old: Mapping[str, Any], files: list[dict[str, Any]]) -> bool:
    """Say whether the new content still shows an old file."""
    return any(str(file.get("url", "")) == old["url"] for file in files)


def _marks(html: object) -> ReadPage | None:
    """Return what the HTML within an answer says by our marks; None where there is none."""
    if not isinstance(html, str) or not html.strip():
        return None
    return read_page(html.encode(), "//*[@data-key]/@data-title")
