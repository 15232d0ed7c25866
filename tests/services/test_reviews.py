from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop_app.core.disclosure.gate import ApprovalUnproven, HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.slip import slip_code
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.services.people import NotProven
from desktop_app.services.reviews import (
    NotAllowedToSign,
    RemarkMissing,
    ReviewerMissing,
    SecondPersonMissing,
    SheetOfOtherContent,
    Signature,
)
from desktop_app.settings import Settings
from tests.workspaces import tampering

pytestmark = pytest.mark.on_both_databases

REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


@pytest.fixture
def submitted(desk: Desk) -> str:
    item = desk.drafts.create("policy.document")
    desk.reviews.submit(item.id)
    return item.id


def test_an_approval_seals_the_content(desk: Desk, submitted: str):
    approved = desk.reviews.approve(submitted, "王审查", REVIEWED)

    assert approved.state is State.APPROVED
    assert approved.sealed == desk.drafts.open(submitted).seal
    assert desk.story(submitted)[-1].data["by"] == "王审查"


def test_a_change_after_the_approval_breaks_the_seal(desk: Desk, submitted: str):
    approved = desk.reviews.approve(submitted, "王审查", REVIEWED)

    saved = desk.drafts.save(submitted, {"title": "改"}, "active", REVIEWED, approved.revision)

    assert saved.state is State.DRAFT
    assert saved.sealed == ""


def test_the_confidentiality_review_comes_first(desk: Desk, submitted: str):
    with pytest.raises(HeldBack, match="先审查、后公开"):
        desk.reviews.approve(submitted, "王审查", Confidentiality())
    assert desk.drafts.open(submitted).item.state is State.IN_REVIEW


def test_nobody_cannot_approve(desk: Desk, submitted: str):
    with pytest.raises(ReviewerMissing):
        desk.reviews.approve(submitted, " ", REVIEWED)


def test_sending_back_needs_a_reason_and_keeps_it(desk: Desk, submitted: str):
    with pytest.raises(RemarkMissing):
        desk.reviews.send_back(submitted, "王审查", "")

    returned = desk.reviews.send_back(submitted, "王审查", "文号不对")

    assert (returned.state, returned.remark) == (State.DRAFT, "文号不对")


def test_a_draft_cannot_be_approved(desk: Desk):
    item = desk.drafts.create("policy.document")

    with pytest.raises(WrongState):
        desk.reviews.approve(item.id, "王审查", REVIEWED)


# ── a route of several readings ──────────────────────────────────────────────────────────────────────────────────────


THREE = Settings(person="李经办", review_route="三级审核")


@pytest.fixture
def three(desk: Desk) -> str:
    desk.save_settings(THREE)
    item = desk.drafts.create("policy.document")
    desk.reviews.submit(item.id)
    return item.id


def _turn(desk: Desk, item_id: str) -> str:
    turn = desk.reviews.standing(desk.drafts.open(item_id)).turn
    return turn.name if turn else ""


def test_each_reading_is_signed_in_its_turn_and_the_last_one_seals(desk: Desk, three: str):
    turns = [_turn(desk, three)]
    desk.reviews.approve(three, "王审查", REVIEWED)
    turns.append(_turn(desk, three))
    waiting = desk.reviews.approve(three, "赵股长")
    turns.append(_turn(desk, three))
    approved = desk.reviews.approve(three, "钱局长")

    assert turns == ["保密审查", "股室负责人审核", "分管领导签发"]
    assert (waiting.state, waiting.sealed) == (State.IN_REVIEW, "")
    assert (approved.state, _turn(desk, three)) == (State.APPROVED, "")


def test_later_readers_do_not_change_what_the_confidentiality_review_found(desk: Desk, three: str):
    desk.reviews.approve(three, "王审查", REVIEWED)
    other = Confidentiality(
        classified=False, reviewed_by="别人", reviewed_on="2026-09-29", conclusion="public"
    )

    assert desk.reviews.approve(three, "赵股长", other).confidentiality == REVIEWED


def test_signatures_hold_for_the_content_that_was_read_alone(desk: Desk, three: str):
    signed = desk.reviews.approve(three, "王审查", REVIEWED)
    values = {**signed.values, "title": "改过的标题"}
    desk.drafts.save(three, values, signed.openness, REVIEWED, signed.revision)
    desk.reviews.submit(three)

    assert _turn(desk, three) == "保密审查"


def test_what_was_handed_in_again_unchanged_keeps_its_signatures(desk: Desk, three: str):
    desk.reviews.approve(three, "王审查", REVIEWED)
    desk.reviews.send_back(three, "赵股长", "先放一放")
    desk.reviews.submit(three)

    assert _turn(desk, three) == "股室负责人审核"


def test_a_county_sets_a_route_for_some_types(desk: Desk):
    routes = "routes:\n- name: 财政\n  forms: [finance.*]\n  steps: [{id: a, name: 财政局审核}]\n"
    (desk.folder / "routes.yaml").write_text(routes, encoding="utf-8")

    assert desk.routes.of("finance.government-budget").name == "财政"
    assert desk.routes.of("policy.document").name == "一人审核"


# ── a second person ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def own(desk: Desk) -> str:
    desk.save_settings(Settings(person="李经办"))
    item = desk.drafts.create("policy.document")
    desk.reviews.submit(item.id)
    return item.id


def test_nobody_approves_what_they_wrote_themselves_without_a_reason(desk: Desk, own: str):
    with pytest.raises(SecondPersonMissing):
        desk.reviews.approve(own, "李经办", REVIEWED)


def test_what_was_approved_alone_is_owed_a_second_look_until_somebody_else_has_read_it(desk: Desk, own: str):
    desk.reviews.approve(own, Signature("李经办", alone="审核人出差，停水通知等不得"), REVIEWED)
    owed = [(look.reason, item.id) for look, item in desk.reviews.owed()]
    with pytest.raises(SecondPersonMissing):
        desk.reviews.look_again(own, Signature("李经办"))
    desk.reviews.look_again(own, Signature("王审查"))

    assert owed == [("审核人出差，停水通知等不得", own)]
    assert desk.reviews.owed() == []
    assert desk.story(own)[-1].verb == "look_again"


def test_a_deleted_draft_is_owed_nothing(desk: Desk, own: str):
    approved = desk.reviews.approve(own, Signature("李经办", alone="只有一个人"), REVIEWED)
    desk.drafts.save(own, approved.values, "active", REVIEWED, approved.revision)
    desk.drafts.delete(own)

    assert desk.reviews.owed() == []


# ── passwords ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def registered(desk: Desk, own: str) -> str:
    roles = frozenset({Role.REVIEWER})
    desk.people.put(Person("王审查", roles), "correct horse")
    desk.people.put(Person("孙经办", frozenset({Role.CLERK})), "battery staple", "王审查", "correct horse")
    return own


def test_a_registered_office_signs_by_password(desk: Desk, registered: str):
    approved = desk.reviews.approve(registered, Signature("王审查", "correct horse"), REVIEWED)

    assert desk.story(approved.id)[-1].data["manner"] == "password"


@pytest.mark.parametrize(
    ("who", "password", "refusal"),
    [
        ("王审查", "wrong", NotProven),
        ("王审查", "", NotProven),
        ("没有这人", "correct horse", NotProven),
        ("孙经办", "battery staple", NotAllowedToSign),
    ],
)
def test_a_signature_by_the_wrong_person_is_refused(
    desk: Desk, registered: str, who: str, password: str, refusal: type[Exception]
):
    with pytest.raises(refusal):
        desk.reviews.approve(registered, Signature(who, password), REVIEWED)
    assert desk.drafts.open(registered).item.state is State.IN_REVIEW


# ── on paper ─────────────────────────────────────────────────────────────────────────────────────────────────────────


SIGNERS = {"confidentiality": "王审查", "section": "赵股长", "leader": "钱局长"}


def test_a_signed_sheet_stands_for_all_readings_that_remain(desk: Desk, three: str):
    code = slip_code(desk.drafts.open(three).seal)

    approved = desk.reviews.approve_on_paper(three, SIGNERS, code, b"%PDF scan", REVIEWED)

    signed = [(event.data["by"], event.data["manner"]) for event in desk.story(three) if "step" in event.data]
    assert approved.state is State.APPROVED
    assert signed == [("王审查", "paper"), ("赵股长", "paper"), ("钱局长", "paper")]


def test_the_sheet_of_another_content_is_refused(desk: Desk, three: str):
    code = slip_code(desk.drafts.open(three).seal)
    item = desk.drafts.open(three).item
    desk.drafts.save(three, {**item.values, "title": "印表以后改了"}, "active", REVIEWED, item.revision)
    desk.reviews.submit(three)

    with pytest.raises(SheetOfOtherContent):
        desk.reviews.approve_on_paper(three, SIGNERS, code, b"%PDF scan", REVIEWED)


def test_a_sheet_with_an_empty_column_approves_nothing(desk: Desk, three: str):
    code = slip_code(desk.drafts.open(three).seal)

    with pytest.raises(ReviewerMissing, match="分管领导签发"):
        desk.reviews.approve_on_paper(three, {**SIGNERS, "leader": " "}, code, b"%PDF scan", REVIEWED)
    assert _turn(desk, three) == "保密审查"


# ── remarks and changes ──────────────────────────────────────────────────────────────────────────────────────────────


def test_remarks_at_fields_go_back_with_the_disclosure_and_end_with_the_approval(desk: Desk, submitted: str):
    desk.reviews.remark(submitted, "title", "标题里的年份不对", "王审查")
    returned = desk.reviews.send_back(submitted, "王审查", "")
    kept = [(one.path, one.words, one.who) for one in desk.reviews.remarks(submitted)]
    desk.reviews.submit(submitted)
    desk.reviews.approve(submitted, "王审查", REVIEWED)

    assert returned.remark == "有 1 处意见，见各项旁边。"
    assert kept == [("title", "标题里的年份不对", "王审查")]
    assert desk.reviews.remarks(submitted) == []


def test_a_remark_is_taken_back_by_empty_words(desk: Desk, submitted: str):
    desk.reviews.remark(submitted, "title", "不对", "王审查")
    desk.reviews.remark(submitted, "title", " ", "王审查")

    assert desk.reviews.remarks(submitted) == []


def test_a_reviewer_is_shown_what_changed_since_the_last_reading(desk: Desk, submitted: str):
    before = desk.drafts.open(submitted)
    assert desk.reviews.changes(before) is None
    item = desk.reviews.send_back(submitted, "王审查", "标题要写全")
    desk.drafts.save(submitted, {**item.values, "title": "新标题"}, item.openness, REVIEWED, item.revision)

    last, changes = desk.reviews.changes(desk.drafts.open(submitted)) or (None, [])

    assert last is not None
    assert last.who == "王审查"
    assert ("title", "新标题") in [(one.path, one.after) for one in changes]


# ── a tampered record ────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_approval_that_the_story_does_not_bear_out_is_refused(desk: Desk, submitted: str, workspace: Any):
    item = workspace.item(submitted)
    seal = desk.drafts.opened(item).seal
    workspace.save_item(replace(item, state=State.APPROVED, sealed=seal, confidentiality=REVIEWED))

    with pytest.raises(ApprovalUnproven):
        desk.releases.release(desk.drafts.open(submitted))


def test_an_edited_signature_is_no_signature(desk: Desk, submitted: str, workspace: Any):
    desk.reviews.approve(submitted, "王审查", REVIEWED)
    with tampering(workspace) as connection:
        connection.execute("update event set facts = replace(facts, '王审查', '钱局长')")

    with pytest.raises(ApprovalUnproven):
        desk.releases.release(desk.drafts.open(submitted))
