"""The workbench: the most urgent first, figures that lead to what they count."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.core.requests.record import Applicant, Way
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui.pages.workbench import WorkbenchPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import ALLOWANCE, GUIDE, OUTAGE, Office
from tests.ui.rest import come_to_rest

PENALTY = "market-supervision.penalty-publicity"


def figures(page: WorkbenchPage) -> dict[str, str]:
    return {key: tile.figure.text() for key, tile in page.tiles.items()}


def shown(page: WorkbenchPage) -> list[str]:
    return [line.form for line in page.list.rows.rows]


def test_the_most_urgent_stands_first_and_without_a_deadline_last(
    show: Show[WorkbenchPage], office: Office
) -> None:
    office.draft(GUIDE)
    office.draft(OUTAGE)
    office.draft(PENALTY)
    page = show(WorkbenchPage)
    assert shown(page) == [PENALTY, OUTAGE, GUIDE]


def test_figures_count_what_is_late_due_in_review_and_on_the_board(
    show: Show[WorkbenchPage], office: Office, clock: FixedClock
) -> None:
    office.draft(PENALTY)
    office.handed_in(OUTAGE)
    office.published(ALLOWANCE)
    clock.now = datetime(2026, 9, 30, 9)
    page = show(WorkbenchPage)
    assert figures(page) == {"overdue": "0", "today": "1", "week": "1", "review": "1", "posting": "1"}
    assert page.tiles["today"].figure.property("tone") == "amber"


def test_what_is_overdue_says_by_how_many_days(
    show: Show[WorkbenchPage], office: Office, clock: FixedClock
) -> None:
    office.draft(PENALTY)
    clock.now = datetime(2026, 10, 2, 9)
    page = show(WorkbenchPage)
    assert page.list.rows.index(0, 1).data() == "逾期 2 天"


def test_a_figure_that_is_pressed_keeps_what_it_counts_and_again_brings_back_all(
    show: Show[WorkbenchPage], office: Office, clock: FixedClock
) -> None:
    office.draft(PENALTY)
    office.draft(OUTAGE)
    clock.now = datetime(2026, 9, 30, 9)
    page = show(WorkbenchPage)
    page.tiles["today"].click()
    assert shown(page) == [PENALTY]
    page.tiles["overdue"].click()
    assert shown(page) == []
    assert not page.tiles["today"].isChecked()
    page.tiles["overdue"].click()
    assert shown(page) == [PENALTY, OUTAGE]


def test_the_deadline_of_the_row_is_explained_below(
    show: Show[WorkbenchPage], qtbot: QtBot, office: Office
) -> None:
    office.draft(PENALTY)
    page = show(WorkbenchPage)
    qtbot.waitUntil(lambda: "09-23 起算" in page.how.text())
    assert "跳过" in page.how.text()
    assert "2026 年放假安排 国办发明电〔2025〕7号" in page.how.toolTip()


def test_what_waits_for_the_portal_stands_in_the_outbox_card(
    show: Show[WorkbenchPage], qtbot: QtBot, desk: Desk, office: Office, portal: MemoryPortal
) -> None:
    item = office.queued(OUTAGE)
    portal.fail("publish", RetryLater("连不上门户。"))
    desk.outbox.send(item.id)
    page = show(WorkbenchPage)
    assert page.outbox_card.note.text() == desk.outbox.portal_state()
    with qtbot.waitSignal(page.place_wanted) as place:
        page.outbox.more.click()
    assert place.args == ["outbox"]


def test_enter_opens_what_is_to_do(show: Show[WorkbenchPage], qtbot: QtBot, office: Office) -> None:
    item = office.draft(OUTAGE)
    page = show(WorkbenchPage)
    with qtbot.waitSignal(page.item_wanted) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == [item.id, False]


def test_nothing_to_do_says_what_will_stand_here(show: Show[WorkbenchPage], office: Office, qtbot) -> None:
    page = show(WorkbenchPage)
    assert page.empty.isVisible()
    office.draft(OUTAGE)
    reload(page, qtbot)
    assert page.list.isVisible()


def test_what_is_typed_in_the_bar_is_looked_for(show: Show[WorkbenchPage], qtbot: QtBot) -> None:
    page = show(WorkbenchPage)
    page.search.setText("dibao")
    with qtbot.waitSignal(page.search_wanted) as searched:
        qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert searched.args == ["dibao"]


AIR = "environment.air-quality-report"


def bureau(desk: Desk, clock: FixedClock) -> None:
    """An office that owes a report each month, at work since early September."""
    clock.now = datetime(2026, 9, 2, 9)
    desk.save_settings(Settings(office_name="齐齐哈尔市龙江生态环境局", person="张三"))
    desk.drafts.delete(desk.drafts.create(GUIDE).id)


def test_a_period_that_nobody_began_stands_among_the_rest_and_counts(
    show: Show[WorkbenchPage], desk: Desk, office: Office, clock: FixedClock
) -> None:
    bureau(desk, clock)
    office.draft(PENALTY)
    clock.now = datetime(2026, 9, 15, 9)
    page = show(WorkbenchPage)
    lines = {line.title: line for line in page.list.rows.rows}
    line = lines["2026年8月：城区环境空气质量公开"]
    assert line.chip == ("今天到期", "amber")
    assert figures(page)["today"] == "1"
    clock.now = datetime(2026, 9, 16, 9)
    page.refresh()
    come_to_rest()
    assert figures(page)["overdue"] == "1"


def test_opening_a_period_begins_its_disclosure(
    show: Show[WorkbenchPage], qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    bureau(desk, clock)
    page = show(WorkbenchPage)
    page.list.go_to(page.list.rows.place(f"{AIR}/2026-08"))
    with qtbot.waitSignal(page.item_wanted, timeout=20_000) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    come_to_rest()
    item = desk.drafts.open(opened.args[0]).item
    assert (item.form, item.values["ended_on"]) == (AIR, "2026-08-31")
    assert page.list.rows.place(f"{AIR}/2026-08") == -1


def test_a_period_is_left_out_with_its_reason(
    show: Show[WorkbenchPage], qtbot: QtBot, desk: Desk, office: Office, clock: FixedClock
) -> None:
    bureau(desk, clock)
    office.draft(PENALTY)
    page = show(WorkbenchPage)
    page.list.go_to(page.list.rows.place(f"{AIR}/2026-08"))
    assert not page.leave_out.isHidden()
    page.leave_out.click()
    page.reason_dialog.setTextValue("由市里统一公开")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.reason_dialog.accept()
    come_to_rest()
    assert page.list.rows.place(f"{AIR}/2026-08") == -1
    page.list.go_to(next(n for n, line in enumerate(page.list.rows.rows) if line.form == PENALTY))
    assert page.leave_out.isHidden()


def test_a_request_that_waits_for_its_answer_stands_among_the_rest_without_its_applicant(
    show: Show[WorkbenchPage], qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    desk.requests.register(Way.IN_PERSON, clock().date(), "某项资金使用情况", Applicant("自然人", "赵示例"))
    clock.now = datetime(2026, 10, 30, 9)
    page = show(WorkbenchPage)
    (line,) = page.list.rows.rows
    assert (line.title, line.chip) == ("依申请公开 2026-001 的答复", ("今天到期", "amber"))
    assert figures(page)["today"] == "1"
    assert "赵示例" not in page.how.text()
    assert "2026-10-30" in page.how.text()
    with qtbot.waitSignal(page.place_wanted) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args == ["requests"]
