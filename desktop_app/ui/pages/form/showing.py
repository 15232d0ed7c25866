"""What the form page shows of the disclosure beside its answers: name, deadline, state, verbs, sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.pages.form.deadline_words import deadline_words
from desktop_app.ui.pages.form.notices import migration_words, saved_words, state_words
from desktop_app.ui.pages.form.verbs import Verb, verbs_for

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.ui.pages.form_page import FormPage


class Showing:
    """Keeps header and navigation as the session is."""

    def __init__(self, desk: Desk, page: FormPage) -> None:
        self._desk, self._page = desk, page

    def verbs(self) -> list[Verb]:
        """Return what can be done now, the most likely last."""
        session = self._page.session
        if session is None:
            return []
        return verbs_for(
            session.item.state,
            is_review=self._page.is_review,
            is_editing=self._page.is_editing,
            posted_only=session.form.spec.posted_only,
            owes_look=self._page.reviewing.owes_look,
        )

    def show_item(self) -> None:
        """Show the disclosure as it is kept."""
        session = self._page.session
        if session is None:
            return
        self.show_about()
        self._page.header.show_state(*state_words(session.item.state))
        self._page.header.show_saved(saved_words(session.item.updated_at), "green")
        self.show_verbs()

    def show_verbs(self) -> None:
        """Offer what can be done now."""
        session = self._page.session
        if session is not None:
            self._page.header.show_verbs(self.verbs(), with_poster=session.form.spec.document.poster)

    def announce(self) -> None:
        """Say what the person must know of this disclosure before going on."""
        session = self._page.session
        if session is None:
            return
        if session.item.url:
            self._page.banner.say(f"已公开：{session.item.url}", "green")
        words = [f"审查人退回，意见：{session.item.remark}"] if session.item.remark else []
        if session.migrated.has_changed:
            words.append(migration_words(session.migrated, session.form.spec))
        if words:
            self._page.banner.say("\n".join(words), "amber")

    def show_about(self) -> None:
        """Show what it is, and by when it is due."""
        session = self._page.session
        if session is None:
            return
        deadlines, spec = self._desk.deadlines, session.form.spec
        due = deadlines.due(session.form, session.answers)
        words, tone = deadline_words(due, deadlines.today(), deadlines.calendar)
        said = f"{due.explain()}\n{self._desk.editions.due_words(due, session.form)}" if due else ""
        self._page.header.show_about(spec.name, spec.area_name, words, tone, said)

    def show_sections(self, sections: set[int] | None = None) -> None:
        """Show what sections still lack; all of them where none is named."""
        session = self._page.session
        if session is None:
            return
        last = len(session.form.spec.steps)
        for number in range(last) if sections is None else sections - {last}:
            state = session.section_state(number)
            self._page.nav.show_status(number, state.words, state.tone)
        release = session.release_state()
        self._page.nav.show_status(last, "待办" if release.missing else release.words, release.tone)
