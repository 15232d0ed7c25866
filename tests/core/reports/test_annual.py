"""The third part of the annual report: one request, one row, and the national format's sum holds."""

from __future__ import annotations

from datetime import date

import msgspec
import yaml

from desktop_app.core.reports.annual import Asked, Count, Counted, Plan, request_table
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS

PLAN = msgspec.convert(
    yaml.safe_load((REPOSITORY / "resources" / "annual-report.yaml").read_text("utf-8")), Plan
)
ROWS = PLAN.requests


def asked(number: str, received: str, answered: str | None, **more: str) -> Asked:
    told = {"applicant": "自然人", **more}
    return Asked(
        number=number,
        received_on=date.fromisoformat(received),
        answered_on=date.fromisoformat(answered) if answered else None,
        **told,
    )


def cell(table, row: str, column: str = "total") -> int:
    return next(one[column] for one in table.rows if one["item"] == row)


def test_requests_count_by_when_they_came_and_were_answered() -> None:
    table = request_table(
        PLAN,
        [
            asked("2025-009", "2025-12-20", "2026-01-10", answer="granted"),  # carried in
            asked("2026-001", "2026-03-01", "2026-03-20", answer="partly", applicant="商业企业"),
            asked("2026-002", "2026-12-20", None),  # carried out
            asked("2026-003", "2026-12-20", "2027-01-05", answer="granted"),  # carried out too
            asked("2025-001", "2025-03-01", "2025-03-20", answer="granted"),  # another year's
            asked("2027-001", "2027-01-04", None),
        ],
        2026,
    )

    assert cell(table, ROWS.received) == 3
    assert cell(table, ROWS.carried_in) == 1
    assert cell(table, ROWS.total) == 2
    assert cell(table, ROWS.carried_out) == 2
    assert cell(table, "三（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "company") == 1
    assert cell(table, ROWS.received) + cell(table, ROWS.carried_in) == cell(table, ROWS.total) + cell(
        table, ROWS.carried_out
    )


def test_the_reason_of_the_letter_decides_the_row_before_the_kind_of_answer() -> None:
    reason = "过程性信息(第16条第2款)"
    table = request_table(
        PLAN, [asked("2026-001", "2026-03-01", "2026-03-20", answer="refused", reason=reason)], 2026
    )
    assert cell(table, "三（三）不予公开-6.属于四类过程性信息") == 1
    assert table.unplaced == []
    assert [source.items for source in table.sources] == [(Counted("2026-001"),)] * 3


def test_a_refusal_without_a_reason_is_named_instead_of_guessed() -> None:
    table = request_table(PLAN, [asked("2026-001", "2026-03-01", "2026-03-20", answer="refused")], 2026)
    assert table.unplaced == ["2026-001"]
    assert cell(table, ROWS.total) == 0


def test_rows_of_a_list_count_one_by_one() -> None:
    count = Count(form="policy.cleanup", rows="items", where={"result": ["废止", "宣布失效"]})
    rows = [{"result": "废止"}, {"result": "修改"}, {"result": "宣布失效"}]
    assert count.of({"items": rows}) == 2
    assert Count(form="a.b", where={"kind": "行政许可"}).of({"kind": "行政处罚"}) == 0


def test_every_row_form_answer_and_reason_that_the_plan_names_is_there() -> None:
    report = FORMS[PLAN.form]
    assert [row["item"] for row in report.spec.sample["t3"]] == list(ROWS.rows)
    named = {ROWS.received, ROWS.carried_in, ROWS.total, ROWS.carried_out}
    assert named | set(ROWS.reasons.values()) | set(ROWS.answers.values()) <= set(ROWS.rows)
    for figure in PLAN.figures:
        assert figure.column in report.fields[figure.table].columns
        assert figure.row in [row["item"] for row in report.spec.sample[figure.table]]
        for count in figure.counts:
            fields = FORMS[count.form].fields
            asked_of = fields[count.rows].columns if count.rows else fields
            for key, wanted in count.where.items():
                assert set([wanted] if isinstance(wanted, str) else wanted) <= set(asked_of[key].choices)


def test_every_reason_that_a_letter_offers_has_its_row() -> None:
    letters = {
        "disclosure-system.reply-refuse": "refuse_reason",
        "disclosure-system.reply-no-process": "no_process_reason",
        "disclosure-system.reply-unable": "unable_reason",
    }
    offered = {choice for form, key in letters.items() for choice in FORMS[form].fields[key].choices}
    assert offered == set(ROWS.reasons)
