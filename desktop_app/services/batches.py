"""A hundred disclosures of one list on their way together: checked, reviewed, rendered, published, reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.gate import FLAG, HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import STATE_WORDS, State, allows
from desktop_app.core.errors import AppError
from desktop_app.core.imports.batch import Batch
from desktop_app.core.imports.differences import Differences, differences
from desktop_app.core.outbox.job import JOB_WORDS, Job
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.files import write_file
from desktop_app.services.outbox import Outbox
from desktop_app.services.ports import Workspace
from desktop_app.services.releases import Releases
from desktop_app.services.reviews import Reviews, Signature

if TYPE_CHECKING:
    from desktop_app.services.documents import Documents

_HANDED_OVER = frozenset(State) - {State.DRAFT, State.IN_REVIEW}
"""States in which there may be a job; an approved one may have been refused by the portal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one disclosure in a work over the whole batch.

    Args:
        done: whether the work was done for it.
        message: why not, or what came of it; Chinese, empty where there is nothing to say.
        findings: what the checks found, where they ran.
    """

    item: Item
    done: bool
    message: str = ""
    findings: tuple[Finding, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """How one disclosure of a batch stands; `job` where it was handed to the outbox."""

    item: Item
    job: Job | None


class Batches:
    """Work over batches. Every work goes on where one disclosure cannot, says so, and can be stopped and repeated:
    what was done stays done and is not done twice.
    """  # noqa: D205 - the second sentence is the promise that callers rely on

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        drafts: Drafts,
        reviews: Reviews,
        releases: Releases,
        documents: Documents,
        outbox: Outbox,
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._drafts = drafts
        self._reviews = reviews
        self._releases = releases
        self._documents = documents
        self._outbox = outbox

    # ── reading ────────────────────────────

    def all(self) -> list[Batch]:
        """Return all batches, the latest first."""
        return self._workspace.imports.batches()

    def get(self, batch_id: str) -> Batch:
        """Return a batch.

        Raises:
            NotFound: there is none with this id.
        """
        return self._workspace.imports.batch(batch_id)

    def forget(self, batch_id: str) -> None:
        """Forget that disclosures belong together; they stay what they are."""
        self._workspace.imports.remove_batch(batch_id)

    def items(self, batch: Batch) -> list[Item]:
        """Return the disclosures that are still there, in the list's order."""
        found = (self._item(item_id) for item_id in batch.items)
        return [item for item in found if item is not None]

    def _item(self, item_id: str) -> Item | None:
        try:
            return self._workspace.item(item_id)
        except NotFound:
            return None  # a draft of the batch that somebody has thrown away

    def rows(self, batch: Batch) -> list[BatchRow]:
        """Return how each disclosure stands."""
        return [BatchRow(item, self._job(item)) for item in self.items(batch)]

    def _job(self, item: Item) -> Job | None:
        """Return the last job of a disclosure; None of one that none was made for, as of a sheet on a board."""
        if item.state not in _HANDED_OVER:
            return None
        return next(reversed(self._workspace.jobs_of(item.id)), None)

    def differences(self, batch: Batch) -> Differences:
        """Return what all say alike and in what they differ."""
        spec = self._catalogue.form(batch.form).spec
        opened = [self._drafts.opened(item) for item in self.items(batch)]
        return differences(spec, [one.answers.visible_values() for one in opened])

    # ── working ────────────────────────────

    def check(self, batch: Batch, progress: Progress = silent) -> list[Outcome]:
        """Check every disclosure; done means that nothing blocks but the review that is still to come."""
        return list(self._each(self.items(batch), "检查", self._checked, progress))

    def _checked(self, item: Item) -> Outcome:
        opened = self._drafts.opened(item)
        findings = self._releases.findings(opened)
        blocking = [one for one in findings if one.severity is Severity.BLOCK and one.rule != FLAG]
        message = f"{len(blocking)} 处必须改：{blocking[0].message}" if blocking else ""
        return Outcome(item, not blocking, message, tuple(findings))

    def submit(self, batch: Batch, progress: Progress = silent) -> list[Outcome]:
        """Hand every draft with nothing that blocks to the reviewer."""
        drafts = [item for item in self.items(batch) if item.state is State.DRAFT]
        return list(self._each(drafts, "送审", self._submitted, progress))

    def _submitted(self, item: Item) -> Outcome:
        checked = self._checked(item)
        if not checked.done:
            return checked
        return Outcome(self._reviews.submit(item.id), True)

    def approve(
        self, batch: Batch, by: str | Signature, confidentiality: Confidentiality, progress: Progress = silent
    ) -> list[Outcome]:
        """Sign the step whose turn it is for every disclosure that waits for review."""

        def approved(item: Item) -> Outcome:
            return Outcome(self._reviews.approve(item.id, by, confidentiality), True)

        waiting = [item for item in self.items(batch) if item.state is State.IN_REVIEW]
        return list(self._each(waiting, "审签", approved, progress))

    def send_back(
        self, batch: Batch, reviewer: str, remark: str, progress: Progress = silent
    ) -> list[Outcome]:
        """Give every disclosure that waits for review back with one reason."""

        def returned(item: Item) -> Outcome:
            return Outcome(self._reviews.send_back(item.id, reviewer, remark), True)

        waiting = [item for item in self.items(batch) if item.state is State.IN_REVIEW]
        return list(self._each(waiting, "退回", returned, progress))

    def render(
        self, batch: Batch, out: Path, kinds: Sequence[str], progress: Progress = silent
    ) -> list[Outcome]:
        """Write the documents of every disclosure into a folder, each name led by its number in the list."""
        items = self.items(batch)
        width = len(str(len(items)))
        numbers = {item.id: f"{number:0{width}d}" for number, item in enumerate(items, 1)}

        def rendered(item: Item) -> Outcome:
            opened = self._drafts.opened(item)
            for kind in kinds:
                self._write(opened, out, kind, numbers[item.id])
            return Outcome(item, True)

        return list(self._each(items, "生成文书", rendered, progress))

    def _write(self, opened: Opened, out: Path, kind: str, number: str) -> None:
        document = self._documents.render(opened, kind)
        write_file(out / f"{number} {document.name}", document.content)

    def publish(self, batch: Batch, portal: str | None = None, progress: Progress = silent) -> list[Outcome]:
        """Queue and send every approved disclosure, and go on with those that are queued already.

        A stop between two is a pause: calling it again goes on with the rest, and nothing is published twice.
        """

        def published(item: Item) -> Outcome:
            job = self._outbox.queue(item.id, portal) if allows(item.state, "queue") else self._job(item)
            if job is not None:
                job = self._outbox.send(job.id)
            now = self._workspace.item(item.id)
            return Outcome(now, now.state is State.PUBLISHED, (job.message if job else "") or now.url)

        ready = [item for item in self.items(batch) if item.state in (State.APPROVED, State.QUEUED)]
        return list(self._each(ready, "发布", published, progress))

    def _each(
        self, items: Sequence[Item], what: str, work: Callable[[Item], Outcome], progress: Progress
    ) -> Iterator[Outcome]:
        for number, item in enumerate(items):
            progress(f"{what}第 {number + 1}/{len(items)} 件：{item.title}", number / len(items))
            try:
                yield work(item)
            except HeldBack as error:
                yield Outcome(item, False, error.findings[0].message, tuple(error.findings))
            except AppError as error:
                yield Outcome(item, False, str(error))
        progress(f"{what}完成", 1.0)

    # ── reporting ────────────────────────────

    def report(self, batch: Batch) -> bytes:
        """Return a workbook that says of each disclosure how it stands, where it is public, and what holds it up."""
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "批次情况"
        sheet.append(["序号", "标题", "状态", "编号", "最迟公开", "公开时间", "网址", "说明"])
        for number, row in enumerate(self.rows(batch), 1):
            sheet.append(_report_line(number, row))
        for letter, width in zip("ABCDEFGH", (6, 46, 10, 24, 14, 20, 50, 60), strict=True):
            sheet.column_dimensions[letter].width = width
        sheet.freeze_panes = "A2"
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    def write_report(self, batch: Batch, out: Path) -> Path:
        """Write the report.

        Raises:
            FileUnwritable: the disk refuses.
        """
        return write_file(out, self.report(batch))


def _report_line(number: int, row: BatchRow) -> list[object]:
    item, job = row.item, row.job
    message = job.message if job else item.remark
    state = JOB_WORDS[job.state] if job else STATE_WORDS[item.state]
    published = item.published_at.isoformat(" ", "minutes") if item.published_at else ""
    return [number, item.title, state, item.id, item.due, published, item.url, message]
