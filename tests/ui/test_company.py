"""Two windows on one shared workspace: each hears of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.services.desk import Desk, Places
from desktop_app.settings import Settings
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.upkeep import Upkeep
from tests.postgres import server

NOW = datetime(2026, 9, 28, 8)
FORM = "public-utilities.water-outage"
Clerk = Callable[[str], Desk]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def clerk(tmp_path: Path, cache: Path) -> Iterator[Clerk]:
    """The desk of a clerk by name, all on one workspace."""
    address, desks = server().fresh(), []

    def sit_down(name: str) -> Desk:
        workspace = open_workspace(address)
        desk = Desk(
            workspace, Places(paths.HOME, cache), tmp_path / name / "settings.json",
            lambda _name: MemoryPortal("local", now=workspace.now), workspace.now,
        )  # fmt: skip
        desk.save_settings(Settings(office_name="龙江县住建局", person=name))
        desks.append(desk)
        return desk

    yield sit_down
    for desk in desks:
        desk.close()


@pytest.fixture
def window(clerk: Clerk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(clerk("张三"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.is_busy, timeout=30_000)
    return made


def heard(window: MainWindow, qtbot: QtBot) -> None:
    window.others.call()
    qtbot.waitUntil(lambda: not window.others.is_busy, timeout=30_000)  # the first start is slow


def opened(window: MainWindow, qtbot: QtBot, item_id: str) -> None:
    window.open_item(item_id)
    qtbot.waitUntil(lambda: window.page("form").open_id == item_id, timeout=20_000)


def press(window: MainWindow, words: str) -> None:
    banner = window.page("form").banner
    next(one for one in banner.findChildren(QPushButton) if one.text() == words).click()


def test_what_a_colleague_begins_appears_by_itself(window: MainWindow, clerk: Clerk, qtbot: QtBot):
    window.show_place("drafts")
    heard(window, qtbot)

    clerk("李四").drafts.create(FORM)
    with qtbot.waitSignal(window.others.changed):
        heard(window, qtbot)

    drafts = window.page("drafts")
    qtbot.waitUntil(lambda: any("停水" in text for text in _texts(drafts)), timeout=10_000)


def _texts(page) -> list[str]:
    from PySide6.QtWidgets import QAbstractItemView

    return [
        str(view.model().index(row, column).data())
        for view in page.findChildren(QAbstractItemView)
        if view.model() is not None
        for row in range(view.model().rowCount())
        for column in range(view.model().columnCount())
    ]


def test_who_opens_what_a_colleague_has_open_is_told(window: MainWindow, clerk: Clerk, qtbot: QtBot):
    other = clerk("李四")
    item = other.drafts.create(FORM)
    other.presence.at(item.id)

    opened(window, qtbot, item.id)
    heard(window, qtbot)

    banner = window.page("form").banner
    qtbot.waitUntil(banner.isVisible)
    assert banner.words.text().startswith("李四也打开着这一条")
    assert other.presence.at(item.id).who == ("张三",)


def test_a_window_that_went_elsewhere_no_longer_counts(window: MainWindow, clerk: Clerk, qtbot: QtBot):
    other = clerk("李四")
    item = other.drafts.create(FORM)
    opened(window, qtbot, item.id)
    heard(window, qtbot)
    assert other.presence.at(item.id).who == ("张三",)

    window.show_place("drafts")
    heard(window, qtbot)

    assert other.presence.at(item.id).who == ()


def test_what_a_colleague_wrote_meanwhile_is_said_before_anything_is_typed(
    window: MainWindow, clerk: Clerk, qtbot: QtBot
):
    other = clerk("李四")
    item = other.drafts.create(FORM)
    opened(window, qtbot, item.id)
    other.drafts.save(item.id, {"title": "李四写的"}, None, Confidentiality(), item.revision)

    heard(window, qtbot)

    form = window.page("form")
    qtbot.waitUntil(form.banner.isVisible)
    assert "还是以前的" in form.banner.words.text()
    press(window, "重新载入")
    qtbot.waitUntil(lambda: form.session is not None and form.session.value("title") == "李四写的")


@pytest.fixture
def conflict(window: MainWindow, clerk: Clerk, qtbot: QtBot) -> tuple[Desk, str]:
    """Both wrote: 李四 was first, 张三's save was refused."""
    other = clerk("李四")
    item = other.drafts.create(FORM)
    opened(window, qtbot, item.id)
    other.drafts.save(item.id, {"title": "李四写的"}, None, Confidentiality(), item.revision)
    form = window.page("form")
    form.session.set("title", "张三写的")
    form.keeper.changed()
    qtbot.waitUntil(
        lambda: form.banner.isVisible() and "没有覆盖" in form.banner.words.text(), timeout=10_000
    )
    return other, item.id


def test_after_a_conflict_both_versions_are_shown_side_by_side(
    window: MainWindow, conflict: tuple[Desk, str], qtbot: QtBot
):
    from PySide6.QtWidgets import QLabel

    press(window, "对照两份")
    form = window.page("form")
    qtbot.waitUntil(lambda: form.company.dialog is not None, timeout=10_000)

    said = [label.text() for label in form.company.dialog.findChildren(QLabel)]
    assert {"张三写的", "李四写的", "我写的", "对方保存的"} <= set(said)
    form.company.dialog.reject()


def test_taking_the_others_version_keeps_ones_own_as_a_draft(
    window: MainWindow, conflict: tuple[Desk, str], qtbot: QtBot
):
    other, item_id = conflict
    form = window.page("form")

    press(window, "用对方的，我的另存")
    qtbot.waitUntil(
        lambda: form.session is not None and form.session.value("title") == "李四写的", timeout=10_000
    )

    titles = {item.title for item in other.drafts.latest(9)}
    assert titles == {"张三写的", "李四写的"}
    assert form.open_id == item_id


def test_a_window_alone_calls_nobody(tmp_path: Path, cache: Path, qtbot: QtBot):
    portal = MemoryPortal("local", now=lambda: NOW)
    workspace = open_workspace(tmp_path / "workspace.db")
    settings = tmp_path / "settings.json"
    desk = Desk(workspace, Places(paths.HOME, cache), settings, lambda _name: portal, lambda: NOW)
    window = MainWindow(desk)
    qtbot.addWidget(window)

    assert window.others is None
    qtbot.waitUntil(lambda: window.is_busy)  # it counts as soon as it stands
    qtbot.waitUntil(lambda: not window.is_busy)
    desk.close()


def test_a_window_keeps_the_day_s_backup_of_the_shared_workspace_without_being_asked(
    clerk: Clerk, qtbot: QtBot
):
    desk, owner = clerk("张三"), QObject()
    written = desk.drafts.create(FORM)
    upkeep = Upkeep(desk, owner)
    with qtbot.assertNotEmitted(upkeep.failed):
        upkeep.run()
        qtbot.waitUntil(lambda: not upkeep.is_busy, timeout=30_000)

    (day,) = desk.backups.days()
    with closing(open_workspace(desk.backups.folder / f"workspace-{day}.db")) as copy:
        assert [item.id for item in copy.latest_items(9)] == [written.id]
