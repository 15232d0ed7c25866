"""The report says that nobody objected only where the register is empty."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.core.board.records import Objection, Outcome
from desktop_app.core.board.result import conclusion, objections_sentence


def objection(outcome: Outcome, answered: bool = True) -> Objection:
    at = datetime(2026, 11, 25, 9)
    day = date(2026, 11, 28) if answered else None
    return Objection("o", "i", at, "电话", "面积不对", "钱样", "已复核", outcome, day)


@pytest.mark.parametrize(
    ("objections", "sentence", "end"),
    [
        ([], "公示期间未收到异议。", "公示无异议。"),
        ([objection(Outcome.REJECTED)], "收到异议1件，已办结并答复1件，详见", "公示结果不变"),
        ([objection(Outcome.UPHELD)], "其中经核查成立1件", "重新张贴公示"),
        ([objection(Outcome.OPEN, False)], "尚在办理1件", "尚未办结"),
        ([objection(Outcome.UPHELD, False)], "尚在办理1件", "尚未办结"),
        ([objection(Outcome.UPHELD), objection(Outcome.OPEN, False)], "收到异议2件", "尚未办结"),
    ],
)
def test_the_register_decides_what_is_said(objections: list[Objection], sentence: str, end: str) -> None:
    assert sentence in objections_sentence(objections)
    assert end in conclusion(objections)
    assert ("未收到异议" in objections_sentence(objections)) == (not objections)


def test_who_objected_is_never_printed_with_it() -> None:
    assert "钱样" not in repr(objection(Outcome.OPEN))
