"""Validators over tables and texts, each asked as the form files ask it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.rules import VALIDATORS, Judged
from desktop_app.core.forms.spec import Rule
from desktop_app.core.forms.values import Row


def _rows(*cells: tuple[str | None, str, int | None]) -> list[Row]:
    return [
        Row(code=code, name=name, total=None if total is None else Decimal(total))
        for code, name, total in cells
    ]


def _adds_up(rows: list[Row], number: int) -> bool | None:
    code = {"code": "code"} if any(row["code"] for row in rows) else {}
    rule = Rule(rule="adds_up", value={"table": "t", "column": "total", "name": "name", **code})
    row = rows[number]
    return VALIDATORS["adds_up"].judge(Judged(row["total"], rule, None, {"t": rows, "row": row}))


@pytest.mark.parametrize(
    ("rows", "number", "verdict"),
    [
        pytest.param(_rows(("1", "甲", 3), ("2", "乙", 4), (None, "合计", 7)), 2, True, id="total-below"),
        pytest.param(_rows(("1", "甲", 3), ("2", "乙", 4), (None, "合 计", 8)), 2, False, id="wrong"),
        pytest.param(_rows((None, "合计", 7), ("1", "甲", 3), ("2", "乙", 4)), 0, True, id="total-above"),
        pytest.param(_rows(("1", "甲", 3), ("2", "乙", None), (None, "合计", 3)), 2, True, id="empty-cell"),
        pytest.param(_rows(("1", "甲", 3), ("2", "乙", 4)), 0, None, id="no-total-row"),
        pytest.param(_rows(("1", "甲", 3), (None, "乙", 4), (None, "合计", 3)), 2, None, id="code-missing"),
        pytest.param(_rows((None, "合计", 0)), 0, None, id="nothing-to-add"),
    ],
)
def test_total_row_equals_the_other_rows(rows: list[Row], number: int, verdict: bool | None) -> None:
    assert _adds_up(rows, number) is verdict


def test_grand_total_leaves_out_the_totals_above_it() -> None:
    rows = _rows(
        (None, "拨款", 10), (None, "本年收入合计", 10), (None, "上年结转", 2), (None, "收入总计", 12)
    )

    assert (_adds_up(rows, 1), _adds_up(rows, 3)) == (True, True)


def test_parts_named_below_a_heading_count_once() -> None:
    rows = _rows((None, "一、本年收入", 10), (None, "（一）拨款", 10), (None, "其中：专项", 4))
    rows += _rows((None, "二、上年结转", 2), (None, "收入总计", 12))

    assert _adds_up(rows, 4) is True


def test_nested_codes_count_once_and_each_level_is_judged() -> None:
    rows = _rows(
        ("201", "类", 7), ("20101", "款", 7), ("2010101", "项", 3), ("2010102", "项", 4), (None, "合计", 7)
    )

    assert [_adds_up(rows, number) for number in range(5)] == [True, True, None, None, True]
    rows[0]["total"] = Decimal(8)
    assert _adds_up(rows, 0) is False


@pytest.mark.parametrize(
    ("amount", "text", "verdict"),
    [
        ("2000", "罚款2000元", True),
        ("2000", "罚款0.2万元", True),
        ("12000", "没收240元；罚款12,000.00元", True),
        ("2000", "罚款贰仟元整", True),
        ("20000", "罚款2000元", False),
        ("2000", "责令改正", None),
        ("99999999999999999999", "罚款2000元", False),
        ("-1", "罚款2000元", False),
        ("2000", None, None),
    ],
)
def test_amount_agrees_with_the_text_that_states_it(
    amount: str, text: str | None, verdict: bool | None
) -> None:
    rule = Rule(rule="amount_in", other="content")

    assert VALIDATORS["amount_in"].judge(Judged(Decimal(amount), rule, text, {})) is verdict


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("cell(t, 'total', name='收入总计')", Decimal(12)),
        ("cell(t, 'total', name='支出总计')", None),
        ("cell(none, 'total', name='合计')", None),
        ("cell(t, 'total', name='收入总计') - cell(t, 'total', name='支出总计') == 0", None),
        ("plus_months(day, 12)", date(2027, 9, 22)),
        ("plus_months(none, 12)", None),
        ("plus_hours(moment, 5)", datetime(2026, 9, 23, 2, 30)),
        ("plus_hours(none, 5)", None),
    ],
)
def test_functions_of_expressions_are_silent_where_a_value_is_missing(expression: str, answer: Any) -> None:
    names = {
        "t": _rows((None, "收 入 总 计", 12)),
        "day": date(2026, 9, 22),
        "moment": datetime(2026, 9, 22, 21, 30),
    }

    assert compiled(expression)(names) == answer
