from __future__ import annotations

import pytest

from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.services.desk import Desk
from desktop_app.services.reviews import RemarkMissing, ReviewerMissing

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
