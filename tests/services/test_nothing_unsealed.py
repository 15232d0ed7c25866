"""Nothing leaves that was not sealed: every way out is tried with what was not approved, or changed since."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.gate import ApprovalUnproven, HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.job import JobState
from desktop_app.core.outbox.succession import Succession
from desktop_app.services.desk import Desk
from desktop_app.services.outbox import ChangedSince, NotDelivered

FORM = "public-utilities.water-outage"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


@pytest.fixture
def approved(desk: Desk) -> Item:
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, desk.exchange.sample(FORM).values, "active", Confidentiality(), item.revision)
    desk.reviews.submit(item.id)
    return desk.reviews.approve(item.id, "王审查", REVIEWED)


@pytest.fixture
def public(desk: Desk, approved: Item) -> Item:
    desk.outbox.queue(approved.id)
    desk.outbox.run()
    return desk.drafts.open(approved.id).item


def nothing_more(portal: MemoryPortal, public: Item) -> None:
    assert portal.published == [public.id]
    assert portal.submission(public.id).title == public.title


@pytest.mark.parametrize("kind", list(Succession))
def test_a_successor_that_nobody_approved_is_not_queued(
    desk: Desk, portal: MemoryPortal, public: Item, kind: Succession
) -> None:
    draft = desk.successions.begin(public.id, kind, "理由")

    with pytest.raises(WrongState):
        desk.outbox.queue(draft.id)

    nothing_more(portal, public)


@pytest.mark.parametrize("kind", list(Succession))
def test_a_successor_does_not_inherit_its_originals_seal(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace, public: Item, kind: Succession
) -> None:
    draft = desk.successions.begin(public.id, kind, "理由")
    item = workspace.item(draft.id)
    assert item.sealed == ""
    workspace.save_item(replace(item, state=State.APPROVED, sealed=public.sealed))

    with pytest.raises((HeldBack, ApprovalUnproven)):
        desk.outbox.queue(draft.id)

    nothing_more(portal, public)


def test_a_seal_that_the_story_does_not_bear_out_is_worth_nothing(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace
) -> None:
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, desk.exchange.sample(FORM).values, "active", REVIEWED, item.revision)
    opened = desk.drafts.open(item.id)
    workspace.save_item(replace(opened.item, state=State.APPROVED, sealed=opened.seal))

    with pytest.raises(ApprovalUnproven):
        desk.outbox.queue(item.id)

    assert portal.published == []


def test_what_changes_after_queueing_is_not_sent(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace, approved: Item
) -> None:
    desk.outbox.queue(approved.id)
    item = workspace.item(approved.id)
    workspace.save_item(replace(item, values={**item.values, "title": "后来改的"}))
    workspace.attach(approved.id, "后加.txt", "后加", b"x")

    desk.outbox.run()

    sent = portal.submission(approved.id)
    assert sent.title == approved.title
    assert "后加.txt" not in {file.name for file in sent.files}


def test_what_a_portal_refused_and_somebody_changed_needs_review_anew(
    desk: Desk, portal: MemoryPortal, approved: Item
) -> None:
    from desktop_app.core.outbox.errors import Rejected

    portal.fail("publish", Rejected("标题太长。"))
    desk.outbox.queue(approved.id)
    desk.outbox.run()
    item = desk.drafts.open(approved.id).item
    desk.drafts.save(item.id, {**item.values, "title": "改过"}, "active", REVIEWED, item.revision)

    with pytest.raises(ChangedSince):
        desk.outbox.retry(item.id)
    assert all(job.state is JobState.REJECTED for job in desk.outbox.run() or desk.outbox.jobs())
    assert portal.published == []


@pytest.mark.parametrize("verb", ["overwrite", "leave", "send", "retry", "pause", "urge"])
def test_no_verb_of_the_outbox_makes_a_job_of_what_is_none(
    desk: Desk, portal: MemoryPortal, verb: str
) -> None:
    item = desk.drafts.create(FORM)

    with contextlib.suppress(AppError):
        getattr(desk.outbox, verb)(item.id)
    desk.outbox.run()

    assert portal.published == []


def test_only_what_was_queued_is_handed_to_a_person(desk: Desk, approved: Item) -> None:
    with pytest.raises(AppError):
        desk.by_hand.handover(approved.id)


def test_a_withdrawal_reveals_nothing_but_its_reason(
    desk: Desk, portal: MemoryPortal, public: Item, approved: Item
) -> None:
    with pytest.raises(NotDelivered):
        desk.outbox.withdraw(desk.drafts.create(FORM).id, "理由")

    desk.outbox.withdraw(public.id, "内容有误")

    assert portal.withdrawn == {public.id: "内容有误"}


@pytest.mark.parametrize("way", ["publish", "pack"])
def test_a_disclosure_from_a_file_passes_the_gate_too(
    desk: Desk, portal: MemoryPortal, tmp_path: Path, way: str
) -> None:
    from desktop_app.core.disclosure.item import to_json

    sample = desk.exchange.sample(FORM)
    unreviewed = msgspec.structs.replace(sample, confidentiality=Confidentiality())
    loaded = desk.exchange.load(to_json(unreviewed), tmp_path)

    ways = {
        "publish": lambda: desk.exchange.publish(loaded, "local"),
        "pack": lambda: desk.exchange.pack(loaded, tmp_path / "out.zip"),
    }
    with pytest.raises(HeldBack):
        ways[way]()

    assert portal.published == []
    assert not (tmp_path / "out.zip").exists()
