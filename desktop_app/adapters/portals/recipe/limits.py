"""What a portal does not take is told before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.adapters.portals.recipe.names import ending_of
from desktop_app.adapters.portals.recipe.spec import Limits
from desktop_app.core.outbox.errors import Rejected
from desktop_app.core.outbox.submission import Submission

_MB = 1024 * 1024


def refuse_beyond(limits: Limits, submission: Submission, portal: str) -> None:
    """Let a submission pass that the portal can take.

    Raises:
        Rejected: names the first thing that it cannot.
    """
    names = [file.name.lower() for file in submission.files]
    if len(set(names)) != len(names):
        raise Rejected("有两个附件重名，请改成不同的文件名再发。")
    for words in _beyond(limits, submission):
        raise Rejected(f"门户“{portal}”不收：{words}。")


def _beyond(limits: Limits, submission: Submission) -> Iterator[str]:
    if 0 < limits.files < len(submission.files):
        yield f"附件最多 {limits.files} 个"
    if 0 < limits.title_chars < len(submission.title):
        yield f"标题最多 {limits.title_chars} 个字"
    if 0 < limits.article_chars < len(submission.html):
        yield f"正文最多 {limits.article_chars} 个字"
    for file in submission.files:
        if 0 < limits.file_mb * _MB < len(file.content):
            yield f"附件“{file.name}”超过 {limits.file_mb} MB"
        if limits.endings and ending_of(file.name) not in limits.endings:
            yield f"“{file.name}”这类文件不收，可用：{'、'.join(limits.endings)}"
