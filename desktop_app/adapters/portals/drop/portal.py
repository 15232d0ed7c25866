"""A place for files as a portal: each item is a folder with the article, its files and a receipt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from html import escape
from urllib.parse import quote, unquote

import msgspec

from desktop_app.adapters.portals.drop.store import FileStore, no_beat
from desktop_app.adapters.portals.published import ReadPage, read_page
from desktop_app.adapters.portals.recipe.names import noted
from desktop_app.core.errors import Cancelled
from desktop_app.core.outbox.errors import Rejected, RetryLater
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import Progress
from desktop_app.core.shapes import read_json

PAGE, RECORD, FILES = "正文.html", "回执.json", "附件"
_BEGUN = "digest.txt"
"""Says what a cut attempt was sending: only the very same is gone on with."""
WORTH_RESUMING_BYTES = 1024 * 1024


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class DropPortal:
    """Lays each item down in a folder of its own, named by its key: `正文.html`, `附件/` and `回执.json`.

    Everything is written into a hidden folder first, its receipt last; then the folder gets its name in one stroke.
    What a kill left between two strokes is finished by whoever looks next.

    Args:
        name: as the profile calls it.
        now: clock, with a time zone.
    """

    def __init__(self, name: str, store: FileStore, now: Callable[[], datetime] = _utc_now) -> None:
        self.name, self.at_once = name, 1
        self._store = store
        self._now = now

    def find(self, key: str) -> Receipt | None:
        """Return the receipt that lies in the item's folder, or None."""
        folder = safe_name(key)
        record = self._store.read(f"{folder}/{RECORD}")
        if record is None:
            record = self._finished(folder)
        if record is None:
            return None
        try:
            return read_json(record, Receipt)
        except msgspec.MsgspecError as error:
            raise Rejected(f"“{self.name}”里 {folder} 的回执损坏，请核对后删除这个文件夹再发。") from error

    def _finished(self, folder: str) -> bytes | None:
        """Give a complete hidden folder its name; return its receipt, or None where there is none."""
        record = self._store.read(f"{_hidden(folder)}/{RECORD}")
        if record is not None:
            self._store.rename(_hidden(folder), folder)
            self._store.remove(_old(folder))
        return record

    # ── laying down ────────────────────────────

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Write the item's folder under another name and rename it when it is complete."""
        held = self.find(submission.key)
        if held is not None:
            if held.digest != submission.digest:
                raise Rejected(f"编号 {submission.key} 的文件夹里已有另一内容；要改动请作为更正另发。")
            return held
        _refuse_double_names(submission)
        original = None if submission.replaces is None else self.find(submission.replaces)
        if submission.replaces is not None and original is None:
            raise Rejected(f"要更正的信息 {submission.replaces} 不在“{self.name}”里。")
        receipt = self._receipt(submission)
        self._lay_down(receipt, _page(submission), submission.files, progress)
        self._store.rename(_hidden(receipt.remote_id), receipt.remote_id)
        if original is not None:
            self._note(original, submission, receipt)
        return receipt

    def replace(self, submission: Submission, progress: Progress) -> Receipt:
        """Lay the new content down and put it in the old one's place; nothing of the old one stays."""
        held = self.find(submission.key)
        if held is None or held.withdrawn:
            raise Rejected(f"“{self.name}”里没有编号为 {submission.key} 的信息，不能替换。")
        _refuse_double_names(submission)
        if held.digest == submission.digest:
            self._store.remove(_old(held.remote_id))
            return held
        receipt = replace(held, digest=submission.digest)
        self._lay_down(receipt, _page(submission), submission.files, progress)
        self._swap(receipt.remote_id)
        return receipt

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Replace the page by a statement and remove the files."""
        held = self.find(key)
        if held is None:
            raise Rejected(f"“{self.name}”里没有编号为 {key} 的信息。")
        if held.withdrawn:
            self._store.remove(_old(held.remote_id))
            return held
        page = self._page(held)
        receipt = replace(held, withdrawn=True)
        statement = _statement(key, page.title, reason, self._now().astimezone())
        self._lay_down(receipt, statement, (), _quiet)
        self._swap(receipt.remote_id)
        return receipt

    def _receipt(self, submission: Submission) -> Receipt:
        folder = safe_name(submission.key)
        return Receipt(
            key=submission.key,
            portal=self.name,
            remote_id=folder,
            url=self._store.url(folder),
            received_at=self._now(),
            digest=submission.digest,
        )

    def _lay_down(
        self, receipt: Receipt, page: str, files: tuple[SubmittedFile, ...], progress: Progress
    ) -> None:
        """Write all into the hidden folder, the receipt last: it says that all the rest is there."""
        part = _hidden(receipt.remote_id)
        resumable = self._store.can_resume and any(len(one.content) >= WORTH_RESUMING_BYTES for one in files)
        going_on = resumable and self._store.read(f"{part}/{_BEGUN}") == receipt.digest.encode()
        if not going_on:
            self._store.remove(part)
        try:
            self._store.make_folders(part, f"{part}/{FILES}")
            if resumable:
                self._store.write({f"{part}/{_BEGUN}": receipt.digest.encode()})
            for number, file in enumerate(files):
                share = number / (len(files) + 1)
                tell = partial(progress, f"写出附件 {number + 1}/{len(files)}：{file.title}", share)
                tell()
                with self._beating(tell):
                    self._write_file(f"{part}/{FILES}/{safe_name(file.name)}", file, go_on=going_on)
            progress("写出正文", len(files) / (len(files) + 1))
            self._store.write(
                {f"{part}/{PAGE}": page.encode(), f"{part}/{RECORD}": msgspec.json.encode(receipt)}
            )
        except Cancelled:
            self._store.remove(part)
            raise

    @contextmanager
    def _beating(self, tell: Callable[[], None]) -> Iterator[None]:
        """Let long writes within this block say that they go on, and be stopped."""
        self._store.beat = tell
        try:
            yield
        finally:
            self._store.beat = no_beat

    def _write_file(self, path: str, file: SubmittedFile, *, go_on: bool) -> None:
        self._store.write({path: file.content}, go_on=go_on)
        if go_on and sha256(self._store.read(path) or b"").hexdigest() != file.sha256:
            # what lay there was the beginning of something else: this time from the first byte
            self._store.write({path: file.content})

    def _swap(self, folder: str) -> None:
        self._store.remove(_old(folder))
        self._store.rename(folder, _old(folder))
        self._store.rename(_hidden(folder), folder)
        self._store.remove(_old(folder))

    def _note(self, original: Receipt, submission: Submission, correction: Receipt) -> None:
        """Tell readers of the original about its correction."""
        path = f"{original.remote_id}/{PAGE}"
        page = (self._store.read(path) or b"").decode()
        words = f"本信息已更正。理由：{submission.reason or '内容有误'}。更正见："
        self._store.write({path: noted(page, words, correction.url).encode()})

    # ── reading back ────────────────────────────

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Read the page and its files as whoever takes the folder would."""
        folder = safe_name(receipt.key)
        page = self._page(receipt)
        contents = {one.name: self._store.read(f"{folder}/{unquote(one.url)}") for one in page.files}
        files = {
            name: sha256(content).hexdigest() for name, content in contents.items() if content is not None
        }
        html = self._store.read(f"{folder}/{PAGE}") or b""
        return PublishedPage(page.key, page.title, page.text, files, page.withdrawn, html)

    def _page(self, receipt: Receipt) -> ReadPage:
        content = self._store.read(f"{safe_name(receipt.key)}/{PAGE}")
        page = read_page(content) if content is not None else None
        if page is None:
            raise RetryLater(f"“{self.name}”里 {receipt.key} 的正文读不出来，请重新导出。")
        return page


def _quiet(_what: str, _share: float) -> None:
    """Report nothing."""


def _refuse_double_names(submission: Submission) -> None:
    names = [safe_name(file.name).lower() for file in submission.files]
    if len(set(names)) != len(names):
        raise Rejected("有两个附件重名，请改成不同的文件名再发。")


def _hidden(folder: str) -> str:
    return f".{folder}.part"


def _old(folder: str) -> str:
    return f".{folder}.old"


def safe_name(name: str) -> str:
    """Return a name that every file system takes; whatever it does not take is percent-encoded."""
    return re.sub(
        r'^\.|[%\\/:*?"<>|\[\]\x00-\x1f]|[. ]$',
        lambda found: quote(found[0], safe="").replace(".", "%2E"),
        name,
    )


def _page(submission: Submission) -> str:
    names = {"ArticleTitle": submission.title, **submission.metadata}
    own_heading = "<h1" in submission.html
    heading = "" if own_heading else f"<h1>{escape(submission.title)}</h1>\n"
    note = f'<p data-note="1">{escape(submission.reason)}</p>\n' if submission.reason else ""
    files = "".join(
        f'<li><a data-file download="{escape(file.name)}" href="{quote(f"{FILES}/{safe_name(file.name)}")}">'
        f"{escape(file.title)}</a></li>\n"
        for file in submission.files
    )
    listed = f"<h2>附件</h2>\n<ul>\n{files}</ul>\n" if files else ""
    article = f'<div data-part="article">{submission.html}</div>\n'
    facts = f"<p>信息编号：{escape(submission.key)} 栏目：{escape(submission.column)}</p>\n"
    return _shell(submission.key, names, f"{heading}{note}{article}{listed}{facts}")


def _statement(key: str, title: str, reason: str, at: datetime) -> str:
    words = f"本信息已撤回。理由：{escape(reason)}。日期：{at:%Y-%m-%d}。"
    body = f"<h1>{escape(title)}</h1>\n<p>{words}</p>\n<p>信息编号：{escape(key)}</p>\n"
    return _shell(key, {"ArticleTitle": title}, body, " data-withdrawn")


def _shell(key: str, names: Mapping[str, str], body: str, marks: str = "") -> str:
    meta = "".join(
        f'<meta name="{escape(name)}" content="{escape(content)}">\n' for name, content in names.items()
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(names['ArticleTitle'])}</title>\n{meta}</head>\n"
        f'<body data-key="{escape(key)}"{marks}>\n{body}</body>\n</html>\n'
    )
