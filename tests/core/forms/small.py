"""A small form with one of everything that the tests of forms need."""

from __future__ import annotations

from datetime import date

from desktop_app.core.forms.answers import Answers, Context
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.load import load_form

TEXT = """\
form: area.type
version: 2
name: 小表单
area_name: 领域
document_kind: 公告
fields:
  title: {kind: text, label: 标题, required: true, compute: "'关于' ~ matter ~ '的公告'"}
  matter: {kind: text, label: 事项, required: true}
  kind: {kind: choice, label: 类别, choices: [甲, 乙], required: true}
  reason: {kind: long_text, label: 乙类的理由, show_if: "kind == '乙'", required: true}
  detail: {kind: text, label: 理由的说明, show_if: "reason == '其他'", required: true}
  secret: {kind: id_card, label: 证件号码, public: false}
  name: {kind: person, label: 姓名, personal: mask_online}
  fine: {kind: money, label: 罚款, unit: 万元, required: "kind == '甲'", rules: [{rule: min, value: 0}]}
  period: {kind: date_range, label: 期间, rules: [{rule: min_days, value: 30, source: 条例第15条}]}
  list:
    kind: table
    label: 名单
    required: true
    rules: [{rule: sum_equals, value: amount, other: sum}]
    columns:
      who: {label: 姓名, kind: person, required: true, personal: mask_online}
      card: {label: 证件, personal: omit}
      amount: {label: 金额, kind: money, required: true}
      note: {label: 备注, required: "row.amount and row.amount > 100"}
  sum: {kind: money, label: 合计, required: true}
  issuer_org: {kind: org, label: 单位, default: office.name, required: true}
  issue_date: {kind: date, label: 日期, default: today, required: true}
steps:
  - {title: 一, fields: [title, matter, kind, reason, detail, secret, name, fine, period]}
  - {title: 二, fields: [list, sum, issuer_org, issue_date]}
document: {template: area/type, columns: [栏目]}
changes:
  - {version: 2, renamed: {old_matter: matter}, note: “旧事项”改名为“事项”。}
sample:
  title: 关于修路的公告
  matter: 修路
  kind: 甲
  fine: "20000.00"
  list: [{who: 张三丰, amount: "60.00"}, {who: 李四, amount: "40.00"}]
  sum: "100.00"
  issuer_org: 龙江县人民政府办公室
  issue_date: "2026-09-28"
phase: before
"""

CONTEXT = Context(date(2026, 9, 28), {"name": "龙江县人民政府办公室"})


def small_form() -> Form:
    return load_form(TEXT, "area/type.yaml")


def answers(**changes: object) -> Answers:
    """The sample's answers with some changed; None takes an answer away."""
    form = small_form()
    values = {**form.spec.sample, **changes}
    return Answers(form, {key: raw for key, raw in values.items() if raw is not None}, CONTEXT)
