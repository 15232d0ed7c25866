"""What the verbs of the form page do: hand in, pass, send back, print and publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.adapters.workspace.errors import Conflict
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.decision import Judged
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.record import Item
from desktop_app.core.outbox.job import Job
from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.outputs import post, publish, receipt_words, render
from desktop_app.ui.pages.form.release_fields import REVIEW
from desktop_app.ui.pages.form.side import lines_for
from desktop_app.ui.pages.form.verbs import PRINTED, PRINTS
from desktop_app.ui.widgets.helped import TextDialog

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened
    from desktop_app.services.printing import Printable
    from desktop_app.ui.pages.form_page import FormPage
    from desktop_app.ui.printing import Printing

_FOLDER = "政务公开助手"


class Doing(QObject):
    """Does one verb at a time for the page, and says in its banner what became of it.

    `papers_folder` is where printed papers go, one folder for each disclosure; `open_path` shows one of them.
    """

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._work = Latest(self)
        self._work.progressed.connect(self._on_progress)
        self._work.failed.connect(self.show_failure)
        self._work.done.connect(self._on_done)
        self._work.cancelled.connect(self._on_cancelled)
        self._is_submitting = False
        self._then: Callable[[Any], None] | None = None
        self._printed: Path | None = None
        self.place_dialog: TextDialog | None = None
        self.printing: Printing | None = None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.papers_folder = Path(documents) / _FOLDER
        self.open_path: Callable[[Path], None] = _open
        page.checking.checked.connect(self._on_checked)

    def do(self, verb: str) -> None:
        """Do a verb; what is already being done goes on alone."""
        if self._page.session is None or self._work.is_running:
            return
        if verb in PRINTED:
            self._print_on_paper(cast("Printable", verb.removeprefix("print-")))
            return
        if verb in PRINTS:
            self._print(verb)
            return
        acts = {
            "submit": self._submit,
            "approve": self._page.reviewing.approve,
            "send_back": self._page.reviewing.ask_send_back,
            "on_paper": self._page.reviewing.ask_paper,
            "look_again": self._page.reviewing.look_again,
            "publish": self._publish,
            "post": self._post,
        }
        if verb in acts:
            acts[verb]()

    def show_failure(self, error: object) -> None:
        """Say what went wrong and offer the ways out."""
        self._page.header.set_working(False)
        if isinstance(error, HeldBack) and self._page.session is not None:
            judged = Judged(list(error.findings), [])
            self._page.side.show_findings(lines_for(judged, self._page.session.form.spec))
            self._page.side.show_tab(self._page.side.findings)
        if isinstance(error, Conflict):
            self._page.company.show_conflict(error)
            return
        self._page.banner.say(str(error), "red")

    # ── handing in ──────────────────────────────────────────────────────────────────────────────────

    def _submit(self) -> None:
        self._is_submitting = True
        self._page.check()

    def _on_checked(self, judged: Judged) -> None:
        if not self._is_submitting:
            return
        self._is_submitting = False
        holding = [one for one in judged.open if one.severity is Severity.BLOCK and not _is_reviewers(one)]
        if holding:
            self._page.banner.say(
                f"还有 {len(holding)} 处必须改，改好再送审；确实可以公开的，写明理由接受。"
                "右边每一条都能转到对应的位置。",
                "red",
            )
            self._page.side.findings.take_focus()
            return
        self._page.keeper.write(self._submitted)

    def _submitted(self, item: Item, _progress: Progress) -> Item:
        return self._desk.reviews.submit(item.id)

    # ── conflict ────────────────────────────────────────────────────────────────────────────────

    def keep_copy(self) -> None:
        """Save what is written here as a draft of its own, and open that."""
        session = self._page.session
        if session is None:
            return
        opened = session.snapshot()

        self._page.keeper.start(None)
        self._start(lambda progress: self.copy_of(opened, progress), self._on_copied)

    def copy_of(self, opened: Opened, _progress: Progress) -> Item:
        """Keep what is written here as a draft of its own."""
        mine = self._desk.drafts.duplicate(opened.item.id)
        return self._desk.drafts.save(
            mine.id, opened.answers.values, opened.item.openness, opened.item.confidentiality, mine.revision
        )

    def _on_copied(self, item: Item) -> None:
        self._page.session = None
        self._page.open_item(item.id)
        self._page.state_changed.emit()

    # ── print and publish ───────────────────────────────────────────────────────────────────────

    def _print(self, what: str) -> None:
        if not self._page.flush() or self._page.session is None:
            return
        item = self._page.session.item
        folder = self.papers_folder
        self._start(lambda progress: render(self._desk, item, what, folder, progress), self._on_printed)

    def _print_on_paper(self, what: Printable) -> None:
        if not self._page.flush() or self._page.session is None:
            return
        from desktop_app.ui.printing import Printing  # Qt's printing is needed by few of a day's forms

        if self.printing is None:
            self.printing = Printing(self._desk, self._page, self.papers_folder)
        printing, item_id = self.printing, self._page.session.item.id
        self._start(lambda progress: printing.make_of(item_id, what, progress), printing.ask)

    def _on_printed(self, printed: tuple[Path, tuple[str, ...]]) -> None:
        self._printed, losses = printed
        self._page.banner.say(
            "\n".join((f"已生成：{self._printed}", *losses)),
            "amber" if losses else "green",
            ("打开文件", self._on_open_file),
            ("打开文件夹", self._on_open_folder),
        )

    def _on_open_file(self) -> None:
        if self._printed is not None:
            self.open_path(self._printed)

    def _on_open_folder(self) -> None:
        if self._printed is not None:
            self.open_path(self._printed.parent)

    def _publish(self) -> None:
        session = self._page.session
        if session is not None:
            item = session.item
            self._start(lambda progress: publish(self._desk, item, progress), self._on_published)

    def _post(self) -> None:
        """Ask where it hangs; an office without a list of boards is asked nothing."""
        places = [str(place) for place in self._desk.board_duties.places()]
        if not places:
            self._on_place("")
            return
        dialog = TextDialog(self._page)
        dialog.setWindowTitle("已张贴")
        dialog.setLabelText("贴在哪个公示栏？今天张贴的；以前贴的、要附照片的，到“公示栏”页登记。")
        dialog.setComboBoxItems(places)
        dialog.setOkButtonText("登记")
        dialog.setCancelButtonText("取消")
        dialog.textValueSelected.connect(self._on_place)
        self.place_dialog = dialog
        dialog.open()

    def _on_place(self, place: str) -> None:
        if (session := self._page.session) is not None:
            item_id = session.item.id
            self._start(lambda progress: post(self._desk, item_id, place, progress), self._on_posted)

    def _on_posted(self, item: Item) -> None:
        self._page.take_item(item)
        self._page.banner.say("已登记张贴，从今天起计公示期，到期在“公示栏”页提醒。", "green")

    def _on_published(self, published: tuple[Job, Item]) -> None:
        job, item = published
        self._page.take_item(item)
        words, tone = receipt_words(job)
        self._page.banner.say(words, tone)

    # ── one work at a time ──────────────────────────────────────────────────────────────────────

    def _start(self, work: Callable[[Progress], Any], then: Callable[[Any], None]) -> None:
        self._then = then
        self._page.header.set_working(True)
        self._page.banner.say("正在处理…", "blue", ("停止", self._work.cancel), closable=False)
        self._work.run(work)

    def _on_progress(self, what: str, share: float) -> None:
        self._page.banner.words.setText(f"{what}… {share:.0%}")

    def _on_cancelled(self) -> None:
        self._page.header.set_working(False)
        self._page.banner.say("已停止。", "amber")

    def _on_done(self, result: Any) -> None:
        self._page.header.set_working(False)
        self._page.banner.hide()
        if self._then is not None:
            self._then(result)


def _is_reviewers(finding: Finding) -> bool:
    """The confidentiality review is the reviewer's, so it holds nobody back from handing in."""
    return (finding.place.field or "").startswith(REVIEW)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
