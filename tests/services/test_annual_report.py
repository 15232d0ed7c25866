"""The annual report: its figures are those of ledger and register, and each can be followed to what was counted."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.requests.record import Answer, Applicant, Way
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from tests.services.conftest import FixedClock, workspace

__all__ = ["workspace"]


@pytest.fixture
def busy(desk: Desk, workspace, clock: FixedClock) -> Desk:
    """A year's work: permits, penalties, a clean-up of documents, and requests."""
    desk.save_settings(
        Settings(office_name="龙江县丰泽镇人民政府", person="张三", office_phone="0452-5820100")
    )

    def published(number: int, form: str, at: datetime, **values: object) -> None:
        workspace.add_item(
            Item(
                f"i{number}",
                form,
                1,
                f"第{number}件",
                State.PUBLISHED,
                values,
                at,
                at,
                published_at=at,
                due="2026-06-30",
            )
        )

    for number in range(3):
        published(number, "market-supervision.license-publicity", datetime(2026, 3, 1 + number))
    published(10, "market-supervision.penalty-publicity", datetime(2026, 7, 2))  # late
    published(11, "market-supervision.penalty-publicity", datetime(2025, 7, 2))  # another year's
    published(12, "management.enforcement-decision", datetime(2026, 5, 1), decision_type="行政强制")
    rows = [{"name": "甲", "result": "废止"}, {"name": "乙", "result": "继续有效"}]
    published(13, "policy.cleanup", datetime(2026, 5, 2), items=rows)
    normative = {"doc_kind": "行政规范性文件", "status": "有效"}
    published(14, "policy.document", datetime(2026, 5, 3), **normative)
    published(15, "policy.document", datetime(2024, 5, 3), **normative)

    clock.now = datetime(2026, 3, 2, 9)
    applicants = [Applicant("自然人", "赵示例"), Applicant("法律服务机构", "示例所")]
    first, second = (
        desk.requests.register(Way.IN_PERSON, date(2026, 3, 2), "某项资金使用情况", one) for one in applicants
    )
    clock.now = datetime(2026, 3, 20, 9)
    letter = desk.requests.letter(first.id, Answer.REFUSED)
    opened = desk.drafts.open(letter.id)
    values = {**opened.answers.values, "refuse_reason": "过程性信息(第16条第2款)"}
    desk.drafts.save(letter.id, values, "active", opened.item.confidentiality, opened.item.revision)
    desk.requests.answered(first.id, Answer.REFUSED, date(2026, 3, 20))
    desk.requests.answered(second.id, Answer.GRANTED, date(2026, 3, 20))
    clock.now = datetime(2027, 1, 8, 9)
    return desk


def figure(begun, table: str, row: str, column: str) -> int:
    return next(one[column] for one in begun.values[table] if one["item"] == row)


def test_figures_are_counted_from_the_ledger_and_the_register(busy: Desk) -> None:
    begun = busy.annual_report.count(2026)
    assert figure(begun, "t20_5", "行政许可", "count") == 3
    assert figure(begun, "t20_6", "行政处罚", "count") == 1
    assert figure(begun, "t20_6", "行政强制", "count") == 1
    assert [figure(begun, "t20_1", "行政规范性文件", one) for one in ("made", "abolished", "valid")] == [
        1,
        1,
        2,
    ]
    assert figure(begun, "t3", "三（三）不予公开-6.属于四类过程性信息", "natural") == 1
    assert figure(begun, "t3", "三（一）予以公开", "law") == 1
    assert begun.unplaced == ()
    assert "全年主动公开信息7条，其中1条晚于规定期限" in begun.values["overall"]


def test_every_figure_leads_to_what_was_counted(busy: Desk, tmp_path: Path) -> None:
    docx, sources, begun = busy.annual_report.write(2026, tmp_path / "年报.docx")
    lines = list(load_workbook(sources).active.values)[1:]
    assert sum(source.value for source in begun.sources) == len(lines)
    assert ("二、第二十条第（六）项 行政处罚，本年处理决定数量", 1, "i10 第10件") in lines
    assert ("三、三（七）总计，自然人", 1, "2026-001") in lines
    assert "赵示例" not in str(lines)
    rows = [row for table in Document(docx).tables for row in table.rows]
    text = "\n".join(cell.text for row in rows for cell in row.cells)
    assert "行政许可\n3" in text


def test_the_report_begins_as_a_draft_that_asks_for_what_people_must_write(busy: Desk) -> None:
    item, _ = busy.annual_report.begin(2026)
    assert item.title == "龙江县丰泽镇人民政府2026年政府信息公开工作年度报告"
    assert item.due == "2027-01-31" or item.due == ""
    findings = busy.findings(busy.drafts.open(item.id))
    missing = {one.place.field for one in findings if one.rule == "required.missing"}
    assert {"values.problems", "values.other"} <= missing
    assert not [one for one in findings if one.rule == "required.invalid"]


def test_an_answer_without_its_reason_is_named(busy: Desk, clock: FixedClock) -> None:
    clock.now = datetime(2026, 6, 2, 9)
    request = busy.requests.register(
        Way.IN_PERSON, date(2026, 6, 2), "某项资金使用情况", Applicant("自然人", "赵示例")
    )
    busy.requests.answered(request.id, Answer.REFUSED, date(2026, 6, 2))
    assert busy.annual_report.count(2026).unplaced == (request.number,)
