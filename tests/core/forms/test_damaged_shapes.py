"""Answers of a wrong shape, as a damaged file or another program may hand them in: told once, never a crash."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.forms.judge import INVALID, form_findings
from desktop_app.core.forms.kinds import shown
from desktop_app.core.forms.spec import Field
from tests.core.forms.small import answers

SHAPES = [True, 7, "文字", {"who": "甲"}, ["文字"], [7]]


@pytest.mark.parametrize("raw", SHAPES, ids=str)
def test_table_of_a_wrong_shape_is_told_and_not_shown(raw: Any) -> None:
    damaged = answers(list=raw)

    assert [one.rule for one in form_findings(damaged) if one.place.field == "values.list"] == [INVALID]
    assert "list" not in damaged.public_values()


@pytest.mark.parametrize("raw", [True, 7, {"a": "甲"}, [7]], ids=str)
def test_choices_of_a_wrong_shape_are_shown_as_they_are(raw: Any) -> None:
    asked = Field(kind="multi_choice", label="类别", choices=("甲", "乙"))

    assert shown("multi_choice", raw, asked) == str(raw)
