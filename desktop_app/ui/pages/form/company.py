"""Two people at one disclosure: told before one writes over the other, and both versions kept where they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from desktop_app.core.disclosure.changes import changed
from desktop_app.core.disclosure.record import Item
from desktop_app.core.outbox.comparing import Difference
from desktop_app.ui.latest import Latest

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened
    from desktop_app.services.presence import Company
    from desktop_app.ui.pages.form_page import FormPage


class CompanyOnForm(QObject):
    """Says in the form page's banner who else has the disclosure open, and shows both versions after a conflict."""

    def __init__(self, desk: Desk, page: FormPage) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._said: tuple[str, tuple[str, ...], bool] | None = None
        self._work = Latest(self)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(page.doing.show_failure)
        self.dialog: QDialog | None = None

    @property
    def is_busy(self) -> bool:
        """Say whether the other version is being read or ours kept."""
        return self._work.is_running

    def show(self, company: Company) -> None:
        """Say who else is here, and whether they have written; once, until that changes."""
        session = self._page.session
        if session is None or session.item.id != company.item:
            return
        is_behind = company.revision > session.item.revision and not self._page.keeper.has_unsaved
        saying = (company.item, company.who, is_behind)
        if saying == self._said:
            return
        self._said = saying
        names = "、".join(company.who)
        if is_behind:
            self._page.banner.say(
                f"{names or '别人'}刚才改过这一条，这里显示的还是以前的。",
                "amber",
                ("重新载入", self._page.reload),
            )
        elif names:
            self._page.banner.say(f"{names}也打开着这一条。先打个招呼，免得改到一起。", "amber")

    # ── after a conflict ────────────────────────────

    def show_conflict(self, error: object) -> None:
        """Say that somebody else was first; nothing of either version goes without the person's word."""
        self._page.banner.say(
            str(error),
            "red",
            ("对照两份", self.compare),
            ("用对方的，我的另存", self.take_theirs),
            ("另存我的一份", self._page.doing.keep_copy),
            closable=False,
        )

    def compare(self) -> None:
        """Show ours beside theirs, field by field."""
        session = self._page.session
        if session is not None:
            mine = session.snapshot()
            self._work.run(lambda _progress: self._compared(mine))

    def _compared(self, mine: Opened) -> list[Difference]:
        theirs = self._desk.drafts.open(mine.item.id)
        found = changed(mine.form.spec, mine.answers.visible_values(), theirs.answers.visible_values())
        return [Difference(one.label, one.before, one.after) for one in found]

    def take_theirs(self) -> None:
        """Keep ours as a draft of its own, and go on with theirs."""
        session = self._page.session
        if session is not None:
            mine = session.snapshot()
            self._work.run(lambda progress: self._page.doing.copy_of(mine, progress))

    def _on_done(self, result: list[Difference] | Item) -> None:
        if isinstance(result, Item):
            self._page.reload()
            self._page.banner.say(f"已载入对方的内容；您写的另存在草稿“{result.title}”里。", "green")
            self._page.state_changed.emit()
            return
        self._show(result)

    def _show(self, found: list[Difference]) -> None:
        from desktop_app.ui.widgets.compare_dialog import CompareDialog, Told

        words = (
            f"有 {len(found)} 项不一样，两份都还在。" if found else "两份填的内容一样，只是附件或审查不同。"
        )
        told = Told("对照两份", words, ("我写的", "对方保存的"))
        self.dialog = CompareDialog("同一条信息，两个人都改了", found, self._page, told=told)
        self.dialog.open()
