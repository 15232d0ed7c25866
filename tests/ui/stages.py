"""Every screen of the program, brought up one after the other for who looks at all of them."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

import desktop_app.ui
from desktop_app.adapters.workspace.cipher import new_key
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.route import ReviewStep
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.comparing import Difference
from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.services.lock import proposed_passphrase
from desktop_app.ui.assist_panel import AssistPanel
from desktop_app.ui.fields.dates import CalendarPopup
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.main_window import PLACES, MainWindow
from desktop_app.ui.messages import show_error
from desktop_app.ui.pages.form.paper_dialog import PaperDialog
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.unlock_dialog import UnlockDialog
from desktop_app.ui.widgets.ask_dialog import AskDialog
from desktop_app.ui.widgets.compare_dialog import CompareDialog
from desktop_app.ui.widgets.doctor_dialog import DoctorDialog
from desktop_app.ui.widgets.help_dialog import HelpDialog
from desktop_app.ui.widgets.helped import HelpedBox
from desktop_app.ui.widgets.holidays_dialog import HolidaysDialog
from desktop_app.ui.widgets.lock_dialog import LockDialog
from desktop_app.ui.widgets.manual_dialog import ManualDialog
from desktop_app.ui.widgets.office_fields import FIELDS
from desktop_app.ui.widgets.people_dialog import PeopleDialog
from desktop_app.ui.widgets.portal_dialog import PortalDialog
from desktop_app.ui.widgets.print_dialog import PrintDialog
from desktop_app.ui.widgets.secret_notice import SecretNotice
from desktop_app.ui.widgets.sharing_dialog import SharingDialog
from desktop_app.wiring import open_desk
from tests.adapters.portals.small_cms import small_cms
from tests.services.test_by_hand import PROFILE
from tests.ui.form.test_findings import choose
from tests.ui.importing import works
from tests.ui.pages.office import ALLOWANCE, GUIDE, Office
from tests.ui.rest import come_to_rest

PENALTY = "market-supervision.penalty-publicity"
_CARD = "11010519491231002X"
_LEAK = f"甲\n身份证号：{_CARD}\n乙"


@dataclass(frozen=True)
class Scene:
    """A window over an office at work, and a folder for files."""

    window: MainWindow
    desk: Desk
    qtbot: QtBot
    folder: Path

    def file(self, name: str) -> str:
        """Write a text file that holds an identity number."""
        path = self.folder / name
        path.write_text(_LEAK, "utf-8")
        return str(path)

    def opened(self, dialog: QDialog) -> QDialog:
        """Show a dialog of the test's own."""
        self.qtbot.addWidget(dialog, before_close_func=come_to_rest)
        dialog.show()
        return in_front(dialog)


Stage = Callable[[Scene], Iterator[tuple[str, QWidget]]]
"""Yields each screen with its name, ready to be looked at."""


def in_front(one: QWidget) -> QWidget:
    """Let a window have the keyboard, and come to rest."""
    one.activateWindow()
    come_to_rest()
    return one


def places(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """The places of the rail, the first start, and the tabs of the reports."""
    for place in (*PLACES, "welcome"):
        scene.window.show_place(place)
        yield place, in_front(scene.window)
    scene.window.show_place("reports")
    yield from _through_tabs("reports", scene.window, scene.window.page("reports").tabs)


def files(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """Files that are only checked, and what covers the window when one bears a marking."""
    page = scene.window.page("files")
    scene.window.show_place("files")
    with scene.qtbot.waitSignal(page.looking.finished, timeout=30_000):
        page.add([scene.file("公告.txt")])
    page.strip.show_progress("检查", 0.5)
    yield "files with findings", in_front(scene.window)
    page.strip.finish()
    notice = SecretNotice(scene.window, "这个文件")
    yield "secret notice", in_front(notice)
    notice.close()


def importing(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """The import page at each of its works."""
    scene.window.show_place("import")
    yield "import", in_front(scene.window)
    for work in works(scene.window, scene.desk, scene.folder, come_to_rest):
        yield f"import {work}", in_front(scene.window)


def forms(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """The form as a clerk and as a reviewer sees it, with each tab of its side; its calendar, its attachments."""
    office = Office(scene.desk)
    for item, review in ((office.draft(GUIDE), False), (office.handed_in(ALLOWANCE), True)):
        _open(scene, item, review=review)
        yield from _through_tabs(item.form, scene.window, scene.window.page("form").side)
    _open(scene, office.draft(PENALTY))
    page = scene.window.page("form")
    with scene.qtbot.waitSignal(page.checking.checked, timeout=30_000):
        page.filing.add([scene.file("附件.txt")])
    page.side.show_tab(page.side.findings)
    choose(page, "attachments.0")
    yield "form with findings", in_front(scene.window)
    page.side.show_tab(page.side.preview)
    scene.qtbot.waitUntil(lambda: bool(page.side.preview.drawn_pages), timeout=30_000)
    yield "form with its preview", in_front(scene.window)
    page.look(next(one for one in page.checking.judged.open if one.rule == "pii.id-card"))
    with scene.qtbot.waitSignal(page.files.looking.cleaned, timeout=30_000):
        page.files.clean.click()
    yield "attachments", in_front(page.files)
    page.files.close()
    yield from _calendar(scene)


def _calendar(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    line = scene.window.page("form").sheet.frames["decision_date"].editor
    popup = CalendarPopup(line)
    popup.open_below(line, scene.desk.deadlines.today())
    yield "calendar", popup
    popup.close()


def _open(scene: Scene, item: Item, *, review: bool = False) -> None:
    with scene.qtbot.waitSignal(scene.window.page("form").sheet.built, timeout=20_000):
        scene.window.open_item(item.id, review)
    come_to_rest()


def _through_tabs(name: str, root: QWidget, tabs: QTabWidget) -> Iterator[tuple[str, QWidget]]:
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        yield f"{name}: {tabs.tabText(number)}", in_front(root)


_STEP = ReviewStep(id="review", name="审核")
_DIFFERENCE = Difference("标题", "甲", "乙")

DIALOGS: dict[str, Callable[[Desk], QDialog]] = {
    "help": lambda _desk: HelpDialog(),
    "manual": lambda _desk: ManualDialog(),
    "doctor": lambda desk: DoctorDialog(desk.doctor),
    "people": lambda _desk: PeopleDialog(
        [Person(name="王审查", roles=frozenset({Role.ADMINISTRATOR}))], [_STEP]
    ),
    "holidays": lambda desk: HolidaysDialog(desk.holidays),
    "signing": lambda _desk: SignDialog("审核", "李经办", ["王审查"]),
    "paper": lambda desk: PaperDialog([_STEP], desk.slips.code_on),
    "printing": lambda desk: PrintDialog(desk.printing.last_ticket, {"A4": "A4", "A3": "A3"}),
    "asking": lambda desk: AskDialog("登记", FIELDS, Tools(desk.deadlines.today())),
    "lock": lambda desk: LockDialog(desk.lock, str, proposed_passphrase),
    "sharing": lambda desk: SharingDialog(desk.sharing, is_shared=False),
    "sharing, at the first start": lambda desk: SharingDialog(desk.sharing, is_shared=False, is_first=True),
    "unlock": lambda _desk: UnlockDialog(lambda _passphrase: new_key("")),
    "compare": lambda _desk: CompareDialog("停水通知", [_DIFFERENCE], may_decide=True),
}


def dialogs(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """Dialogs that stand by themselves, and each tab of the portal's."""
    for name, make in DIALOGS.items():
        dialog = scene.opened(make(scene.desk))
        yield name, dialog
        dialog.close()
    portal = PortalDialog(scene.desk.portal_desk, scene.desk.portal_desk.text("local"))
    scene.opened(portal)
    yield from _through_tabs("portal", portal, portal.tabs)
    portal.close()


def questions(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """Boxes that tell or ask one thing, and a menu."""
    scene.window.show_place("ledger")
    come_to_rest()
    ledger = scene.window.page("ledger")
    ledger.filters.keeping_wanted.emit()
    yield "one text", in_front(ledger.naming)
    ledger.naming.close()
    opens, HelpedBox.exec = HelpedBox.exec, HelpedBox.show  # type: ignore[method-assign] # would wait for a person
    try:
        show_error(scene.window, UserError("没有找到这份文件。"))
        box = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, HelpedBox) and one.isVisible()
        )
    finally:
        HelpedBox.exec = opens  # type: ignore[method-assign]
    yield "message", in_front(box)
    box.close()
    scene.window.show_place("outbox")
    come_to_rest()
    menu = scene.window.page("outbox").menu
    menu.popup(scene.window.rect().center())
    yield "menu of the outbox", menu
    menu.close()


def beside(scene: Scene) -> Iterator[tuple[str, QWidget]]:
    """The panel beside the browser, over a portal into which a person types."""
    folder = scene.folder / "by-hand"
    with small_cms() as cms:
        (folder / "portals").mkdir(parents=True)
        (folder / "portals" / "county.yaml").write_text(PROFILE.replace("BASE", cms.url), "utf-8")
        with closing(open_desk(str(folder / "workspace.db"))) as desk:
            desk.outbox.queue(Office(desk).approved().id, "county")
            (job,) = desk.outbox.run()
            panel = AssistPanel(desk.by_hand, job, folder / "录入")
            scene.qtbot.addWidget(panel, before_close_func=come_to_rest)
            panel.show()
            scene.qtbot.waitUntil(lambda: len(panel.rows) > 0, timeout=20_000)
            yield "by hand", in_front(panel)
            panel.close()


STAGES: dict[str, Stage] = {
    "places": places,
    "files": files,
    "importing": importing,
    "forms": forms,
    "dialogs": dialogs,
    "questions": questions,
    "beside": beside,
}


def own_widgets() -> set[type[QWidget]]:
    """Return every kind of widget that the program defines."""
    for module in pkgutil.walk_packages(desktop_app.ui.__path__, "desktop_app.ui."):
        import_module(module.name)
    found: set[type[QWidget]] = set()
    bases: list[type[QWidget]] = [QWidget]
    while bases:
        made = [one for one in bases.pop().__subclasses__() if one not in found]
        found.update(made)
        bases += made
    return {one for one in found if one.__module__.startswith("desktop_app.ui.")}
