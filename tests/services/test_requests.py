"""Requests on application from receipt to answer, with a frozen clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop_app.core.ledger.filters import Filters
from desktop_app.core.requests.clock import NotReceived
from desktop_app.core.requests.record import Answer, Applicant, Request, Way
from desktop_app.services.desk import Desk
from desktop_app.services.requests import RequestRefused
from tests.services.conftest import FixedClock
from tests.services.test_postings import text_of

pytestmark = pytest.mark.on_both_databases

D = date.fromisoformat
ASKS = Applicant("自然人", "赵示例", "赵示例", "0452-5820166", "龙江镇示例路9号")


@pytest.fixture(autouse=True)
def _office(desk: Desk) -> None:
    desk.save_settings(
        msgspec.structs.replace(
            desk.settings,
            office_name="龙江县丰泽镇人民政府",
            office_phone="0452-5820100",
            person="孙演示",
        )
    )


def register(desk: Desk, **changed: Any) -> Request:
    return desk.requests.register(
        **{
            "way": Way.IN_PERSON,
            "submitted_on": D("2026-09-28"),
            "content": "丰泽镇2025年农村厕所改造项目资金使用情况",
            "applicant": ASKS,
            **changed,
        }
    )


def test_numbers_run_within_the_year_of_receipt(desk: Desk) -> None:
    assert [register(desk).number for _ in range(3)] == ["2026-001", "2026-002", "2026-003"]


def test_the_clock_runs_from_the_day_after_receipt(desk: Desk) -> None:
    kept = desk.requests.get(register(desk).id)
    assert kept.clock.due_on == D("2026-10-30")
    assert kept.state == ("还有 32 天", "blue")


def test_what_came_by_fax_is_received_when_both_confirmed(desk: Desk) -> None:
    with pytest.raises(NotReceived):
        register(desk, way=Way.FAX, submitted_on=D("2026-09-25"))
    request = register(desk, way=Way.FAX, submitted_on=D("2026-09-25"), confirmed_on=D("2026-09-27"))
    assert desk.requests.get(request.id).clock.received_on == D("2026-09-27")


def test_days_to_come_and_empty_requests_are_refused(desk: Desk) -> None:
    with pytest.raises(RequestRefused):
        register(desk, submitted_on=D("2026-09-29"))
    with pytest.raises(RequestRefused):
        register(desk, content=" ")


def test_correction_is_asked_once_in_time_and_begins_the_clock_anew(desk: Desk, clock: FixedClock) -> None:
    request = register(desk)
    desk.requests.ask_correction(request.id, D("2026-09-28"))
    assert desk.requests.get(request.id).state[0] == "等待补正"
    with pytest.raises(RequestRefused, match="只能要求一次"):
        desk.requests.ask_correction(request.id, D("2026-09-28"))
    clock.pass_by(days=12)
    desk.requests.take_correction(request.id, D("2026-10-10"))
    assert desk.requests.get(request.id).clock.due_on == D("2026-11-06")
    late = register(desk)
    clock.pass_by(days=30)
    with pytest.raises(RequestRefused, match="7 个工作日"):
        desk.requests.ask_correction(late.id, D("2026-11-09"))


def test_asking_a_third_party_stops_the_clock_until_it_answers(desk: Desk, clock: FixedClock) -> None:
    request = register(desk)
    before = desk.requests.get(request.id).clock.due_on
    desk.requests.consult(request.id, "third_party", D("2026-09-28"))
    assert desk.requests.get(request.id).state == ("征求意见", "amber")
    clock.pass_by(days=12)
    desk.requests.end_consultation(request.id, D("2026-10-10"))
    kept = desk.requests.get(request.id)
    assert kept.clock.due_on == desk.deadlines.calendar.add_workdays(before, 5)
    with pytest.raises(RequestRefused):
        desk.requests.end_consultation(request.id, D("2026-10-10"))


def test_an_extension_is_approved_reasoned_given_once_and_in_time(desk: Desk, clock: FixedClock) -> None:
    request = register(desk)
    for days, who, why in ((21, "李仿", "材料多"), (10, "", "材料多"), (10, "李仿", " ")):
        with pytest.raises(RequestRefused):
            desk.requests.extend(request.id, days, who, why)
    desk.requests.extend(request.id, 20, "李仿", "信息分散在12个村，需要汇总")
    assert desk.requests.get(request.id).clock.limit == 40
    with pytest.raises(RequestRefused, match="一次"):
        desk.requests.extend(request.id, 1, "李仿", "再延")
    other = register(desk)
    clock.pass_by(days=60)
    with pytest.raises(RequestRefused, match="已经过了"):
        desk.requests.extend(other.id, 10, "李仿", "晚了")


def test_an_answer_that_comes_late_is_marked_so_and_ends_it(desk: Desk, clock: FixedClock) -> None:
    request = register(desk)
    clock.pass_by(days=40)
    assert desk.requests.get(request.id).state == ("逾期 8 天", "red")
    desk.requests.answered(request.id, Answer.GRANTED, D("2026-11-05"))
    assert desk.requests.get(request.id).state == ("逾期答复", "red")
    assert desk.requests.open_rows() == []
    with pytest.raises(RequestRefused, match="已经答复"):
        desk.requests.extend(request.id, 1, "李仿", "再延")


@pytest.mark.parametrize("answer", list(Answer))
def test_each_kind_of_answer_has_its_letter(desk: Desk, tmp_path: Path, answer: Answer) -> None:
    item = desk.requests.letter(register(desk).id, answer)
    opened = desk.drafts.open(item.id)
    file = desk.documents.write(opened, tmp_path, "pdf")
    words = text_of(file)
    assert "赵示例" in words
    assert "厕所改造项目资金使用情况" in words
    assert "2026年9月28日" in words
    assert desk.documents.write(opened, tmp_path, "docx").is_file()
    assert item.openness == "on_request"


@pytest.mark.parametrize("kind", ["补正告知书", "延期答复告知书", "征求第三方意见书"])
def test_notices_on_the_way_are_filled_and_third_parties_do_not_learn_who_asks(desk: Desk, kind: str) -> None:
    item = desk.requests.notice(register(desk).id, kind)
    values = desk.drafts.open(item.id).answers.values
    assert values["notice_kind"] == kind
    assert (values.get("addressee") == "赵示例") == (not kind.startswith("征求"))


def test_the_registration_sheet_is_filled_from_the_register(desk: Desk) -> None:
    values = desk.drafts.open(desk.requests.registration(register(desk).id).id).answers.values
    assert values["deadline"] == "2026-10-30"
    assert values["receive_way"] == "当面提交"
    assert values["applicant_name"] == "赵示例"


def test_neither_story_nor_titles_nor_ledger_name_the_applicant(desk: Desk, tmp_path: Path) -> None:
    request = register(desk)
    item = desk.requests.letter(request.id, Answer.GRANTED)
    desk.requests.answered(request.id, Answer.GRANTED, D("2026-09-28"))
    told = str([(event.verb, event.data) for event in desk.story(request.id)])
    assert "赵示例" not in told
    assert "厕所" not in told
    assert "2026-001" in told
    assert "赵示例" not in item.title
    assert "赵示例" not in str(list(desk.ledger.rows(Filters(year=2026))))
