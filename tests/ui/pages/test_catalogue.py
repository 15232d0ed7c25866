"""The catalogue: found while one types, begun with Enter, and no broken file takes others along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.sqlite import SqliteWorkspace
from desktop_app.services.desk import Desk, Places
from desktop_app.ui.pages.catalogue import CataloguePage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import ALLOWANCE, OUTAGE


def found(page: CataloguePage) -> list[str]:
    return [entry.id for entry in page.list.rows.rows]


def look_for(page: CataloguePage, qtbot: QtBot, text: str) -> None:
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.look_for(text)


@pytest.mark.parametrize(
    "text", ["低生活保障", "zuidishenghuo", "zdshbz"], ids=["characters", "pinyin", "initials"]
)
def test_a_type_is_found_by(show: Show[CataloguePage], qtbot: QtBot, text: str) -> None:
    page = show(CataloguePage)
    look_for(page, qtbot, text)
    assert found(page)[0] == ALLOWANCE


def test_enter_in_the_search_begins_the_best(show: Show[CataloguePage], qtbot: QtBot) -> None:
    page = show(CataloguePage)
    look_for(page, qtbot, "停水")
    with qtbot.waitSignal(page.form_wanted) as form:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert form.args == [OUTAGE]


def test_arrows_walk_through_the_list_while_one_types(show: Show[CataloguePage], qtbot: QtBot) -> None:
    page = show(CataloguePage)
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.current.id == found(page)[2]
    assert page.search.text() == ""


def test_an_area_keeps_its_own_types(show: Show[CataloguePage], desk: Desk) -> None:
    page = show(CataloguePage)
    page.areas.setCurrentRow(1)
    areas = {entry.area_name for entry in page.list.rows.rows}
    assert areas == {page.areas.item(1).text()}
    assert page.areas.status(0) == str(len(desk.catalogue.entries()))


def test_nothing_found_offers_everything(show: Show[CataloguePage], qtbot: QtBot, desk: Desk) -> None:
    page = show(CataloguePage)
    look_for(page, qtbot, "没有这样的事项")
    assert page.empty.isVisible()
    assert not page.begin.isEnabled()
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.empty.button.click()
    assert len(found(page)) == len(desk.catalogue.entries())


@pytest.fixture
def desk_with_broken_form(tmp_path: Path) -> Iterator[Desk]:
    home = tmp_path / "home"
    shutil.copytree(paths.FORMS, home / "forms")
    (home / "forms" / "policy" / "document.yaml").write_text("form: policy.document\nversoin: 1\n", "utf-8")
    clock = FixedClock()
    portal = MemoryPortal("local", now=clock)
    opened = Desk(
        SqliteWorkspace(tmp_path / "workspace.db"),
        Places(home, tmp_path / "cache"),
        tmp_path / "settings.json",
        lambda _name: portal,
        clock,
    )
    yield opened
    opened.close()


def test_a_broken_form_is_named_and_the_others_stay(desk_with_broken_form: Desk, qtbot: QtBot) -> None:
    page = CataloguePage(desk_with_broken_form)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.refresh()
    assert page.broken_card.isVisible()
    assert "policy/document.yaml" in page.broken.text()
    assert OUTAGE in found(page)
    assert "policy.document" not in found(page)
