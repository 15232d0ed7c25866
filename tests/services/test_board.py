"""What may hang on the bulletin boards, and how far its publicity period is."""

from __future__ import annotations

import pytest

from desktop_app.core.disclosure.gate import HeldBack, NotPostedOnly, PostedOnly
from desktop_app.core.disclosure.states import State
from desktop_app.core.ledger.filters import Filters
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office

HOUSES = "land-and-housing.house-survey-valuation"


@pytest.mark.parametrize(
    ("days", "day", "is_running"),
    [(0, 0, True), (1, 1, True), (10, 10, True), (11, 11, False)],
    ids=["posted today", "first day", "last day", "the day after"],
)
def test_the_days_of_the_period_count_from_the_day_after_publication(
    desk: Desk, clock: FixedClock, days: int, day: int, is_running: bool
) -> None:
    Office(desk).published(ALLOWANCE)
    clock.pass_by(days=days)
    (row,) = desk.board.rows()
    assert (row.day, row.is_running) == (day, is_running)


def test_what_is_approved_may_hang_but_runs_only_when_public(desk: Desk) -> None:
    Office(desk).approved(ALLOWANCE)
    (row,) = desk.board.rows()
    assert row.item.state is State.APPROVED
    assert row.counted_from == desk.deadlines.today()
    assert not row.is_running


def test_a_type_without_a_period_hangs_without_one(desk: Desk) -> None:
    Office(desk).published(OUTAGE)
    (row,) = desk.board.rows()
    assert row.period is None
    assert not row.is_running


def test_what_was_withdrawn_no_longer_hangs(desk: Desk) -> None:
    item = Office(desk).published(OUTAGE)
    desk.outbox.withdraw(item.id, "停水取消")
    assert desk.board.rows() == []


def test_what_is_posted_in_its_place_alone_goes_to_no_portal_and_into_no_package(desk: Desk) -> None:
    item = Office(desk).approved(HOUSES)
    with pytest.raises(PostedOnly, match="不发到网上"):
        desk.outbox.queue(item.id)
    assert desk.outbox.jobs() == []
    opened = desk.drafts.open(item.id)
    with pytest.raises(PostedOnly):
        desk.releases.submission(opened, desk.releases.release(opened), [])


def test_a_posted_sheet_is_public_from_the_day_on_which_it_was_posted(desk: Desk, clock: FixedClock) -> None:
    item = desk.board.post(Office(desk).approved(HOUSES).id)
    assert item.state is State.PUBLISHED
    assert item.published_at == clock()
    clock.pass_by(days=7)
    (row,) = desk.board.rows()
    assert (row.day, row.is_running) == (7, True)
    assert [event.verb for event in desk.story(item.id)][-1] == "post"
    (line,) = desk.ledger.rows(Filters(year=clock().year))
    assert (line.receipt, line.url) == ("已张贴", "")


def test_a_clerk_cannot_call_public_what_a_portal_has_not_got(desk: Desk) -> None:
    item = Office(desk).approved(ALLOWANCE)
    with pytest.raises(NotPostedOnly):
        desk.board.post(item.id)


def test_what_the_gate_holds_back_is_not_posted(desk: Desk) -> None:
    held = Office(desk).approved(HOUSES, explain="现场联系人身份证号23022119800101001X")
    with pytest.raises(HeldBack):
        desk.board.post(held.id)
    assert desk.drafts.open(held.id).item.state is State.APPROVED
