"""A folder as a portal: the article and its files are laid down to be carried to whoever publishes them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from desktop_app.adapters.portals.published import read_page
from desktop_app.core.outbox.errors import Rejected, RetryLater
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission
from desktop_app.core.progress import Progress

_PAGE, _RECORD, _FILES = "正文.html", "回执.json", "附件"


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class FolderPortal:
    """Writes each item into a folder of its own, named by its key: `正文.html`, `附件/` and `回执.json`.

    Args:
        name: as the profile calls it.
        root: where the items' folders lie; created when first used.
        now: clock, with a time zone.
    """

    def __init__(self, name: str, root: Path, now: Callable[[], datetime] = _utc_now) -> None:
        self.name = name
        self._root = root
        self._now = now

    def find(self, key: str) -> Receipt | None:
        """Return the receipt that lies in the item's folder, or None."""
        path = self._folder(key) / _RECORD
        with self._disk():
            if not path.exists():
                return None
            record = path.read_bytes()
        try:
            return msgspec.json.decode(record, type=Receipt)
        except msgspec.MsgspecError as error:
            raise Rejected(f"文件夹 {path.parent} 里的回执损坏，请核对后删除这个文件夹再发。") from error

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Write the item's folder under another name and rename it when it is complete."""
        held = self.find(submission.key)
        if held is None:
            self._refuse_unusable(submission)
            return self._write(submission, progress)
        if held.digest != submission.digest:
            raise Rejected(f"编号 {submission.key} 的文件夹里已有另一内容；要改动请作为更正另发。")
        return held

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Read the page and its files as whoever carries the folder would."""
        folder = self._folder(receipt.key)
        with self._disk():
            content = (folder / _PAGE).read_bytes()
            page = read_page(content)
            if page is None:
                raise RetryLater(f"文件夹 {folder} 里的正文损坏，请重新导出。")
            paths = {name: folder / unquote(link) for name, link in page.links.items()}
            files = {
                name: sha256(path.read_bytes()).hexdigest() for name, path in paths.items() if path.is_file()
            }
        return PublishedPage(page.key, page.title, page.text, files, page.withdrawn)

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Replace the page by a statement and remove the files."""
        held = self.find(key)
        if held is None:
            raise Rejected(f"文件夹里没有编号为 {key} 的信息。")
        if held.withdrawn:
            return held
        folder = self._folder(key)
        receipt = replace(held, withdrawn=True)
        with self._disk():
            page = read_page((folder / _PAGE).read_bytes())
            title = page.title if page else key
            (folder / _PAGE).write_text(_statement(key, title, reason, self._now()), "utf-8")
            shutil.rmtree(folder / _FILES, ignore_errors=True)
            (folder / _RECORD).write_bytes(msgspec.json.encode(receipt))
        return receipt

    def _refuse_unusable(self, submission: Submission) -> None:
        if submission.replaces is not None and self.find(submission.replaces) is None:
            raise Rejected(f"要更正的信息 {submission.replaces} 不在文件夹 {self._root} 里。")
        names = [_safe(file.name).lower() for file in submission.files]
        if len(set(names)) != len(names):
            raise Rejected("有两个附件重名，请改成不同的文件名再发。")

    def _write(self, submission: Submission, progress: Progress) -> Receipt:
        folder = self._folder(submission.key)
        part = folder.with_name(f".{folder.name}.part")
        receipt = Receipt(
            key=submission.key,
            portal=self.name,
            remote_id=folder.name,
            url=folder.absolute().as_uri(),
            received_at=self._now(),
            digest=submission.digest,
        )
        with self._disk(), _removed_on_failure(part):
            (part / _FILES).mkdir(parents=True)
            for number, file in enumerate(submission.files):
                progress(f"写出附件：{file.title}", number / (len(submission.files) + 1))
                (part / _FILES / _safe(file.name)).write_bytes(file.content)
            progress("写出正文", len(submission.files) / (len(submission.files) + 1))
            (part / _PAGE).write_text(_page(submission), "utf-8")
            (part / _RECORD).write_bytes(msgspec.json.encode(receipt))
            part.rename(folder)
        return receipt

    def _folder(self, key: str) -> Path:
        return self._root / _safe(key)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or "磁盘出错"
            raise RetryLater(f"写不进文件夹 {self._root}：{why}。请检查磁盘、空间和权限。") from error


@contextmanager
def _removed_on_failure(part: Path) -> Iterator[None]:
    """Leave no half-written folder behind, neither of this attempt nor of one that was killed."""
    shutil.rmtree(part, ignore_errors=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _safe(name: str) -> str:
    """Return a name that every file system takes; whatever it does not take is percent-encoded."""
    return re.sub(
        r'^\.|[%\\/:*?"<>|\x00-\x1f]|[. ]$', lambda found: quote(found[0], safe="").replace(".", "%2E"), name
    )


def _page(submission: Submission) -> str:
    names = {"ArticleTitle": submission.title, **submission.metadata}
    own_heading = "<h1" in submission.html
    heading = "" if own_heading else f"<h1>{escape(submission.title)}</h1>\n"
    files = "".join(
        f'<li><a data-file download="{escape(file.name)}" href="{quote(f"{_FILES}/{_safe(file.name)}")}">'
        f"{escape(file.title)}</a></li>\n"
        for file in submission.files
    )
    listed = f"<h2>附件</h2>\n<ul>\n{files}</ul>\n" if files else ""
    article = f'<div data-part="article">{submission.html}</div>\n'
    facts = f"<p>信息编号：{escape(submission.key)} 栏目：{escape(submission.column)}</p>\n"
    return _shell(submission.key, names, f"{heading}{article}{listed}{facts}")


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
