"""A sheet's whole life on the board: posted, proven, objected to, reported on, taken down."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from PIL import Image

from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Outcome, Stage
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.services.board_duties import Duty
from desktop_app.services.desk import Desk
from desktop_app.services.objections import ObjectionRefused
from desktop_app.services.photos import NoPhoto
from desktop_app.services.postings import (
    PhotoFile,
    PostingRefused,
    TooEarly,
)
from tests.services.conftest import FixedClock
from tests.services.photographs import photograph
from tests.ui.pages.office import ALLOWANCE, Office

pytestmark = pytest.mark.on_both_databases

HOUSES = "land-and-housing.house-survey-valuation"
D = date.fromisoformat
BOARD = Place("永发村", "村委会公示栏", 47.3370, 123.1800)
OTHER = Place("永胜村", "文化广场公示栏", 47.4000, 123.2000)
HALL = Place("", "政务大厅公示栏")
HERE = (47.3371, 123.1801)
DATES = {
    "period": {"start": "2026-09-29", "end": "2026-10-08"},
    "issue_date": "2026-09-28",
    "opinion_date": "2026-09-25",
}


@pytest.fixture(autouse=True)
def _boards(desk: Desk) -> None:
    desk.save_settings(
        msgspec.structs.replace(
            desk.settings, office_name="龙江县丰泽镇人民政府", person="孙演示", boards=(BOARD, OTHER, HALL)
        )
    )


def text_of(file: Path) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)).replace(
        "\r\n", ""
    )


def post(desk: Desk, item_id: str, place: Place = BOARD, on: str = "2026-09-28") -> str:
    return desk.postings.record(item_id, place, D(on)).id


def test_a_village_sheet_runs_its_whole_life(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    item = Office(desk).published(ALLOWANCE, **DATES)
    photo = PhotoFile("张贴.jpg", photograph(datetime(2026, 9, 28, 9, 30), HERE))
    posting = desk.postings.record(item.id, BOARD, D("2026-09-28"), [photo], witness="钱样", sheet="原件")
    assert posting.counted_from == D("2026-09-28")
    assert posting.photos[0].remarks == ()
    (hanging,) = desk.sheets.of(item.id)
    assert hanging.clocks.objection is not None
    assert hanging.clocks.posting is not None
    assert hanging.clocks.objection.last_day == D("2026-10-08")
    assert hanging.clocks.posting.last_day == D("2026-10-13")
    with pytest.raises(TooEarly, match="张贴期到 2026-10-13"):
        desk.postings.take_down(posting.id, D("2026-09-28"))
    with pytest.raises(TooEarly):
        desk.board_papers.result(item.id, tmp_path)
    clock.pass_by(days=16)
    assert Duty.TAKE_DOWN in [one.duty for one in desk.board_duties.todo()]
    down = desk.postings.take_down(posting.id, D("2026-10-14"))
    assert (down.taken_down_on, down.early_reason) == (D("2026-10-14"), "")
    report = text_of(desk.board_papers.result(item.id, tmp_path))
    assert "公示期间未收到异议" in report
    assert "2026年9月29日至2026年10月8日" in report
    assert "2026年10月13日（不少于15天）" in report
    record = text_of(desk.board_papers.record_sheet(item.id, tmp_path))
    assert "永发村村委会公示栏" in record
    assert "钱样" in record
    verbs = [event.verb for event in desk.story(item.id)][-4:]
    assert verbs == ["deliver", "hang", "take_down", "result_report"]


def test_posting_late_moves_the_dates_and_backdating_changes_nothing(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    clock.pass_by(days=3)
    posting = desk.postings.record(item.id, BOARD, D("2026-09-28"))
    assert posting.counted_from == D("2026-10-01")
    assert "不能倒签" in desk.postings.warnings(posting)[0]
    (row,) = desk.board.rows()
    assert row.counted_from == D("2026-10-01")


def test_a_photo_of_that_day_proves_a_day_that_has_passed(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    clock.pass_by(days=3)
    photo = PhotoFile("张贴.jpg", photograph(datetime(2026, 9, 28, 16), HERE))
    assert desk.postings.record(item.id, BOARD, D("2026-09-28"), [photo]).counted_from == D("2026-09-28")


def test_what_a_photo_contradicts_is_said(desk: Desk) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    photo = PhotoFile("旧照.jpg", photograph(datetime(2026, 9, 1, 9), (47.40, 123.20)))
    posting = desk.postings.record(item.id, BOARD, D("2026-09-28"), [photo])
    said = "".join(desk.postings.warnings(posting))
    assert "不是张贴当日" in said
    assert "公里" in said


def test_a_kept_photo_has_neither_place_nor_device(desk: Desk) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    photo = PhotoFile("张贴.jpg", photograph(datetime(2026, 9, 28, 9), HERE))
    posting = desk.postings.record(item.id, BOARD, D("2026-09-28"), [photo])
    kept = desk.postings.photo(posting.photos[0])
    assert not dict(Image.open(BytesIO(kept)).getexif())
    assert b"Huawei" not in kept


def test_later_photos_belong_to_the_posting(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    posting_id = post(desk, item.id)
    clock.pass_by(days=5)
    photo = PhotoFile("期中.jpg", photograph(datetime(2026, 10, 3, 9), HERE), Stage.BETWEEN)
    assert desk.postings.add_photo(posting_id, photo).remarks == ()
    (hanging,) = desk.sheets.of(item.id)
    assert [one.stage for one in hanging.posting.photos] == [Stage.BETWEEN]


def test_what_is_no_photo_is_refused(desk: Desk) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    with pytest.raises(NoPhoto):
        desk.postings.record(item.id, BOARD, D("2026-09-28"), [PhotoFile("照片.jpg", "不是照片".encode())])
    assert desk.sheets.of(item.id) == []


def test_a_draft_is_not_posted_and_nothing_hangs_twice_or_in_the_future(desk: Desk) -> None:
    office = Office(desk)
    with pytest.raises(WrongState):
        post(desk, office.draft(ALLOWANCE, **DATES).id)
    item = office.approved(ALLOWANCE, **DATES)
    with pytest.raises(PostingRefused, match="不能晚于今天"):
        post(desk, item.id, on="2026-09-29")
    post(desk, item.id)
    with pytest.raises(PostingRefused, match="已经贴在"):
        post(desk, item.id)


def test_a_type_that_is_posted_only_becomes_public_by_its_first_posting(desk: Desk) -> None:
    item = Office(desk).approved(HOUSES)
    post(desk, item.id)
    assert desk.drafts.open(item.id).item.state is State.PUBLISHED
    post(desk, item.id, OTHER)
    assert len(desk.sheets.of(item.id)) == 2


def test_taking_down_early_needs_a_reason_that_the_record_shows(desk: Desk, tmp_path: Path) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    posting_id = post(desk, item.id)
    desk.postings.take_down(posting_id, D("2026-09-28"), early_reason="被风吹破，重新张贴")
    assert "提前取下：被风吹破" in text_of(desk.board_papers.record_sheet(item.id, tmp_path))
    with pytest.raises(PostingRefused):
        desk.postings.take_down(posting_id, D("2026-09-28"))
    post(desk, item.id)


def test_the_last_board_decides_until_when_objections_are_taken(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    post(desk, item.id)
    clock.pass_by(days=1)
    post(desk, item.id, OTHER, "2026-09-29")
    (row,) = desk.board.rows()
    assert row.counted_from == D("2026-09-29")
    assert (row.hangs, row.hung) == (2, 2)
    assert row.is_running


def test_an_objection_is_handled_and_the_report_says_so_without_saying_by_whom(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    item = Office(desk).published(ALLOWANCE, **DATES)
    post(desk, item.id)
    clock.pass_by(days=2)
    objection = desk.objections.take(
        item.id, datetime(2026, 9, 30, 9), "电话", "家里有车，不符合条件", "周虚拟 13812345678"
    )
    clock.pass_by(days=10)
    assert desk.board_duties.todo()[0].duty is Duty.OBJECTION
    unsettled = text_of(desk.board_papers.result(item.id, tmp_path))
    assert "未收到异议" not in unsettled
    assert "尚在办理1件" in unsettled
    with pytest.raises(ObjectionRefused):
        desk.objections.conclude(objection.id, "", Outcome.REJECTED, D("2026-10-09"))
    desk.objections.conclude(objection.id, "入户核查，车辆已报废", Outcome.REJECTED, D("2026-10-09"))
    report = text_of(desk.board_papers.result(item.id, tmp_path))
    assert "收到异议1件" in report
    assert "周虚拟" not in report
    assert "138" not in report
    told = str([event.data for event in desk.story(item.id)])
    assert "周虚拟" not in told
    assert "家里有车" not in told


def test_when_the_period_ends_the_page_with_people_on_it_comes_down(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).published(ALLOWANCE, **DATES)
    post(desk, item.id)
    with pytest.raises(TooEarly):
        desk.postings.take_page_down(item.id)
    clock.pass_by(days=11)
    assert Duty.PAGE_DOWN in [one.duty for one in desk.board_duties.todo()]
    desk.postings.take_page_down(item.id)
    assert desk.drafts.open(item.id).item.state is State.WITHDRAWN
    assert Duty.PAGE_DOWN not in [one.duty for one in desk.board_duties.todo()]
    (row,) = desk.board.rows()
    assert row.hangs == 1


@pytest.mark.parametrize("words", ["邻居电话13812345678", "身份证230221198001010010的户主有车"])
def test_what_the_report_prints_of_an_objection_holds_no_personal_numbers(desk: Desk, words: str) -> None:
    item = Office(desk).approved(ALLOWANCE)
    with pytest.raises(ObjectionRefused, match="个人信息") as refused:
        desk.objections.take(item.id, datetime(2026, 9, 28, 9), "电话", words)
    assert "13812345678" not in str(refused.value)
    assert desk.objections.of(item.id) == []
