from __future__ import annotations

from datetime import datetime

import pytest

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.disclosure.decision import Decision
from desktop_app.core.outbox.let_out import let_out

CARD = Finding(
    "pii.id-card", Severity.BLOCK, "有身份证号。", Place(paragraph=1), evidence="2302**********2280"
)


def decided(rule: str, evidence: str) -> Decision:
    at = datetime(2026, 9, 28, 9)
    return Decision("1", "item", rule, "有身份证号。", evidence, "公告送达", "张三", at, frozenset())


def test_the_reason_is_the_decisions_own_and_names_who_gave_it():
    (one,) = let_out([("公告.txt", CARD)], [decided("pii.id-card", CARD.evidence)])

    assert (one.part, one.words, one.reason) == ("公告.txt", "有身份证号。", "公告送达（张三）")


def test_where_nobody_decided_the_countys_rules_answer():
    (one,) = let_out([("公告.txt", CARD)], [decided("pii.id-card", "1101**********0021")])

    assert one.reason == "按本单位的规则可以公开"


def test_the_same_number_in_one_part_is_named_once():
    assert len(let_out([("公告.txt", CARD), ("公告.txt", CARD), ("附件.txt", CARD)], [])) == 2


@pytest.mark.parametrize(
    ("part", "finding", "is_same"),
    [
        ("公告.txt", CARD, True),
        ("附件.txt", CARD, False),
        ("公告.txt", Finding("pii.phone", Severity.BLOCK, "", Place(paragraph=1), CARD.evidence), False),
        ("公告.txt", Finding("pii.id-card", Severity.BLOCK, "", Place(paragraph=9), CARD.evidence), True),
        (
            "公告.txt",
            Finding("pii.id-card", Severity.BLOCK, "", Place(paragraph=1), "1101**********0021"),
            False,
        ),
    ],
)
def test_it_speaks_for_this_finding_in_this_part_alone(part: str, finding: Finding, is_same: bool):
    (one,) = let_out([("公告.txt", CARD)], [])

    assert one.is_about(part, finding) == is_same


def test_it_never_speaks_for_a_marking():
    marking = Finding("secrecy.classification-mark", Severity.BLOCK, "有密级标志。", Place(paragraph=1))

    (one,) = let_out([("纪要.txt", marking)], [])

    assert not one.is_about("纪要.txt", marking)
