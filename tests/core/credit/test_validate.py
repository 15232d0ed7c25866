"""What credit platforms refuse is told before they do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.core.credit.standard import PENALTY, PERMIT, Column, row_of
from desktop_app.core.credit.validate import CreditFault, faults
from tests.imports.sheets import id_card, uscc

TODAY = date(2026, 9, 28)
FIRM = uscc("91350100M000100Y4")
OFFICE = uscc("11230221999000013")
FINED: dict[str, Any] = {
    "party": "示例商贸有限公司",
    "party_kind": "法人及非法人组织",
    "party_uscc": FIRM,
    "legal_rep": "张某",
    "doc_no": "龙市监罚〔2026〕1号",
    "illegal_type": "未明码标价",
    "facts": "经查属实。",
    "basis": "《中华人民共和国价格法》第四十二条",
    "penalty_type": ("罚款",),
    "content": "罚款2000元",
    "fine": Decimal(2000),
    "decision_date": date(2026, 9, 22),
    "valid_until": date(2099, 12, 31),
    "org": "龙江县市场监督管理局",
    "org_uscc": OFFICE,
    "source_org": "龙江县市场监督管理局",
    "source_uscc": OFFICE,
}


def told(**changes: Any) -> list[CreditFault]:
    return faults(PENALTY, [row_of(PENALTY, {**FINED, **changes})], TODAY)


def test_the_standard_has_as_many_columns_as_it_says() -> None:
    assert (len(PERMIT), len(PENALTY)) == (28, 30)


def test_a_sound_penalty_is_written_as_the_standard_has_it() -> None:
    row = row_of(PENALTY, FINED)
    assert (row["CF_NR_FK"], row["CF_JDRQ"], row["CF_YXQ"]) == ("0.2", "2026/09/22", "2099/12/31")
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"party": ""}, "CF_XDR_MC", "没有填写"),
        ({"illegal_type": "无"}, "CF_WFXW", "顶替"),
        ({"party_uscc": ""}, "CF_XDR_SHXYM", "没有填写"),
        ({"party_uscc": FIRM[:-1] + "0"}, "CF_XDR_SHXYM", "校验码"),
        ({"party_kind": "个体工商户"}, "CF_XDR_SHXYM", "不符"),
        ({"party_kind": "自然人", "person_id_type": "身份证", "person_id": "1"}, "CF_XDR_SHXYM", "自然人"),
        ({"legal_rep": ""}, "CF_FRDB", "没有填写"),
        ({"decision_date": date(2026, 9, 29)}, "CF_JDRQ", "晚于今天"),
        ({"decision_date": date(1999, 1, 1)}, "CF_JDRQ", "2000"),
        ({"valid_until": date(2026, 9, 1)}, "CF_YXQ", "早于"),
        ({"fine": Decimal(20)}, "CF_NR_FK", "对不上"),
        ({"fine": Decimal(20_000_000), "content": "罚款2000万元"}, "CF_NR_FK", "1000 万元"),
        ({"fine": None}, "CF_NR_FK", "没有填写"),
        ({"penalty_type": ("吊销许可证件",)}, "CF_NR_ZKDX", "没有填写"),
        ({"doc_no": "龙市监罚【2026】1号"}, "CF_WSH", "六角"),
        ({"remark": "长" * 513}, "BZ", "最多"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], code: str, words: str) -> None:
    assert any(one.code == code and words in one.message for one in told(**changes))


PERMITTED: dict[str, Any] = {
    **{key: FINED[key] for key in ("party", "party_kind", "party_uscc", "legal_rep", "org", "org_uscc")},
    **{key: FINED[key] for key in ("source_org", "source_uscc", "decision_date")},
    "doc_name": "准予食品经营行政许可决定书",
    "doc_no": "龙市监许〔2026〕126号",
    "license_type": "普通",
    "content": "准予食品经营。",
    "cert_name": "食品经营许可证",
    "cert_no": "JY12302210001234",
    "valid_from": date(2026, 9, 22),
    "valid_to": date(2099, 12, 31),
    "status": "1有效",
}
PERSON = {"party": "赵示例", "party_kind": "自然人", "party_uscc": "", "legal_rep": ""}
CARD = id_card("23022119800101001")
WRONG_CARD = CARD[:-1] + ("0" if CARD[-1] != "0" else "1")


def told_of_permit(**changes: Any) -> list[CreditFault]:
    return faults(PERMIT, [row_of(PERMIT, {**PERMITTED, **changes})], TODAY)


def test_a_sound_permit_has_no_fault() -> None:
    assert told_of_permit() == []


@pytest.mark.parametrize("filler", ["", "  ", "\u3000", "无", "/", "0", "空", "NULL", "null"])
@pytest.mark.parametrize(
    ("columns", "answers", "field", "code"),
    [
        (PENALTY, FINED, "party", "CF_XDR_MC"),
        (PENALTY, FINED, "illegal_type", "CF_WFXW"),
        (PENALTY, FINED, "facts", "CF_SY"),
        (PENALTY, FINED, "basis", "CF_YJ"),
        (PENALTY, FINED, "content", "CF_NR"),
        (PENALTY, FINED, "org", "CF_CFJG"),
        (PENALTY, FINED, "source_org", "CF_SJLY"),
        (PERMIT, PERMITTED, "party", "XK_XDR_MC"),
        (PERMIT, PERMITTED, "doc_name", "XK_XKWS"),
        (PERMIT, PERMITTED, "content", "XK_NR"),
        (PERMIT, PERMITTED, "org", "XK_XKJG"),
        (PERMIT, PERMITTED, "source_org", "XK_LYDW"),
    ],
)
def test_a_needed_text_is_neither_empty_nor_filled_up(
    columns: Any, answers: dict[str, Any], field: str, code: str, filler: str
) -> None:
    found = faults(columns, [row_of(columns, {**answers, field: filler})], TODAY)
    words = "顶替" if filler.strip() else "没有填写"
    assert [(one.code, one.is_refused) for one in found if words in one.message] == [(code, True)]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("party_kind", "CF_XDR_LB"),
        ("doc_no", "CF_WSH"),
        ("penalty_type", "CF_CFLB"),
        ("decision_date", "CF_JDRQ"),
        ("valid_until", "CF_YXQ"),
        ("org_uscc", "CF_CFJGDM"),
        ("source_uscc", "CF_SJLYDM"),
    ],
)
def test_what_else_a_penalty_needs(field: str, code: str) -> None:
    assert code in {one.code for one in told(**{field: None}) if one.is_refused}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("party_kind", "XK_XDR_LB"),
        ("license_type", "XK_XKLB"),
        ("decision_date", "XK_JDRQ"),
        ("valid_from", "XK_YXQZ"),
        ("valid_to", "XK_YXQZI"),
        ("org_uscc", "XK_XKJGDM"),
        ("status", "XK_ZT"),
        ("source_uscc", "XK_LYDWDM"),
        ("cert_no", "XK_XKBH"),
    ],
)
def test_what_else_a_permit_needs(field: str, code: str) -> None:
    assert code in {one.code for one in told_of_permit(**{field: None}) if one.is_refused}


def test_what_is_needed_only_of_some_is_not_asked_of_others() -> None:
    assert told_of_permit(cert_name="", cert_no="") == []
    assert told(penalty_type=("警告",), fine=None, content="警告") == []
    shop = {"party_kind": "个体工商户", "party_uscc": uscc("92230221MA0B1C2D3"), "legal_rep": ""}
    assert told(**shop) == []


def test_a_natural_person_needs_paper_and_number() -> None:
    assert {one.code for one in told(**PERSON)} == {"CF_XDR_ZJLX", "CF_XDR_ZJHM"}


@pytest.mark.parametrize(
    ("kind", "code", "changes"),
    [
        ("没收违法所得、没收非法财物", "CF_NR_WFFF", {"confiscate": Decimal(240)}),
        ("暂扣许可证件", "CF_NR_ZKDX", {"cert_revoked": "食品经营许可证JY1"}),
        ("吊销许可证件", "CF_NR_ZKDX", {"cert_revoked": "食品经营许可证JY1"}),
    ],
)
def test_a_kind_of_penalty_needs_its_column(kind: str, code: str, changes: dict[str, Any]) -> None:
    penalty = {"penalty_type": (kind,), "fine": None, "content": "见决定书。"}
    assert [one.code for one in told(**penalty)] == [code]
    assert told(**penalty, **changes) == []


@pytest.mark.parametrize("start", ["11", "12", "13", "51", "52", "53", "91", "93", "N1", "31", "Y1"])
def test_every_organisation_s_code_suits_an_organisation(start: str) -> None:
    code = uscc(f"{start}230221MA0EXAMP1")
    assert told(party_uscc=code) == []
    assert "不符" in told(party_uscc=code, party_kind="个体工商户")[0].message


def test_a_shop_s_code_suits_a_shop_alone() -> None:
    code = uscc("92230221MA0B1C2D3")
    assert told(party_uscc=code, party_kind="个体工商户") == []
    assert "不符" in told(party_uscc=code)[0].message


def test_a_representative_s_number_is_checked_where_it_is_an_identity_card() -> None:
    assert told(legal_rep_id=CARD) == []
    assert [one.code for one in told(legal_rep_id=WRONG_CARD)] == ["CF_FR_ZJHM"]
    assert told(legal_rep_id_type="护照号", legal_rep_id_other=WRONG_CARD) == []


@pytest.mark.parametrize(
    ("text", "is_sound"), [("2026/09/22", True), ("2026/02/30", False), ("2026.9.22", False)]
)
def test_days_must_be_in_the_calendar(text: str, is_sound: bool) -> None:
    row = {**row_of(PENALTY, FINED), "CF_JDRQ": text}
    assert ([one.code for one in faults(PENALTY, [row], TODAY)] == []) is is_sound


def test_a_term_begins_with_its_decision_and_ends_after_it_began() -> None:
    assert told_of_permit(valid_to=date(2026, 9, 22)) == []
    ends_before = told_of_permit(valid_to=date(2026, 9, 21))
    assert [(one.code, one.is_refused) for one in ends_before] == [("XK_YXQZI", True)]
    begins_before = told_of_permit(valid_from=date(2026, 9, 21))
    assert [(one.code, one.is_refused) for one in begins_before] == [("XK_YXQZ", False)]


@pytest.mark.parametrize(
    ("content", "fine", "codes"),
    [
        ("罚款2000元", "2000", []),
        ("罚款0.2万元", "2000", []),
        ("没收违法所得240元；罚款2000元", "2000", []),
        ("罚款2,000.50元", "2000.50", []),
        ("处以罚款", "2000", []),
        ("罚款20000元", "2000", ["CF_NR_FK"]),
        ("罚款2000.01元", "2000", []),  # one fen: the standard's tolerance
        ("罚款2000.02元", "2000", ["CF_NR_FK"]),
        ("罚款0元", "0", ["CF_NR_FK"]),
    ],
)
def test_the_fine_is_the_one_that_the_decision_names(content: str, fine: str, codes: list[str]) -> None:
    assert sorted({one.code for one in told(content=content, fine=Decimal(fine))}) == codes


@pytest.mark.parametrize(
    "column",
    [one for one in PENALTY + PERMIT if one.length and one.shape == "text"],
    ids=lambda one: one.code,
)
def test_a_text_is_as_long_as_its_column_takes(column: Column) -> None:
    columns, answers = (PENALTY, FINED) if column in PENALTY else (PERMIT, PERMITTED)
    fits, longer = (
        faults(columns, [{**row_of(columns, answers), column.code: "长" * length}], TODAY)
        for length in (column.length, column.length + 1)
    )
    assert not any("最多" in one.message for one in fits)
    assert [(one.code, one.is_refused) for one in longer if "最多" in one.message] == [(column.code, True)]


def test_a_tax_number_longer_than_the_standard_s_is_to_be_looked_at() -> None:
    assert told(party_tax_no="230221123456789") == []
    found = told(party_tax_no="23022112345678901234")
    assert [(one.code, one.is_refused) for one in found] == [("CF_XDR_SWDJ", False)]


@pytest.mark.parametrize(
    ("number", "is_sound"),
    [
        ("龙市监罚〔2026〕1号", True),
        ("龙市监罚[2026]1号", False),
        ("龙市监罚（2026）1号", False),
        ("龙市监罚〔26〕1号", False),
    ],
)
def test_numbers_of_documents_have_six_sided_brackets(number: str, is_sound: bool) -> None:
    found = told(doc_no=number)
    assert [(one.code, one.is_refused) for one in found] == ([] if is_sound else [("CF_WSH", False)])


def test_a_certificate_s_number_stands_in_for_the_decision_s() -> None:
    assert row_of(PERMIT, {**PERMITTED, "doc_no": ""})["XK_WSH"] == "JY12302210001234"
    assert told_of_permit(doc_no="") == []


@pytest.mark.parametrize(
    ("other", "is_twice"),
    [
        ({}, True),
        ({"party": "示例商贸公司"}, True),
        ({"party_uscc": uscc("91230221MA1C2D3E4")}, True),
        ({"party": "示例商贸公司", "party_uscc": uscc("91230221MA1C2D3E4")}, False),
        ({"doc_no": "龙市监罚〔2026〕2号"}, False),
        ({"org_uscc": uscc("11230221999000021")}, False),
    ],
)
def test_a_decision_is_the_same_by_number_authority_and_party(other: dict[str, Any], is_twice: bool) -> None:
    rows = [row_of(PENALTY, FINED), row_of(PENALTY, {**FINED, **other})]
    found = [(one.row, one.code) for one in faults(PENALTY, rows, TODAY)]
    assert found == ([(2, "CF_WSH")] if is_twice else [])


def test_another_office_s_code_is_to_be_looked_at() -> None:
    rows = [row_of(PENALTY, FINED)]
    assert faults(PENALTY, rows, TODAY, [OFFICE]) == []
    found = faults(PENALTY, rows, TODAY, [uscc("11230221999000021")])
    assert [(one.code, one.is_refused) for one in found] == [("CF_CFJGDM", False)]


def test_full_width_digits_and_apostrophes_of_workbooks_are_taken_away() -> None:
    row = row_of(PENALTY, {**FINED, "party_reg_no": "'００３３123", "facts": "经查，共２家。"})
    assert (row["CF_XDR_GSZC"], row["CF_SY"]) == ("0033123", "经查，共2家。")


def test_a_persons_number_is_checked_where_it_is_an_identity_card() -> None:
    person = {"party_kind": "自然人", "party_uscc": "", "legal_rep": ""}
    good = id_card("23022119800101001")
    assert told(**person, person_id_type="身份证", person_id=good) == []
    assert told(**person, person_id_type="护照号", person_id_other="E12345678") == []
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert [one.code for one in told(**person, person_id_type="身份证", person_id=wrong)] == ["CF_XDR_ZJHM"]


def test_the_same_decision_twice_is_told() -> None:
    rows = [row_of(PENALTY, FINED)] * 2
    assert [(one.row, one.code) for one in faults(PENALTY, rows, TODAY)] == [(2, "CF_WSH")]


def test_breaks_and_tabs_become_blanks() -> None:
    assert row_of(PENALTY, {**FINED, "facts": "第一\n第二\t第三"})["CF_SY"] == "第一 第二 第三"
