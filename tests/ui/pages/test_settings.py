"""Settings and first start: three answers begin the work, faults stand under their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontDatabase, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import __version__
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.states import State
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.outbox.errors import NeedsLogin
from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings, load_settings
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.welcome import WelcomePage
from desktop_app.ui.widgets.office_fields import OfficeFields, fault_in
from tests.ui.form.typing_hand import type_text
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import Office


def write(fields: OfficeFields, key: str, text: str) -> None:
    target = fields.frames[key].editor.target
    target.selectAll()
    QTest.keyClick(target, Qt.Key.Key_Delete)
    type_text(target, text)


@pytest.fixture
def welcome(qtbot: QtBot, desk: Desk) -> WelcomePage:
    page = WelcomePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    return page


def test_five_steps_begin_the_work(welcome: WelcomePage, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    qtbot.waitUntil(lambda: welcome.portal.count() > 0 and welcome.printer.count() > 0, timeout=20_000)
    write(welcome.asked[0], "office_name", "龙江县民政局")
    write(welcome.asked[0], "office_phone", "0452-5823000")
    welcome.next.click()
    write(welcome.asked[1], "doc_prefix", "龙民发")
    welcome.next.click()
    write(welcome.asked[2], "person", "李经办")
    welcome.next.click()
    assert welcome.portal.currentData() == "local"
    welcome.next.click()
    assert welcome.step == 4
    assert welcome.next.isHidden()
    with qtbot.waitSignal(welcome.welcomed, timeout=20_000):
        welcome.begin.click()
    kept = load_settings(tmp_path / "settings.json")
    assert (kept.office_name, kept.person, kept.doc_prefix) == ("龙江县民政局", "李经办", "龙民发")
    assert desk.settings == kept


def test_what_is_missing_holds_a_step_and_is_said_under_its_field(welcome: WelcomePage, desk: Desk) -> None:
    welcome.next.click()
    assert welcome.step == 0
    assert welcome.asked[0].frames["office_name"].error == "请填写单位名称，例如：龙江县民政局。"
    assert welcome.asked[0].frames["office_phone"].error == ""
    assert desk.settings.office_name == ""


def test_one_goes_back_a_step_and_nothing_typed_is_lost(welcome: WelcomePage) -> None:
    write(welcome.asked[0], "office_name", "龙江县民政局")
    welcome.next.click()
    welcome.back.click()
    assert welcome.step == 0
    assert welcome.back.isHidden()
    assert welcome.asked[0].values["office_name"] == "龙江县民政局"


def test_a_fault_goes_away_while_it_is_mended(welcome: WelcomePage) -> None:
    welcome.next.click()
    write(welcome.asked[0], "office_name", "龙江县民政局")
    assert welcome.asked[0].frames["office_name"].error == ""


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("office_phone", "12", "电话应写成"),
        ("office_code", "91230221MA1B2C3D4X", "校验"),
        ("office_phone", "0452-5823000", ""),
        ("office_address", "", ""),
    ],
)
def test_faults_of_the_offices_data(key: str, value: str, fault: str) -> None:
    found = fault_in(key, value)
    assert (fault in found) if fault else (found == "")


@pytest.fixture
def named(desk: Desk) -> None:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办"))


@pytest.mark.usefixtures("named")
def test_a_change_is_kept_and_used_from_now_on(
    show: Show[SettingsPage], qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = show(SettingsPage)
    assert not page.save.isEnabled()
    write(page.office, "office_address", "龙江县中央街 1 号")
    page.guided.click()
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.save.click()
    assert desk.settings == load_settings(tmp_path / "settings.json")
    assert desk.settings.office_address == "龙江县中央街 1 号"
    assert desk.settings.guided
    assert not page.save.isEnabled()


@pytest.mark.usefixtures("named")
def test_a_fault_keeps_the_old_settings(show: Show[SettingsPage], desk: Desk) -> None:
    page = show(SettingsPage)
    write(page.office, "office_name", "")
    write(page.office, "office_phone", "12")
    page.save.click()
    assert page.office.frames["office_name"].error.startswith("请填写单位名称")
    assert page.office.frames["office_phone"].error
    assert desk.settings.office_name == "龙江县民政局"


@pytest.mark.usefixtures("named")
def test_what_is_being_changed_is_not_overwritten_by_loading(show: Show[SettingsPage], qtbot: QtBot) -> None:
    page = show(SettingsPage)
    write(page.office, "office_name", "龙江县教育局")
    reload(page, qtbot)
    assert page.office.values["office_name"] == "龙江县教育局"


@pytest.mark.usefixtures("named")
def test_the_offices_own_portals_come_first_and_a_broken_one_says_why(
    show: Show[SettingsPage], qtbot: QtBot, desk: Desk
) -> None:
    own = desk.folder / "portals"
    own.mkdir()
    (own / "county.yaml").write_text(
        "name: county\ntitle: 县政府门户\nkind: reference\nbase_url: https://portal.invalid\n", "utf-8"
    )
    (own / "odd.yaml").write_text("name: odd\nkind: pigeon\n", "utf-8")
    page = show(SettingsPage)
    assert [page.portal.itemText(number) for number in range(page.portal.count())] == [
        "县政府门户",
        "odd",
        "本机演示门户",
    ]
    page.portal.setCurrentIndex(1)
    assert "odd.yaml" in page.portal_note.text()
    page.portal.setCurrentIndex(0)
    assert page.portal_note.text() == "https://portal.invalid"
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.save.click()
    assert desk.settings.portal == "county"


@pytest.mark.usefixtures("named")
def test_where_the_data_lie_and_which_program_this_is(show: Show[SettingsPage], desk: Desk) -> None:
    page = show(SettingsPage)
    texts = {label.text() for label in page.findChildren(type(page.portal_note))}
    assert str(desk.folder) in texts
    assert f"政务公开助手 {__version__}" in texts
    opened: list[Path] = []
    page.open_path = opened.append
    page.open_data.click()
    assert opened == [desk.folder]


@pytest.mark.usefixtures("named")
def test_the_offices_own_fonts_are_kept_and_the_usual_ones_are_not(
    show: Show[SettingsPage], qtbot: QtBot, desk: Desk
) -> None:
    page = show(SettingsPage)
    page.fonts.picks[Face.BODY].setEditText("方正仿宋_GBK")
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.save.click()
    assert desk.settings.fonts == {"仿宋": "方正仿宋_GBK"}
    assert page.fonts.picks[Face.BODY].currentText() == "方正仿宋_GBK"
    assert page.fonts.picks[Face.TITLE].currentText() == "方正小标宋简体"


@pytest.mark.usefixtures("named")
def test_a_font_that_this_machine_lacks_is_said_beside_it(show: Show[SettingsPage]) -> None:
    page = show(SettingsPage)
    page.fonts.picks[Face.KAI].setEditText("没有这样的楷体")
    assert page.fonts.notes[Face.KAI].text().startswith("本机没有“没有这样的楷体”")
    page.fonts.picks[Face.KAI].setEditText(QFontDatabase.families()[0])
    assert page.fonts.notes[Face.KAI].text() == "本机有这个字体。"


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("name", ["<仿宋>", "仿宋, 宋体", "很长的字体名" * 6])
def test_what_is_no_name_of_a_font_is_not_kept(show: Show[SettingsPage], desk: Desk, name: str) -> None:
    page = show(SettingsPage)
    page.fonts.picks[Face.BODY].setEditText(name)
    page.save.click()
    assert page.fonts.notes[Face.BODY].text().startswith("字体名")
    assert page.banner.words.text() == "还有要改的地方，改好再保存。"
    assert desk.settings.fonts == {}


@pytest.mark.usefixtures("named")
def test_the_wheel_over_a_pick_list_changes_nothing(show: Show[SettingsPage]) -> None:
    page = show(SettingsPage)
    pick = page.fonts.picks[Face.BODY]
    before, here = pick.currentText(), QPointF(5, 5)
    down = QWheelEvent(
        here,
        pick.mapToGlobal(here),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pick, down)
    assert pick.currentText() == before
    assert not down.isAccepted()


def test_the_chosen_route_holds_from_the_moment_it_is_saved(show: Show, desk: Desk, qtbot: QtBot) -> None:
    page = show(SettingsPage)
    page.review.route.setCurrentText("三级审核")
    assert "保密审查 → 股室负责人审核 → 分管领导签发" in page.review.steps.text()
    write(page.office, "office_name", "龙江县民政局")
    write(page.office, "person", "李经办")
    page.save.click()
    qtbot.waitUntil(lambda: desk.settings.review_route == "三级审核", timeout=20_000)

    assert desk.routes.of("policy.document").name == "三级审核"


def test_people_are_registered_and_the_first_one_administers(show: Show, desk: Desk, qtbot: QtBot) -> None:
    page = show(SettingsPage)
    page.review.change.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.name.setText("王审查")
    dialog.roles[Role.REVIEWER].setChecked(True)
    dialog.password.setText("correct horse")
    dialog.again.setText("correct house")
    dialog.save.click()
    assert dialog.note.text() == "两次输入的密码不一样，请重新输入。"
    dialog.again.setText("correct horse")
    dialog.save.click()
    qtbot.waitUntil(lambda: "已登记 1 人" in page.review.people.text(), timeout=20_000)

    assert desk.people.prove("王审查", "correct horse").roles == set(Role)


def test_a_person_is_registered_by_an_administrators_password_alone(
    show: Show, desk: Desk, qtbot: QtBot
) -> None:
    desk.people.put(Person("王审查", frozenset({Role.REVIEWER})), "correct horse")
    page = show(SettingsPage)
    page.review.change.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.name.setText("孙经办")
    for edit in (dialog.password, dialog.again):
        edit.setText("battery staple")
    dialog.admin_password.setText("wrong")
    dialog.save.click()
    qtbot.waitUntil(lambda: "密码不对" in dialog.note.text(), timeout=20_000)

    assert [one.name for one in desk.people.everybody()] == ["王审查"]


def test_a_wrong_file_of_routes_is_named_and_the_settings_open_all_the_same(show: Show, desk: Desk) -> None:
    (desk.folder / "routes.yaml").write_text("routes: [", encoding="utf-8")
    page = show(SettingsPage)

    assert "审签流程文件“routes.yaml”读不出来" in page.review.steps.text()
    assert page.portal.count() > 0


@pytest.mark.usefixtures("named")
def test_a_pack_that_is_not_taken_says_why_and_changes_nothing(
    show: Show[SettingsPage], qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = show(SettingsPage)
    (tmp_path / "更新.zip").write_bytes(b"no pack")
    page.choose_pack = lambda: str(tmp_path / "更新.zip")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.update_rules.click()
    assert "不是更新包" in page.banner.words.text()
    assert desk.updates.current() is None


def test_what_waited_for_a_password_goes_on_when_it_is_kept(
    show: Show[SettingsPage], qtbot: QtBot, desk: Desk, office: Office, portal: MemoryPortal
) -> None:
    item = office.queued()
    portal.fail("publish", NeedsLogin("口令文件还没有打开。"))
    desk.outbox.run()
    page = show(SettingsPage)

    with qtbot.waitSignal(page.changed, timeout=20_000):
        page.portals.secrets_kept.emit()

    assert desk.drafts.open(item.id).item.state is State.PUBLISHED
    assert "接着发送，1 件已公开" in page.banner.words.text()
