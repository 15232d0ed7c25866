"""Identity numbers, credit codes, telephones and cards: the fact sheet's vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.identifiers import (
    bank_card_fault,
    id_card_fault,
    names_organisation,
    org_code_fault,
    phone_fault,
    uscc_fault,
)
from desktop_app.core.identifiers.id_card import check_character
from desktop_app.core.identifiers.regions import is_prefecture, is_region


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X", "11010519491231002x", "440524188001010014", "230221189912310018",
        "230202188801010027", "810000189901010015", "830000189901010027", "820000189901010033", "110105491231002",
        " 230221189912310018 ",
    ],
)  # fmt: skip
def test_valid_identity_number_has_no_fault(number: str) -> None:
    assert id_card_fault(number) is None


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("110105194912310021", "第 18 位应为 X"),
        ("11010519490231002X", "第 7 至 14 位"),
        ("230229189913010034", "第 7 至 14 位"),
        ("110105490231002", "第 7 至 12 位"),
        ("990105194912310021", "前 6 位"),
        ("1101051949123100", "现为 16 位"),
        ("11010519491231A02X", "只能是数字"),
        ("230221201707280001", "校验码不符"),
    ],
)
def test_wrong_identity_number_says_what_is_wrong(number: str, says: str) -> None:
    assert says in (id_card_fault(number) or "")


def test_check_character_of_a_lengthened_old_number() -> None:
    assert check_character("11010519491231002") == "X"


@given(st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(place: int, step: int) -> None:
    number = "230221189912310018"
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert id_card_fault(wrong) is not None


@pytest.mark.parametrize("code", ["91350100M000100Y43", "112302219990000138", "92230221MA19YY0Q85"])
def test_valid_credit_code_has_no_fault(code: str) -> None:
    assert uscc_fault(code) is None


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91350100M000100Y42", "校验码不符：第 18 位应为 3，请对照营业执照核对。"),
        ("9135010OM000100Y43", "统一社会信用代码不会出现“O”（不用字母 I、O、S、V、Z），请对照营业执照核对。"),
        ("91350100", "统一社会信用代码应为 18 位，现为 8 位，请对照营业执照核对。"),
    ],
)
def test_wrong_credit_code_says_what_is_wrong(code: str, fault: str) -> None:
    assert uscc_fault(code) == fault


@pytest.mark.parametrize("code", ["D2143569-X", "M000100Y-4", "00001414-6", "000014146"])
def test_valid_organisation_code_has_no_fault(code: str) -> None:
    assert org_code_fault(code) is None


@pytest.mark.parametrize("code", ["D2143569-1", "D214356", "D2143569X1"])
def test_wrong_organisation_code_is_refused(code: str) -> None:
    assert org_code_fault(code) is not None


@pytest.mark.parametrize(
    "number",
    [
        "13812345678", "196 1234 5678", "+8613812345678", "16212345678", "0452-5823000", "0452—5823000",
        "（0452）5823000",
        "010-12345678", "0452-5823000转8001", "5823000", "12345", "110", "12380", "400-810-1234", "95588",
    ],
)  # fmt: skip
def test_valid_telephone_number_has_no_fault(number: str) -> None:
    assert phone_fault(number) is None


@pytest.mark.parametrize(
    "number", ["20170728123", "1381234567", "13812345678901", "15412345678", "19412345678", "电话"]
)
def test_wrong_telephone_number_is_refused(number: str) -> None:
    assert phone_fault(number) is not None


@pytest.mark.parametrize("number", ["6222021234567890128", "6212345678901232", "6222 0212 3456 7890 12"])
def test_valid_card_has_no_fault(number: str) -> None:
    assert bank_card_fault(number) is None


@pytest.mark.parametrize("number", ["6222021234567890127", "62220212345", "六二二二"])
def test_wrong_card_is_refused(number: str) -> None:
    assert bank_card_fault(number) is not None


@pytest.mark.parametrize("code", ["230221", "230229", "440524", "110103", "810000"])
def test_region_that_is_or_was_is_known(code: str) -> None:
    assert is_region(code)


def test_region_that_never_was_is_unknown() -> None:
    assert not is_region("990101")
    assert not is_prefecture("9901")


@pytest.mark.parametrize(
    ("text", "is_organisation"),
    [
        ("龙江县示例清运有限公司", True),
        ("龙江县示例文印店", True),
        ("丰泽镇卫生院", True),
        ("赵示例", False),
        ("欧阳样例", False),
        ("承包户（机动地）", False),
    ],
)
def test_an_organisation_is_told_from_a_person_by_its_name(text: str, is_organisation: bool) -> None:
    assert names_organisation(text) is is_organisation
