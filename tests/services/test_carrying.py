"""What was carried across is verified, checked once more, published once and read back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desktop_app.adapters.bags.writing import write_bag
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.errors import RetryLater, Unanswered
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.outbox.let_out import let_out
from desktop_app.core.outbox.succession import Succession
from desktop_app.services.carrying import (
    AnsweredFor,
    NoReceipt,
    NotCarried,
    PageDiffers,
    Unsealed,
    deliver,
    held_back,
    receipt_file,
)
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import unpack
from tests.adapters.portals.sample import file, submission
from tests.services.test_successions import successor
from tests.ui.pages.office import OUTAGE, Office

DAY = date(2026, 9, 28)
SEALED = {"Keywords": "停水", "Seal": "a" * 64}


@pytest.fixture
def packed(desk: Desk, tmp_path: Path) -> bytes:
    from desktop_app.core.disclosure.item import to_json

    loaded = desk.exchange.load(to_json(desk.exchange.sample("public-utilities.water-outage")), tmp_path)
    return desk.exchange.pack(loaded, tmp_path / "移交.zip").read_bytes()


def test_a_package_is_published_once_and_its_receipt_is_printed(
    desk: Desk, portal: MemoryPortal, packed: bytes
) -> None:
    receipt = deliver(packed, portal)

    assert portal.published == [receipt.key]
    assert deliver(packed, portal) == receipt
    assert portal.published == [receipt.key]


def test_after_a_lost_answer_it_is_not_published_twice(portal: MemoryPortal, packed: bytes) -> None:
    portal.fail("publish", Unanswered("线路断了。"), after=True)
    with pytest.raises(Unanswered):
        deliver(packed, portal)

    deliver(packed, portal)

    assert len(portal.published) == 1


def test_offline_nothing_is_lost(portal: MemoryPortal, packed: bytes) -> None:
    portal.fail("publish", RetryLater("连不上门户。"))
    with pytest.raises(RetryLater):
        deliver(packed, portal)

    assert deliver(packed, portal).key in portal.published


def test_a_package_without_a_seal_does_not_go_out(portal: MemoryPortal) -> None:
    with pytest.raises(Unsealed):
        deliver(write_bag(submission(), DAY), portal)

    assert portal.published == []


@pytest.mark.parametrize("where", ["file", "text", "html"])
def test_a_home_made_package_does_not_carry_personal_data_past_the_gate(
    portal: MemoryPortal, where: str
) -> None:
    number = "居民身份证号码：110105194912310021"
    changes = {
        "file": {"files": (file("名单.txt", number.encode()),)},
        "text": {"text": number},
        "html": {"html": f"<p>{number}</p>"},
    }[where]
    made = submission(metadata=SEALED, **changes)

    with pytest.raises(HeldBack):
        deliver(write_bag(made, DAY), portal)

    assert portal.published == []


def test_a_page_that_differs_is_told(
    portal: MemoryPortal, packed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = portal.read_back
    monkeypatch.setattr(portal, "read_back", lambda receipt: replace(real(receipt), text="别的"))

    with pytest.raises(PageDiffers, match="正文"):
        deliver(packed, portal)


# ── there and back ────────────────────────────


@pytest.fixture
def queued(desk: Desk) -> str:
    return Office(desk).queued(OUTAGE).id


def test_what_waits_is_carried_across_and_its_receipt_brought_back(
    desk: Desk, portal: MemoryPortal, queued: str, tmp_path: Path
) -> None:
    package = desk.carrying.pack(queued, tmp_path / "移交.zip")
    waiting = desk.outbox.jobs()[0]
    assert waiting.state is JobState.PAUSED
    assert desk.outbox.run() == []

    receipt = deliver(package.read_bytes(), portal)
    job = desk.carrying.take_receipt(receipt_file(receipt))

    item = desk.drafts.open(queued).item
    assert job.state is JobState.DELIVERED
    assert (item.state, item.url) == (State.PUBLISHED, receipt.url)
    assert [event.verb for event in desk.story(queued)][-1] == "deliver"


def test_a_receipt_of_something_else_or_of_other_content_is_not_taken(
    desk: Desk, portal: MemoryPortal, queued: str, tmp_path: Path
) -> None:
    package = desk.carrying.pack(queued, tmp_path / "移交.zip").read_bytes()
    receipt = deliver(package, portal)

    for wrong in (
        b"{}",
        receipt_file(replace(receipt, key="another")),
        receipt_file(replace(receipt, digest="0" * 64)),
    ):
        with pytest.raises(NoReceipt):
            desk.carrying.take_receipt(wrong)
    assert desk.drafts.open(queued).item.state is State.QUEUED

    desk.carrying.take_receipt(receipt_file(receipt))
    with pytest.raises(NoReceipt):
        desk.carrying.take_receipt(receipt_file(receipt))


def carried(desk: Desk, portal: MemoryPortal, job_id: str, folder: Path) -> Job:
    """Pack what waits, deliver it there, and bring the receipt back."""
    package = desk.carrying.pack(job_id, folder / "移交.zip").read_bytes()
    return desk.carrying.take_receipt(receipt_file(deliver(package, portal)))


def test_a_replacement_and_a_withdrawal_are_carried_too(
    desk: Desk, portal: MemoryPortal, queued: str, tmp_path: Path
) -> None:
    carried(desk, portal, queued, tmp_path)
    draft = successor(desk, desk.drafts.open(queued).item, Succession.REPLACE, "改正后的停水通知")
    desk.outbox.queue(draft.id)

    replaced = carried(desk, portal, draft.id, tmp_path)
    assert replaced.state is JobState.DELIVERED
    assert portal.submission(queued).title == "改正后的停水通知"
    assert desk.drafts.open(queued).item.state is State.REPLACED

    job = desk.outbox.queue_withdrawal(draft.id, "决定已撤销")
    withdrawn = carried(desk, portal, job.id, tmp_path)
    assert withdrawn.state is JobState.DELIVERED
    assert portal.withdrawn == {queued: "决定已撤销"}
    assert desk.drafts.open(draft.id).item.state is State.WITHDRAWN
    assert portal.published == [queued]


def test_a_withdrawal_carries_nothing_of_what_it_takes_down(
    desk: Desk, portal: MemoryPortal, queued: str, tmp_path: Path
) -> None:
    carried(desk, portal, queued, tmp_path)
    job = desk.outbox.queue_withdrawal(queued, "含个人信息")

    desk.carrying.pack(job.id, tmp_path / "撤回.zip")

    unpack((tmp_path / "撤回.zip").read_bytes(), tmp_path / "out")
    held = [one for one in (tmp_path / "out" / queued / "data").rglob("*") if one.is_file()]
    assert {one.name: one.stat().st_size for one in held if one.name != "record.json"} == {
        "网页正文.html": 0,
        "网页正文.txt": 0,
    }
    with pytest.raises(NoReceipt):
        desk.carrying.take_receipt(receipt_file(replace(portal.find(queued), withdrawn=False)))


def test_what_is_done_already_is_not_carried(desk: Desk, queued: str, tmp_path: Path) -> None:
    desk.outbox.run()

    with pytest.raises(NotCarried):
        desk.carrying.pack(queued, tmp_path / "移交.zip")
    assert list(tmp_path.glob("*.zip")) == []


def test_a_package_describes_its_item_in_its_portals_own_form(
    desk: Desk, queued: str, tmp_path: Path
) -> None:
    folder = desk.folder / "portals"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "local.yaml").write_text(
        "name: local\nkind: folder\nfolder: /carried\n"
        "exchange:\n  name: import.json\n"
        '  template: \'{"id": {{ key | tojson }}, "bt": {{ title | tojson }}, "lm": {{ column_id | tojson }}}\'\n',
        "utf-8",
    )

    package = desk.carrying.pack(queued, tmp_path / "移交.zip")

    with TemporaryDirectory() as where:
        record = unpack(package.read_bytes(), Path(where))
        told = json.loads((Path(where) / queued / "data" / "meta" / "import.json").read_text("utf-8"))
    assert record.exchange == "import.json"
    assert (told["id"], told["bt"], told["lm"]) == (queued, record.title, record.column)


# ── what somebody answers for ────────────────────────────


CARD = "230221198407122280"
REASON = "依法公告送达，必须写明当事人身份"


@pytest.fixture
def answered_for(desk: Desk, tmp_path: Path) -> bytes:
    """A package with an identity number, which the clerk left in with a reason and the reviewer signed for."""
    sample = desk.exchange.sample("public-utilities.water-outage")
    item = desk.drafts.create("public-utilities.water-outage")
    item = desk.drafts.save(item.id, sample.values, "active", Confidentiality(), item.revision)
    desk.drafts.attach(item.id, "公告.txt", f"身份证号：{CARD}".encode())
    opened = desk.drafts.open(item.id)
    found = [one for one in desk.findings(opened) if one.rule == "pii.id-card"]
    desk.decisions.accept(opened, found, REASON, "张三")
    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", sample.confidentiality)
    desk.outbox.queue(item.id)
    return desk.carrying.pack(item.id, tmp_path / "移交.zip").read_bytes()


def test_what_a_reviewer_answered_for_goes_out_only_where_the_publisher_has_read_why(
    portal: MemoryPortal, answered_for: bytes
) -> None:
    with pytest.raises(AnsweredFor, match=rf"公告\.txt.*{REASON}（张三）") as asked:
        deliver(answered_for, portal)
    assert CARD not in str(asked.value)
    assert portal.published == []

    receipt = deliver(answered_for, portal, agreed=True)

    assert portal.published == [receipt.key]


def test_who_agrees_agrees_to_what_is_named_and_to_nothing_else(portal: MemoryPortal) -> None:
    held = submission(metadata=SEALED, text=f"身份证号：{CARD}", files=(file("名单.txt", CARD.encode()),))
    named = [one for one in let_out(held_back(held), ()) if one.part == "名单.txt"]

    with pytest.raises(HeldBack) as refused:
        deliver(write_bag(held, DAY, let_out=named), portal, agreed=True)

    assert [one.rule for one in refused.value.findings] == ["pii.id-card"]
    assert portal.published == []


def test_a_marked_secret_never_goes_out_whatever_a_package_says_of_it(portal: MemoryPortal) -> None:
    secret = submission(metadata=SEALED, files=(file("纪要.txt", "机密★3年\n会议纪要".encode()),))
    named = let_out(held_back(secret), ())
    assert "secrecy.classification-mark" in {one.rule for one in named}

    with pytest.raises(HeldBack):
        deliver(write_bag(secret, DAY, let_out=named), portal, agreed=True)
