"""The manual: a page for every place, every link and picture there, and F1 opens the right one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.main_window import PLACES, MainWindow
from desktop_app.ui.manual import CONTENTS, MANUAL, page_of
from desktop_app.ui.widgets.help_dialog import HelpDialog
from desktop_app.ui.widgets.helped import Helped
from desktop_app.ui.widgets.manual_dialog import ManualDialog
from tests.ui.rest import come_to_rest
from tests.ui.stages import own_widgets
from tests.ui.test_main_window import cache, clock, desk, office, open_form, portal, window, workspace

__all__ = ["cache", "clock", "desk", "office", "portal", "window", "workspace"]

PAGES = sorted(MANUAL.glob("*.md"))
_LINK = re.compile(r"\]\(([^)#]+)\)")


@pytest.mark.parametrize("place", [*PLACES, "welcome", "form"])
def test_every_place_has_its_page_with_a_picture_of_it(place: str):
    text = page_of(place).read_text("utf-8")
    assert page_of(place).stem == place
    assert f"(pictures/{place}.png)" in text
    if place in PLACES:
        assert PLACES[place] in text.splitlines()[0]


def test_the_import_has_its_page_with_a_picture_of_each_work():
    text = page_of("import").read_text("utf-8")
    assert all(f"(pictures/import-{work}.png)" in text for work in ("sheets", "batch"))


def test_every_dialog_opens_a_page_that_is_there():
    dialogs = {one for one in own_widgets() if issubclass(one, QDialog | Helped)}
    assert {one for one in dialogs if not issubclass(one, Helped)} == {HelpDialog, ManualDialog}, (
        "the help itself"
    )
    pages = {one.__name__: one.manual_page for one in dialogs if issubclass(one, Helped) and one.manual_page}
    assert {name for name, page in pages.items() if not (MANUAL / f"{page}.md").is_file()} == set()


def test_the_contents_call_every_page_as_it_calls_itself():
    contents = {
        page: words for words, page in re.findall(r"\[(.+?)\]\((.+?)\)", page_of(CONTENTS).read_text("utf-8"))
    }
    titles = {
        page: (MANUAL / page).read_text("utf-8").splitlines()[0].removeprefix("# ") for page in contents
    }
    assert {page for page, title in titles.items() if not contents[page].startswith(title)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_page_is_there(page: Path):
    missing = [link for link in _LINK.findall(page.read_text("utf-8")) if not (MANUAL / link).is_file()]
    assert missing == []


def test_every_page_is_in_the_contents_and_every_picture_is_used():
    contents = set(_LINK.findall(page_of(CONTENTS).read_text("utf-8")))
    assert contents == {page.name for page in PAGES} - {f"{CONTENTS}.md"}
    used = {link for page in PAGES for link in _LINK.findall(page.read_text("utf-8"))}
    assert {f"pictures/{file.name}" for file in (MANUAL / "pictures").iterdir()} <= used


@pytest.mark.parametrize("place", PLACES)
def test_f1_opens_the_page_of_the_place(window: MainWindow, qtbot: QtBot, place: str):
    window.show_place(place)
    come_to_rest()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.manual is not None
    assert window.manual.isVisible()
    assert window.manual.page == place


def test_on_a_form_f1_explains_the_field_and_then_the_page(
    window: MainWindow, qtbot: QtBot, desk: Desk, office
):
    open_form(window, qtbot, office.draft().id)
    come_to_rest()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.page("form").side.shows_help
    assert window.manual is None
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.manual is not None
    assert window.manual.page == "form"


def test_links_lead_on_and_back(qtbot: QtBot):
    dialog = ManualDialog()
    qtbot.addWidget(dialog)
    dialog.show_page(CONTENTS)
    assert not dialog.back.isEnabled()
    dialog.text.setSource(dialog.text.source().resolved("board.md"))
    assert "张贴" in dialog.text.toPlainText()
    dialog.back.click()
    assert dialog.page == CONTENTS
    dialog.show_page("no-such-place")
    assert dialog.page == CONTENTS
