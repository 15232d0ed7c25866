"""What cells say, and what they do not say clearly enough to be taken."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.forms.kinds import Fault
from desktop_app.core.forms.spec import Column
from desktop_app.core.imports.values import answer_of


def asked(kind: Any, **options: Any) -> Column:
    return Column(label="这一项", kind=kind, **options)


PENALTIES = ("警告", "罚款", "没收违法所得、没收非法财物", "吊销许可证件")


@pytest.mark.parametrize(
    ("text", "column", "answer"),
    [
        ("有", asked("bool"), True),
        ("✓", asked("bool"), True),
        ("Ｙ", asked("bool"), True),
        ("不属于", asked("bool"), False),
        ("FALSE", asked("bool"), False),
        ("０４５２－５８２３０００", asked("phone"), "0452-5823000"),
        ("2026年9月3日", asked("date"), "2026-09-03"),
        ("2026-9-3 0:00:00", asked("date"), "2026-09-03"),
        ("2026年9月3日（星期四）", asked("date"), "2026-09-03"),
        ("二〇二六年十二月三十一日", asked("date"), "2026-12-31"),
        ("二○二六年二月十日", asked("date"), "2026-02-10"),
        ("20260903", asked("date"), "2026-09-03"),
        ("2026.9.1至2026.9.7", asked("date_range"), {"start": "2026-09-01", "end": "2026-09-07"}),
        ("1,234.50", asked("money", unit="元"), "1234.50"),
        ("2000元", asked("money", unit="万元"), "2000.00"),
        ("0.2", asked("money", unit="万元"), "2000.00"),
        ("￥800", asked("money", unit="元"), "800.00"),
        ("3人", asked("number", unit="人"), 3),
        ("0033", asked("text"), "0033"),
        ("230221200001011234567", asked("text"), "230221200001011234567"),
        ("2026-01", asked("text"), "2026-01"),
        ("轻微", asked("choice", choices=("轻微（原则上不公示）", "一般")), "轻微（原则上不公示）"),
        ("罚款、吊销许可证件", asked("multi_choice", choices=PENALTIES), ["罚款", "吊销许可证件"]),
        (
            "罚款,没收违法所得",
            asked("multi_choice", choices=PENALTIES),
            ["罚款", "没收违法所得、没收非法财物"],
        ),
        (
            "没收违法所得、没收非法财物",
            asked("multi_choice", choices=PENALTIES),
            ["没收违法所得、没收非法财物"],
        ),
        ("龙市监罚[２０２６]37号", asked("doc_no"), "龙市监罚〔2026〕37号"),
        ("是", asked("bool"), True),
        ("甲局；乙局", asked("orgs"), ["甲局", "乙局"]),
    ],
)
def test_what_a_cell_clearly_says_is_taken(text: str, column: Column, answer: Any) -> None:
    assert answer_of(text, column) == answer


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("45927", asked("date"), "序号"),
        ("2026年9月", asked("date"), "缺少日"),
        ("2026-02-30", asked("date"), "日历上没有"),
        ("26.9.3", asked("date"), "日期"),
        ("2.30221E+17", asked("text"), "15 位"),
        ("约800", asked("money", unit="元"), "数字"),
        ("500+300", asked("money", unit="元"), "合计"),
        ("三", asked("number", unit="人"), "数字"),
        ("企业", asked("choice", choices=("法人", "自然人")), "选一个"),
        ("91230221MA0EXAMP18", asked("uscc"), "校验码"),
        ("不清楚", asked("bool"), "是"),
    ],
)
def test_what_is_not_clear_is_refused_with_its_reason(text: str, column: Column, words: str) -> None:
    with pytest.raises(Fault, match=words):
        answer_of(text, column)


def test_the_headings_unit_counts_for_amounts() -> None:
    assert answer_of("2000", asked("money", unit="万元"), "元") == "2000.00"
    assert answer_of("0.2", asked("money", unit="元"), "万元") == "2000.00"


def test_other_measures_are_never_converted() -> None:
    with pytest.raises(Fault, match="公顷"):
        answer_of("3", asked("number", unit="亩"), "公顷")
