"""Fields that forms share: put in by name, overridden by what the form writes, named where they are wrong."""

from __future__ import annotations

import pytest

from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.load import FormFileError, load_form, load_shared
from desktop_app.core.forms.source import Shared
from tests.core.forms.small import TEXT

SHARED = load_shared(
    """\
matter: {kind: text, label: 事项, help: 写全, required: true, rules: [{rule: max_length, value: 9}]}
payee: {label: 收款人, kind: person, personal: mask_online}
""",
    "_shared.yaml",
)
MATTER = "matter: {kind: text, label: 事项, required: true}"


def text_with(new: str, old: str = MATTER) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_a_field_is_put_in_by_its_name():
    field = load_form(text_with("matter: {use: matter}"), "f", SHARED).fields["matter"]

    assert (field.label, field.help, field.required) == ("事项", "写全", True)


def test_what_the_form_writes_goes_before():
    field = load_form(text_with("matter: {label: 公告事项, use: matter}"), "f", SHARED).fields["matter"]

    assert (field.label, field.help) == ("公告事项", "写全")


def test_rules_are_added_to_the_shared_ones():
    own = "matter: {use: matter, rules: [{rule: min_length, value: 2}]}"

    field = load_form(text_with(own), "f", SHARED).fields["matter"]

    assert [rule.rule for rule in field.rules] == ["max_length", "min_length"]


def test_a_column_is_put_in_as_well():
    text = text_with(
        "who: {use: payee, required: true}",
        "who: {label: 姓名, kind: person, required: true, personal: mask_online}",
    )

    column = load_form(text, "f", SHARED).fields["list"].columns["who"]

    assert (column.label, column.personal, column.required) == ("收款人", "mask_online", True)


@pytest.mark.parametrize("use", ["mater", "[matter]", ""])
def test_a_name_that_is_not_there_is_told_with_its_line(use: str):
    faults = lint_form(text_with(f"matter: {{use: {use}}}"), "area/type.yaml", shared=SHARED)

    assert any(fault.line == 8 and "共用字段" in fault.message for fault in faults), faults


def test_empty_rules_beside_a_shared_field_are_a_fault_and_no_crash():
    faults = lint_form(text_with("matter: {use: matter, rules: }"), "area/type.yaml", shared=SHARED)

    assert [fault.line for fault in faults] == [8]


def test_the_same_file_without_shared_fields_names_what_it_misses():
    with pytest.raises(FormFileError, match="共用字段“matter”不存在"):
        load_form(text_with("matter: {use: matter}"), "f")


@pytest.mark.parametrize(
    ("text", "line"), [("- a", 1), ("a: {kind: text}\nb: 文字", 2), ("a: [\n", 2), ("", 1)]
)
def test_a_broken_file_of_shared_fields_is_named_with_its_line(text: str, line: int):
    with pytest.raises(FormFileError) as error:
        load_shared(text, "area/_shared.yaml")

    assert (error.value.faults[0].file, error.value.faults[0].line) == ("area/_shared.yaml", line)


def test_shared_fields_are_plain_data():
    kept: Shared = SHARED

    assert kept["payee"] == {"label": "收款人", "kind": "person", "personal": "mask_online"}
