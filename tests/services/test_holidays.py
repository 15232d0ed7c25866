"""A new arrangement of holidays moves what runs, lists it, and is adopted by two people or not at all."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.core.calendar.errors import NoticeTextError
from desktop_app.core.calendar.notice import write_notice
from desktop_app.core.calendar.workdays import load_calendar
from desktop_app.services.desk import Desk
from desktop_app.services.holidays import CalendarUnwritable, SecondPersonMissing
from desktop_app.settings import Settings
from tests.services.conftest import FixedClock
from tests.ui.pages.office import Office

PENALTY = "market-supervision.penalty-publicity"
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
各省、自治区、直辖市人民政府：
现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）上班。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
"""
"""Made for this test: on the day on which it was written, no notice for 2027 was known."""


@pytest.fixture
def busy(desk: Desk, clock: FixedClock) -> Desk:
    desk.save_settings(Settings(office_name="龙江县市场监督管理局", person="张三"))
    clock.now = datetime(2026, 12, 28, 9)
    Office(desk).draft(PENALTY, decision_date="2027-02-03")
    Office(desk).draft(PENALTY, decision_date="2026-12-14")
    return desk


def test_what_moves_is_listed_before_anything_is_changed(busy: Desk) -> None:
    before = {todo.item.id: todo.item.due for todo in busy.deadlines.todo()}
    proposal = busy.holidays.read(NOTICE)
    (moved,) = proposal.moved
    # 5 working days after 3 February: 4th; then off to the 11th; 12th, 13th (made up), 15th, 16th
    assert moved.after == "2027-02-16"
    assert before[moved.item.id] == moved.before != moved.after
    assert {todo.item.id: todo.item.due for todo in busy.deadlines.todo()} == before
    assert (2027, False) in busy.holidays.years()


def test_an_adopted_arrangement_moves_deadlines_tells_it_and_lasts(busy: Desk) -> None:
    (moved,) = busy.holidays.adopt(busy.holidays.read(NOTICE), "李核对")
    kept = busy.drafts.open(moved.item.id).item
    assert kept.due == moved.after
    assert kept.revision == moved.item.revision
    event = busy.story(moved.item.id)[-1]
    assert (event.verb, event.data["from"], event.data["to"]) == ("due_moved", moved.before, moved.after)
    assert event.data["checked_by"] == "李核对"
    assert (2027, True) in busy.holidays.years()
    assert busy.chain.verify().is_whole
    text = (busy.folder / "calendars" / "2027.yaml").read_text("utf-8")
    assert text.startswith("# 由张三按通知原文录入，李核对核对。")
    assert not busy.deadlines.calendar.is_working(date(2027, 2, 11))
    assert busy.holidays.read(NOTICE).moved == ()


@pytest.mark.parametrize("name", ["", " ", "张三"])
def test_who_pasted_it_cannot_vouch_for_it(busy: Desk, name: str) -> None:
    with pytest.raises(SecondPersonMissing):
        busy.holidays.adopt(busy.holidays.read(NOTICE), name)
    assert (2027, False) in busy.holidays.years()


def test_a_notice_that_contradicts_the_week_is_refused(busy: Desk) -> None:
    with pytest.raises(NoticeTextError, match="周六"):
        busy.holidays.read(NOTICE.replace("2月13日（周六）", "2月12日（周六）"))


def test_where_the_disk_refuses_nothing_is_moved(busy: Desk) -> None:
    (busy.folder / "calendars").write_text("in the way", "utf-8")
    proposal = busy.holidays.read(NOTICE)
    with pytest.raises(CalendarUnwritable):
        busy.holidays.adopt(proposal, "李核对")
    assert busy.drafts.open(proposal.moved[0].item.id).item.due == proposal.moved[0].before


def test_a_newer_program_s_arrangement_moves_deadlines_at_the_next_start(busy: Desk) -> None:
    proposal = busy.holidays.read(NOTICE)
    texts = busy.deadlines.calendar_files()
    busy.deadlines.take_calendar(load_calendar({**texts, "2027.yaml": write_notice(proposal.notice)}))
    assert [one.after for one in busy.holidays.settle()] == ["2027-02-16"]
    assert busy.holidays.settle() == ()


def test_somebody_who_writes_meanwhile_loses_nothing(busy: Desk) -> None:
    item = busy.drafts.open(busy.holidays.read(NOTICE).moved[0].item.id).item
    busy.holidays.adopt(busy.holidays.read(NOTICE), "李核对")
    saved = busy.drafts.save(item.id, item.values, "active", item.confidentiality, item.revision)
    assert saved.due == "2027-02-16"
