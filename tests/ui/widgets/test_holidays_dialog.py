"""The notice on holidays in the window: pasted, compared, adopted; a wrong one is refused in words."""

from __future__ import annotations

from datetime import datetime

from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui.widgets.holidays_dialog import HolidaysDialog
from tests.services.conftest import FixedClock, cache, clock, desk, portal, workspace
from tests.services.test_holidays import NOTICE, PENALTY
from tests.ui.pages.office import Office
from tests.ui.rest import come_to_rest

__all__ = ["cache", "clock", "desk", "portal", "workspace"]


def opened(qtbot: QtBot, desk: Desk, clock: FixedClock) -> HolidaysDialog:
    desk.save_settings(Settings(office_name="龙江县市场监督管理局", person="张三"))
    clock.now = datetime(2026, 12, 28, 9)
    Office(desk).draft(PENALTY, decision_date="2027-02-03")
    dialog = HolidaysDialog(desk.holidays)
    qtbot.addWidget(dialog, before_close_func=come_to_rest)
    dialog.show()
    return dialog


def press(button, dialog: HolidaysDialog) -> None:
    button.click()
    come_to_rest()


def test_a_pasted_notice_is_read_back_day_by_day_with_what_it_moves(
    qtbot: QtBot, desk: Desk, clock: FixedClock
) -> None:
    dialog = opened(qtbot, desk, clock)
    assert "2027 年（暂定，等通知）" in dialog.years.text()
    assert not dialog.adopt.isEnabled()
    dialog.text.setPlainText(NOTICE)
    press(dialog.read, dialog)
    assert dialog.days.rows.index(1, 1).data() == "2027-02-05（周五） 至 2027-02-11（周四），共 7 天"
    assert dialog.days.rows.index(1, 2).data() == "2027-02-13（周六）"
    assert dialog.moves.rows.index(0, 2).data() == "2027-02-16"


def test_it_is_adopted_only_with_a_second_name(qtbot: QtBot, desk: Desk, clock: FixedClock) -> None:
    dialog = opened(qtbot, desk, clock)
    dialog.text.setPlainText(NOTICE)
    press(dialog.read, dialog)
    dialog.checked_by.setText("张三")
    press(dialog.adopt, dialog)
    assert "第二个人" in dialog.words.text()
    dialog.checked_by.setText("李核对")
    with qtbot.waitSignal(dialog.adopted, timeout=20_000) as moved:
        dialog.adopt.click()
    assert [one.after for one in moved.args[0]] == ["2027-02-16"]
    assert not dialog.isVisible()


def test_a_wrong_notice_is_refused_where_it_is_wrong(qtbot: QtBot, desk: Desk, clock: FixedClock) -> None:
    dialog = opened(qtbot, desk, clock)
    dialog.text.setPlainText(NOTICE.replace("共7天。2月13日", "共8天。2月13日"))
    press(dialog.read, dialog)
    assert "春节" in dialog.words.text()
    assert not dialog.adopt.isEnabled()
