from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.forms.expressions import Expression, ExpressionError


def test_an_expression_knows_which_answers_it_reads():
    assert Expression("a and total(rows, 'x') > b").names == {"a", "rows", "b"}


def test_what_cannot_be_judged_yet_has_no_answer():
    assert Expression("a > 3")({"a": None}) is None
    assert Expression("total(rows, 'x')")({"rows": [{"x": Decimal(1)}, {"x": None}]}) is None


def test_a_column_adds_up():
    assert Expression("total(rows, 'x')")({"rows": [{"x": Decimal("0.1")}] * 3}) == Decimal("0.3")


@pytest.mark.parametrize("source", ["a >", "{{ a }}", "a; b"])
def test_what_is_no_expression_is_refused_in_chinese(source: str):
    with pytest.raises(ExpressionError, match="写法有误"):
        Expression(source)


@pytest.mark.parametrize("source", ["a.__class__", "''.__class__.__mro__", "a.append(1)"])
def test_an_expression_cannot_leave_its_sandbox(source: str):
    try:
        answer = Expression(source)({"a": []})
    except ExpressionError:
        return
    assert not answer
