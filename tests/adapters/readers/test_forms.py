"""Tables about one person, whose names stand beside the values; and lists that only look alike."""

from __future__ import annotations

from desktop_app.adapters.readers.table import is_form, table_units
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit, UnitKind

FORM = [
    ["姓名", "常立芳", "性别", "女"],
    ["身份证号", "230221189912310018", "学历", "大专"],
    ["家庭住址", "龙江镇通齐街道站前委9组14号", "联系电话", "13812345678"],
]


def _units(rows: list[list[str]]) -> list[Unit]:
    return list(table_units(rows, lambda row, column: Place(table=1, row=row + 1)))


def test_a_form_names_its_values_by_what_stands_before_them() -> None:
    labels = {unit.text: unit.label for unit in _units(FORM) if unit.kind is UnitKind.CELL}
    assert labels["230221189912310018"] == "身份证号"
    assert labels["13812345678"] == "联系电话"
    assert labels["女"] == "性别"


def test_what_a_form_says_of_a_person_is_found() -> None:
    rules = {finding.rule for finding in check_units(_units(FORM))}
    assert rules == {"pii.id-card", "pii.address", "pii.mobile"}


def test_a_digit_to_each_box_of_a_form_is_one_number() -> None:
    rows = [*FORM[:1], ["身份证号", *"230221189912310018"]]
    assert [finding.rule for finding in check_units(_units(rows))] == ["pii.id-card"]


def test_a_list_with_such_columns_is_no_form() -> None:
    rows = [["姓名", "性别", "联系电话"], ["常立芳", "女", "138****5678"], ["邹永强", "男", "139****1234"]]
    assert any(unit.kind is UnitKind.HEADER for unit in _units(rows))


def test_a_table_about_an_office_is_no_form_about_a_person() -> None:
    rows = [["地址", "龙江镇通达街128号"], ["联系电话", "0452-5823000"], ["邮箱", "ljx@163.com"]]
    assert not any(unit.label == "联系电话" for unit in _units(rows))


def test_a_value_knows_whose_form_it_is() -> None:
    rows = [["户主", "常立芳"], ["家庭住址", "通齐街道站前委9组14号"], ["联系方式", "13812345678"]]
    found = check_units(_units(rows))
    assert [(one.rule, one.severity) for one in found] == [("pii.address", "warn"), ("pii.mobile", "warn")]


def test_a_blank_form_declares_nothing() -> None:
    rows = [
        ["权利人", ""],
        ["证件种类及号码", ""],
        ["家庭住址", "　　乡（镇）　　村　　组　　号"],
        ["银行账号", ""],
    ]
    assert check_units(_units(rows)) == []


def test_one_column_of_numbers_has_a_header_and_one_of_text_has_none() -> None:
    (found,) = check_units(_units([["护照号码"], ["E48210937"], ["G51****84"]]))[1:]
    assert (found.rule, found.place.row) == ("pii.passport", 2)
    assert not any(unit.kind is UnitKind.HEADER for unit in _units([["情况说明"], ["一、总体情况。"]]))


def test_a_blank_form_with_names_in_every_other_cell_is_a_form_and_no_list() -> None:
    rows = [
        ["姓名", "", "公民身份号码", ""],
        ["户籍地址", "", "联系电话", ""],
        ["银行账号", "", "健康状况", ""],
    ]
    assert is_form(rows)
    assert not is_form([["姓名", "公民身份号码"], ["户籍地址", "联系电话"]])


def test_a_row_that_ends_in_a_name_is_a_header_where_the_rest_is_not_known() -> None:
    rows = [["护渠员", "住址"], ["谢彩霞", "民权村6组18号"], ["单晓光", "前进村后屯3组7号"]]
    assert [(unit.label, unit.text) for unit in _units(rows) if unit.kind is UnitKind.CELL][1] == (
        "住址",
        "民权村6组18号",
    )
    assert not any(unit.kind is UnitKind.HEADER for unit in _units([["填表", "住址"], ["核对", "电话"]]))
