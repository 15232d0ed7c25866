"""Until when each disclosure must be public, and what is to be done in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.calendar.due import Due, strictest
from desktop_app.core.calendar.errors import EventTimeMissing
from desktop_app.core.calendar.time_limit import TimeLimit, due
from desktop_app.core.calendar.workdays import WorkCalendar, load_calendar
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.forms.values import Span
from desktop_app.services.ports import Clock, Workspace

if TYPE_CHECKING:
    from desktop_app.core.forms.answers import Answers
    from desktop_app.core.forms.form import Form

OPEN_ITEMS = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.QUEUED)
"""What is not public yet."""


@dataclass(frozen=True, slots=True)
class Todo:
    """A disclosure that is not public yet.

    Args:
        days_left: calendar days until the deadline, negative when overdue; None without one.
        how: the rule in words.
    """

    item: Item
    due_on: date | None
    days_left: int | None
    how: str


class Figure(StrEnum):
    """The figures of the workbench that count what is to do; one thing may count in several."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    REVIEW = "review"


class Deadlines:
    """Deadlines by the forms' rules and the working-day calendar."""

    def __init__(self, workspace: Workspace, calendars: Sequence[Path], clock: Clock) -> None:
        """Count over a workspace.

        Args:
            calendars: the folders with the arrangements of holidays, the program's and the office's own.
        """
        self._workspace = workspace
        self._calendars = calendars
        self._clock = clock

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days of all years that there is data for."""
        return load_calendar(self.calendar_files())

    def calendar_files(self) -> dict[str, str]:
        """Return the texts of the arrangements by folder and name."""
        return {
            f"{folder.name}/{file.name}" if number else file.name: file.read_text("utf-8")
            for number, folder in enumerate(self._calendars)
            for file in sorted(folder.glob("*.yaml"))
        }

    def take_calendar(self, calendar: WorkCalendar) -> None:
        """Count by other working days from now on."""
        self.calendar = calendar

    def today(self) -> date:
        """Return the day it is."""
        return self._clock().date()

    def due(self, form: Form, answers: Answers, calendar: WorkCalendar | None = None) -> Due | None:
        """Return the deadline, or None while the event's date is not known.

        Args:
            calendar: other working days than those that are known.
        """
        found = [self._one(limit, answers, calendar or self.calendar) for limit in form.spec.time_limits]
        known = [one for one in found if one is not None]
        return strictest(known) if known else None

    def due_for(self, form: Form, event: date | datetime) -> Due | None:
        """Return the deadline that follows from an event, or None where the form has no limit."""
        limits = form.spec.time_limits
        return due(limits, event, self.calendar) if limits else None

    def due_text(self, form: Form, answers: Answers) -> str:
        """Return the deadline as ISO 8601, empty while it is not known."""
        found = self.due(form, answers)
        return "" if found is None else found.at.isoformat()

    def _one(self, limit: TimeLimit, answers: Answers, calendar: WorkCalendar) -> Due | None:
        event = answers.typed(limit.event_field) if limit.event_field else None
        if isinstance(event, Span):
            event = event.start
        if not isinstance(event, date):
            return None
        try:
            return due([limit], event, calendar)
        except EventTimeMissing:
            return None

    def todo(self) -> list[Todo]:
        """Return all that is not public yet, the most urgent first."""
        return sorted(map(self._todo, self._workspace.items(*OPEN_ITEMS)), key=_urgency)

    def _todo(self, item: Item) -> Todo:
        due_on = datetime.fromisoformat(item.due).date() if item.due else None
        left = None if due_on is None else (due_on - self.today()).days
        return Todo(item, due_on, left, _how(left))

    def figures(self, due_on: date | None, *, in_review: bool = False) -> frozenset[Figure]:
        """Return under which figures something counts that is due on a day; the week ends on Sunday."""
        counted = {Figure.REVIEW: in_review}
        if due_on is not None:
            today = self.today()
            sunday = today + timedelta(days=6 - today.weekday())
            counted |= {
                Figure.OVERDUE: due_on < today,
                Figure.TODAY: due_on == today,
                Figure.WEEK: today <= due_on <= sunday,
            }
        return frozenset(figure for figure, holds in counted.items() if holds)


def _urgency(todo: Todo) -> tuple[date, datetime, str]:
    """Of what is due on the same day, what was begun first comes first: ids end at random."""
    return (todo.due_on or date.max, todo.item.created_at, todo.item.id)


def _how(days_left: int | None) -> str:
    if days_left is None:
        return "填了起算日期就能算出期限"
    if days_left < 0:
        return f"已逾期 {-days_left} 天"
    return "今天到期" if days_left == 0 else f"还有 {days_left} 天"
