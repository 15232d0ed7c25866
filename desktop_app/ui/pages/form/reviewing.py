"""The review on the form page: signing, remarks, sending back, second looks, and what the side panel says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from desktop_app.core.disclosure.record import Item
from desktop_app.core.progress import Progress
from desktop_app.services.reviews import Signature
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.notices import copied_marks, copied_words, succession_words
from desktop_app.ui.pages.form.outputs import read_file
from desktop_app.ui.pages.form.paper_dialog import PaperDialog
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS, REVIEW
from desktop_app.ui.pages.form.review_pane import ReviewFacts
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.widgets.helped import TextDialog

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Copied, Opened
    from desktop_app.ui.pages.form_page import FormPage


class Reviewing(QObject):
    """Keeps what the page shows of the review up to date, and does what reviewers do.

    Attributes:
        dialog: the question that is open, so that it can be answered by keyboard and test alike.
    """

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._gathering, self._remarking = Latest(self), Latest(self)
        self._facts: ReviewFacts | None = None
        self._reviewers: list[str] = []
        self._remark_key = ""
        self._is_approving = False
        self._marked: set[str] = set()
        self.dialog: SignDialog | PaperDialog | TextDialog | None = None
        self._gathering.done.connect(self._on_gathered)
        self._remarking.done.connect(self._on_remarked)
        self._remarking.failed.connect(page.doing.show_failure)
        page.sheet.remark_wanted.connect(self.ask_remark)
        page.side.review.field_wanted.connect(page.leading.go_to_path)

    def propose(self) -> None:
        """Offer the reviewer's name and the day where a review is still empty."""
        session = self._page.session
        if session is None or not self._page.is_reviewing:
            return
        if not session.review.reviewed_by and self._desk.settings.person != session.item.author:
            session.set(f"{REVIEW}.reviewed_by", self._desk.settings.person)
        if not session.review.reviewed_on:
            session.set(f"{REVIEW}.reviewed_on", self._desk.deadlines.today().isoformat())

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> None:
        """Learn anew how the review stands."""
        session = self._page.session
        if session is not None:
            item_id = session.item.id
            self._gathering.run(lambda _progress: self._gather(item_id))

    def _gather(self, item_id: str) -> tuple[ReviewFacts, list[str], Copied | None, str]:
        opened = self._desk.drafts.open(item_id)
        standing = self._desk.reviews.standing(opened)
        read = self._desk.reviews.changes(opened)
        remarks = self._desk.reviews.remarks(item_id)
        facts = ReviewFacts(
            standing=standing,
            remarks=remarks,
            labels={one.path: _label(one.path, opened) for one in remarks},
            last=read[0] if read else None,
            changes=read[1] if read else [],
            story=self._desk.story(item_id),
            decisions=self._desk.decisions.of(item_id),
            author=opened.item.author,
            owes_look=item_id in {item.id for _look, item in self._desk.reviews.owed()},
        )
        turn = standing.turn or standing.route.steps[-1]
        names = [person.name for person in self._desk.people.reviewers(turn.id)]
        link = self._desk.successions.of(item_id)
        succeeds = (
            "" if link is None else succession_words(link, self._desk.drafts.open(link.original).item.title)
        )
        return facts, names, self._desk.drafts.copied(opened.item), succeeds

    def _on_gathered(self, gathered: tuple[ReviewFacts, list[str], Copied | None, str]) -> None:
        self._facts, self._reviewers, copied, succeeds = gathered
        self._show_copied(copied)
        self._show_succession(succeeds)
        self._page.side.show_review(self._facts)
        remarks = {one.path: f"{one.words}（{one.who}）" for one in self._facts.remarks}
        self._page.sheet.show_remarks(remarks, offered=self._page.is_reviewing)
        self._page.showing.show_verbs()
        self._page.lock()
        if self._is_approving:
            self._is_approving = False
            self.approve()

    def forget(self) -> None:
        """Know nothing of the disclosure that was open before."""
        self._facts, self._reviewers, self._is_approving = None, [], False

    @property
    def is_first(self) -> bool:
        """Say whether nobody has signed yet, so that the confidentiality review is still to be settled."""
        return self._facts is None or not self._facts.standing.signed

    @property
    def owes_look(self) -> bool:
        """Say whether somebody else still has to read what went out."""
        return self._facts is not None and self._facts.owes_look

    # ── signing ─────────────────────────────────────────────────────────────────────────────────

    def approve(self) -> None:
        """Sign; who signs is asked where the form does not say it well enough."""
        session = self._page.session
        if session is None:
            return
        if self._facts is None:
            self._is_approving = True  # as soon as it is known whose turn it is
            return
        who = session.review.reviewed_by.strip()
        is_own = who != "" and who == session.item.author
        if self.is_first and not self._reviewers and not is_own:
            self._sign(Signature(who))
            return
        turn = self._facts.standing.turn or self._facts.standing.route.steps[-1]
        self._ask(turn.name, who if self.is_first else "", self._sign)

    def ask_paper(self) -> None:
        """Ask for what stands on the sheet that was signed on paper."""
        if self._facts is None:
            return
        signed = {one.step for one in self._facts.standing.signed}
        steps = [step for step in self._facts.standing.route.steps if step.id not in signed]
        self.dialog = PaperDialog(steps, self._desk.slips.code_on, self._page)
        self.dialog.signed.connect(self._register)
        self.dialog.open()

    def _register(self, names: dict[str, str], code: str, scan: str) -> None:
        session = self._page.session
        if session is not None:
            review = session.review
            self._page.keeper.write(
                lambda item, _progress: self._desk.reviews.approve_on_paper(
                    item.id, names, code, read_file(Path(scan)), review
                )
            )

    def look_again(self) -> None:
        """Ask who has read it as the second person."""
        self._ask("补审", "", self._look)

    def _ask(self, step: str, who: str, then: object) -> None:
        session = self._page.session
        if session is not None:
            self.dialog = SignDialog(step, session.item.author, self._reviewers, who, self._page)
            self.dialog.signed.connect(then)
            self.dialog.open()

    def _sign(self, signature: Signature) -> None:
        session = self._page.session
        if session is not None:
            review = session.review
            self._page.keeper.write(
                lambda item, _progress: self._desk.reviews.approve(item.id, signature, review)
            )

    def _look(self, signature: Signature) -> None:
        self._page.keeper.write(lambda item, progress: self._looked(item, signature, progress))

    def _looked(self, item: Item, signature: Signature, _progress: Progress) -> Item:
        self._desk.reviews.look_again(item.id, signature)
        return item

    # ── remarks and sending back ────────────────────────────────────────────────────────────────

    def _show_copied(self, copied: Copied | None) -> None:
        """Mark what a copy wants once, when it is opened; what was written since keeps no mark."""
        session = self._page.session
        if copied is None or session is None or session.item.id in self._marked:
            return
        self._marked.add(session.item.id)
        self._page.sheet.show_copied(copied_marks(copied, session.answers.values))
        self._page.banner.say(copied_words(copied, session.form.spec), "amber")

    def _show_succession(self, words: str) -> None:
        """Say once, when it is opened, what a correction or replacement takes the place of."""
        session = self._page.session
        if not words or session is None or session.item.id in self._marked:
            return
        self._marked.add(session.item.id)
        self._page.banner.say(words, "blue")

    def ask_remark(self, key: str) -> None:
        """Let the reviewer write a remark at a field."""
        session = self._page.session
        if session is None:
            return
        known = {one.path: one.words for one in self._facts.remarks} if self._facts else {}
        self._remark_key = key
        dialog = _text_dialog(self._page, "写意见", f"对“{self._page.label_of(key)}”的意见（清空就是取消）：")
        dialog.setTextValue(known.get(key, ""))
        dialog.setOkButtonText("写上")
        dialog.textValueSelected.connect(self._on_remark)
        self.dialog = dialog
        dialog.open()

    def _on_remark(self, words: str) -> None:
        session = self._page.session
        if session is not None:
            item_id, key, who = session.item.id, self._remark_key, self._who()
            self._remarking.run(lambda _progress: self._desk.reviews.remark(item_id, key, words, who))

    def _on_remarked(self, _nothing: object) -> None:
        self.refresh()

    def ask_send_back(self) -> None:
        """Ask why it is sent back; remarks at fields are reason enough."""
        count = len(self._facts.remarks) if self._facts else 0
        also = (
            f"各项旁边已写了 {count} 处意见，这里可以不写。"
            if count
            else "请写明哪里要改，经办人会在表单上方看到："
        )
        dialog = _text_dialog(self._page, "退回修改", also)
        dialog.setOkButtonText("退回")
        dialog.textValueSelected.connect(self._send_back)
        self.dialog = dialog
        dialog.open()

    def _send_back(self, remark: str) -> None:
        who = self._who()
        self._page.keeper.write(lambda item, _progress: self._desk.reviews.send_back(item.id, who, remark))

    def _who(self) -> str:
        session = self._page.session
        return (session.review.reviewed_by if session else "") or self._desk.settings.person


def _label(path: str, opened: Opened) -> str:
    if path in RELEASE_FIELDS:
        return RELEASE_FIELDS[path].label
    field = opened.form.spec.fields.get(path)
    return field.label if field else path


def _text_dialog(page: FormPage, title: str, label: str) -> TextDialog:
    dialog = TextDialog(page)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setCancelButtonText("取消")
    return dialog
