"""What the forms say where two answers do not go together; each case changes the sample, which keeps every rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop_app.core.checks.finding import Severity
from desktop_app.core.forms.answers import Answers, Context, new_values
from desktop_app.core.forms.judge import INVALID, MISSING, form_findings
from tests.forms.files import FORMS, answered

BLOCK, WARN, NOTE = Severity.BLOCK, Severity.WARN, Severity.NOTE


def _findings(form_id: str, changes: dict[str, Any]) -> list[tuple[str, Severity, str | None]]:
    form = FORMS[form_id]
    found = form_findings(answered(form, {**form.spec.sample, **changes}))
    return [(one.rule, one.severity, (one.place.field or "").removeprefix("values.")) for one in found]


CONSULTATION = "decision.draft-consultation"
SHORT = {"start": "2026-10-08", "end": "2026-11-05"}
ONLINE_ONLY = [
    {"way": "网上提交", "value": "https://longjiang.example.gov.cn/yjzj"},
    {"way": "电子邮件", "value": "ljxzjj@longjiang.example.gov.cn"},
]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"consult_period": SHORT},
            [(INVALID, WARN, "consult_period"), (MISSING, BLOCK, "shorten_reason")],
            id="29-days-want-a-reason",
        ),
        pytest.param(
            {"issue_date": "2026-10-08", "consult_period": {"start": "2026-10-08", "end": "2026-11-06"}},
            [(INVALID, WARN, "consult_period")],
            id="30-days-with-the-day-of-publication",
        ),
        pytest.param(
            {"consult_period": SHORT, "shorten_reason": "因备耕时间紧迫，缩短为29日。"},
            [(INVALID, WARN, "consult_period")],
            id="29-days-with-a-reason-are-for-the-reviewer",
        ),
        pytest.param({"consult_period": {"start": "2026-10-08", "end": "2026-11-06"}}, [], id="30-days"),
        pytest.param({"issue_date": "2026-10-08"}, [], id="issued-on-the-first-day"),
        pytest.param({"issue_date": "2026-10-09"}, [(INVALID, BLOCK, "issue_date")], id="issued-after-it"),
        pytest.param(
            {"secrecy_checked": False}, [(INVALID, BLOCK, "secrecy_checked")], id="secrecy-not-checked"
        ),
        pytest.param({"channels": ONLINE_ONLY}, [(INVALID, WARN, "channels")], id="nothing-for-the-old"),
        pytest.param(
            {"channels": [{"way": "电话", "value": "0452-5823012"}]},
            [(INVALID, WARN, "channels")],
            id="one-way-only",
        ),
        pytest.param(
            {"channels": [*ONLINE_ONLY, {"way": "电话", "value": "13904520000"}]},
            [(INVALID, WARN, "channels.2.value")],
            id="a-private-mobile",
        ),
        pytest.param(
            {
                "channels": [
                    {"way": "电子邮件", "value": "龙江县住建局"},
                    {"way": "电话", "value": "0452-5823012"},
                ]
            },
            [(INVALID, BLOCK, "channels.0.value")],
            id="no-address-of-mail",
        ),
        pytest.param({"draft_text": "见附件"}, [], id="draft-is-attached"),
        pytest.param(
            {"draft_text": "见附件", "attachments": []},
            [(INVALID, BLOCK, "draft_text")],
            id="draft-should-be-attached",
        ),
    ],
)
def test_consultation(changes: dict[str, Any], expected: list[Any]) -> None:
    assert _findings(CONSULTATION, changes) == expected


POLICY = FORMS["policy.document"].spec.sample


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"gfx_no": ""}, [(MISSING, BLOCK, "gfx_no")], id="normative-without-its-number"),
        pytest.param({"doc_kind": "工作方案", "gfx_no": "", "valid_period": None}, [], id="plan-needs-none"),
        pytest.param(
            {"public_attribute": "不予公开"},
            [(INVALID, BLOCK, "public_attribute"), (MISSING, BLOCK, "withheld_reason")],
            id="withheld-does-not-leave",
        ),
        pytest.param(
            {"doc_no": "龙政规〔2025〕2号"}, [(INVALID, WARN, "doc_no")], id="number-of-another-year"
        ),
        pytest.param(
            {"issue_date": "2026-10-20"},
            [(INVALID, WARN, "printed_on"), (INVALID, WARN, "valid_period")],
            id="in-force-and-printed-before-issued",
        ),
        pytest.param(
            {"valid_period": {"start": "2026-09-21", "end": "2026-09-27"}},
            [(INVALID, WARN, "valid_period")],
            id="expired-yet-called-valid",
        ),
        pytest.param(
            {"valid_period": {"start": "2026-09-21", "end": "2026-09-27"}, "status": "失效"}, [], id="expired"
        ),
        pytest.param(
            {"interpretation_link": ""},
            [(MISSING, BLOCK, "interpretation_link")],
            id="interpretation-not-linked",
        ),
        pytest.param(
            {"interpretation_ready": "无须解读", "interpretation_link": ""}, [], id="nothing-to-interpret"
        ),
        pytest.param(
            {"content": f"{POLICY['title']}\n{POLICY['content']}"},
            [(INVALID, WARN, "content")],
            id="title-pasted-along",
        ),
        pytest.param(
            {"content": f"{POLICY['content']}\n龙江县人民政府\n　　2026年9月21日"},
            [(INVALID, WARN, "content")],
            id="signature-pasted-along",
        ),
        pytest.param({"title": "关于清雪的通知。"}, [(INVALID, WARN, "title")], id="title-ends-with-a-stop"),
    ],
)
def test_policy_document(changes: dict[str, Any], expected: list[Any]) -> None:
    assert _findings("policy.document", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"notified_at": "2026-11-24T08:00"}, [], id="24-hours"),
        pytest.param(
            {"notified_at": "2026-11-24T08:01"}, [(INVALID, BLOCK, "notified_at")], id="a-minute-too-late"
        ),
        pytest.param(
            {"notified_at": "2026-11-25T08:20", "outage_kind": "突发故障抢修"},
            [],
            id="burst-pipe-may-come-late",
        ),
        pytest.param(
            {"notified_at": "2026-11-25T17:01", "outage_kind": "突发故障抢修"},
            [(INVALID, WARN, "notified_at")],
            id="told-when-all-was-over",
        ),
        pytest.param({"issue_date": "2026-11-24"}, [(INVALID, BLOCK, "issue_date")], id="signed-after-told"),
        pytest.param(
            {"fire_notified": False}, [(INVALID, WARN, "fire_notified")], id="fire-brigade-not-told"
        ),
        pytest.param(
            {"window": {"start": "2026-11-25T08:00", "end": "2026-11-26T08:00"}, "approval": ""},
            [(INVALID, NOTE, "window")],
            id="a-whole-day-without-approval",
        ),
        pytest.param(
            {"area": "中央大街，户号1002欠费用户除外"}, [(INVALID, BLOCK, "area")], id="names-debtors"
        ),
        pytest.param(
            {"web_url": "https://pan.example.com/s/1"},
            [(INVALID, BLOCK, "web_url")],
            id="not-a-government-site",
        ),
        pytest.param({"reason": "因管道老化。"}, [(INVALID, WARN, "reason")], id="reads-badly-after-yin"),
    ],
)
def test_water_outage(changes: dict[str, Any], expected: list[Any]) -> None:
    assert _findings("public-utilities.water-outage", changes) == expected


def _material(**cells: Any) -> dict[str, Any]:
    return {
        "seq": 1,
        "name": "居民身份证",
        "form": "原件核验",
        "basis": "国发〔2014〕8号",
        "required": True,
        **cells,
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"time_promise": 21}, [(INVALID, BLOCK, "time_promise")], id="promise-beyond-the-law"),
        pytest.param({"time_promise": 21, "time_legal": None}, [], id="law-sets-no-limit"),
        pytest.param({"time_promise": 0}, [], id="done-at-once"),
        pytest.param({"fee": "每证10元"}, [(INVALID, WARN, "fee")], id="fee-without-ground"),
        pytest.param({"fee": "每证10元，依据黑价联〔2016〕1号"}, [], id="fee-with-ground"),
        pytest.param(
            {"conditions": "符合其他条件"}, [(INVALID, WARN, "conditions")], id="catch-all-condition"
        ),
        pytest.param({"materials": []}, [(MISSING, BLOCK, "materials")], id="no-row"),
        pytest.param(
            {"materials": [{"seq": 1, "name": "无", "form": "免提交", "required": True}]},
            [],
            id="nothing-to-bring",
        ),
        pytest.param(
            {"materials": [_material(basis="")]}, [(INVALID, NOTE, "materials.0.required")], id="no-ground"
        ),
        pytest.param(
            {"materials": [_material(name="其他材料")]}, [(INVALID, WARN, "materials.0.name")], id="catch-all"
        ),
        pytest.param(
            {"materials": [_material(), _material()]}, [(INVALID, BLOCK, "materials")], id="number-twice"
        ),
        pytest.param({"phone": "13904520000"}, [(INVALID, WARN, "phone")], id="private-mobile"),
    ],
)
def test_guide(changes: dict[str, Any], expected: list[Any]) -> None:
    assert _findings("service-items.guide", changes) == expected


# ── what the form writes for the clerk ──────────────────────────────────────────────────────────────────────────────

OFFICE = Context(date(2026, 9, 28), {"name": "龙江县水务局", "phone": "0452-5823000"})


@pytest.mark.parametrize(
    ("form_id", "typed", "expected"),
    [
        pytest.param(
            "public-utilities.water-outage",
            {"area": "通达路沿线"},
            {"title": "停水通知（通达路沿线）", "enterprise": "龙江县水务局", "issue_date": "2026-09-28"},
            id="water-outage",
        ),
        pytest.param(
            "public-utilities.water-outage",
            {"area": "通达路\n中央大街"},
            {"title": "停水通知", "hotline": "0452-5823000"},
            id="water-outage-in-two-places",
        ),
        pytest.param(
            CONSULTATION,
            {"matter": "节约用水办法"},
            {"title": "龙江县水务局关于《节约用水办法（征求意见稿）》公开征求意见的公告"},
            id="consultation",
        ),
        pytest.param(
            "service-items.guide",
            {"item_name": "用水报装"},
            {"title": "用水报装办事指南", "contact_phone": "0452-5823000"},
            id="guide",
        ),
        pytest.param(
            "policy.document", {}, {"issuer_org": "龙江县水务局", "public_attribute": "主动公开"}, id="policy"
        ),
    ],
)
def test_new_draft_is_filled_as_far_as_the_answers_go(
    form_id: str, typed: dict[str, str], expected: dict[str, str]
) -> None:
    form = FORMS[form_id]
    answers = Answers(form, new_values(form, OFFICE), OFFICE)
    answers.suggest_all()

    for key, raw in typed.items():
        answers.set(key, raw)

    assert {key: answers.values.get(key) for key in expected} == expected
