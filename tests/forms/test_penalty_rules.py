"""The penalty form: what it asks of whom, what it refuses, and that a person's name stays off the web."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.checks.finding import Severity
from desktop_app.core.document.paper import paper_text
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.judge import form_findings
from tests.forms.files import FORMS, answered, composed

FORM = FORMS["market-supervision.penalty-publicity"]
BLOCK, WARN, NOTE = Severity.BLOCK, Severity.WARN, Severity.NOTE
PERSON = {
    "party": "章知之",
    "party_kind": "自然人",
    "person_id_type": "护照号",
    "person_id_other": "E00000000",
    "title": "龙江县市场监督管理局行政处罚决定公示（龙市监罚〔2026〕37号）",
}


def _with(changes: dict[str, Any]) -> Answers:
    return answered(FORM, {**FORM.spec.sample, **changes})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"party": "无"}, [(BLOCK, "party")], id="filler-is-no-name"),
        pytest.param({"party_kind": "个体工商户"}, [(BLOCK, "party_uscc")], id="91-is-no-household-business"),
        pytest.param(
            {"party_kind": "个体工商户", "party_uscc": "92230221MA0EXAMP14", "legal_rep": None},
            [],
            id="household-business-may-leave-out-its-owner",
        ),
        pytest.param({"fine": "20000.00"}, [(WARN, "fine")], id="fine-unlike-the-text"),
        pytest.param({"fine": "0.00"}, [(BLOCK, "fine"), (WARN, "fine")], id="fine-of-nothing"),
        pytest.param(
            {"content": "没收违法所得240元。"}, [(WARN, "content"), (WARN, "fine")], id="fine-not-in-text"
        ),
        pytest.param({"penalty_type": ["警告"]}, [(NOTE, "penalty_type")], id="warning-only"),
        pytest.param(
            {"penalty_type": ["吊销许可证件", "其他"]},
            [(BLOCK, "penalty_note"), (BLOCK, "cert_revoked")],
            id="licence-and-other-want-words",
        ),
        pytest.param(
            {"decision_date": "2026-09-29"}, [(BLOCK, "decision_date"), (BLOCK, "issue_date")], id="future"
        ),
        pytest.param({"issue_date": "2026-09-21"}, [(BLOCK, "issue_date")], id="published-before-decided"),
        pytest.param({"valid_until": "2026-09-21"}, [(BLOCK, "valid_until")], id="expired-before-decided"),
        pytest.param(
            {"publicity_until": "2027-09-23"}, [(BLOCK, "publicity_until")], id="a-day-beyond-a-year"
        ),
        pytest.param(
            {"publicity_until": "2026-12-21"}, [(WARN, "publicity_until")], id="short-of-three-months"
        ),
        pytest.param(
            {"serious_level": "严重", "publicity_until": "2029-09-22"}, [], id="serious-three-years"
        ),
        pytest.param(
            {"serious_level": "轻微（原则上不公示）", "publicity_until": "2026-12-22"},
            [(WARN, "serious_level")],
            id="slight-is-not-published-as-a-rule",
        ),
        pytest.param({"facts": "举报人称当事人多收费。"}, [(WARN, "facts")], id="whistleblower"),
        pytest.param({"basis": "按有关规定处罚。"}, [(WARN, "basis")], id="no-law-named"),
        pytest.param({"org_uscc": "91230221MA0EXAMP17"}, [(WARN, "org_uscc")], id="code-of-a-firm"),
        pytest.param(PERSON, [(NOTE, "party_kind")], id="person"),
        pytest.param(
            {**PERSON, "title": "章知之行政处罚决定公示", "facts": "章知之于2026年8月14日乱收费。"},
            [(NOTE, "party_kind"), (WARN, "facts"), (BLOCK, "title")],
            id="person-named-in-running-text",
        ),
    ],
)
def test_penalty(changes: dict[str, Any], expected: list[tuple[Severity, str]]) -> None:
    found = form_findings(_with(changes))

    assert [(one.severity, (one.place.field or "").removeprefix("values.")) for one in found] == expected


@pytest.mark.parametrize(
    ("level", "until"),
    [("一般", "2027-09-22"), ("严重", "2029-09-22"), ("轻微（原则上不公示）", "2026-12-22")],
)
def test_publicity_ends_as_the_level_says(level: str, until: str) -> None:
    answers = _with({})

    answers.set("serious_level", level)

    assert answers.values["publicity_until"] == until


def test_person_is_masked_on_the_web_and_named_nowhere_by_the_form_itself() -> None:
    answers = _with({**PERSON, "title": None, "party_kind": None})
    answers.set("party_kind", "自然人")

    text = paper_text(composed(answers))

    assert "章**" in text
    assert [word for word in ("章知之", "E00000000", "护照") if word in text] == []
