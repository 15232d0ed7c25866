"""Personal data that is personal only in some cases: a person's name, never a firm's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop_app.core.forms.answers import Answers, Context
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.spec import DocumentPart, Field, FormSpec

_FORM = Form(
    FormSpec(
        form="area.type",
        version=1,
        name="样例",
        area_name="样例",
        document_kind="公示",
        phase="during",
        fields={
            "party": Field(
                kind="person", label="当事人", personal="mask_online", personal_when="kind != '法人'"
            ),
            "kind": Field(kind="choice", label="类别", choices=("自然人", "法人")),
        },
        steps=(),
        document=DocumentPart(template="area/type", columns=("样例",)),
    )
)


@pytest.mark.parametrize(
    ("kind", "online"),
    [
        pytest.param({"kind": "法人"}, "张三丰行", id="firm"),
        pytest.param({"kind": "自然人"}, "张***", id="person"),
        pytest.param({}, "张***", id="not-yet-told"),
    ],
)
def test_treatment_applies_unless_its_condition_is_false(kind: dict[str, Any], online: str) -> None:
    answers = Answers(_FORM, {"party": "张三丰行", **kind}, Context(date(2026, 9, 28)))

    assert answers.public_values()["party"] == online
    assert answers.public_values("board")["party"] == "张三丰行"


@pytest.mark.parametrize(
    ("written", "online"),
    [
        ("龙江县示例清运有限公司", "龙江县示例清运有限公司"),
        ("赵**", "赵**"),
        ("欧阳样例", "欧***"),
        ("***", "***"),
    ],
    ids=["an organisation", "masked before", "a person", "nothing left to see"],
)
def test_only_what_names_a_person_is_masked(written: str, online: str) -> None:
    answers = Answers(_FORM, {"party": written, "kind": "自然人"}, Context(date(2026, 9, 28)))

    assert answers.public_values()["party"] == online
