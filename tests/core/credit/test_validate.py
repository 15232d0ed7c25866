"""What credit platforms refuse is told before they do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.core.credit.standard import PENALTY, PERMIT, row_of
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
