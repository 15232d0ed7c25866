"""Findings that a person takes as they are: asked for a reason, kept, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Decision, needs_reviewer
from desktop_app.core.disclosure.states import State
from desktop_app.ui.latest import Latest
from desktop_app.ui.widgets.helped import TextDialog

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.ui.pages.form_page import FormPage


class Deciding(QObject):
    """Asks why, and keeps it with the disclosure.

    Signals:
        decided: a decision was kept or taken back.

    Attributes:
        dialog: the question that is open, so that it can be answered by keyboard and test alike.
    """

    decided = Signal()

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._work = Latest(self)
        self._asked_about: tuple[Finding, ...] = ()
        self.dialog: TextDialog | None = None
        self._work.done.connect(self._on_done)
        self._work.failed.connect(page.doing.show_failure)
        page.side.findings.accept_wanted.connect(self.ask)
        page.side.findings.take_back_wanted.connect(self.take_back)

    @property
    def is_offered(self) -> bool:
        """Say whether decisions can be made now: while it is written, and by its reviewer."""
        session = self._page.session
        return session is not None and (session.item.state is State.DRAFT or self._page.is_reviewing)

    @property
    def reviewer(self) -> str:
        """Who reviews it now; "" while it is not in review."""
        return self._who() if self._page.is_reviewing else ""

    def ask(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        """Ask why these findings, equal but for their places, may stay."""
        if not self.is_offered or not findings:
            return
        self._asked_about = tuple(findings)
        self.dialog = _dialog(parent or self._page, findings, by_reviewer=self._page.is_reviewing)
        self.dialog.textValueSelected.connect(self._on_reason)
        self.dialog.open()

    def take_back(self, decision: Decision) -> None:
        """Ask about the findings again."""
        if self.is_offered:
            who = self._who()
            self._work.run(lambda _progress: self._desk.decisions.take_back(decision.item, decision.id, who))

    def _on_reason(self, reason: str) -> None:
        session = self._page.session
        if session is not None and self._page.flush():
            opened, findings, who = session.snapshot(), self._asked_about, self._who()
            self._work.run(lambda _progress: self._desk.decisions.accept(opened, findings, reason, who))

    def _who(self) -> str:
        session = self._page.session
        named = session.review.reviewed_by.strip() if session and self._page.is_reviewing else ""
        return named or self._desk.settings.person

    def _on_done(self, _decision: object) -> None:
        self.decided.emit()
        self._page.checking.judge_again()
        self._page.reviewing.refresh()


def _dialog(parent: QWidget, findings: Sequence[Finding], *, by_reviewer: bool) -> TextDialog:
    first = findings[0]
    count = f"（共 {len(findings)} 处）" if len(findings) > 1 else ""
    words = f"{first.message}{count}\n\n为什么可以原样公开、依据是什么？会记进办理经过，审查人签字时看得到。"
    if needs_reviewer(first.rule) and not by_reviewer:
        words += "\n没有人能读到里面的内容：送审后还要审查人自己写明理由，才能发布。"
    dialog = TextDialog(parent)
    dialog.setWindowTitle("接受检查结果")
    dialog.setLabelText(words)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setOkButtonText("接受")
    dialog.setCancelButtonText("取消")
    return dialog
