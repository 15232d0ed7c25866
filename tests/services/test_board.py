"""What may hang on the bulletin boards, and how far its publicity period is."""

from __future__ import annotations

import pytest

from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office


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
