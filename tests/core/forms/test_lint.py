from __future__ import annotations

import pytest

from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.load import FormFileError, load_form
from tests.core.forms.small import TEXT


def faults(old: str, new: str) -> list[str]:
    assert old in TEXT
    return [str(fault) for fault in lint_form(TEXT.replace(old, new, 1), "area/type.yaml", "area.type")]


def test_a_sound_form_has_no_faults():
    assert lint_form(TEXT, "area/type.yaml", "area.type") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("required: true, compute", "requred: true, compute", 7, "是不是“required”"),
        ("kind: choice, label", "kind: chioce, label", 9, "是不是“choice”"),
        ("label: 事项, ", "", 8, "缺少“label”"),
        ("version: 2\nname", "version: 二\nname", 2, "整数"),
        ("name: 小表单", "name: 小表单\nname: 大表单", 4, "写了两次"),
        ("name: 小表单", "name: [小表单", 4, "YAML"),
        ("show_if: \"kind == '乙'\"", "show_if: \"kid == '乙'\"", 10, "“kid”不在 fields 里"),
        ("show_if: \"kind == '乙'\"", 'show_if: "kind == "', 10, "写法有误"),
        ("[{rule: min, value: 0}]", "[{rule: minimum, value: 0}]", 14, "不是可用的值"),
        ("other: sum}]", "other: total}]", 20, "“total”不存在"),
        ("choices: [甲, 乙], ", "", 9, "必须有 choices"),
        ("fields: [list, sum,", "fields: [list, sums,", 31, "“sums”不在 fields 里"),
        (", issue_date]}", "]}", 28, "没有放进任何步骤"),
        ("form: area.type", "form: area.other", 1, "应为“area.type”"),
        ("renamed: {old_matter: matter}", "renamed: {old_matter: mater}", 34, "不在 fields 里"),
        ('sum: "100.00"', 'sum: "99.00"', 40, "样例不合格"),
        ("  kind: 甲\n", "  knd: 甲\n", 38, "样例里的“knd”"),
    ],
)
def test_each_fault_is_named_with_its_line(old: str, new: str, line: int, words: str):
    found = faults(old, new)

    assert any(one.startswith(f"area/type.yaml:{line}:") and words in one for one in found), found


def test_fields_that_decide_about_each_other_are_found():
    found = faults(
        "matter: {kind: text, label: 事项, required: true}",
        "matter: {kind: text, label: 事项, show_if: title}",
    )

    assert any("互相决定" in one for one in found), found


def test_several_faults_are_all_told():
    text = TEXT.replace("kind: choice", "kind: chioce").replace("public: false", "publc: false")

    assert len(lint_form(text, "f")) == 2


def test_a_broken_file_is_refused_with_name_and_line():
    with pytest.raises(FormFileError, match=r"area/type.yaml:12: 不认识“publc”"):
        load_form(TEXT.replace("public: false", "publc: false"), "area/type.yaml")


def test_several_faults_make_one_sentence():
    text = TEXT.replace("kind: choice", "kind: chioce").replace("public: false", "publc: false")

    with pytest.raises(FormFileError) as error:
        load_form(text, "area/type.yaml")

    assert "。；" not in error.value.message
    assert error.value.message.endswith("。")
