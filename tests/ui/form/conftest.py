"""The form page over a real desk: the program's own forms, a workspace in a folder, a portal in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.desk import Desk, Places
from desktop_app.ui.pages.form_page import FormPage
from tests.services.conftest import FixedClock
from tests.ui.rest import come_to_rest

Open = Callable[..., FormPage]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Desk]:
    clock = FixedClock()
    portal = MemoryPortal("local", now=clock)
    workspace = open_workspace(tmp_path / "workspace.db")
    opened = Desk(
        workspace, Places(paths.HOME, cache), tmp_path / "settings.json", lambda _name: portal, clock
    )
    yield opened
    come_to_rest()  # nothing reads the workspace after it is closed, whichever way a test made its page
    opened.close()


@pytest.fixture
def open_form(qtbot: QtBot, desk: Desk) -> Open:
    """Open a new draft, empty or filled with the form's sample, and wait until every card stands."""

    def opened(form: str, *, filled: bool = False, review: bool = False) -> FormPage:
        item = desk.drafts.create(form)
        if filled:
            sample = desk.catalogue.form(form).spec.sample
            item = desk.drafts.save(item.id, sample, "active", item.confidentiality, item.revision)
        if review:
            desk.reviews.submit(item.id)
        page = FormPage(desk)
        qtbot.addWidget(page, before_close_func=FormPage.flush)
        page.resize(1218, 768)
        page.show()
        with qtbot.waitSignal(page.sheet.built, timeout=20_000):
            page.open_item(item.id, review)
        return page

    return opened
