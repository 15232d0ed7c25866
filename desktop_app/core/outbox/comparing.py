"""What a public page shows beside what was sent: equal, or where not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from desktop_app.core.outbox.submission import PublishedPage, Submission


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the page departs from what was sent.

    Args:
        what: 标题, 正文, 附件 or 状态.
        ours: what was sent; empty where the page has more.
        theirs: what the page shows; empty where it lacks something.
    """

    what: str
    ours: str
    theirs: str


def differences(submission: Submission, page: PublishedPage, *, with_files: bool = True) -> list[Difference]:
    """Return every difference, white space aside.

    Args:
        with_files: whether attachments are compared too.
    """
    if page.withdrawn:
        return [Difference("状态", "公开", "已撤回")]
    found: list[Difference] = []
    if squeezed(page.title) != squeezed(submission.title):
        found.append(Difference("标题", submission.title, page.title))
    if squeezed(page.text) != squeezed(submission.text):
        found += _lines(submission.text, page.text)
    if with_files:
        found += _files(submission, page)
    return found


def words_of(found: list[Difference]) -> str:
    """Return in one Chinese sentence where the page departs; empty where it does not."""
    if not found:
        return ""
    first = found[0]
    if first.what == "附件":
        return f"网页上的附件“{first.ours or first.theirs}”打不开或与原件不同，请打开网页核对。"
    return f"网页的{first.what}与审定稿不一致，请打开网页核对。"


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def _lines(ours: str, theirs: str) -> Iterator[Difference]:
    left = [line for line in (squeezed(one) for one in ours.splitlines()) if line]
    right = [line for line in (squeezed(one) for one in theirs.splitlines()) if line]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    changed = [parts for parts in matcher.get_opcodes() if parts[0] != "equal"]
    for _tag, from_left, to_left, from_right, to_right in changed:
        yield Difference("正文", "\n".join(left[from_left:to_left]), "\n".join(right[from_right:to_right]))


def _files(submission: Submission, page: PublishedPage) -> Iterator[Difference]:
    sent = {one.name: one for one in submission.files}
    for one in submission.files:
        if page.files.get(one.name) != one.sha256:
            yield Difference("附件", one.title, "内容不同" if one.name in page.files else "")
    for name in page.files.keys() - sent.keys():
        yield Difference("附件", "", name)
