"""The first start of a clerk whose office works together already: joined before anything else is asked."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.services.desk import Desk
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.welcome import WelcomePage
from desktop_app.ui.widgets.sharing_dialog import SharingDialog
from desktop_app.wiring import open_desk
from tests.postgres import server
from tests.ui.pages.test_settings import write
from tests.ui.rest import come_to_rest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user's own folders on a machine where the program never ran."""
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))


def first_start(qtbot: QtBot) -> tuple[Desk, MainWindow]:
    desk = open_desk()
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=come_to_rest)
    window.show()
    come_to_rest()
    assert window.shown == "welcome"
    return desk, window


def asked_for_address(page: WelcomePage) -> SharingDialog:
    page.share.click()
    assert page.sharing_dialog is not None
    assert page.sharing_dialog.isVisible()
    return page.sharing_dialog


def test_the_first_step_joins_the_offices_workspace_and_the_next_start_opens_it(home: None, qtbot: QtBot):
    address = server().fresh()
    desk, window = first_start(qtbot)
    with closing(desk):
        page = window.page("welcome")
        dialog = asked_for_address(page)
        assert not dialog.moves.isVisible(), "there is nothing to be moved yet"
        dialog.address.setText(address.url)
        with qtbot.waitSignal(page.sharing_dialog.joined, timeout=20_000):
            dialog.start.click()
        assert not dialog.isVisible()
        assert page.close_window.isVisible()
        assert not page.next.isVisible(), "answers of now would stay with the workspace that is left"
        page.close_window.click()
        assert not window.isVisible()

    assert paths.shared_address(None) == address
    desk, window = first_start(qtbot)
    with closing(desk):
        assert desk.is_shared
        assert not window.page("welcome").share.isVisible(), "it is joined already"


def test_an_address_that_does_not_answer_leaves_the_first_start_as_it_was(home: None, qtbot: QtBot):
    desk, window = first_start(qtbot)
    with closing(desk):
        page = window.page("welcome")
        dialog = asked_for_address(page)
        dialog.address.setText("postgresql://clerk@127.0.0.1:9/office")
        dialog.start.click()
        qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)
        assert "正在" not in dialog.note.text()
        dialog.reject()
        assert page.next.isVisible()
        assert page.step == 0
    assert paths.shared_address(None) is None


def test_working_together_is_offered_in_the_first_step_only(home: None, qtbot: QtBot):
    desk, window = first_start(qtbot)
    with closing(desk):
        page = window.page("welcome")
        assert page.share.isVisible()
        for key, text in (("office_name", "龙江县民政局"), ("office_phone", "0452-5823000")):
            write(page.asked[0], key, text)
        page.next.click()
        assert page.step == 1
        assert not page.share.isVisible()
        page.back.click()
        assert page.share.isVisible()
