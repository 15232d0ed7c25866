"""What is public is corrected, replaced, masked and withdrawn the same way as it was published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.item import Confidentiality, to_json
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.errors import RetryLater, Unanswered
from desktop_app.core.outbox.job import JobKind, JobState
from desktop_app.core.outbox.submission import Receipt
from desktop_app.core.outbox.succession import Succession
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import NothingNew, Succeeding
from desktop_app.services.outbox import NotDelivered, ReasonMissing
from desktop_app.services.successions import SuccessorWaits

pytestmark = pytest.mark.on_both_databases

FORM = "public-utilities.water-outage"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


def approved(desk: Desk, item: Item, **changes: object) -> Item:
    desk.drafts.save(item.id, {**item.values, **changes}, "active", Confidentiality(), item.revision)
    desk.reviews.submit(item.id)
    return desk.reviews.approve(item.id, "王审查", REVIEWED)


@pytest.fixture
def public(desk: Desk) -> Item:
    item = desk.drafts.create(FORM)
    sample = desk.exchange.sample(FORM)
    approved(desk, replace(item, values=dict(sample.values)))
    desk.outbox.queue(item.id)
    desk.outbox.run()
    return desk.drafts.open(item.id).item


def successor(desk: Desk, public: Item, kind: Succession, title: str = "停水公告（改）") -> Item:
    draft = desk.successions.begin(public.id, kind, "时间写错")
    return approved(desk, desk.drafts.open(draft.id).item, title=title)


def changed_by_others(portal: MemoryPortal, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    real = portal.read_back

    def altered(receipt: Receipt):
        page = real(receipt)
        return page if page.withdrawn else replace(page, text=text)

    monkeypatch.setattr(portal, "read_back", altered)


def test_a_correction_stands_beside_its_original_and_says_why(desk: Desk, portal: MemoryPortal, public: Item):
    item = successor(desk, public, Succession.CORRECT)
    desk.outbox.queue(item.id)

    (job,) = desk.outbox.run()

    sent = portal.submission(item.id)
    assert job.state is JobState.DELIVERED
    assert (sent.replaces, sent.reason) == (public.id, "时间写错")
    assert portal.published == [public.id, item.id]
    assert desk.drafts.open(public.id).item.state is State.PUBLISHED


def test_a_replacement_stands_at_the_originals_address(desk: Desk, portal: MemoryPortal, public: Item):
    item = successor(desk, public, Succession.REPLACE)
    job = desk.outbox.queue(item.id)
    assert (job.kind, job.key) == (JobKind.REPLACE, public.id)

    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED, job.message
    assert portal.published == [public.id]
    assert portal.submission(public.id).title == "停水公告（改）"
    assert desk.drafts.open(item.id).item.url == public.url
    assert desk.drafts.open(public.id).item.state is State.REPLACED
    assert desk.story(public.id)[-1].verb == "give_way"


def test_what_was_replaced_is_withdrawn_by_its_replacement(desk: Desk, portal: MemoryPortal, public: Item):
    item = successor(desk, public, Succession.REPLACE)
    desk.outbox.queue(item.id)
    desk.outbox.run()

    with pytest.raises(NotDelivered):
        desk.outbox.withdraw(public.id, "理由")
    job = desk.outbox.withdraw(item.id, "不再适用")

    assert job.state is JobState.DELIVERED
    assert portal.withdrawn == {public.id: "不再适用"}


def test_a_second_successor_waits_for_the_first(desk: Desk, public: Item):
    desk.successions.begin(public.id, Succession.CORRECT, "时间写错")

    with pytest.raises(SuccessorWaits):
        desk.successions.begin(public.id, Succession.REPLACE, "又一处")


def test_a_successor_needs_a_reason_and_a_public_original(desk: Desk, public: Item):
    with pytest.raises(ReasonMissing):
        desk.successions.begin(public.id, Succession.CORRECT, " ")
    with pytest.raises(NotDelivered):
        desk.successions.begin(desk.drafts.create(FORM).id, Succession.CORRECT, "理由")


def test_masked_version_has_nothing_of_a_person_left(desk: Desk, portal: MemoryPortal):
    form = next(
        entry.id
        for entry in desk.catalogue.search("最低生活保障")
        if any(
            column.personal.startswith("mask")
            for field in desk.catalogue.form(entry.id).fields.values()
            for column in field.columns.values()
        )
        and not desk.catalogue.form(entry.id).spec.posted_only
    )
    item = desk.drafts.create(form)
    sample = desk.exchange.sample(form)
    for path, content in desk.catalogue.form(form).spec.sample_files.items():
        desk.drafts.attach(item.id, path.removeprefix("sample:"), content.encode())
    names = {path: path.removeprefix("sample:") for path in desk.catalogue.form(form).spec.sample_files}
    values = {
        key: [names.get(one, one.removeprefix("sample:")) for one in raw]
        if desk.catalogue.form(form).fields[key].kind == "file"
        else raw
        for key, raw in sample.values.items()
    }
    approved(desk, replace(desk.drafts.open(item.id).item, values=values))
    desk.outbox.queue(item.id)
    assert desk.outbox.run()[0].state is JobState.DELIVERED
    shown = portal.submission(item.id).text

    draft = desk.successions.begin(item.id, Succession.MASK, "公示期已满")
    masked = desk.drafts.open(draft.id)

    fields = masked.form.fields
    hidden = [
        str(row[key])
        for name, field in fields.items()
        if field.kind == "table"
        for row in masked.item.values.get(name) or ()
        for key, column in field.columns.items()
        if column.personal != "none" and row.get(key)
    ]
    assert hidden
    assert all(set(one) == {"*"} for one in hidden)
    assert desk.successions.of(draft.id).kind is Succession.MASK
    assert shown != desk.documents.page(masked).text


# ── others changed it ────────────────────────────


@pytest.mark.parametrize("kind", ["replace", "withdraw"])
def test_what_others_changed_is_shown_and_not_overwritten_unasked(
    desk: Desk, portal: MemoryPortal, public: Item, monkeypatch: pytest.MonkeyPatch, kind: str
):
    changed_by_others(portal, monkeypatch, "别人改过的正文")
    if kind == "replace":
        job_id = desk.outbox.queue(successor(desk, public, Succession.REPLACE).id).id
        desk.outbox.run()
    else:
        job_id = desk.outbox.withdraw(public.id, "理由").id

    job = next(one for one in desk.outbox.jobs() if one.id == job_id)
    assert job.state is JobState.CHANGED
    assert portal.withdrawn == {}
    assert portal.submission(public.id).title == public.title
    _job, found = desk.public_pages.check(job_id)
    assert any("别人改过的正文" in one.theirs for one in found)
    assert any("停水" in one.ours for one in found)
    assert desk.outbox.run() == []


def test_after_a_persons_word_it_is_overwritten(
    desk: Desk, portal: MemoryPortal, public: Item, monkeypatch: pytest.MonkeyPatch
):
    changed_by_others(portal, monkeypatch, "别人改过的正文")
    job = desk.outbox.withdraw(public.id, "理由")

    desk.outbox.overwrite(job.id)
    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED
    assert portal.withdrawn == {public.id: "理由"}
    assert [event.verb for event in desk.story(public.id)][-2:] == ["overwrite", "withdraw"]


def test_a_person_may_leave_the_page_as_others_made_it(
    desk: Desk, portal: MemoryPortal, public: Item, monkeypatch: pytest.MonkeyPatch
):
    changed_by_others(portal, monkeypatch, "别人改过的正文")
    item = successor(desk, public, Succession.REPLACE)
    desk.outbox.queue(item.id)
    desk.outbox.run()

    job = desk.outbox.leave(item.id)

    assert job.state is JobState.GIVEN_UP
    assert desk.outbox.pending() == 0
    assert desk.drafts.open(item.id).item.state is State.APPROVED
    assert desk.drafts.open(public.id).item.state is State.PUBLISHED


# ── the way ────────────────────────────


def test_a_withdrawal_waits_for_the_network_like_anything_else(
    desk: Desk, portal: MemoryPortal, public: Item, clock
):
    portal.fail("withdraw", RetryLater("连不上门户。"))

    job = desk.outbox.withdraw(public.id, "决定被依法撤销")
    assert job.state is JobState.WAITING
    assert desk.drafts.open(public.id).item.state is State.PUBLISHED

    clock.pass_by(minutes=2)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED
    assert desk.drafts.open(public.id).item.state is State.WITHDRAWN


@pytest.mark.parametrize("method", ["replace", "withdraw"])
def test_a_lost_answer_to_a_replacement_or_withdrawal_is_cleared_up(
    desk: Desk, portal: MemoryPortal, public: Item, clock, method: str
):
    portal.fail(method, Unanswered("线路断了。"), after=True)
    if method == "replace":
        desk.outbox.queue(successor(desk, public, Succession.REPLACE).id)
        desk.outbox.run()
    else:
        desk.outbox.withdraw(public.id, "理由")

    clock.pass_by(minutes=2)
    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED


def test_what_concerns_one_page_goes_in_its_order(desk: Desk, portal: MemoryPortal, public: Item, clock):
    portal.fail("replace", RetryLater("连不上门户。"))
    item = successor(desk, public, Succession.REPLACE)
    desk.outbox.queue(item.id)
    clock.pass_by(seconds=1)
    withdrawal = desk.outbox.queue_withdrawal(public.id, "理由")

    (tried,) = desk.outbox.run()

    assert tried.id == item.id
    assert withdrawal.is_urgent


def test_urgent_matters_go_first_and_paused_ones_not_at_all(desk: Desk, portal: MemoryPortal, clock):
    items = []
    for number in range(3):
        item = desk.drafts.create(FORM)
        values = {**desk.exchange.sample(FORM).values, "title": f"停水公告{number}"}
        items.append(approved(desk, replace(item, values=values)))
        desk.outbox.queue(item.id, is_urgent=number == 2)
        clock.pass_by(seconds=1)
    desk.outbox.pause(items[0].id)

    desk.outbox.run()

    assert portal.published == [items[2].id, items[1].id]
    desk.outbox.retry(items[0].id)
    desk.outbox.run()
    assert portal.published[-1] == items[0].id


def test_published_pages_are_watched(
    desk: Desk, portal: MemoryPortal, public: Item, monkeypatch: pytest.MonkeyPatch
):
    assert desk.public_pages.check_all() == []
    changed_by_others(portal, monkeypatch, "别人改过的正文")

    (wrong,) = desk.public_pages.check_all()

    assert (wrong.id, wrong.state) == (public.id, JobState.DIFFERENT)
    assert "正文" in wrong.message
    monkeypatch.undo()
    assert desk.public_pages.check_all() == []


def test_a_disclosure_does_not_take_its_own_place(desk: Desk, portal: MemoryPortal, tmp_path: Path):
    loaded = desk.exchange.load(to_json(desk.exchange.sample(FORM)), tmp_path)
    job = desk.exchange.publish(loaded, "local")

    with pytest.raises(NothingNew):
        desk.exchange.publish(loaded, "local", succession=Succeeding(job.item, Succession.REPLACE, "理由"))

    assert desk.successions.of(job.item) is None


def test_a_disclosure_from_a_file_takes_anothers_place(desk: Desk, portal: MemoryPortal, tmp_path: Path):
    sample = desk.exchange.sample(FORM)
    original = desk.exchange.publish(desk.exchange.load(to_json(sample), tmp_path), "local")
    changed = msgspec.structs.replace(sample, values={**sample.values, "title": "停水公告（改）"})

    job = desk.exchange.publish(
        desk.exchange.load(to_json(changed), tmp_path),
        "local",
        succession=Succeeding(original.item, Succession.REPLACE, "标题写错"),
    )

    assert (job.state, job.key) == (JobState.DELIVERED, original.key)
    assert portal.submission(original.key).title == "停水公告（改）"
