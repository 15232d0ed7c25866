"""Nothing is cut off: every page at the sizes that must fit, with the usual type and with larger type."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.main_window import PLACES, MainWindow
from desktop_app.ui.widgets.elided import Elided
from desktop_app.ui.widgets.help_dialog import HelpDialog
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.pages.office import ALLOWANCE, GUIDE, OUTAGE, Office
from tests.ui.rest import come_to_rest

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

SIZES = {"1366x768": (1366, 768), "1920x1080 at 150 %": (1280, 720), "smallest": (1024, 640)}
"""Name to the window's size in logical pixels, which is what a layout sees of a scaled screen."""


@pytest.fixture
def dressed(qtbot: QtBot) -> Iterator[QApplication]:
    """The application as it is dressed when the program starts."""
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    before = made.font(), made.palette(), made.styleSheet(), made.style().objectName()
    theme.apply(made)
    yield made
    font, palette, sheet, style = before
    made.setStyleSheet(sheet)
    made.setStyle(style)
    made.setPalette(palette)
    made.setFont(font)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, desk: Desk, portal: MemoryPortal) -> MainWindow:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", office_phone="0452-5823000"))
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=_leave)
    made.show()
    return made


def _leave(window: MainWindow) -> None:
    window.show_place("workbench")
    come_to_rest()


def fill(desk: Desk, portal: MemoryPortal) -> None:
    """Something in every list, with long titles and messages."""
    office = Office(desk)
    office.published(ALLOWANCE)
    office.draft(GUIDE)
    office.draft("market-supervision.penalty-publicity")
    office.handed_in(OUTAGE)
    waiting = office.queued("decision.draft-consultation")
    portal.fail("publish", RetryLater("连不上门户，请检查网络。"))
    desk.outbox.send(waiting.id)


def cut_off(root: QWidget) -> list[str]:
    """Return every visible text that has less room than it needs, with both widths or heights."""
    return [
        f"{type(one).__name__} {fault}"
        for kind, room in _ROOMS.items()
        for one in root.findChildren(kind)
        if one.isVisible() and (fault := room(one))
    ]


def _of_label(label: QLabel) -> str:
    if not label.text():
        return ""
    if label.wordWrap():
        needed, there = label.heightForWidth(label.width()), label.height()
    elif isinstance(label, Elided):
        needed, there = label.fontMetrics().horizontalAdvance(label.text()), label.width()
    else:
        needed, there = label.sizeHint().width(), label.width()
    return "" if needed <= there else f"{_plain(label.text())!r}: {needed} > {there}"


def _of_button(button: QAbstractButton) -> str:
    if not button.text():
        return ""
    needed, there = button.sizeHint(), button.size()
    if needed.width() > there.width() or needed.height() > there.height():
        return f"{button.text()!r}: {needed.toTuple()} > {there.toTuple()}"
    return ""


def _of_box(box: QComboBox) -> str:
    if box.isEditable():
        return ""  # scrolls
    needed = QFontMetrics(box.font()).horizontalAdvance(box.currentText())
    there = box.width() - 2 * 11 - 26  # padding, border and arrow of the style sheet
    return "" if needed <= there else f"{box.currentText()!r}: {needed} > {there}"


def _plain(text: str) -> str:
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


_ROOMS: dict[type[QWidget], Callable[..., str]] = {
    QLabel: _of_label,
    QPushButton: _of_button,
    QToolButton: _of_button,
    QCheckBox: _of_button,
    QComboBox: _of_box,
}


def outside(root: QWidget) -> list[str]:
    """Return every visible button that reaches beyond the window."""
    window = QRect(root.mapToGlobal(root.rect().topLeft()), root.size())
    beyond = []
    for button in root.findChildren(QPushButton):
        there = QRect(button.mapToGlobal(button.rect().topLeft()), button.size())
        if button.isVisible() and not (window.left() <= there.left() and there.right() <= window.right()):
            beyond.append(button.text())
    return beyond


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("is_filled", [True, False], ids=["filled", "empty"])
def test_no_text_of_any_place_is_cut_off(
    window: MainWindow, qtbot: QtBot, desk: Desk, portal: MemoryPortal, size: tuple[int, int], is_filled: bool
) -> None:
    if is_filled:
        fill(desk, portal)
    window.resize(*size)
    faults = {}
    for place in (*PLACES, "import", "welcome"):
        window.show_place(place)
        come_to_rest()
        faults[place] = cut_off(window) + outside(window)
    assert faults == {place: [] for place in faults}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_text_of_a_form_is_cut_off(
    window: MainWindow, qtbot: QtBot, desk: Desk, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for item, review in ((Office(desk).draft(GUIDE), False), (Office(desk).handed_in(ALLOWANCE), True)):
        with qtbot.waitSignal(window.page("form").sheet.built, timeout=20_000):
            window.open_item(item.id, review)
        come_to_rest()
        assert cut_off(window) + outside(window) == []


def test_no_text_of_any_place_is_cut_off_where_the_system_has_a_wider_face(
    window: MainWindow, qtbot: QtBot, dressed: QApplication, desk: Desk, portal: MemoryPortal
) -> None:
    fill(desk, portal)
    font = QFont(dressed.font())
    font.setStretch(112)  # no Chinese face is much wider, but figures and Latin letters are
    dressed.setFont(font)
    window.resize(1366, 768)
    faults = {}
    for place in PLACES:
        window.show_place(place)
        come_to_rest()
        faults[place] = cut_off(window) + outside(window)
    assert faults == {place: [] for place in faults}


def test_no_text_of_the_help_is_cut_off(qtbot: QtBot, dressed: QApplication) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert cut_off(dialog) == []


def test_what_is_cut_off_is_found(qtbot: QtBot, dressed: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label, button = QLabel("停水通知（通达路沿线）", holder), QPushButton("复制为新的一条", holder)
    label.resize(40, 20)
    button.resize(40, 32)
    holder.show()
    assert [fault.split()[0] for fault in cut_off(holder)] == ["QLabel", "QPushButton"]
