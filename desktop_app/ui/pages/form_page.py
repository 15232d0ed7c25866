"""The page on which a disclosure is written, checked, reviewed, printed and published."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, allows
from desktop_app.core.progress import Progress
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.frame import FieldFrame
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.checking import Checking
from desktop_app.ui.pages.form.company import CompanyOnForm
from desktop_app.ui.pages.form.deciding import Deciding
from desktop_app.ui.pages.form.doing import Doing
from desktop_app.ui.pages.form.filing import Filing
from desktop_app.ui.pages.form.frame import FormFrame
from desktop_app.ui.pages.form.keeper import Keeper
from desktop_app.ui.pages.form.leading import Leading
from desktop_app.ui.pages.form.live import FormFiles, Live, files_of
from desktop_app.ui.pages.form.names import NameBook, collect_names
from desktop_app.ui.pages.form.notices import saved_words
from desktop_app.ui.pages.form.previewing import Previewing
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS, REVIEW
from desktop_app.ui.pages.form.reviewing import Reviewing
from desktop_app.ui.pages.form.session import FormSession
from desktop_app.ui.pages.form.sheet import RELEASE_TITLE
from desktop_app.ui.pages.form.showing import Showing

if TYPE_CHECKING:
    from desktop_app.core.checks.finding import Finding
    from desktop_app.core.disclosure.decision import Decision
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened
    from desktop_app.ui.pages.files.dialog import AttachmentsDialog

_REVIEW_KEYS = frozenset(key for key in RELEASE_FIELDS if key.startswith(REVIEW))


class FormPage(FormFrame):
    """Connects the parts of the form to the services.

    Signals:
        closed: the person wants to leave; everything is kept.
        state_changed: the disclosure went to another state, or its name or deadline changed.
    """

    closed = Signal()
    state_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.session: FormSession | None = None
        self._is_review = self._is_editing = False
        self._section = 0
        self._names = NameBook()
        self.keeper = Keeper(self, self._snapshot, self._save)
        self.checking = Checking(self, desk, self._snapshot)
        self.previewing = Previewing(self, desk, self._snapshot, self.side.preview)
        self.doing, self.filing, self.live = Doing(desk, self), Filing(desk, self), Live(self)
        self.company = CompanyOnForm(desk, self)
        self.leading = Leading(self)
        self.showing = Showing(desk, self)
        self.reviewing = Reviewing(desk, self)
        self.deciding = Deciding(desk, self)
        self.files: AttachmentsDialog | None = None
        self._opening, self._collecting, self._remembering = Latest(self), Latest(self), Latest(self)
        self._rereading = Latest(self)
        self._connect()
        self._make_keys()

    # ── what the window calls ───────────────────────────────────────────────────────────────────

    def open_item(self, item_id: str, review: bool = False) -> None:
        """Open a disclosure; what was typed into the one before is kept first.

        Args:
            item_id: of the workspace.
            review: a reviewer opens it, who reads, passes or sends back.
        """
        if not self.flush():
            return
        self._is_review, self._is_editing = review, False
        self.session = None
        self.checking.start()
        self.previewing.rest()
        self._opening.run(lambda progress: self._open(item_id, progress))

    @property
    def open_id(self) -> str:
        """The id of the disclosure that is open; empty while there is none."""
        return "" if self.session is None else self.session.item.id

    def flush(self) -> bool:
        """Keep everything now and wait for it; False where it could not be kept, or files are still being checked."""
        if self.session is None:
            return True
        if self.filing.is_taking:
            self.filing.ask_to_wait()
            return False
        self.filing.commit()
        return self.keeper.flush()

    def has_unsaved(self) -> bool:
        """Say whether anything typed is not kept yet."""
        return self.keeper.has_unsaved

    # ── opening ─────────────────────────────────────────────────────────────────────────────────

    def _open(self, item_id: str, progress: Progress) -> tuple[Opened, FormFiles, list[Decision]]:
        opened = self._desk.drafts.open(item_id)
        self._desk.deadlines.due(
            opened.form, opened.answers
        )  # reads the calendars, which the header then has
        return opened, files_of(self._desk, opened.form), self._desk.decisions.of(item_id)

    def _on_opened(self, result: tuple[Opened, FormFiles, list[Decision]]) -> None:
        opened, files, decisions = result
        self.session = FormSession(opened)
        self.reviewing.forget()
        self.keeper.start(opened.item)
        self.checking.start(decisions)
        self.reviewing.propose()
        spec = opened.form.spec
        self.nav.show_sections([*(step.title for step in spec.steps), RELEASE_TITLE])
        self.side.help.show_form(spec)
        self.side.findings.tell_versions(partial(self._desk.editions.finding_words, form=opened.form))
        self.side.show_findings([], "正在检查…")
        self.sheet.set_guided(self._desk.settings.guided)
        self.guided.setChecked(self._desk.settings.guided)
        self.sheet.show_form(self.session, self._make_tools(self.session), locked=self.is_locked)
        self.banner.hide()
        self.showing.show_item()
        self.showing.announce()
        self.showing.show_sections()
        self.checking.touch()
        self.previewing.restart()
        self.live.watch(files)

    def _on_form_changed(self) -> None:
        """Read the form again under the hands of whoever writes it."""
        if self.session is not None and self.flush():
            form_id = self.session.form.id
            self._rereading.run(lambda progress: self._desk.catalogue.reread(form_id))

    def _on_reread(self, _form: object) -> None:
        section = self.nav.currentRow()
        self.reload()
        self._section = section

    def _on_form_broken(self, error: object) -> None:
        self.banner.say(f"表单文件有错，页面仍是改动以前的：{error}", "red")

    def _make_tools(self, session: FormSession) -> Tools:
        return Tools(
            today=self._desk.deadlines.today(),
            match=self._desk.catalogue.matches,
            names=self._names.names,
            known=lambda: session.answers.names,
            prepare=session.answers.prepare_rows,
        )

    def _on_built(self) -> None:
        self.filing.connect_lists()
        self.lock()
        self.reviewing.refresh()
        self.showing.show_sections()
        self._collecting.run(lambda progress: collect_names(self._desk, progress))
        if self.is_locked:
            self.nav.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sheet.go_to_section(min(self._section, self.nav.count() - 1))
        self._section = 0

    @property
    def is_review(self) -> bool:
        """Say whether it was opened to be read by its reviewer, whatever became of it since."""
        return self._is_review

    @property
    def is_editing(self) -> bool:
        """Say whether what was handed in or approved is being changed."""
        return self._is_editing

    @property
    def is_locked(self) -> bool:
        """Say whether nothing may be changed now."""
        session = self.session
        return session is None or not (session.item.state is State.DRAFT or self._is_editing)

    @property
    def is_reviewing(self) -> bool:
        """Say whether the person reads it as its reviewer."""
        session = self.session
        return session is not None and self._is_review and session.item.state is State.IN_REVIEW

    # ── typing ──────────────────────────────────────────────────────────────────────────────────

    def _on_edited(self, key: str, raw: object) -> None:
        session = self.session
        if session is None:
            return
        changed = session.set(key, raw)
        sections = self.sheet.refresh(changed, typed=key)
        self.sheet.show_errors(session.errors, session.touch(changed))
        self.showing.show_sections(sections)
        self._on_touched(changed)

    def _on_touched(self, changed: frozenset[str]) -> None:
        if not self.is_reviewing:
            self.keeper.changed()
            self.header.show_saved("正在填写", "")
        self.checking.touch()
        self.previewing.touch()
        if self.session is not None and changed & self.session.limit_keys:
            self.showing.show_about()

    def _on_left(self, key: str) -> None:
        if self.session is not None:
            changed = self.session.visit(key)
            self.sheet.show_errors(self.session.errors, changed)
            self.showing.show_sections({self.sheet.section_of(key)})

    # ── keeping ─────────────────────────────────────────────────────────────────────────────────

    def _snapshot(self) -> Opened:
        if self.session is None:
            raise RuntimeError("nothing is open")
        return self.session.snapshot()

    def _save(self, item: Item, opened: Opened) -> Item:
        return self._desk.drafts.save(
            item.id, opened.answers.values, opened.item.openness, opened.item.confidentiality, item.revision
        )

    def _on_kept(self, item: Item) -> None:
        session = self.session
        if session is None or item.id != session.item.id:
            return
        before, session.item = session.item, item
        if not self.keeper.has_unsaved:
            self.header.show_saved(saved_words(self._desk.now()), "green")
        if before.attachments != item.attachments:
            self.filing.take(item)
            self.checking.touch()
            self.previewing.touch()
        if before.state is not item.state or self.is_reviewing:
            self._on_state(item)
        elif (before.title, before.due) != (item.title, item.due):
            self.state_changed.emit()

    def _on_state(self, item: Item) -> None:
        self._is_editing = self._is_editing and item.state is not State.IN_REVIEW
        self.showing.show_item()
        self.lock()
        self.reviewing.refresh()
        self.state_changed.emit()

    def _on_keeping_failed(self, error: object) -> None:
        if self.keeper.has_unsaved:
            self.header.show_saved("没有保存", "red")
        self.doing.show_failure(error)
        self.filing.warn_of(error)

    def reload(self) -> None:
        """Drop what is written here and open the disclosure as it is kept."""
        if self.session is not None:
            item_id = self.session.item.id
            self.keeper.start(None)
            self.session = None
            self.open_item(item_id, self._is_review)

    # ── checking ────────────────────────────────────────────────────────────────────────────────

    def check(self) -> None:
        """Check everything, attachments too, and show what was found."""
        if self.session is not None:
            self.session.asks_for_missing = True
            self.side.show_tab(self.side.findings)
            self.checking.check()

    def label_of(self, key: str) -> str:
        """Return what the form calls a field."""
        return self.sheet.frames[key].asked.label

    def look(self, finding: Finding) -> None:
        """Show a finding where it stands in its attachment."""
        from desktop_app.ui.pages.files.dialog import AttachmentsDialog

        if self.files is not None:
            self.files.deleteLater()
        self.files = AttachmentsDialog(self._desk, self)
        self.files.open()
        self.files.go_to(finding)

    # ── doing ───────────────────────────────────────────────────────────────────────────────────

    def edit(self) -> None:
        """Let what was handed in or approved be changed; it will be reviewed again."""
        if self.session is not None and allows(self.session.item.state, "edit"):
            self._is_editing = True
            self.showing.show_item()
            self.lock()
            self.sheet.go_to_section(0)

    def _on_wanted(self, verb: str) -> None:
        if verb == "check":
            self.check()
        elif verb == "edit":
            self.edit()
        else:
            self.doing.do(verb)

    def _on_primary(self) -> None:
        verbs = self.showing.verbs()
        if verbs and verbs[-1].primary:
            self._on_wanted(verbs[-1].name)

    def _on_print_key(self) -> None:
        if self.session is not None:
            self.doing.do("print-pdf")

    def _on_back(self) -> None:
        if self.flush():
            self.closed.emit()

    def take_item(self, item: Item) -> None:
        """Show the state that publishing led to."""
        if self.session is not None:
            self.session.item = item
            self.keeper.start(item)
            self._on_state(item)

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def lock(self) -> None:
        """Let be written what may be written now; the first reader settles the confidentiality review."""
        settles = self.is_reviewing and self.reviewing.is_first
        self.sheet.lock(self.is_locked, _REVIEW_KEYS if settles else frozenset())
        self.side.findings.offer_deciding(self.deciding.is_offered, self.deciding.reviewer)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        while now is not None and now is not self:
            if isinstance(now, FieldFrame) and self.sheet.frames.get(now.key) is now:
                self.side.help.show_field(now.asked)
                self.nav.follow(self.sheet.section_of(now.key))
                return
            now = now.parentWidget()

    def _on_guided(self, guided: bool) -> None:
        import msgspec

        self.sheet.set_guided(guided)
        if guided != self._desk.settings.guided:
            settings = msgspec.structs.replace(self._desk.settings, guided=guided)
            self._remembering.run(lambda progress: self._desk.save_settings(settings))

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        self._opening.done.connect(self._on_opened)
        self._opening.failed.connect(self.doing.show_failure)
        self.live.form_changed.connect(self._on_form_changed)
        self._rereading.done.connect(self._on_reread)
        self._rereading.failed.connect(self._on_form_broken)
        self.live.template_changed.connect(self.previewing.restart)
        self._collecting.done.connect(self._names.take)
        self.guided.toggled.connect(self._on_guided)
        self.header.wanted.connect(self._on_wanted)
        self.header.back_wanted.connect(self._on_back)
        self.nav.section_wanted.connect(self._on_section_wanted)
        self.sheet.section_reached.connect(self.nav.follow)
        self.sheet.edited.connect(self._on_edited)
        self.sheet.left.connect(self._on_left)
        self.sheet.built.connect(self._on_built)
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self._on_keeping_failed)
        self.checking.failed.connect(self.doing.show_failure)
        self.side.findings.look_wanted.connect(self.look)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def _on_section_wanted(self, number: int) -> None:
        self.sheet.go_to_section(number, with_focus=False)

    def _make_keys(self) -> None:
        for key, slot in (
            ("F8", self.check),
            ("Ctrl+P", self._on_print_key),
            ("Ctrl+Return", self._on_primary),
            ("Ctrl+Enter", self._on_primary),
            ("Escape", self.leading.go_back),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
