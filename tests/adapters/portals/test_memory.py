from __future__ import annotations

import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.outbox.errors import RetryLater, Unanswered
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import submission


class TestMemoryPortal(PortalConformance):
    @pytest.fixture
    def portal(self) -> Portal:
        return MemoryPortal()


def test_failure_before_storing_leaves_nothing() -> None:
    portal = MemoryPortal()
    portal.fail("publish", RetryLater("忙"))

    with pytest.raises(RetryLater):
        portal.publish(submission(), silent)

    assert portal.published == []


def test_failure_after_storing_loses_only_the_answer() -> None:
    portal = MemoryPortal()
    portal.fail("publish", Unanswered("断线"), after=True)

    with pytest.raises(Unanswered):
        portal.publish(submission(), silent)

    assert portal.find("ljx-2026-0001") is not None
    assert portal.published == ["ljx-2026-0001"]


def test_failures_come_in_the_order_in_which_they_were_asked_for() -> None:
    portal = MemoryPortal()
    portal.fail("find", RetryLater("一"))
    portal.fail("find", RetryLater("二"))

    told = []
    for _ in range(2):
        with pytest.raises(RetryLater) as caught:
            portal.find("k")
        told.append(caught.value.message)

    assert told == ["一", "二"]
    assert portal.find("k") is None
    assert portal.calls == ["find"] * 3
