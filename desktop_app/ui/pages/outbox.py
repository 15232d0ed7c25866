"""The outbox (发件箱): what is on its way to portals, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QLabel, QWidget

from desktop_app.core.outbox.comparing import Difference
from desktop_app.core.outbox.job import (
    KIND_WORDS,
    OPEN_STATES,
    SENDABLE_STATES,
    SETTLED_STATES,
    Job,
    JobKind,
    JobState,
)
from desktop_app.core.outbox.succession import SUCCESSION_WORDS, Succession
from desktop_app.core.progress import Progress
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, job_chip, moment_words
from desktop_app.ui.pages.carrying import Brought, ChosenFiles, receive, take_receipt, verified
from desktop_app.ui.pages.outbox_menu import OutboxMenu
from desktop_app.ui.pages.page import Page
from desktop_app.ui.papers import open_address, open_path, papers_folder
from desktop_app.ui.widgets.compare_dialog import CompareDialog
from desktop_app.ui.widgets.empty_state import EmptyState, OrEmpty
from desktop_app.ui.widgets.helped import TextDialog
from desktop_app.ui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from desktop_app.core.disclosure.record import Item
    from desktop_app.core.outbox.submission import Receipt
    from desktop_app.services.desk import Desk
    from desktop_app.ui.assist_panel import AssistPanel


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with what the clerk calls its portal."""

    job: Job
    portal: str

    @property
    def title(self) -> str:
        """The item's title, and what is done with it where it is no first publication."""
        before = "" if self.job.kind is JobKind.PUBLISH else f"【{KIND_WORDS[self.job.kind]}】"
        return f"{before}{self.job.title}"

    @property
    def message(self) -> str:
        """What became of the last attempt."""
        return self.job.message or "还没有发送。"

    @property
    def next(self) -> str:
        """When it is tried next."""
        if self.job.state not in SENDABLE_STATES:
            return NONE
        return moment_words(self.job.next_at) if self.job.next_at else "马上"


_COLUMNS = (
    Column[JobRow]("标题", lambda row: row.title),
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
        self.more = self.bar.add_button("更多")
        self.menu = OutboxMenu(self.more, self)
        self.withdraw = self.bar.add_button("撤回…")
        self.visit = self.bar.add_button("打开网页", "Ctrl+O")
        self.retry = self.bar.add_button("重试", "Ctrl+R")
        self.send = self.bar.add_button("立即发送", "F9", primary=True)
        self.list = RowsView("发件箱", _COLUMNS, lambda row: row.job.id)
        self.message = QLabel()
        self.chosen = ChosenFiles(self)
        self.reason_dialog: TextDialog | None = None
        self.compare_dialog: CompareDialog | None = None
        self.panel: AssistPanel | None = None
        self._asked_about: Job | None = None
        self._asked_verb = ""
        self.open_address, self.open_path = open_address, open_path
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
        self.menu.offer_for(job)
        self.retry.setEnabled(job is not None and job.state not in SETTLED_STATES)
        self.visit.setEnabled(job is not None and _has_page(job))
        self.withdraw.setEnabled(job is not None and _is_public(job))

    def _on_opened(self, row: JobRow) -> None:
        if row.job.state is JobState.BY_HAND:
            self._open_panel(row.job)
            return
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
        self._ask_reason("withdraw", "撤回")

    def _ask_reason(self, verb: str, words: str, reason: str = "") -> None:
        self._asked_about, self._asked_verb = self.current, verb
        if self._asked_about is None:
            return
        dialog = TextDialog(self)
        dialog.setWindowTitle(f"{words}已公开的信息")
        dialog.setLabelText(f"“{self._asked_about.title}”\n请写明{words}的理由，它会显示在原来的网址上：")
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setTextValue(reason)
        dialog.setOkButtonText(words if verb == "withdraw" else "拟稿")
        dialog.setCancelButtonText("取消")
        dialog.textValueSelected.connect(self._on_reason)
        self.reason_dialog = dialog
        dialog.open()

    def _on_reason(self, reason: str) -> None:
        job, verb = self._asked_about, self._asked_verb
        if job is None:
            return
        if verb == "withdraw":
            self.work(
                lambda progress: self.desk.outbox.withdraw(job.item, reason, progress), self._on_withdrawn
            )
            return
        kind = Succession(verb)
        self.work(
            lambda progress: self.desk.successions.begin(job.item, kind, reason, progress), self._on_begun
        )

    def _on_withdrawn(self, job: Job) -> None:
        if job.state is JobState.DELIVERED:
            self.banner.say("已撤回。原网址上会写明已撤回和理由。", "green")
        else:
            self.banner.say(f"还没有撤下：{job.message}", "amber")

    def _on_begun(self, item: Item) -> None:
        self.item_wanted.emit(item.id, False)

    def _on_wanted(self, verb: str) -> None:
        """Do what the person chose in the menu."""
        job, box = self.current, self.desk.outbox
        if verb == "check_all":
            self.work(self.desk.public_pages.check_all, self._on_all_checked)
        elif verb == "receive":
            self._receive()
        elif verb == "take_receipt":
            self._take_receipt()
        elif job is None:
            return
        elif verb == "pack":
            self._pack(job)
        elif verb in ("correct", "replace", "mask"):
            from desktop_app.services.successions import MASKING_REASON

            self._ask_reason(
                verb, SUCCESSION_WORDS[Succession(verb)], MASKING_REASON if verb == "mask" else ""
            )
        elif verb == "by_hand":
            self._open_panel(job)
        elif verb == "check":
            self.work(lambda _progress: self.desk.public_pages.check(job.id), self._on_checked)
        elif verb == "page":
            self.work(lambda _progress: self._kept_page(job), self.open_path)
        elif verb == "urge":
            self.work(lambda _progress: box.urge(job.id))
        elif verb == "pause":
            self.work(lambda _progress: box.pause(job.id))

    def _open_panel(self, job: Job) -> None:
        from desktop_app.ui.assist_panel import AssistPanel

        if self.panel is not None:
            self.panel.close()
            self.panel.deleteLater()
        self.panel = AssistPanel(self.desk.by_hand, job, papers_folder() / "录入" / job.id, self)
        self.panel.settled.connect(self._on_handed_in)
        self.panel.show()

    def _on_handed_in(self, job: Job) -> None:
        if job.state in SETTLED_STATES:
            self.banner.say(f"“{job.title}”：{job.message}", "green")
        self.refresh()
        self.changed.emit()

    def _pack(self, job: Job) -> None:
        if path := self.chosen.new_package(job):
            self.work(lambda progress: self.desk.carrying.pack(job.id, Path(path), progress), self._on_packed)

    def _on_packed(self, path: Path) -> None:
        words = "用光盘或 U 盘带到能上网的电脑，在那边的发件箱里“接收”；再把那边给的回执文件带回来登记。"
        self.banner.say(f"移交包做好了：{path}。{words}", "green")

    def open_package(self, path: str) -> None:
        """Verify a package; publish it if the person who then sees what is in it agrees."""
        self.work(lambda _progress: verified(Path(path)), self._on_verified)

    def _on_verified(self, brought: Brought) -> None:
        if self.chosen.agrees(brought, self.desk.settings.portal):
            self.work(lambda progress: receive(self.desk, brought.file, progress), self._on_received)

    def _receive(self) -> None:
        if path := self.chosen.package():
            self.open_package(path)

    def _on_received(self, received: tuple[Receipt, Path]) -> None:
        receipt, file = received
        self.banner.say(f"已公开并核对：{receipt.url}。回执存在 {file}，请带回原来的电脑登记。", "green")

    def _take_receipt(self) -> None:
        if path := self.chosen.receipt():
            self.work(lambda _progress: take_receipt(self.desk, Path(path)), self._on_handed_in)

    def _kept_page(self, job: Job) -> Path:
        """Write the kept page where a browser can read it."""
        target = papers_folder() / f"留存网页-{job.id}.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(self.desk.public_pages.kept(job.id))
        return target

    def _on_all_checked(self, wrong: Sequence[Job]) -> None:
        if wrong:
            titles = "、".join(f"“{job.title}”" for job in wrong[:3])
            self.banner.say(f"{len(wrong)} 个网页打不开或与审定稿不一致：{titles}。", "red")
        else:
            self.banner.say("已公开的网页都打得开，内容都一致。", "green")

    def _on_checked(self, checked: tuple[Job, list[Difference]]) -> None:
        job, found = checked
        if not found:
            self.banner.say("网页与审定稿一致。", "green")
            return
        self._asked_about = job
        waits = job.state is JobState.CHANGED
        self.compare_dialog = CompareDialog(job.title, found, self, may_decide=waits)
        self.compare_dialog.overwrite_wanted.connect(self._on_overwrite)
        self.compare_dialog.leave_wanted.connect(self._on_leave)
        self.compare_dialog.open()

    def _on_overwrite(self) -> None:
        if (job := self._asked_about) is not None:
            self.work(lambda progress: self._overwrite(job, progress), self._on_sent)

    def _overwrite(self, job: Job, progress: Progress) -> list[Job]:
        self.desk.outbox.overwrite(job.id)
        return [self.desk.outbox.send(job.id, progress)]

    def _on_leave(self) -> None:
        if (job := self._asked_about) is not None:
            self.work(lambda _progress: self.desk.outbox.leave(job.id))

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
        self.menu.wanted.connect(self._on_wanted)


def _is_public(job: Job) -> bool:
    return job.state in (JobState.DELIVERED, JobState.DIFFERENT) and job.kind is not JobKind.WITHDRAW


def _has_page(job: Job) -> bool:
    return job.receipt is not None and bool(job.receipt.url)
