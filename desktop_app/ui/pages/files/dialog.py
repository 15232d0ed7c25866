"""The attachments of the disclosure that is open: what was found where, taken as it is, cleaned, replaced."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout

from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Judged
from desktop_app.core.disclosure.record import StoredFile
from desktop_app.ui.pages.files.looking import Looking, Source
from desktop_app.ui.pages.files.words import cleaning_words
from desktop_app.ui.pages.form.banner import Banner
from desktop_app.ui.widgets.files_pane import FilesPane, FileState
from desktop_app.ui.widgets.helped import HelpedDialog
from desktop_app.ui.widgets.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from desktop_app.services.cleaning import Cleaning
    from desktop_app.services.desk import Desk
    from desktop_app.ui.pages.form_page import FormPage

_SHARE = 0.96
"""Of the page's window: the places in the files need room."""


class AttachmentsDialog(HelpedDialog):
    """Shows the attachments over the form page."""

    manual_page = "files"

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self.setWindowTitle("附件检查")
        self.resize(page.window().size() * _SHARE)
        self._desk, self._page = desk, page
        self._files: tuple[StoredFile, ...] = ()
        self._offered: tuple[StoredFile, Cleaning] | None = None
        self.banner, self.strip, self.pane = Banner(), ProgressStrip(), FilesPane()
        self.pane.findings.tell_versions(desk.editions.finding_words)
        self.looking = Looking(self.pane, self._exceptions, self)
        self.clean, self.shut = QPushButton("清理…"), QPushButton("关闭")
        self.clean.setToolTip("去掉隐藏内容、批注、修订和属性，号码打码；清理后的文件会再查一遍")
        self._lay_out()
        self._connect()
        self._show(page.checking.judged)

    def go_to(self, finding: Finding) -> None:
        """Show a finding in its file."""
        number = _number(finding)
        if number < len(self._files):
            self.pane.choose(number, finding)

    def _show(self, judged: Judged) -> None:
        """Show the attachments as they are now, and what is known of each."""
        session = self._page.session
        if session is None:
            return
        row = max(self.pane.current, 0)
        if session.item.attachments != self._files:
            self._files = session.item.attachments
            sources = [Source(file.name, _Content(self._desk, file)) for file in self._files]
            self.looking.show(sources, [FileState(file.name) for file in self._files])
            self.pane.choose(min(row, len(self._files) - 1))
        for number, state in enumerate(self.pane.states):
            mine = _of_file(judged, number)
            if state.judged != mine:
                contexts = state.contexts
                self.pane.show_state(number, FileState(state.name, mine, contexts=contexts))
        self.pane.findings.offer_deciding(self._page.deciding.is_offered, self._page.deciding.reviewer)
        self.clean.setEnabled(self._page.filing.can_change and bool(self._files))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_accept(self, findings: tuple[Finding, ...]) -> None:
        self._page.deciding.ask(findings, self)

    def _on_clean(self) -> None:
        if self.pane.current >= 0:
            self.banner.hide()
            self.looking.clean(self.pane.current)

    def _on_cleaned(self, number: int, cleaning: Cleaning) -> None:
        self._offered = self._files[number], cleaning
        words, tone = cleaning_words(cleaning)
        self.banner.say(words, tone, ("替换这个附件", self.replace), ("另存为…", self._on_save))

    def replace(self) -> None:
        """Put the clean copy in the attachment's place; it is checked with everything else at once."""
        if self._offered is not None:
            file, cleaning = self._offered
            self._offered = None
            self.banner.say(f"“{file.name}”已换成清理后的文件，正在再查一遍。", "green")
            self._page.filing.replace(file, cleaning.name, cleaning.content)

    def _on_save(self) -> None:
        if self._offered is None:
            return
        file, cleaning = self._offered
        suggested = f"{Path(file.name).stem}（清理）{Path(cleaning.name).suffix}"
        target, _ = QFileDialog.getSaveFileName(self, "清理后的文件存到哪里", suggested)
        if target:
            Path(target).write_bytes(cleaning.content)
            self.banner.say(f"已存到：{target}", "green")

    def _on_failed(self, error: object) -> None:
        self.strip.finish()
        self.banner.say(str(error), "red")

    def _exceptions(self) -> Exceptions:
        session = self._page.session
        if session is None:
            return NO_EXCEPTIONS
        return self._desk.exceptions.now().for_form(session.form.id).for_attachments()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.clean)
        buttons.addStretch(1)
        buttons.addWidget(self.shut)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self.banner, self.strip):
            column.addWidget(widget)
        column.addWidget(self.pane, 1)
        column.addLayout(buttons)
        self.move(self._page.window().mapToGlobal(QPoint(20, 20)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def _connect(self) -> None:
        self._page.checking.found.connect(self._show)
        self.pane.findings.accept_wanted.connect(self._on_accept)
        self.pane.findings.take_back_wanted.connect(self._page.deciding.take_back)
        self.clean.clicked.connect(self._on_clean)
        self.shut.clicked.connect(self.close)
        self.looking.cleaned.connect(self._on_cleaned)
        self.looking.progressed.connect(self.strip.show_progress)
        self.looking.finished.connect(self.strip.finish)
        self.looking.failed.connect(self._on_failed)
        self.strip.stop_wanted.connect(self.looking.stop)


class _Content:
    """Reads what the workspace keeps of a file."""

    def __init__(self, desk: Desk, file: StoredFile) -> None:
        self._desk, self._file = desk, file

    def __call__(self) -> bytes:
        return self._desk.drafts.content(self._file)


def _number(finding: Finding) -> int:
    steps = (finding.place.field or "").split(".")
    return int(steps[1]) if len(steps) > 1 and steps[1].isdigit() else 0


def _is_of(finding: Finding, number: int) -> bool:
    path = finding.place.field or ""
    return path == f"attachments.{number}" or path.startswith(f"attachments.{number}.")


def _of_file(judged: Judged, number: int) -> Judged:
    return Judged(
        [one for one in judged.open if _is_of(one, number)],
        [(one, decision) for one, decision in judged.accepted if _is_of(one, number)],
    )
