"""Every page and dialog by keyboard and screen reader: names, order, where the focus is (WCAG 2.1, 2.1.1–2.4.7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.cipher import new_key
from desktop_app.core.disclosure.route import ReviewStep
from desktop_app.core.outbox.comparing import Difference
from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.services.lock import proposed_passphrase
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.main_window import PLACES, MainWindow
from desktop_app.ui.pages.form.paper_dialog import PaperDialog
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.unlock_dialog import UnlockDialog
from desktop_app.ui.widgets.ask_dialog import AskDialog
from desktop_app.ui.widgets.compare_dialog import CompareDialog
from desktop_app.ui.widgets.doctor_dialog import DoctorDialog
from desktop_app.ui.widgets.help_dialog import HelpDialog
from desktop_app.ui.widgets.holidays_dialog import HolidaysDialog
from desktop_app.ui.widgets.lock_dialog import LockDialog
from desktop_app.ui.widgets.manual_dialog import ManualDialog
from desktop_app.ui.widgets.office_fields import FIELDS
from desktop_app.ui.widgets.people_dialog import PeopleDialog
from desktop_app.ui.widgets.portal_dialog import PortalDialog
from desktop_app.ui.widgets.print_dialog import PrintDialog
from desktop_app.ui.widgets.sharing_dialog import SharingDialog
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.pages.office import ALLOWANCE, GUIDE, Office
from tests.ui.rest import come_to_rest
from tests.ui.test_fits import dressed, fill
from tests.ui.test_theme import contrast

__all__ = ["cache", "clock", "desk", "dressed", "portal", "workspace"]

_LEAST_RATIO = 3.0
_LEAST_PIXELS = 12
_LONGEST_ROUND = 400


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, desk: Desk, portal: MemoryPortal) -> Iterator[MainWindow]:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", office_phone="0452-5823000"))
    fill(desk, portal)
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=_leave)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    yield made
    theme.wear(theme.SYSTEM, theme.USUAL)


def _leave(window: MainWindow) -> None:
    window.show_place("workbench")
    come_to_rest()


def reachable(root: QWidget) -> list[QWidget]:
    """Return what the keyboard can be at: visible, enabled, and willing to be tabbed to."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is root.window()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    """Return how a fault names a widget, with its place among its parents."""
    path, one = [], widget
    while one is not None and len(path) < 4:
        path.append(f"{type(one).__name__}{'#' + one.objectName() if one.objectName() else ''}")
        one = one.parentWidget()
    return " < ".join(path)


def nameless(root: QWidget) -> list[str]:
    """Return what has no name for a screen reader."""
    return [described(one) for one in reachable(root) if not name_of(one).strip()]


def walked(root: QWidget, qtbot: QtBot) -> set[QWidget]:
    """Return where Tab leads to, until it is where it was at first."""
    seen: list[QWidget] = []
    for _ in range(_LONGEST_ROUND):
        here = QApplication.focusWidget()
        if here is None or (here in seen and here is seen[0]):
            break
        if here not in seen:
            seen.append(here)
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    return set(seen)


def _first(root: QWidget) -> QWidget:
    first = reachable(root)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    return first


def unreached(root: QWidget, qtbot: QtBot) -> list[str]:
    """Return what Tab does not lead to; of buttons of which one is chosen, arrows lead to the others."""
    _first(root)
    seen = walked(root, qtbot)
    return [described(one) for one in reachable(root) if one not in seen and not _by_arrows(one)]


def _by_arrows(one: QWidget) -> bool:
    return bool(getattr(one, "isCheckable", bool)()) and getattr(one, "group", lambda: None)() is not None


def unseen(root: QWidget) -> list[str]:
    """Return what looks the same with the focus and without."""
    faults = []
    for one in reachable(root):
        scroll_to(one)
        other = next(another for another in reachable(root) if another is not one)
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        before = _picture(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is one and _difference(before, _picture(one)) < _LEAST_PIXELS:
            faults.append(described(one))
    return faults


def scroll_to(one: QWidget) -> None:
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(one)
        parent = parent.parentWidget()


def _picture(one: QWidget) -> QImage:
    room = QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()).adjusted(-3, -3, 3, 3)
    return one.window().grab(room & one.window().rect()).toImage()


def _difference(before: QImage, after: QImage) -> int:
    """Count the pixels that changed by enough to be seen."""
    changed = 0
    for y in range(min(before.height(), after.height())):
        for x in range(min(before.width(), after.width())):
            was, now = before.pixel(x, y), after.pixel(x, y)
            if was != now and contrast(QColor(was).name(), QColor(now).name()) >= _LEAST_RATIO:
                changed += 1
                if changed >= _LEAST_PIXELS:
                    return changed
    return changed


Fault = Callable[[QWidget], list[str]]


def through_the_window(window: MainWindow, desk: Desk, qtbot: QtBot, faults_of: Fault) -> list[str]:
    """Judge every page, and the form as a clerk and as a reviewer sees it, each of its side's tabs too."""
    faults = {}
    for place in (*PLACES, "import", "welcome"):
        window.show_place(place)
        come_to_rest()
        faults[place] = faults_of(window)
    for item, review in ((Office(desk).draft(GUIDE), False), (Office(desk).handed_in(ALLOWANCE), True)):
        with qtbot.waitSignal(window.page("form").sheet.built, timeout=20_000):
            window.open_item(item.id, review)
        come_to_rest()
        side: QTabWidget = window.page("form").side
        for number in range(side.count()):
            side.setCurrentIndex(number)
            come_to_rest()
            faults[f"{item.form} {number}"] = faults_of(window)
    return sorted(f"{place}: {one}" for place, found in faults.items() for one in found)


def test_everything_has_a_name_for_a_screen_reader(window: MainWindow, desk: Desk, qtbot: QtBot):
    assert through_the_window(window, desk, qtbot, nameless) == []


def test_the_keyboard_reaches_everything(window: MainWindow, desk: Desk, qtbot: QtBot):
    assert through_the_window(window, desk, qtbot, lambda root: unreached(root, qtbot)) == []


def test_one_sees_where_the_keyboard_is(window: MainWindow, desk: Desk, qtbot: QtBot):
    assert through_the_window(window, desk, qtbot, unseen) == []


_STEP = ReviewStep(id="review", name="审核")

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
    "portal": lambda desk: PortalDialog(desk.portal_desk, desk.portal_desk.text("local")),
    "lock": lambda desk: LockDialog(desk.lock, str, proposed_passphrase),
    "sharing": lambda desk: SharingDialog(desk.sharing, is_shared=False),
    "unlock": lambda _desk: UnlockDialog(lambda _passphrase: new_key("")),
    "compare": lambda _desk: CompareDialog("停水通知", [Difference("标题", "甲", "乙")], may_decide=True),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_is_used_by_keyboard_and_screen_reader(
    qtbot: QtBot, dressed: QApplication, desk: Desk, name: str
):
    dialog = DIALOGS[name](desk)
    qtbot.addWidget(dialog, before_close_func=come_to_rest)
    dialog.show()
    dialog.activateWindow()
    come_to_rest()
    assert (nameless(dialog), unreached(dialog, qtbot), unseen(dialog)) == ([], [], [])


def test_what_has_no_name_and_shows_no_focus_is_found(qtbot: QtBot, dressed: QApplication):
    holder = QWidget()
    qtbot.addWidget(holder)
    for _ in range(2):
        bare = QWidget(holder)
        bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bare.resize(40, 40)
    holder.show()
    holder.activateWindow()
    assert (len(nameless(holder)), len(unseen(holder))) == (2, 2)
