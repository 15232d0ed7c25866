"""Nothing leaves that was not sealed: every way out is tried with what was not approved, or changed since."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.board.place import Place
from desktop_app.core.disclosure.gate import ApprovalUnproven, HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.core.errors import AppError
from desktop_app.core.imports.batch import Batch
from desktop_app.core.outbox.job import JobState
from desktop_app.core.outbox.succession import Succession
from desktop_app.core.progress import silent
from desktop_app.services.desk import Desk
from desktop_app.services.outbox import ChangedSince, NotDelivered
from desktop_app.ui.pages.form import outputs
from tests.ui.pages.office import Office

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


# ── every way out ────────────────────────────
#
# What stays in the office (its papers to read and sign, the ledger, the evidence of one disclosure, backups) passes no
# gate. These are the ways by which words reach others; a new one is added here.

PENALTY = "market-supervision.penalty-publicity"


def _credit(desk: Desk, item: Item, out: Path) -> None:
    written = desk.credit.write(PENALTY, [item], out / "报送.json")
    assert (written.rows, len(written.held)) == (0, 1)
    raise NothingLeft("没有放出去。")


def _batch(desk: Desk, item: Item, _out: Path) -> None:
    batch = Batch("b", "一批", PENALTY, "一批.xlsx", item.created_at, (item.id,))
    assert [one.done for one in desk.batches.publish(batch)] in ([], [False])
    raise NothingLeft("没有放出去。")


class NothingLeft(AppError):
    """The way works on many at once and leaves out what may not leave."""

    code = "T900"


WAYS = {
    "queue": lambda desk, item, _out: desk.outbox.queue(item.id),
    "queue urgently to a portal by name": lambda desk, item, _out: desk.outbox.queue(
        item.id, "local", is_urgent=True
    ),
    "send": lambda desk, item, _out: desk.outbox.send(item.id),
    "withdraw": lambda desk, item, _out: desk.outbox.withdraw(item.id, "理由"),
    "hand over to a person": lambda desk, item, _out: desk.by_hand.handover(item.id),
    "give an address for it": lambda desk, item, _out: desk.by_hand.hand_in(item.id, "memory://portal/x"),
    "package": lambda desk, item, out: desk.carrying.pack(item.id, out / "移交.zip"),
    "poster": lambda desk, item, out: desk.releases.poster(desk.drafts.open(item.id), out),
    "poster from the form": lambda desk, item, out: outputs.render(desk, item, "poster", out, silent),
    "poster on a printer": lambda desk, item, _out: desk.printing.sheets(desk.drafts.open(item.id), "poster"),
    "posting on a board": lambda desk, item, _out: desk.postings.record(
        item.id, Place("", "政务大厅公示栏"), desk.deadlines.today()
    ),
    "posting in place of a portal": lambda desk, item, _out: desk.board.post(item.id),
    "credit platform": _credit,
    "many at once": _batch,
}


def _draft(desk: Desk, _workspace: OfficeWorkspace) -> Item:
    return Office(desk).draft(PENALTY)


def _in_review(desk: Desk, _workspace: OfficeWorkspace) -> Item:
    return Office(desk).handed_in(PENALTY)


def _changed(desk: Desk, workspace: OfficeWorkspace) -> Item:
    """Approved, and changed where no program would."""
    item = Office(desk).approved(PENALTY)
    return workspace.save_item(replace(item, values={**item.values, "facts": "审过以后改的"}))


@pytest.mark.parametrize("made", [_draft, _in_review, _changed], ids=["draft", "in review", "changed since"])
@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_no_way_lets_out_what_was_not_approved_as_it_stands(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace, tmp_path: Path, made, way
) -> None:
    item, out = made(desk, workspace), tmp_path / "out"
    out.mkdir()

    with pytest.raises(AppError):
        way(desk, item, out)
    desk.outbox.run()

    assert portal.published == []
    assert portal.withdrawn == {}
    assert [one for one in out.rglob("*") if one.is_file() and one.suffix != ".json"] == []
    assert desk.outbox.jobs() == []
