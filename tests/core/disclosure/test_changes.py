from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop_app.core.disclosure.changes import changed
from desktop_app.core.forms.spec import DocumentPart, Field, FormSpec


@pytest.fixture
def spec() -> FormSpec:
    fields = {
        "title": {"kind": "text", "label": "标题"},
        "day": {"kind": "date", "label": "日期"},
        "rows": {
            "kind": "table",
            "label": "名单",
            "columns": {"name": {"label": "姓名"}, "sum": {"label": "金额", "kind": "number"}},
        },
    }
    return FormSpec(
        form="a.b", version=1, name="表", area_name="领域", document_kind="通知", phase="done", steps=(),
        fields=msgspec.convert(fields, dict[str, Field]),
        document=DocumentPart(template="a/b", columns=("公告",)),
    )  # fmt: skip


BEFORE = {
    "title": "旧标题",
    "day": "2026-09-28",
    "rows": [{"name": "甲", "sum": "1"}, {"name": "乙", "sum": "2"}],
}


def _said(spec: FormSpec, **after: Any) -> list[tuple[str, str, str, str]]:
    return [
        (one.path, one.label, one.before, one.after) for one in changed(spec, BEFORE, {**BEFORE, **after})
    ]


def test_nothing_changed_says_nothing(spec: FormSpec):
    assert _said(spec) == []


def test_an_answer_is_shown_as_documents_write_it(spec: FormSpec):
    assert _said(spec, day="2026-09-29") == [("day", "日期", "2026年9月28日", "2026年9月29日")]


def test_an_answer_taken_out_leaves_nothing(spec: FormSpec):
    assert _said(spec, title="") == [("title", "标题", "旧标题", "")]


def test_a_changed_line_of_a_table_is_named_by_its_number(spec: FormSpec):
    rows = [{"name": "甲", "sum": "1"}, {"name": "乙", "sum": "3"}]

    assert _said(spec, rows=rows) == [("rows.1", "名单第 2 行", "乙，2", "乙，3")]


def test_a_line_put_in_before_others_does_not_make_them_changed(spec: FormSpec):
    rows = [{"name": "新", "sum": "9"}, *BEFORE["rows"]]

    assert _said(spec, rows=rows) == [("rows.0", "名单第 1 行", "", "新，9")]


def test_a_line_taken_out_is_shown_where_it_stood(spec: FormSpec):
    assert _said(spec, rows=BEFORE["rows"][:1]) == [("rows.0", "名单第 1 行", "乙，2", "")]
