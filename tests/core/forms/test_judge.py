from __future__ import annotations

import pytest

from desktop_app.core.forms.judge import form_findings
from tests.core.forms.small import answers


def found(filled) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place.field) for finding in form_findings(filled)]


def test_a_complete_sample_has_no_findings():
    assert found(answers()) == []


@pytest.mark.parametrize("key", ["title", "matter", "fine", "list", "sum", "issuer_org", "issue_date"])
def test_taking_away_a_required_answer_gives_exactly_that_finding(key: str):
    assert found(answers(**{key: None})) == [("required.missing", f"values.{key}")]


def test_taking_away_a_choice_that_others_depend_on_gives_exactly_that_finding():
    assert found(answers(kind=None)) == [("required.missing", "values.kind")]


def test_an_empty_required_cell_is_named_with_its_row():
    rows = [{"who": "张三丰", "amount": "60.00"}, {"who": "", "amount": "40.00"}]

    findings = form_findings(answers(list=rows))

    assert [(f.place.field, f.place.row) for f in findings] == [("values.list.1.who", 2)]
    assert "第 2 行" in findings[0].message


def test_a_cell_may_be_required_by_the_rest_of_its_row():
    rows = [{"who": "张三丰", "amount": "100.01"}]

    assert ("required.missing", "values.list.0.note") in found(answers(list=rows, sum="100.01"))


def test_a_sum_that_does_not_agree_is_said_at_the_table():
    assert found(answers(sum="99.00")) == [("required.invalid", "values.list")]


def test_a_comment_period_below_thirty_days_says_how_long_it_is():
    period = {"start": "2026-09-01", "end": "2026-09-29"}

    finding = form_findings(answers(period=period))[0]

    assert "29 天" in finding.message
    assert finding.source == "条例第15条"


def test_a_choice_outside_the_list_is_invalid_and_names_the_choices():
    finding = form_findings(answers(kind="丙"))[0]

    assert finding.rule == "required.invalid"
    assert "甲、乙" in finding.message


def test_nothing_is_missing_while_typing():
    assert form_findings(answers(matter=None), tier="save") == []


def test_a_broken_rule_that_belongs_to_a_later_tier_waits():
    assert form_findings(answers(sum="99.00"), tier="preview") == []
