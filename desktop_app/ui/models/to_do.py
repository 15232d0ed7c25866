"""The lines of the workbench: disclosures on their way, and periods of recurring duties that nobody has begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.services.deadlines import Figure, Todo
from desktop_app.ui.models.words import todo_chip

if TYPE_CHECKING:
    from desktop_app.services.recurring import Occurrence
    from desktop_app.services.requests import Running


@dataclass(frozen=True, slots=True)
class Line:
    """Something to do.

    Args:
        key: what stays the same about it when the list is loaded again.
        chip: the word that matters most about it, and its colour.
        figures: the figures of the workbench that count it.
        limit: the rule that its form names.
        item_id: of the disclosure; empty where it is still to be begun.
        place: key of the place where it is done, where that is not the form.
        occurrence: the period that is to be begun; None where there is a disclosure.
    """

    key: str
    form: str
    title: str
    chip: tuple[str, str]
    due_on: date | None
    figures: frozenset[Figure]
    limit: str
    item_id: str = ""
    place: str = ""
    occurrence: Occurrence | None = None


def line_of_todo(todo: Todo, figures: frozenset[Figure], limit: str) -> Line:
    """Return the line of a disclosure that is not public yet."""
    item = todo.item
    return Line(item.id, item.form, item.title, todo_chip(todo), todo.due_on, figures, limit, item.id)


def line_of_occurrence(occurrence: Occurrence, figures: frozenset[Figure], today: date) -> Line:
    """Return the line of a period that nobody has begun."""
    return Line(
        key=f"{occurrence.form}/{occurrence.period.key}",
        form=occurrence.form,
        title=occurrence.title,
        chip=_chip(occurrence.due_on, today),
        due_on=occurrence.due_on,
        figures=figures,
        limit=occurrence.limit,
        occurrence=occurrence,
    )


def line_of_request(running: Running, figures: frozenset[Figure]) -> Line:
    """Return the line of a request that is not answered yet; neither applicant nor their words stand in it."""
    number = running.request.number
    limit = f"{running.clock.limit} 个工作日内答复"
    due_on = None if running.clock.waits else running.clock.due_on
    title = f"依申请公开 {number} 的答复"
    return Line(f"request/{number}", "", title, running.state, due_on, figures, limit, place="requests")


def by_urgency(lines: list[Line]) -> list[Line]:
    """Return the lines, those that are due first at the top; at the same day what is begun goes first.

    Lines that are alike in this stay as they came.
    """
    return sorted(lines, key=lambda line: (line.due_on or date.max, line.occurrence is not None))


def _chip(due_on: date | None, today: date) -> tuple[str, str]:
    if due_on is not None and due_on < today:
        return f"逾期 {(today - due_on).days} 天", "red"
    if due_on == today:
        return "今天到期", "amber"
    return "还没写", ""
