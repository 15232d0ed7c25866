"""The register of requests on application at its page."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.pages.requests import RequestsPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show, reload


def answer(page: RequestsPage, qtbot: QtBot, **answers: object) -> None:
    """Fill the open dialog and take it; wait until what follows is shown."""
    assert page.dialog is not None
    page.dialog.values |= answers
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.dialog.accept()


def test_a_request_is_registered_and_answered_at_the_page(
    show: Show[RequestsPage], qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    page = show(RequestsPage)
    page.empty.button.click()
    answer(page, qtbot, name="赵示例", content="厕所改造项目资金使用情况", way="当面提交")
    assert page.list.rows.index(0, 3).data() == "2026-10-30"
    assert "2026-10-08（周四）　第 3 个工作日" in page.days.toPlainText()
    assert "国庆节" in page.days.toPlainText()

    page.buttons["correct"].click()
    answer(page, qtbot)
    assert page.list.rows.index(0, 4).data() == "等待补正"
    assert not page.buttons["correct"].isEnabled()
    page.buttons["corrected"].click()
    answer(page, qtbot)

    page.buttons["consult"].click()
    answer(page, qtbot, whom="第三方")
    assert page.list.rows.index(0, 4).data() == "征求意见"
    clock.pass_by(days=2)
    reload(page, qtbot)
    page.buttons["consulted"].click()
    answer(page, qtbot)
    page.buttons["extend"].click()
    answer(page, qtbot, days="10", approver="李仿", reason="信息分散在12个村")
    assert not page.buttons["extend"].isEnabled()

    opened: list[str] = []
    page.item_wanted.connect(lambda item_id, _review: opened.append(item_id))
    page.buttons["letter"].click()
    answer(page, qtbot, answer="部分公开")
    qtbot.waitUntil(lambda: bool(opened))
    assert desk.drafts.open(opened[0]).item.form == "disclosure-system.reply-partial"
    page.buttons["answered"].click()
    answer(page, qtbot)
    assert page.list.rows.index(0, 4).data() == "已答复"
    assert not any(button.isEnabled() for key, button in page.buttons.items() if key != "sheet")


def test_what_the_rules_refuse_is_said_and_nothing_is_kept(
    show: Show[RequestsPage], qtbot: QtBot, desk: Desk
) -> None:
    page = show(RequestsPage)
    page.new.click()
    answer(page, qtbot, name="赵示例", content="某件", way="传真")
    assert "双方确认之日" in page.banner.words.text()
    assert desk.requests.rows() == []
    assert "赵示例" not in page.banner.words.text()
