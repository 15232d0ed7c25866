from __future__ import annotations

from decimal import Decimal
from typing import Any, get_args

import pytest

from desktop_app.core.forms.kinds import KINDS, Fault, is_empty, shown
from desktop_app.core.forms.spec import Column, KindName

TEXT = Column(label="项")
YUAN = Column(label="金额", kind="money", unit="元")
WAN = Column(label="金额", kind="money", unit="万元")
CHOICE = Column(label="类别", kind="choice", choices=("甲", "乙"))


def test_every_kind_that_a_form_may_name_has_a_behaviour():
    assert set(KINDS) == set(get_args(KindName))


@pytest.mark.parametrize(
    ("kind", "asked", "typed_in", "kept", "in_documents"),
    [
        ("date", TEXT, "2026年9月8日", "2026-09-08", "2026年9月8日"),
        ("date", TEXT, "２０２６/9/8", "2026-09-08", "2026年9月8日"),
        ("datetime", TEXT, "2026-11-25 8:00", "2026-11-25T08:00", "2026年11月25日8:00"),
        ("datetime", TEXT, "2026年11月25日8时30分", "2026-11-25T08:30", "2026年11月25日8:30"),
        (
            "date_range",
            TEXT,
            "2026-09-01至2026-09-30",
            {"start": "2026-09-01", "end": "2026-09-30"},
            "2026年9月1日至2026年9月30日",
        ),
        ("money", YUAN, "1,234.5", "1234.50", "1234.50"),
        ("money", YUAN, "￥５０００元", "5000.00", "5000.00"),
        ("money", WAN, "0.096", "960.00", "0.096"),
        ("money", WAN, "12万元", "120000.00", "12.00"),
        ("number", TEXT, "１２", 12, "12"),
        ("number", TEXT, "12.50", "12.50", "12.50"),
        ("doc_no", TEXT, "龙政办发[2026]21号", "龙政办发〔2026〕21号", "龙政办发〔2026〕21号"),
        ("uscc", TEXT, "91350100m000100y43", "91350100M000100Y43", "91350100M000100Y43"),
        ("choice", CHOICE, "甲", "甲", "甲"),
        ("multi_choice", CHOICE, "甲；乙", ["甲", "乙"], "甲；乙"),
        ("bool", TEXT, "是", True, "是"),
        ("bool", TEXT, "否", False, "否"),
    ],
)
def test_what_is_typed_is_kept_and_shown(
    kind: str, asked: Column, typed_in: str, kept: Any, in_documents: str
):
    raw = KINDS[kind].parse(typed_in, asked)

    assert raw == kept
    assert shown(kind, raw, asked) == in_documents
    assert KINDS[kind].typed(raw, asked) is not None


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("date", "2026-02-30"),
        ("date", 20260901),
        ("datetime", "2026-11-25"),
        ("date_range", {"start": "2026-09-30", "end": "2026-09-01"}),
        ("date_range", {"start": "2026-09-30"}),
        ("money", "五千"),
        ("money", True),
        ("money", "NaN"),
        ("number", "12人"),
        ("number", "Infinity"),
        ("doc_no", "龙政办发〔202621号"),
        ("doc_no", "龙政办发〔2026〕021号"),
        ("doc_no", "龙政办发〔2026〕第21号"),
        ("uscc", "91350100M000100Y42"),
        ("id_card", "110105194912310021"),
        ("url", "www.example.cn"),
        ("bool", "是"),
        ("multi_choice", "甲"),
        ("text", 5),
        ("table", ["x"]),
    ],
)
def test_what_a_kind_refuses_it_explains_in_chinese(kind: str, raw: Any):
    with pytest.raises(Fault, match="[\u4e00-\u9fff]") as caught:
        KINDS[kind].typed(raw, CHOICE)
    assert str(caught.value).endswith("。")


def test_money_in_wan_is_kept_in_yuan():
    assert KINDS["money"].typed(KINDS["money"].parse("1.5", WAN), WAN) == Decimal(15000)


@pytest.mark.parametrize("raw", [None, "", "  ", [], {}, {"start": "", "end": None}, [{"a": ""}]])
def test_nothing_is_nothing_in_every_shape(raw: Any):
    assert is_empty(raw)


@pytest.mark.parametrize("raw", [False, 0, "0", [{"a": 0}]])
def test_no_and_zero_are_answers(raw: Any):
    assert not is_empty(raw)
