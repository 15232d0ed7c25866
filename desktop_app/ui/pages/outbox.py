"""The outbox (发件箱): what is on its way to portals, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QLabel, QWidget

from desktop_app.core.outbox.job import OPEN_STATES, Job, JobState
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, job_chip, moment_words
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_address
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_SETTLED = frozenset({JobState.DELIVERED, JobState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with what the clerk calls its portal."""

    job: Job
    portal: str

    @property
    def message(self) -> str:
        """What became of the last attempt."""
        return self.job.message or "还没有发送。"

    @property
    def next(self) -> str:
        """When it is tried next."""
        if self.job.state not in OPEN_STATES:
            return NONE
        return moment_words(self.job.next_at) if self.job.next_at else "马上"


_COLUMNS = (
    Column[JobRow]("标题", lambda row: row.job.title),
    Column[JobRow]("状态", lambda row: job_chip(row.job)[0], lambda row: job_chip(row.job)[1], width=104),
    Column[JobRow]("说明", lambda row: row.message, is_quiet=True),
    Column[JobRow]("下次发送", lambda row: row.next, width=138),
    Column[JobRow](
        "次数",
        lambda row: str(row.job.attempts),
        width=60,
        order=lambda row: row.job.attempts,
        is_number=True,
        is_spare=True,
    ),
    Column[JobRow]("门户", lambda row: row.portal, width=116, is_quiet=True, is_spare=True),
    Column[JobRow](
        "放入时间", lambda row: moment_words(row.job.queued_at), width=138, is_quiet=True, is_spare=True
    ),
)


class OutboxPage(Page):
    """Lists jobs; the sending itself goes on without this page too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "发件箱", parent)
        self.withdraw = self.bar.add_button("撤回…")
        self.visit = self.bar.add_button("打开网页", "Ctrl+O")
        self.retry = self.bar.add_button("重试", "Ctrl+R")
        self.send = self.bar.add_button("立即发送", "F9", primary=True)
        self.list = RowsView("发件箱", _COLUMNS, lambda row: row.job.id)
        self.message = QLabel()
        self.reason_dialog: QInputDialog | None = None
        self._asked_about: Job | None = None
        self.open_address = open_address
        self.empty = EmptyState(
            "发件箱是空的",
            "审查通过的信息点“发布”后会放在这里，发到门户并核对网页；没有网络时在这里等，连上后自动发送。",
        )
        self._stack = OrEmpty(self.list, self.empty)
        self._lay_out()
        self._connect()
        self.first = self.list
        self._on_current(None)

    @property
    def current(self) -> Job | None:
        """The job that the person is at."""
        return None if self.list.current is None else self.list.current.job

    def load(self, progress: Progress) -> list[JobRow]:
        """Return all jobs, latest first."""
        titles = {portal.name: portal.title for portal in self.desk.portals()}
        return [JobRow(job, titles.get(job.portal, job.portal)) for job in self.desk.outbox.jobs()]

    def show_loaded(self, rows: Sequence[JobRow]) -> None:
        """Show them."""
        waiting = sum(row.job.state in OPEN_STATES for row in rows)
        self.bar.say(f"{waiting} 件待发 · 共 {len(rows)} 件" if rows else "")
        self.send.setEnabled(waiting > 0)
        self.list.show_rows(rows)
        self._stack.show_full(bool(rows))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_current(self, row: JobRow | None) -> None:
        job = None if row is None else row.job
        self.message.setText("" if row is None else f"{row.job.title}：{row.message}")
        self.retry.setEnabled(job is not None and job.state not in _SETTLED)
        self.visit.setEnabled(job is not None and _has_page(job))
        self.withdraw.setEnabled(job is not None and job.state is JobState.DELIVERED)

    def _on_opened(self, row: JobRow) -> None:
        self.item_wanted.emit(row.job.item, False)

    def _on_send(self) -> None:
        self.work(self.desk.outbox.run, self._on_sent)

    def _on_sent(self, tried: Sequence[Job]) -> None:
        delivered = sum(job.state is JobState.DELIVERED for job in tried)
        if not tried:
            self.banner.say("现在没有到时间要发的信息。要马上再发一次，请选中后点“重试”。", "blue")
        elif delivered == len(tried):
            self.banner.say(f"发送了 {delivered} 件，网页都与审定稿核对一致。", "green")
        else:
            left = len(tried) - delivered
            self.banner.say(f"发送了 {delivered} 件，{left} 件没有完成，原因见“说明”一栏。", "amber")

    def _on_retry(self) -> None:
        if (job := self.current) is not None:
            self.work(lambda progress: self._send_again(job, progress), self._on_sent)

    def _send_again(self, job: Job, progress: Progress) -> list[Job]:
        progress(f"发送“{job.title}”", 0.0)
        self.desk.outbox.retry(job.id)
        return [self.desk.outbox.send(job.id, progress)]

    def _on_visit(self) -> None:
        job = self.current
        if job is not None and job.receipt is not None:
            self.open_address(job.receipt.url)

    def _on_withdraw(self) -> None:
        self._asked_about = self.current
        if self._asked_about is None:
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle("撤回已公开的信息")
        dialog.setLabelText(f"“{self._asked_about.title}”\n请写明撤回的理由，它会显示在原来的网址上：")
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setOkButtonText("撤回")
        dialog.setCancelButtonText("取消")
        dialog.textValueSelected.connect(self._on_reason)
        self.reason_dialog = dialog
        dialog.open()

    def _on_reason(self, reason: str) -> None:
        if (job := self._asked_about) is not None:
            self.work(lambda _progress: self.desk.outbox.withdraw(job.item, reason), self._on_withdrawn)

    def _on_withdrawn(self, _receipt: object) -> None:
        self.banner.say("已撤回。原网址上会写明已撤回和理由。", "green")

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.message.setProperty("role", "hint")
        self.message.setWordWrap(True)
        self.message.setContentsMargins(8, 0, 8, 0)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.message)

    def _connect(self) -> None:
        self.list.row_wanted.connect(self._on_opened)
        self.list.current_changed.connect(self._on_current)
        self.send.clicked.connect(self._on_send)
        self.retry.clicked.connect(self._on_retry)
        self.visit.clicked.connect(self._on_visit)
        self.withdraw.clicked.connect(self._on_withdraw)


def _has_page(job: Job) -> bool:
    return job.receipt is not None and bool(job.receipt.url)
