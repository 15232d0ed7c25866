"""The catalogue: found while one types, begun with Enter, and no broken file takes others along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.forms.grouping import PHASE_NAMES
from desktop_app.services.desk import Desk, Places
from desktop_app.ui.pages.catalogue import CataloguePage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import ALLOWANCE, OUTAGE


def found(page: CataloguePage) -> list[str]:
    return [entry.id for entry in page.list.rows.rows]


def part(page: CataloguePage, name: str) -> None:
    (item,) = page.nav.parts.findItems(name, Qt.MatchFlag.MatchExactly)
    page.nav.parts.setCurrentItem(item)


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
    part(page, desk.catalogue.entries()[0].area_name)
    areas = {entry.area_name for entry in page.list.rows.rows}
    assert areas == {desk.catalogue.entries()[0].area_name}
    assert page.nav.parts.status(0) == str(len(desk.catalogue.entries()))


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
    (home / "resources").mkdir()
    shutil.copy(paths.RESOURCES / "units.yaml", home / "resources")
    (home / "forms" / "policy" / "document.yaml").write_text("form: policy.document\nversoin: 1\n", "utf-8")
    clock = FixedClock()
    portal = MemoryPortal("local", now=clock)
    opened = Desk(
        open_workspace(tmp_path / "workspace.db"),
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


def test_the_office_finds_what_it_leads_first(show: Show[CataloguePage], desk: Desk) -> None:
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县财政局"))
    page = show(CataloguePage)
    part(page, "本单位")
    own = found(page)
    part(page, "全部事项")
    assert own
    assert found(page)[: len(own)] == own
    assert {entry.id for entry in desk.catalogue.entries() if "县财政局" in entry.lead_units} == set(own)


def test_a_favourite_is_marked_kept_and_taken_back(
    show: Show[CataloguePage], qtbot: QtBot, desk: Desk
) -> None:
    page = show(CataloguePage)
    look_for(page, qtbot, "停水通知")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.mark.click()
    assert desk.settings.favourites == (OUTAGE,)
    part(page, "常用")
    assert found(page) == [OUTAGE]
    assert page.mark.text().startswith("取消常用")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.mark.click()
    assert desk.settings.favourites == ()


def test_what_was_used_last_comes_first(show: Show[CataloguePage], desk: Desk) -> None:
    used = [desk.drafts.create(form).form for form in (OUTAGE, ALLOWANCE)]
    page = show(CataloguePage)
    part(page, "最近用过")
    assert set(found(page)[:2]) == set(used)


@pytest.mark.parametrize(("grouping", "name"), [(1, "县财政局"), (2, "事中：办理、实施当中")])
def test_the_catalogue_is_divided_by(show: Show[CataloguePage], grouping: int, name: str) -> None:
    page = show(CataloguePage)
    page.nav.grouping_box.setCurrentIndex(grouping)
    part(page, name)
    assert found(page)
    assert all(name in entry.lead_units or PHASE_NAMES[entry.phase] == name for entry in page.list.rows.rows)


def test_a_form_is_copied_to_be_changed_and_the_copy_counts(
    show: Show[CataloguePage], qtbot: QtBot, desk: Desk
) -> None:
    page = show(CataloguePage)
    opened: list[Path] = []
    page.open_path = opened.append
    look_for(page, qtbot, "停水通知")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.copy.trigger()
    (folder,) = opened
    own = folder / "water-outage.yaml"
    own.write_text(own.read_text("utf-8").replace("name: 停水通知", "name: 停水通知（本县）"), "utf-8")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.refresh()
    assert folder == desk.folder / "forms" / "public-utilities"
    assert desk.catalogue.form(OUTAGE).spec.name == "停水通知（本县）"
    assert page.list.current.name == "停水通知（本县）"


def test_parts_with_nothing_in_them_are_not_offered(show: Show[CataloguePage], desk: Desk) -> None:
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name=""))
    page = show(CataloguePage)
    names = [page.nav.parts.item(number).text() for number in range(page.nav.parts.count())]
    assert not {"本单位", "常用", "最近用过"} & set(names)


def test_a_type_says_which_form_fits_better_and_leads_there(
    show: Show[CataloguePage], qtbot: QtBot, desk: Desk
) -> None:
    own = desk.copy_form(OUTAGE)
    text = own.read_text("utf-8")
    line = f"overlaps: [{{form: {ALLOWANCE}, when: 要公示<低保>名单的}}]"
    own.write_text(text.replace("phase: before", f"phase: before\n{line}", 1), "utf-8")
    page = show(CataloguePage)
    look_for(page, qtbot, "停水通知")
    assert page.overlaps.isVisible()
    assert "要公示&lt;低保&gt;名单的，请用" in page.overlaps.text()
    with qtbot.waitSignal(page.form_wanted) as form:
        page.overlaps.linkActivated.emit(ALLOWANCE)
    assert form.args == [ALLOWANCE]
