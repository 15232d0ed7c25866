"""The main window: the rail, one page at a time, and what goes on in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QMainWindow, QStackedWidget, QWidget

from desktop_app import paths
from desktop_app.core.disclosure.states import State
from desktop_app.core.progress import Progress
from desktop_app.ui import theme
from desktop_app.ui.dropping import Dropping
from desktop_app.ui.latest import Latest
from desktop_app.ui.messages import ask, show_error
from desktop_app.ui.notices import DailyNotice
from desktop_app.ui.rail import Rail
from desktop_app.ui.reading_order import ReadingOrder
from desktop_app.ui.upkeep import Upkeep

if TYPE_CHECKING:
    from desktop_app.core.outbox.job import Job
    from desktop_app.services.desk import Desk
    from desktop_app.services.holidays import Moved
    from desktop_app.services.presence import Company
    from desktop_app.ui.company import Others
    from desktop_app.ui.widgets.manual_dialog import ManualDialog

PLACES = {
    "workbench": "工作台",
    "catalogue": "新建",
    "drafts": "草稿",
    "review": "待审",
    "outbox": "发件箱",
    "board": "公示栏",
    "requests": "依申请",
    "ledger": "台账",
    "reports": "报表",
    "files": "查文件",
    "settings": "设置",
}
"""The places of the work, in the order of the rail."""

_PAGES = {
    "workbench": ("workbench", "WorkbenchPage"),
    "catalogue": ("catalogue", "CataloguePage"),
    "drafts": ("drafts", "DraftsPage"),
    "review": ("review_list", "ReviewListPage"),
    "outbox": ("outbox", "OutboxPage"),
    "board": ("board", "BoardPage"),
    "requests": ("requests", "RequestsPage"),
    "ledger": ("ledger", "LedgerPage"),
    "reports": ("reports", "ReportsPage"),
    "files": ("files.page", "FilesPage"),
    "settings": ("settings", "SettingsPage"),
    "welcome": ("welcome", "WelcomePage"),
    "import": ("import_page", "ImportPage"),
    "form": ("form_page", "FormPage"),
}
"""Key to module below `ui.pages` and class; each is imported and built when it is first shown."""

_SENDING_EVERY_MS = 30_000
_SMALLEST = (1024, 640)
_USUAL = (1366, 768)


class MainWindow(ReadingOrder, QMainWindow):
    """Holds the pages and leads from one to another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, Any] = {}
        self._came_from = "workbench"
        self.help: QDialog | None = None
        self.manual: ManualDialog | None = None
        self.setWindowTitle("政务公开助手")
        self.setWindowIcon(QIcon(str(paths.RESOURCES / "icons" / "gongkai.svg")))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        self.rail, self._stack = Rail(PLACES), QStackedWidget()
        self._lay_out()
        self._counting, self._sending, self._creating = Latest(self), Latest(self), Latest(self)
        self._upkeep = Upkeep(desk, self)
        self.others = self._make_others()
        self.notice = DailyNotice(self.windowIcon(), self)
        self._dropping = Dropping(self)
        self._dropping.dropped.connect(self.take_files)
        self._connect()
        self._clock = self._make_clock()
        self._stack.setCurrentWidget(self.page(self._first_place))
        self.rail.show_place(self._first_place)
        # what the first page shows is read when the window stands, not while it is being built
        QTimer.singleShot(0, self._on_standing)

    @property
    def _first_place(self) -> str:
        return "workbench" if self._desk.settings.office_name else "welcome"

    def _on_standing(self) -> None:
        self.page(self._first_place).refresh()
        self.refresh_counts()

    # ── leading ─────────────────────────────────────────────────────────────────────────────────

    @property
    def shown(self) -> str:
        """The key of the page that is shown."""
        return next(key for key, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def built(self) -> frozenset[str]:
        """The keys of the pages that were shown so far."""
        return frozenset(self._pages)

    @property
    def is_busy(self) -> bool:
        """Say whether anything is being counted or sent."""
        return self._counting.is_running or self._sending.is_running or self._upkeep.is_busy

    def page(self, key: str) -> Any:
        """Return a page, built when it is first wanted."""
        if key not in self._pages:
            module, name = _PAGES[key]
            page: QWidget = getattr(import_module(f"desktop_app.ui.pages.{module}"), name)(self._desk)
            self._connect_page(page)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def show_place(self, key: str) -> None:
        """Go to a place; what was typed on a form is kept first."""
        if not self._leave_form():
            return
        if key in PLACES:
            self._came_from = key
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        self.rail.show_place(key)
        page.refresh()
        self.refresh_counts()

    def open_item(self, item_id: str, review: bool = False) -> None:
        """Open a disclosure on the form page.

        Args:
            review: as its reviewer.
        """
        if not self._leave_form():
            return
        form = self.page("form")
        self._stack.setCurrentWidget(form)
        form.open_item(item_id, review)

    def create_item(self, form_id: str) -> None:
        """Begin a disclosure of a type and open it."""
        self._creating.run(lambda _progress: self._desk.drafts.create(form_id))

    def import_files(self, form_id: str) -> None:
        """Go to where files become drafts; `form_id` is chosen there, "" leaves the choice."""
        self.page("import").start_with(form_id)
        self.show_place("import")

    def answer(self, package: str) -> None:
        """Come forward for somebody who started the program again, perhaps by opening a hand-over package."""
        self.come_forward()
        if package:
            self.show_place("outbox")
            if self.shown == "outbox":
                self.page("outbox").open_package(package)

    def come_forward(self) -> None:
        """Be in front of the other windows, as the person just asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def find_form(self, text: str) -> None:
        """Look for a type of disclosure."""
        self.page("catalogue").look_for(text)
        self.show_place("catalogue")

    def take_files(self, paths: list[str]) -> None:
        """Take files that were dropped somewhere: into the disclosure that is written, else only to be checked."""
        if self._is_on_form and self._pages["form"].filing.can_change:
            self._pages["form"].filing.add(paths)
            return
        self.show_place("files")
        if self.shown == "files":
            self._pages["files"].add(paths)

    def _leave_form(self) -> bool:
        return not self._is_on_form or bool(self._pages["form"].flush())

    @property
    def _is_on_form(self) -> bool:
        return self.shown == "form"

    def _on_created(self, item: Any) -> None:
        self.open_item(item.id)
        self.refresh_counts()

    def _on_form_closed(self) -> None:
        self.show_place(self._came_from)

    def _on_look_changed(self) -> None:
        """Wear the new look; pages measure and colour themselves when they are built, so they are built anew."""
        theme.wear(self._desk.settings.theme, self._desk.settings.type_size)
        self.rail.fit()
        old, self._pages = self._pages, {}
        self._stack.setCurrentWidget(self.page("settings"))
        self.page("settings").refresh()
        self.page("settings").say_saved()
        for page in old.values():
            self._stack.removeWidget(page)
            page.deleteLater()

    def _on_welcomed(self) -> None:
        self.rail.show_office(self._desk.settings.office_name)
        self.show_place("workbench")

    # ── counts and sending ──────────────────────────────────────────────────────────────────────

    def refresh_counts(self) -> None:
        """Count anew what waits at each place, and name the office as it is called now."""
        self.rail.show_office(self._desk.settings.office_name)
        self._counting.run(self._count)

    def _count(self, _progress: Progress) -> dict[str, Any]:
        todo = self._desk.deadlines.todo()
        today = self._desk.deadlines.today()
        requests = self._desk.requests.open_rows()
        due = [row.due_on for row in todo] + [one.due_on for one in self._desk.recurring.open()]
        due += [one.clock.due_on for one in requests if not one.clock.waits]
        return {
            "today": sum(day == today for day in due),
            "overdue": sum(day is not None and day < today for day in due),
            "drafts": sum(row.item.state is State.DRAFT for row in todo),
            "review": sum(row.item.state is State.IN_REVIEW for row in todo) + len(self._desk.reviews.owed()),
            "outbox": self._desk.outbox.pending(),
            "board": sum(row.is_running for row in self._desk.board.rows()),
            "requests": len(requests),
            "foot": self._desk.outbox.portal_state(),
        }

    def _on_counted(self, counts: dict[str, Any]) -> None:
        self.rail.show_count("workbench", counts["overdue"] + counts["today"], "red")
        if self._desk.settings.notified:
            self.notice.say(self._desk.deadlines.today(), counts["today"], counts["overdue"])
        for key in ("drafts", "review", "outbox", "board", "requests"):
            self.rail.show_count(key, counts[key])
        self.rail.show_foot(counts["foot"], "amber" if counts["outbox"] else "green")

    def send(self) -> None:
        """Send what is due, in the background; a portal's trouble stands in the outbox."""
        if not self._sending.is_running:
            self._sending.run(self._desk.outbox.run)

    def _on_sent(self, tried: list[Job]) -> None:
        if tried:
            self.refresh_counts()
            if not self._is_on_form:
                current: Any = self._stack.currentWidget()
                current.refresh()

    def _on_failed(self, error: object) -> None:
        show_error(self, error)

    def _on_background_failed(self, error: object) -> None:
        self.rail.show_foot(getattr(error, "message", "后台工作没有完成。"), "red")

    def _on_notice(self) -> None:
        self.come_forward()
        self.show_place("workbench")

    def _on_deadlines_moved(self, moved: Sequence[Moved]) -> None:
        named = "、".join(f"{one.item.title}（{one.before} 改为 {one.after}）" for one in moved)
        self.page("workbench").banner.say(f"按新的放假安排，{len(moved)} 件的期限变了：{named}。", "amber")
        self.refresh_counts()

    # ── the others of a shared workspace ────────────────────────────────────────────────────────

    def _make_others(self) -> Others | None:
        if not self._desk.is_shared:
            return None
        from desktop_app.ui.company import Others

        others = Others(self._desk, self._open_id, self)
        others.changed.connect(self._on_others_changed)
        others.met.connect(self._on_met)
        return others

    def _open_id(self) -> str:
        return self._pages["form"].open_id if self._is_on_form else ""

    def _on_others_changed(self) -> None:
        self.refresh_counts()
        if not self._is_on_form:
            current: Any = self._stack.currentWidget()
            current.refresh()

    def _on_met(self, company: Company) -> None:
        if self._is_on_form:
            self._pages["form"].company.show(company)

    # ── closing ─────────────────────────────────────────────────────────────────────────────────

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything before the window closes; ask where something is being sent."""
        if not self._leave_form():
            event.ignore()
            return
        if self._sending.is_running and not ask(
            self, "正在发送。现在关闭，下次打开时会接着核实，不会重复发布。", "关闭"
        ):
            event.ignore()
            return
        self._sending.cancel()
        if self.others is not None:
            self.others.leave()
        event.accept()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.rail.show_office(self._desk.settings.office_name)

    def _connect(self) -> None:
        self.rail.place_wanted.connect(self.show_place)
        self._counting.done.connect(self._on_counted)
        self._counting.failed.connect(self._on_background_failed)
        self._sending.done.connect(self._on_sent)
        self._sending.failed.connect(self._on_background_failed)
        self._creating.done.connect(self._on_created)
        self._creating.failed.connect(self._on_failed)
        self._upkeep.failed.connect(self._on_background_failed)
        self._upkeep.moved.connect(self._on_deadlines_moved)
        self.notice.opened.connect(self._on_notice)
        for keys, slot in (("Ctrl+N", self._on_new), ("Ctrl+F", self._on_find), ("F1", self._on_help)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def _on_new(self) -> None:
        self.show_place("catalogue")

    def _on_find(self) -> None:
        finder: QLineEdit | None = getattr(self._stack.currentWidget(), "finder", None)
        if finder is None:
            self.show_place("catalogue")
        else:
            finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
            finder.selectAll()

    def _on_help(self) -> None:
        if self._is_on_form:
            side = self._pages["form"].side
            if not side.shows_help:
                side.show_help()
                return
        self.show_manual(self.shown)

    def show_manual(self, place: str) -> None:
        """Open the manual, beside the work, at the page of a place."""
        from desktop_app.ui.widgets.manual_dialog import ManualDialog

        if self.manual is None:
            self.manual = ManualDialog(self)
            self.manual.keys_wanted.connect(self._on_keys)
        self.manual.show()
        self.manual.show_page(place)

    def _on_keys(self) -> None:
        from desktop_app.ui.widgets.help_dialog import HelpDialog

        self.help = HelpDialog(self)
        self.help.open()

    def _connect_page(self, page: QWidget) -> None:
        slots: dict[str, Callable[..., None]] = {
            "item_wanted": self.open_item,
            "form_wanted": self.create_item,
            "import_wanted": self.import_files,
            "place_wanted": self.show_place,
            "changed": self.refresh_counts,
            "search_wanted": self.find_form,
            "state_changed": self.refresh_counts,
            "closed": self._on_form_closed,
            "welcomed": self._on_welcomed,
            "look_changed": self._on_look_changed,
        }
        for name, slot in slots.items():
            signal = getattr(page, name, None)
            if signal is not None:
                signal.connect(slot)

    def _make_clock(self) -> QTimer:
        clock = QTimer(self)
        clock.setInterval(_SENDING_EVERY_MS)
        clock.timeout.connect(self.send)
        clock.start()
        return clock
