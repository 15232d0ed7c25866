"""The linter names the table or column of an `adds_up` rule that does not exist."""

from __future__ import annotations

import pytest

from desktop_app.core.forms.lint import lint_form

_FORM = """\
form: area.type
version: 1
name: 样例
area_name: 样例
document_kind: 表
phase: after
fields:
  title: {kind: text, label: 标题}
  issuer_org: {kind: org, label: 单位}
  issue_date: {kind: date, label: 日期}
  t:
    kind: table
    label: 表
    columns:
      name: {kind: text, label: 名称}
      total:
        kind: money
        label: 合计
        rules: [{rule: adds_up, value: VALUE}]
steps:
  - {title: 表, fields: [title, issuer_org, issue_date, t]}
document: {template: area/type, columns: [样例]}
"""


@pytest.mark.parametrize(
    ("value", "missing"),
    [
        ("{table: t, column: total, name: name}", None),
        ("{table: u, column: total, name: name}", "table"),
        ("{table: t, column: sum, name: name}", "sum"),
        ("{table: t, column: total, name: name, code: code}", "code"),
        ("total", "table"),
    ],
)
def test_rule_about_sums_names_what_exists(value: str, missing: str | None) -> None:
    faults = lint_form(_FORM.replace("VALUE", value), "forms/area/type.yaml")

    expected = [] if missing is None else [(19, f"规则 adds_up 的“{missing}”不存在。")]
    assert [(fault.line, fault.message) for fault in faults] == expected
