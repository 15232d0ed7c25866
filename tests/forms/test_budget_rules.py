"""The budget form: every total within a table and between the ten tables."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from desktop_app.core.checks.finding import Severity
from desktop_app.core.document.blocks import Table, text_of
from desktop_app.core.forms.answers import new_values
from desktop_app.core.forms.judge import form_findings
from desktop_app.core.forms.lint import SAMPLE_CONTEXT
from tests.forms.files import FORMS, answered, composed

FORM = FORMS["finance.department-budget"]
BLOCK, WARN = Severity.BLOCK, Severity.WARN


def _found(values: dict[str, Any]) -> list[tuple[Severity, str]]:
    found = form_findings(answered(FORM, values))
    return [(one.severity, (one.place.field or "").removeprefix("values.")) for one in found]


def _row(values: dict[str, Any], table: str, words: str) -> int:
    return next(number for number, row in enumerate(values[table]) if words in row.values())


@pytest.mark.parametrize(
    ("table", "row", "column", "expected"),
    [
        ("t1", "五、单位资金收入", "income", [(WARN, "t1.6.income"), (WARN, "t1.8.income")]),
        ("t2", "行政运行", "general", [(BLOCK, "t2.0.general"), (BLOCK, "t2.1.total")]),
        ("t3", "行政运行", "basic", [(BLOCK, "t3.0.basic"), (BLOCK, "t3.1.total")]),
        ("t4", "上年结转", "income", [(WARN, "t4.8.income")]),
        ("t5", "行政运行", "public", [(BLOCK, "t5.0.public"), (BLOCK, "t5.1.basic")]),
        ("t6", "基本工资", "personnel", [(BLOCK, "t6.0.personnel"), (BLOCK, "t6.1.personnel"), (BLOCK, "t6.2.total")]),
        ("t7", "公务接待费", "current", [(BLOCK, "t7.0.current"), (BLOCK, "t7.4.change")]),
        ("t10", "街路照明维护", "amount", [(WARN, "t10")]),
    ],
)  # fmt: skip
def test_one_wrong_number_is_found_where_it_matters(
    table: str, row: str, column: str, expected: list[tuple[Severity, str]]
) -> None:
    values = deepcopy(FORM.spec.sample)
    values[table][_row(values, table, row)][column] = "10000.00"

    assert _found(values) == expected


@pytest.mark.parametrize(
    ("table", "column", "beside"),
    [("t2", "other", "t2"), ("t3", "project", "t3"), ("t5", "project", "t5"), ("t6", "public", "t6")],
)
def test_tables_that_add_up_alone_must_agree_with_each_other(table: str, column: str, beside: str) -> None:
    values = deepcopy(FORM.spec.sample)
    more = {
        "name": "其他支出",
        "code": "2299901" if table != "t6" else "30399",
        "total": "10000.00",
        column: "10000.00",
    }
    values[table].append(more)
    for name in ("total", column):
        values[table][0][name] = f"{float(values[table][0][name]) + 10_000:.2f}"

    assert (BLOCK, beside) in _found(values)


def test_empty_tables_are_listed_and_say_so() -> None:
    document = composed(answered(FORM, FORM.spec.sample))

    tables = [text_of(block.caption) for block in document.blocks if isinstance(block, Table)]

    assert [caption[:3] for caption in tables[1:]] == [f"表{n} " for n in range(1, 10)] + ["表10"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"empty_note": ""}, [(BLOCK, "empty_note")], id="empty-tables-want-a-word"),
        pytest.param({"issue_date": "2027-01-11"}, [(WARN, "issue_date")], id="day-21"),
        pytest.param({"issue_date": "2027-01-10"}, [], id="day-20"),
        pytest.param({"fiscal_year": 2029}, [(WARN, "fiscal_year"), (WARN, "title")], id="another-year"),
        pytest.param({"contact_phone": "13904520000"}, [(WARN, "contact_phone")], id="private-mobile"),
    ],
)
def test_budget(changes: dict[str, Any], expected: list[tuple[Severity, str]]) -> None:
    assert _found({**FORM.spec.sample, **changes}) == expected


def test_fund_expense_of_table_4_wants_table_8() -> None:
    values = deepcopy(FORM.spec.sample)
    for number in (_row(values, "t4", "本年支出合计"), _row(values, "t4", "支出总计")):
        values["t4"][number]["fund"] = "10000.00"

    assert (BLOCK, "t8") in _found(values)


def test_new_draft_lists_the_rows_that_every_budget_has() -> None:
    values = new_values(FORM, SAMPLE_CONTEXT)

    assert [row["item"] for row in values["t7"]] == list(FORM.fields["t7"].columns["item"].choices)
    assert [values[table][-1]["exp_item"] for table in ("t1", "t4")] == ["支出总计", "支出总计"]
