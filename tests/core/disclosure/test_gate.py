from __future__ import annotations

import msgspec
import pytest

from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.gate import HeldBack, flag_findings, pass_gate
from desktop_app.core.disclosure.item import Confidentiality, Disclosure

REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)
READY = Disclosure(form="a.b", openness="active", confidentiality=REVIEWED)


def with_review(**changes: object) -> Disclosure:
    return msgspec.structs.replace(READY, confidentiality=msgspec.structs.replace(REVIEWED, **changes))


def test_what_is_settled_and_unchanged_since_its_review_leaves():
    assert pass_gate(READY, [], "seal", "seal").seal == "seal"


@pytest.mark.parametrize(
    ("disclosure", "place"),
    [
        (msgspec.structs.replace(READY, openness=None), "openness"),
        (msgspec.structs.replace(READY, confidentiality=Confidentiality()), "confidentiality"),
        (with_review(classified=None), "confidentiality.classified"),
        (with_review(classified=True), "confidentiality.classified"),
        (with_review(reviewed_by=" "), "confidentiality.reviewed_by"),
        (with_review(reviewed_on="昨天"), "confidentiality.reviewed_on"),
        (with_review(conclusion=None), "confidentiality.conclusion"),
        (with_review(conclusion="partly"), "confidentiality.grounds"),
    ],
)
def test_each_open_flag_is_one_finding_at_its_place(disclosure: Disclosure, place: str):
    assert [(one.rule, one.place.field) for one in flag_findings(disclosure)] == [("required.flag", place)]


@pytest.mark.parametrize(
    "disclosure",
    [
        msgspec.structs.replace(READY, openness="on_request"),
        msgspec.structs.replace(READY, openness="withheld"),
        with_review(conclusion="withheld", grounds="条例第十四条"),
    ],
)
def test_what_is_not_to_be_published_is_held_back(disclosure: Disclosure):
    assert flag_findings(disclosure) == []
    with pytest.raises(HeldBack, match="不能发布"):
        pass_gate(disclosure, [], "seal", "seal")


def test_a_change_after_the_review_opens_it_again():
    with pytest.raises(HeldBack, match="审查之后内容又改过"):
        pass_gate(READY, [], "changed", "seal")


def test_a_blocking_finding_holds_back_and_a_warning_does_not():
    warning = Finding("pii.mobile", Severity.WARN, "请核对")
    blocking = Finding("pii.id-card", Severity.BLOCK, "含身份证号。")

    assert pass_gate(READY, [warning], "seal", "seal")
    with pytest.raises(HeldBack) as caught:
        pass_gate(READY, [warning, blocking], "seal", "seal")
    assert caught.value.findings == (blocking,)
