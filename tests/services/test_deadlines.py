"""What is to do, in the order in which it is due, and under which figures it counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_app.core.disclosure.states import State
from desktop_app.services.deadlines import Figure
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.ui.pages.office import GUIDE, OUTAGE, Office

PENALTY = "market-supervision.penalty-publicity"
DUE = date(2026, 9, 30)
"""A Wednesday: the sample's decision of 2026-09-22 and five working days over 中秋节."""


@pytest.mark.parametrize(
    ("today", "figures"),
    [
        (date(2026, 9, 24), set()),
        (date(2026, 9, 27), set()),
        (date(2026, 9, 28), {Figure.WEEK}),
        (date(2026, 9, 30), {Figure.TODAY, Figure.WEEK}),
        (date(2026, 10, 1), {Figure.OVERDUE}),
    ],
    ids=["the week before", "Sunday before", "Monday of the week", "the day", "the day after"],
)
def test_a_deadline_counts_under_the_figures_of_its_day(
    desk: Desk, clock: FixedClock, today: date, figures: set[Figure]
) -> None:
    Office(desk).draft(PENALTY)
    clock.pass_by(days=(today - clock.now.date()) // timedelta(days=1))
    (todo,) = desk.deadlines.todo()
    assert todo.due_on == DUE
    assert desk.deadlines.figures(todo.due_on) == figures


def test_what_waits_for_review_counts_there_with_or_without_a_deadline(desk: Desk) -> None:
    Office(desk).handed_in(GUIDE)
    (todo,) = desk.deadlines.todo()
    assert todo.item.state is State.IN_REVIEW
    assert desk.deadlines.figures(todo.due_on, in_review=True) == {Figure.REVIEW}


def test_the_most_urgent_comes_first_and_what_has_no_deadline_last(desk: Desk) -> None:
    office = Office(desk)
    guide, outage, penalty = office.draft(GUIDE), office.draft(OUTAGE), office.draft(PENALTY)
    assert [todo.item.id for todo in desk.deadlines.todo()] == [penalty.id, outage.id, guide.id]


def test_of_what_is_due_on_the_same_day_the_first_begun_comes_first(desk: Desk, clock: FixedClock) -> None:
    begun = []
    for _ in range(6):
        begun.append(Office(desk).draft(OUTAGE).id)
        clock.pass_by(minutes=1)
    assert [row.item.id for row in desk.deadlines.todo()] == begun


def test_what_is_public_is_no_longer_to_do(desk: Desk) -> None:
    Office(desk).published(OUTAGE)
    assert desk.deadlines.todo() == []
