"""Pages over a real desk: the program's own forms, a workspace in a folder, a portal in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.pages.page import Page
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.pages.office import Office
from tests.ui.rest import come_to_rest

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

P = TypeVar("P", bound=Page)
Show = Callable[[type[P]], P]


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Show[Page]:
    """Show a page as the window does and wait until it is loaded."""

    def shown(kind: type[Page]) -> Page:
        page = kind(desk)
        qtbot.addWidget(page, before_close_func=come_to_rest)
        page.resize(1218, 768)
        page.show()
        reload(page, qtbot)
        return page

    return shown


def reload(page: Page, qtbot: QtBot) -> None:
    """Load a page anew and wait for it, and for what it reads afterwards."""
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.refresh()
    come_to_rest()
