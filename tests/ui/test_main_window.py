"""The window: places by key, counts, sending in the background, and nothing lost when it closes."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui.main_window import PLACES, MainWindow
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.form.typing_hand import type_text
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office
from tests.ui.rest import come_to_rest

__all__ = ["cache", "clock", "desk", "portal", "workspace"]


@pytest.fixture
def office(desk: Desk) -> Office:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办"))
    return Office(desk)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, office: Office) -> MainWindow:
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=come_to_rest)
    made.show()
    settle(made, qtbot)
    return made


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is counted, loaded or sent any more."""
    window.activateWindow()
    qtbot.waitUntil(lambda: bool(window.rail.foot.text()), timeout=20_000)
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)


def count(window: MainWindow, place: str) -> str:
    label = window.rail.findChild(QPushButton, f"place-{place}").findChild(QLabel)
    return "" if label.isHidden() else label.text()


def open_form(window: MainWindow, qtbot: QtBot, item_id: str) -> None:
    with qtbot.waitSignal(window.page("form").sheet.built, timeout=20_000):
        window.open_item(item_id)


def test_every_place_is_reached_by_its_number(window: MainWindow, qtbot: QtBot) -> None:
    for place, key in zip(PLACES, [*"1234567890", ","], strict=True):
        qtbot.keyClick(window, Qt.Key(ord(key)), Qt.KeyboardModifier.ControlModifier)
        assert window.shown == place
        assert window.rail.findChild(QPushButton, f"place-{place}").isChecked()


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.built == {"workbench"}


def test_ctrl_n_leads_to_the_catalogue_where_typing_begins_at_once(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.shown == "catalogue"
    assert window.page("catalogue").search.hasFocus()


@pytest.mark.parametrize(
    ("place", "leads_to"), [("ledger", "ledger"), ("workbench", "workbench"), ("settings", "catalogue")]
)
def test_ctrl_f_goes_to_the_search_of_the_place_or_else_to_the_catalogues(
    window: MainWindow, qtbot: QtBot, place: str, leads_to: str
) -> None:
    window.show_place(place)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.shown == leads_to
    assert window.page(leads_to).finder.hasFocus()


def test_f1_shows_the_keys_and_copies_the_diagnosis(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.manual is not None
    window.manual.keys.click()
    assert window.help is not None
    assert window.help.isVisible()
    window.help.copy.click()
    assert "政务公开助手" in QGuiApplication.clipboard().text()
    qtbot.keyClick(window.help, Qt.Key.Key_Escape)
    assert not window.help.isVisible()


def test_f1_on_a_form_explains_the_field(window: MainWindow, qtbot: QtBot, office: Office) -> None:
    open_form(window, qtbot, office.draft().id)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    side = window.page("form").side
    assert side.currentWidget() is side.help


def test_counts_stand_at_the_places_and_are_told_to_screen_readers(
    window: MainWindow, qtbot: QtBot, office: Office
) -> None:
    office.draft()
    office.draft()
    office.handed_in()
    office.published(ALLOWANCE)
    window.refresh_counts()
    settle(window, qtbot)
    assert [count(window, place) for place in PLACES] == ["", "", "2", "1", "", "1", "", "", "", "", ""]
    assert window.rail.findChild(QPushButton, "place-drafts").accessibleName() == "草稿，2 件"


def test_what_is_due_is_sent_in_the_background_and_the_foot_says_what_waits(
    window: MainWindow, qtbot: QtBot, desk: Desk, office: Office
) -> None:
    item = office.queued()
    window.refresh_counts()
    settle(window, qtbot)
    assert (window.rail.foot.text(), window.rail.dot.property("tone")) == ("1 件待发", "amber")
    window.send()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.rail.dot.property("tone") == "green")
    assert desk.drafts.open(item.id).item.state is State.PUBLISHED
    assert window.rail.foot.text() == "没有待发的信息"


def test_leaving_a_form_keeps_what_was_just_typed(
    window: MainWindow, qtbot: QtBot, desk: Desk, office: Office
) -> None:
    item = office.draft(OUTAGE)
    open_form(window, qtbot, item.id)
    line = window.page("form").sheet.frames["area"].editor.target
    type_text(line, "另加富强街")
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.shown == "drafts"
    assert "另加富强街" in desk.drafts.open(item.id).answers.values["area"]


def test_closing_the_window_keeps_what_was_just_typed(
    window: MainWindow, qtbot: QtBot, desk: Desk, office: Office
) -> None:
    item = office.draft(OUTAGE)
    open_form(window, qtbot, item.id)
    type_text(window.page("form").sheet.frames["area"].editor.target, "另加富强街")
    assert window.close()
    assert "另加富强街" in desk.drafts.open(item.id).answers.values["area"]


@pytest.mark.parametrize("agrees", [True, False])
def test_closing_while_something_is_sent_asks(
    window: MainWindow,
    qtbot: QtBot,
    office: Office,
    portal: MemoryPortal,
    monkeypatch: pytest.MonkeyPatch,
    agrees: bool,
) -> None:
    has_begun, may_end, publish = threading.Event(), threading.Event(), portal.publish

    def slow(submission, progress):
        has_begun.set()
        may_end.wait(10)
        return publish(submission, progress)

    monkeypatch.setattr(portal, "publish", slow)
    monkeypatch.setattr("desktop_app.ui.main_window.ask", lambda *_words: agrees)
    office.queued()
    window.send()
    assert has_begun.wait(10)
    assert window.close() is agrees
    may_end.set()
    qtbot.waitUntil(lambda: not window.is_busy, timeout=20_000)


def test_the_first_start_asks_who_one_is_and_then_leads_to_the_workbench(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=come_to_rest)
    window.show()
    assert window.shown == "welcome"
    settle(window, qtbot)
    welcome = window.page("welcome")
    for key, text in (("office_name", "龙江县民政局"), ("person", "李经办")):
        fields = next(one for one in welcome.asked if key in one.frames)
        type_text(fields.frames[key].editor.target, text)
    with qtbot.waitSignal(welcome.welcomed, timeout=20_000):
        for button in (*[welcome.next] * 4, welcome.begin):
            button.click()
    assert window.shown == "workbench"
    assert window.rail.office.whole == "龙江县民政局"
    settle(window, qtbot)
