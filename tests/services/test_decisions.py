"""Findings that are taken as they are: with a reason, in the story, until the text changes, under a reviewer's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import WrongState
from desktop_app.services.decisions import CannotAccept, ReasonMissing, ReasonTelling
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import Opened
from desktop_app.services.reviews import Signature

pytestmark = pytest.mark.on_both_databases

FORM = "public-utilities.water-outage"
CARD = "230221198407122280"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)
REASON = "依法公告送达，必须写明当事人身份"


@pytest.fixture
def item_id(desk: Desk) -> str:
    sample = desk.exchange.sample(FORM)
    item = desk.drafts.create(FORM)
    item = desk.drafts.save(item.id, sample.values, "active", Confidentiality(), item.revision)
    return desk.drafts.attach(item.id, "公告.txt", f"身份证号：{CARD}".encode()).id


def found(desk: Desk, item_id: str, rule: str) -> tuple[Opened, list[Finding]]:
    opened = desk.drafts.open(item_id)
    return opened, [one for one in desk.findings(opened) if one.rule == rule]


def accept(desk: Desk, item_id: str, rule: str, who: str = "张三") -> None:
    desk.decisions.accept(*found(desk, item_id, rule), REASON, who)


def open_rules(desk: Desk, item_id: str) -> Sequence[str]:
    opened = desk.drafts.open(item_id)
    judged = desk.decisions.judge(opened, desk.findings(opened))
    return [one.rule for one in judged.open if one.rule.startswith(("pii", "unreadable"))]


def release(desk: Desk, item_id: str) -> None:
    desk.releases.release(desk.drafts.open(item_id))


def test_what_was_decided_is_not_asked_again_and_stands_in_the_story(desk: Desk, item_id: str):
    accept(desk, item_id, "pii.id-card")

    told = desk.story(item_id)[-1]
    assert open_rules(desk, item_id) == []
    assert (told.verb, told.data["reason"], told.data["evidence"]) == ("accept", REASON, "230221********2280")
    assert CARD not in str(told.data)


def test_the_gate_lets_it_out_when_the_reviewer_has_signed(desk: Desk, item_id: str):
    accept(desk, item_id, "pii.id-card")
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)

    release(desk, item_id)


def test_without_a_decision_the_gate_holds_it(desk: Desk, item_id: str):
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)

    with pytest.raises(HeldBack):
        release(desk, item_id)


def test_a_decision_that_no_reviewer_saw_lets_nothing_out(
    desk: Desk, item_id: str, workspace: OfficeWorkspace
):
    accept(desk, item_id, "pii.id-card")
    (decision,) = desk.decisions.of(item_id)
    workspace.decisions.drop(decision.id)
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)
    workspace.decisions.add(decision)

    with pytest.raises(HeldBack):
        release(desk, item_id)


def test_a_decision_of_which_the_story_does_not_tell_lets_nothing_out(
    desk: Desk, item_id: str, workspace: OfficeWorkspace
):
    accept(desk, item_id, "pii.id-card")
    (decision,) = desk.decisions.of(item_id)
    workspace.decisions.drop(decision.id)
    workspace.decisions.add(replace(decision, reason="改过的理由"))
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)

    with pytest.raises(HeldBack):
        release(desk, item_id)


def test_another_file_under_the_same_name_is_asked_about_again(desk: Desk, item_id: str):
    accept(desk, item_id, "pii.id-card")

    desk.drafts.attach(item_id, "公告.txt", f"居民身份证号：{CARD}".encode())

    assert open_rules(desk, item_id) == ["pii.id-card"]


def test_an_answer_that_changed_is_asked_about_again(desk: Desk, item_id: str):
    def write(text: str) -> None:
        opened = desk.drafts.open(item_id)
        values = {**opened.answers.values, "title": text}
        desk.drafts.save(item_id, values, "active", Confidentiality(), opened.item.revision)

    desk.drafts.detach(item_id, "公告.txt")
    write(f"停水公告（{CARD}）")
    accept(desk, item_id, "pii.id-card")
    assert open_rules(desk, item_id) == []
    write(f"停水的公告（{CARD}）")
    assert open_rules(desk, item_id) == ["pii.id-card"]


def test_what_was_taken_back_is_asked_about_again(desk: Desk, item_id: str):
    accept(desk, item_id, "pii.id-card")
    (decision,) = desk.decisions.of(item_id)

    desk.decisions.take_back(item_id, decision.id, "张三")

    assert open_rules(desk, item_id) == ["pii.id-card"]
    assert desk.story(item_id)[-1].verb == "reopen"


def test_what_nobody_can_read_needs_the_reviewers_own_words(desk: Desk, item_id: str):
    desk.drafts.detach(item_id, "公告.txt")
    desk.drafts.attach(item_id, "图纸.dwg", b"AC1032" + bytes(200))
    author = desk.drafts.open(item_id).item.author
    accept(desk, item_id, "unreadable.unsupported", author)
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)
    with pytest.raises(HeldBack):
        release(desk, item_id)

    opened = desk.drafts.open(item_id)
    desk.drafts.save(item_id, opened.answers.values, "active", REVIEWED, opened.item.revision)
    desk.reviews.submit(item_id)
    (decision,) = desk.decisions.of(item_id)
    desk.decisions.take_back(item_id, decision.id, "王审查")
    accept(desk, item_id, "unreadable.unsupported", "王审查")
    desk.reviews.approve(item_id, "王审查", REVIEWED)

    release(desk, item_id)


def test_one_person_alone_answers_by_a_reason(desk: Desk, item_id: str):
    desk.drafts.detach(item_id, "公告.txt")
    desk.drafts.attach(item_id, "图纸.dwg", b"AC1032" + bytes(200))
    author = desk.drafts.open(item_id).item.author or "张三"
    accept(desk, item_id, "unreadable.unsupported", author)
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, Signature(author, alone="股里只有一个人"), REVIEWED)

    release(desk, item_id)


@pytest.mark.parametrize("reason", ["", " 好 "])
def test_no_reason_no_decision(desk: Desk, item_id: str, reason: str):
    opened, findings = found(desk, item_id, "pii.id-card")
    with pytest.raises(ReasonMissing):
        desk.decisions.accept(opened, findings, reason, "张三")


def test_a_reason_does_not_repeat_the_number(desk: Desk, item_id: str):
    opened, findings = found(desk, item_id, "pii.id-card")
    with pytest.raises(ReasonTelling):
        desk.decisions.accept(opened, findings, f"号码{CARD}可以公开", "张三")


def test_what_is_missing_cannot_be_taken_as_it_is(desk: Desk):
    item = desk.drafts.create(FORM)
    opened, findings = found(desk, item.id, "required.missing")
    with pytest.raises(CannotAccept):
        desk.decisions.accept(opened, findings[:1], REASON, "张三")


def test_what_is_approved_is_not_decided_on_afterwards(desk: Desk, item_id: str):
    desk.reviews.submit(item_id)
    desk.reviews.approve(item_id, "王审查", REVIEWED)
    with pytest.raises(WrongState):
        accept(desk, item_id, "pii.id-card")


def test_decisions_go_with_the_draft(desk: Desk, item_id: str):
    accept(desk, item_id, "pii.id-card")
    desk.drafts.delete(item_id)
    assert desk.decisions.of(item_id) == []
