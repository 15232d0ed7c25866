"""What leaves the form: papers into a folder, files into the draft, the page to the portal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.disclosure.record import Item
from desktop_app.core.errors import BugError, UserError
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.progress import Progress
from desktop_app.services.documents import file_stem

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk


class FileUnreadable(UserError):
    """A file that was chosen cannot be read."""

    code = "A110"
    hint = "请确认文件还在、没有被别的程序占用，再添加一次。"


class JobMissing(BugError):
    """The outbox lost a job that it just took."""

    code = "X190"


def read_file(path: Path) -> bytes:
    """Return the content of a file that the person chose.

    Raises:
        FileUnreadable: it is gone or another program holds it.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(f"“{path.name}”读不出来。") from error


def render(
    desk: Desk, item: Item, what: str, folder: Path, progress: Progress
) -> tuple[Path, tuple[str, ...]]:
    """Write an output into a folder named after the disclosure; return its file and what could not be expressed.

    Args:
        what: `pdf`, `docx`, `slip` or `poster`; a poster leaves the office, so it passes the gate.
    """
    opened = desk.drafts.open(item.id)
    if what == "slip":
        return desk.slips.write(opened, folder / file_stem(item.title)), ()
    if what == "poster":
        desk.releases.release(opened, progress)
    made = desk.documents.render(opened, what, progress=progress)
    return desk.documents.keep(made, folder / file_stem(item.title)), made.losses


def publish(desk: Desk, item: Item, progress: Progress) -> tuple[Job, Item]:
    """Queue an approved disclosure and send it at once; what cannot be sent waits."""
    progress("正在生成公开的文件", 0.1)
    job = desk.outbox.queue(item.id, progress=progress)
    desk.outbox.run(progress)
    found = next((one for one in desk.outbox.jobs() if one.id == job.id), None)
    if found is None:
        raise JobMissing(f"“{item.title}”不在发件箱里。")
    return found, desk.drafts.open(item.id).item


def post(desk: Desk, item_id: str, place: str, progress: Progress) -> Item:
    """Write down that a sheet hangs from today.

    Args:
        place: the board as the list calls it; empty where the office has no list.
    """
    board = next((one for one in desk.board_duties.places() if str(one) == place), None)
    if board is None:
        return desk.board.post(item_id, progress)
    desk.postings.record(item_id, board, desk.deadlines.today(), progress=progress)
    return desk.drafts.open(item_id).item


def receipt_words(job: Job) -> tuple[str, str]:
    """Return what became of a job, and the colour that supports the words."""
    if job.state is JobState.DELIVERED and job.receipt is not None:
        return f"已公开，网页与审定稿核对一致：{job.receipt.url}", "green"
    if job.state in (JobState.WAITING, JobState.UNCERTAIN):
        return f"现在发不出去，已放进发件箱，连上门户后会自动发送。{job.message}", "amber"
    return f"没有发布成功：{job.message}", "red"
