from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.core.errors import Cancelled, UserError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.job import JobState
from desktop_app.services.desk import Desk
from desktop_app.services.outbox import ChangedSince, NotDelivered, ReasonMissing

pytestmark = pytest.mark.on_both_databases

FORM = "public-utilities.water-outage"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


@pytest.fixture
def approved(desk: Desk) -> Item:
    sample = desk.exchange.sample(FORM)
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, sample.values, "active", Confidentiality(), item.revision)
    desk.reviews.submit(item.id)
    return desk.reviews.approve(item.id, "王审查", REVIEWED)


def test_what_is_approved_is_published_read_back_and_written_down(
    desk: Desk, portal: MemoryPortal, approved: Item
):
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()

    item = desk.drafts.open(approved.id).item
    assert job.state is JobState.DELIVERED
    assert item.state is State.PUBLISHED
    assert item.url == job.receipt.url
    assert portal.published == [approved.id]
    assert [event.verb for event in desk.story(item.id)][-2:] == ["queue", "deliver"]


def test_the_portal_gets_page_documents_and_attachments(desk: Desk, portal: MemoryPortal, approved: Item):
    desk.outbox.queue(approved.id)
    desk.outbox.run()

    submission = portal.submission(approved.id)
    assert "停水" in submission.text
    assert {file.name.rpartition(".")[2] for file in submission.files} >= {"docx", "pdf"}


def test_files_that_are_kept_for_the_record_stay_in_the_office(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace
):
    roster = "姓名 身份证号\n赵示例 110105194912310021".encode()
    item = desk.drafts.create("organisation.training")
    for name, content in (("参训人员名单.txt", roster), ("培训日程表.txt", "上午 条例解读".encode())):
        desk.drafts.attach(item.id, name, content)
    values = {
        **desk.exchange.sample("organisation.training").values,
        "cadre_list": ["参训人员名单.txt"],
        "attachments": ["培训日程表.txt"],
    }
    desk.drafts.save(item.id, values, "active", Confidentiality(), desk.drafts.open(item.id).item.revision)
    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    desk.outbox.queue(item.id)
    desk.outbox.run()

    submission = portal.submission(item.id)
    sent = {file.name for file in submission.files}
    assert "培训日程表.txt" in sent
    assert "参训人员名单.txt" not in sent
    assert "参训人员名单" not in submission.text


def test_a_draft_cannot_be_queued(desk: Desk):
    item = desk.drafts.create(FORM)

    with pytest.raises(WrongState):
        desk.outbox.queue(item.id)


def test_what_was_changed_behind_the_review_is_held_back(
    desk: Desk, workspace: OfficeWorkspace, approved: Item
):
    workspace.attach(approved.id, "后加.txt", "后加", b"x")

    with pytest.raises(HeldBack, match="审查之后内容又改过"):
        desk.outbox.queue(approved.id)
    assert desk.outbox.jobs() == []
    assert desk.drafts.open(approved.id).item.state is State.APPROVED


def test_offline_it_waits_and_goes_out_when_the_network_is_back(
    desk: Desk, portal: MemoryPortal, clock, approved: Item
):
    portal.fail("publish", RetryLater("连不上门户。"))
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()
    assert (job.state, job.message) == (JobState.WAITING, "连不上门户。")
    assert desk.outbox.run() == []

    clock.pass_by(seconds=31)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED


@pytest.mark.parametrize(("method", "after"), [("publish", True), ("read_back", False)])
def test_a_lost_answer_never_makes_a_second_page(
    desk: Desk, portal: MemoryPortal, clock, approved: Item, method: str, after: bool
):
    portal.fail(method, Unanswered("线路断了。"), after=after)
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()
    assert job.state is JobState.UNCERTAIN

    clock.pass_by(minutes=5)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED
    assert portal.published == [approved.id]


def test_a_wrong_password_waits_for_a_person(desk: Desk, portal: MemoryPortal, clock, approved: Item):
    portal.fail("publish", NeedsLogin("门户不接受口令。"))
    desk.outbox.queue(approved.id)
    desk.outbox.run()

    clock.pass_by(days=1)
    assert desk.outbox.run() == []

    desk.outbox.retry(approved.id)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED


def test_what_waited_for_a_password_goes_on_by_itself_once_it_is_kept(
    desk: Desk, portal: MemoryPortal, approved: Item
):
    portal.fail("publish", NeedsLogin("口令文件还没有打开。"))
    desk.outbox.queue(approved.id)
    desk.outbox.run()

    (job,) = desk.outbox.go_on()

    assert job.state is JobState.DELIVERED
    assert desk.outbox.go_on() == []


def test_a_refusal_is_told_in_the_portals_words(desk: Desk, portal: MemoryPortal, approved: Item):
    portal.fail("publish", Rejected("没有这个栏目。"))
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()

    assert (job.state, job.message) == (JobState.REJECTED, "没有这个栏目。")
    assert desk.drafts.open(approved.id).item.state is State.APPROVED


def test_what_was_refused_can_be_sent_again_once_the_portal_is_mended(
    desk: Desk, portal: MemoryPortal, approved: Item
):
    portal.fail("publish", Rejected("没有这个栏目。"))
    desk.outbox.queue(approved.id)
    desk.outbox.run()

    desk.outbox.retry(approved.id)
    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED


def test_what_was_refused_can_be_mended_reviewed_and_queued_anew(
    desk: Desk, portal: MemoryPortal, approved: Item
):
    portal.fail("publish", Rejected("标题太长。"))
    desk.outbox.queue(approved.id)
    desk.outbox.run()
    item = desk.drafts.open(approved.id).item
    desk.drafts.save(item.id, {**item.values, "title": "停水通知"}, "active", REVIEWED, item.revision)

    with pytest.raises(ChangedSince):
        desk.outbox.retry(item.id)
    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    desk.outbox.queue(item.id)
    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED
    assert portal.submission(item.id).title == "停水通知"
    assert len(desk.outbox.jobs()) == 1


def test_an_unforeseen_trouble_of_the_profile_is_written_into_the_job(
    desk: Desk, portal: MemoryPortal, approved: Item
):
    portal.fail("publish", UserError("门户设置写错了。"))
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()

    assert (job.state, job.message) == (JobState.REJECTED, "门户设置写错了。")


def test_a_page_that_differs_from_what_was_approved_is_noticed(
    desk: Desk, portal: MemoryPortal, approved: Item, monkeypatch: pytest.MonkeyPatch
):
    real = portal.read_back

    def altered(receipt):
        return replace(real(receipt), text="别的正文")

    monkeypatch.setattr(portal, "read_back", altered)
    desk.outbox.queue(approved.id)

    (job,) = desk.outbox.run()

    assert job.state is JobState.DIFFERENT
    assert "正文" in job.message
    assert desk.drafts.open(approved.id).item.state is State.QUEUED


def test_what_was_queued_is_sent_whatever_happens_to_the_draft_after(
    desk: Desk, portal: MemoryPortal, workspace: OfficeWorkspace, approved: Item
):
    desk.outbox.queue(approved.id)
    queued = workspace.item(approved.id)
    workspace.save_item(replace(queued, values={**queued.values, "title": "后来改的标题"}))

    desk.outbox.run()

    assert portal.submission(approved.id).title == approved.title


def test_two_senders_at_once_publish_once(desk: Desk, portal: MemoryPortal, approved: Item):
    desk.outbox.queue(approved.id)
    threads = [threading.Thread(target=desk.outbox.run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert portal.published == [approved.id]


def test_stopping_leaves_the_job_to_be_asked_about(desk: Desk, approved: Item):
    desk.outbox.queue(approved.id)

    def stop(_what: str, share: float) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.outbox.run(stop)

    assert desk.outbox.jobs()[0].state is JobState.UNCERTAIN
    assert desk.outbox.run()[0].state is JobState.DELIVERED


def test_a_withdrawal_tells_the_public_why(desk: Desk, portal: MemoryPortal, approved: Item):
    desk.outbox.queue(approved.id)
    desk.outbox.run()

    with pytest.raises(ReasonMissing):
        desk.outbox.withdraw(approved.id, " ")
    job = desk.outbox.withdraw(approved.id, "决定被依法撤销")

    assert job.receipt.withdrawn
    assert desk.drafts.open(approved.id).item.state is State.WITHDRAWN


def test_what_was_never_public_cannot_be_withdrawn(desk: Desk, approved: Item):
    with pytest.raises(NotDelivered):
        desk.outbox.withdraw(approved.id, "理由")
