"""What was carried across is verified, checked once more, published once and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.adapters.bags.writing import write_bag
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.outbox.errors import RetryLater, Unanswered
from desktop_app.services.carrying import PageDiffers, Unsealed, deliver
from desktop_app.services.desk import Desk
from tests.adapters.portals.sample import file, submission

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
