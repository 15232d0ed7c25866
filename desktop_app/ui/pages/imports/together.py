"""What a person does with a whole batch: one button a work, each work told one by one in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from desktop_app.core.disclosure.item import Conclusion, Confidentiality
from desktop_app.core.disclosure.states import State
from desktop_app.core.forms.spec import Field
from desktop_app.core.imports.batch import Batch
from desktop_app.core.progress import Progress
from desktop_app.services.batches import Outcome
from desktop_app.services.credit import Submission, held_words
from desktop_app.services.reviews import Signature
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.pages.imports.batch import BatchView
from desktop_app.ui.widgets.ask_dialog import AskDialog
from desktop_app.ui.widgets.helped import TextDialog

if TYPE_CHECKING:
    from desktop_app.ui.pages.import_page import ImportPage

_CLASSIFIED = ("不涉及国家秘密", "涉及国家秘密")
_CONCLUSIONS: dict[str, Conclusion] = {"可以公开": "public", "部分公开": "partly", "不予公开": "withheld"}
_QUESTIONS = {
    "classified": Field(
        kind="choice", label="是否涉及国家秘密", choices=_CLASSIFIED, required=True,
        help="整批逐件看过再选；有一件拿不准的，单独打开审查。",
    ),
    "conclusion": Field(kind="choice", label="审查结论", choices=tuple(_CONCLUSIONS), required=True),
    "grounds": Field(kind="long_text", label="理由和依据", help="部分公开或不予公开的要写。"),
}  # fmt: skip

Work = Callable[[Batch, Progress], Sequence[Outcome]]


@dataclass(frozen=True, slots=True)
class _Doing:
    """A work as the person reads of it.

    Args:
        what: its name.
        done: what stands beside a disclosure for which it was done.
        button: the words of the button that begins it.
    """

    what: str
    done: str
    button: str

    @property
    def stopped(self) -> str:
        return f"{self.what}停在中间：办完的都算数，不会重办；再点“{self.button}”，接着办剩下的。"


class Together(QObject):
    """Does the works over a batch.

    Attributes:
        dialog: the question that is open.
    """

    def __init__(self, page: ImportPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._doing = _Doing("", "", "")
        self._confidentiality = Confidentiality()
        self.dialog: AskDialog | SignDialog | TextDialog | None = None
        for button, slot in (
            (page.check, self._on_check),
            (page.submit, self._on_submit),
            (page.approve, self._on_approve),
            (page.send_back, self._on_send_back),
            (page.documents, self._on_render),
            (page.submission, self._on_submission),
            (page.report, self._on_report),
            (page.publish, self._on_publish),
        ):
            button.clicked.connect(slot)

    def show_standing(self, view: BatchView) -> None:
        """Offer what can be done now."""
        page, waiting = self._page, view.count(State.IN_REVIEW)
        page.submit.setEnabled(view.count(State.DRAFT) > 0)
        page.approve.setEnabled(waiting > 0)
        page.send_back.setEnabled(waiting > 0)
        page.publish.setEnabled(view.count(State.APPROVED, State.QUEUED) > 0)
        page.submission.setVisible(self._desk.credit.knows(view.batch.form))
        page.bar.say(f"{view.batch.name} · {len(view.rows)} 件：{view.standing}")

    # ── works ───────────────────────────────────────────────────────────────────────────────────

    def _run(self, doing: _Doing, work: Work) -> None:
        batch = self._page.batch
        if batch is not None:
            self._doing = doing
            self._page.pane.show_outcomes((), "")
            self._page.work(lambda progress: work(batch, progress), self._on_done, doing.stopped)

    def _on_done(self, outcomes: Sequence[Outcome]) -> None:
        what = self._doing.what
        self._page.pane.show_outcomes(outcomes, self._doing.done)
        done = sum(one.done for one in outcomes)
        left = len(outcomes) - done
        if not outcomes:
            self._page.banner.say(f"没有可以{what}的。", "blue")
        elif left:
            self._page.banner.say(f"{what}：{done} 件完成，{left} 件没有，原因见“说明”一栏。", "amber")
        else:
            self._page.banner.say(f"{what}：{done} 件全部完成。", "green")

    def _on_check(self) -> None:
        self._run(_Doing("检查", "检查通过", "检查"), self._desk.batches.check)

    def _on_submit(self) -> None:
        self._run(_Doing("送审", "已送审", "送审"), self._desk.batches.submit)

    def _on_publish(self) -> None:
        self._run(
            _Doing("发布", "已公开", "发布"),
            lambda batch, progress: self._desk.batches.publish(batch, None, progress),
        )

    def _on_render(self) -> None:
        batch = self._page.batch
        if batch is not None:
            out = self._page.papers_folder / batch.name
            self._run(
                _Doing(f"生成文书（在“{out}”）", "文书已生成", "生成文书"),
                lambda batch, progress: self._desk.batches.render(batch, out, ("docx", "pdf"), progress),
            )

    def _on_report(self) -> None:
        batch = self._page.batch
        if batch is not None:
            out = self._page.papers_folder / f"{batch.name}（情况表）.xlsx"
            self._page.work(
                lambda _progress: self._desk.batches.write_report(batch, out), self._page.on_written
            )

    def _on_submission(self) -> None:
        batch = self._page.batch
        if batch is not None:
            out = self._page.papers_folder / f"{batch.name}（双公示报送）.xls"
            self._page.work(
                lambda _progress: self._desk.credit.write_batch(batch, out), self._on_submission_written
            )

    def _on_submission_written(self, written: Submission) -> None:
        words = held_words(written.held)
        if written.faults:
            first = written.faults[0]
            words += (
                f"有 {len(written.faults)} 处不合规定，如第 {first.row} 行“{first.name}”：{first.message}"
            )
        self._page.on_written(written.path, words)

    # ── review ──────────────────────────────────────────────────────────────────────────────────

    def _on_approve(self) -> None:
        dialog = AskDialog(
            "整批审查",
            _QUESTIONS,
            Tools(self._desk.now().date()),
            self._page,
            values={"classified": _CLASSIFIED[0], "conclusion": "可以公开"},
            note="上面是各条相同的内容，表格里是各条不同的内容。结论对整批待审的每一件都算数，逐件签字留痕。",
            yes="下一步：签字",
        )
        dialog.answered.connect(self._on_concluded)
        self.dialog = dialog
        dialog.open()

    def _on_concluded(self, answers: dict[str, Any]) -> None:
        self._confidentiality = Confidentiality(
            classified=answers["classified"] == _CLASSIFIED[1],
            reviewed_on=self._desk.now().date().isoformat(),
            conclusion=_CONCLUSIONS[answers["conclusion"]],
            grounds=answers["grounds"] or "",
        )
        people = [one.name for one in self._desk.people.everybody()]
        dialog = SignDialog("整批审签", self._desk.settings.person, people, "", self._page)
        dialog.signed.connect(self._on_signed)
        self.dialog = dialog
        dialog.open()

    def _on_signed(self, signature: Signature) -> None:
        from msgspec.structs import replace

        review = replace(self._confidentiality, reviewed_by=signature.who)
        self._run(
            _Doing("审签", "已审签", "审签…"),
            lambda batch, progress: self._desk.batches.approve(batch, signature, review, progress),
        )

    def _on_send_back(self) -> None:
        dialog = TextDialog(self._page)
        dialog.setWindowTitle("整批退回")
        dialog.setLabelText("退回的理由，每一件都会写上：")
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setOkButtonText("退回")
        dialog.setCancelButtonText("取消")
        dialog.textValueSelected.connect(self._on_remark)
        self.dialog = dialog
        dialog.open()

    def _on_remark(self, remark: str) -> None:
        who = self._desk.settings.person
        self._run(
            _Doing("退回", "", "退回…"),
            lambda batch, progress: self._desk.batches.send_back(batch, who, remark, progress),
        )
