"""What boards ask of a clerk, and how each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.core.board.clocks import Clock, objection_clock_of
from desktop_app.core.board.place import Place
from desktop_app.core.calendar.wording import full
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.hanging import Hanging, Sheets
from desktop_app.services.objections import Objections
from desktop_app.services.ports import Workspace

_ENDS_SOON_DAYS = 2


class Duty(StrEnum):
    """What boards ask of a clerk, the most urgent first."""

    OBJECTION = "objection"
    TAKE_DOWN = "take_down"
    PAGE_DOWN = "page_down"
    REPORT = "report"
    ENDS_SOON = "ends_soon"


DUTY_WORDS = {
    Duty.OBJECTION: "有异议要答复",
    Duty.TAKE_DOWN: "可以取下",
    Duty.PAGE_DOWN: "网页待撤下",
    Duty.REPORT: "待出结果报告",
    Duty.ENDS_SOON: "公示期快满",
}


@dataclass(frozen=True, slots=True)
class BoardState:
    """One bulletin board of the office's list.

    Args:
        hanging: what hangs there, the first to come down first.
        due: how many of them may come down.
        last_on: the day of the last posting there; None where there never was one.
        this_quarter: how many sheets were posted there in this quarter.
    """

    place: Place
    hanging: tuple[Hanging, ...]
    due: int
    last_on: date | None
    this_quarter: int

    @property
    def is_silent(self) -> bool:
        """Say whether a village's board shows nothing new in this quarter.

        Source: 村民委员会组织法 (2025) art. 35 (general matters at least once a quarter).
        """
        return self.place.is_of_village and not self.this_quarter


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that a board asks for."""

    duty: Duty
    item: Item
    words: str
    on: date


class BoardDuties:
    """Looks over the boards.

    Args:
        places: returns the office's own list of boards at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        deadlines: Deadlines,
        objections: Objections,
        sheets: Sheets,
        places: Callable[[], tuple[Place, ...]],
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._deadlines = deadlines
        self._objections = objections
        self._sheets = sheets
        self._places = places

    def places(self) -> tuple[Place, ...]:
        """Return the office's own list of boards."""
        return self._places()

    def overview(self) -> list[BoardState]:
        """Return every board of the office's list, and those of which only postings tell."""
        today = self._deadlines.today()
        hung = self._sheets.all()
        listed = list(self.places())
        known = {str(place) for place in listed}
        listed += [
            one.place
            for one in {str(one.posting.place): one.posting for one in hung}.values()
            if str(one.place) not in known
        ]
        return [_state(place, hung, today) for place in listed]

    def todo(self) -> list[Todo]:
        """Return what boards ask for, the most urgent first."""
        found: list[Todo] = []
        by_item: dict[str, list[Hanging]] = {}
        for one in self._sheets.all():
            by_item.setdefault(one.item.id, []).append(one)
        for hung in by_item.values():
            found += self._todo_of(hung)
        order = list(Duty)
        return sorted(found, key=lambda todo: (order.index(todo.duty), todo.on, todo.item.id))

    def _todo_of(self, hung: Sequence[Hanging]) -> list[Todo]:
        today, item = self._deadlines.today(), hung[0].item
        found = [
            Todo(
                Duty.OBJECTION,
                item,
                f"{one.received_at:%Y-%m-%d} 收到异议，还没有答复",
                one.received_at.date(),
            )
            for one in self._objections.of(item.id)
            if not one.is_concluded
        ]
        found += [
            Todo(Duty.TAKE_DOWN, item, f"{one.posting.place}：两个期限都满了", one.clocks.may_come_down_on)
            for one in hung
            if one.is_due(today)
        ]
        clock = objection_clock_of([one.clocks for one in hung])
        if clock is not None and today > clock.last_day:
            found += self._after_period(item, clock)
        elif clock is not None and (clock.last_day - today).days <= _ENDS_SOON_DAYS:
            found.append(Todo(Duty.ENDS_SOON, item, f"公示期到 {full(clock.last_day)}", clock.last_day))
        return found

    def _after_period(self, item: Item, clock: Clock) -> list[Todo]:
        found = []
        if not any(event.verb == "result_report" for event in self._workspace.events(item.id)):
            words = f"公示期 {full(clock.last_day)}已满，可以出结果报告"
            found.append(Todo(Duty.REPORT, item, words, clock.last_day))
        if item.state is State.PUBLISHED and item.url and self._names_people(item.form):
            words = "公示期已满，网页上还有个人信息，请撤下，或在发件箱里换成去掉个人信息的"
            found.append(Todo(Duty.PAGE_DOWN, item, words, clock.last_day))
        return found

    def _names_people(self, form_id: str) -> bool:
        """Say whether a type's web page shows people, if only by masked names."""
        fields = self._catalogue.form(form_id).fields.values()
        treated = [field.personal for field in fields]
        treated += [column.personal for field in fields for column in field.columns.values()]
        return any(one.startswith("mask") for one in treated)


def _state(place: Place, hung: Sequence[Hanging], today: date) -> BoardState:
    here = [one for one in hung if str(one.posting.place) == str(place)]
    hanging = sorted((one for one in here if one.posting.hangs), key=lambda one: one.clocks.may_come_down_on)
    return BoardState(
        place,
        tuple(hanging),
        sum(one.is_due(today) for one in hanging),
        max((one.posting.counted_from for one in here), default=None),
        sum(_quarter(one.posting.counted_from) == _quarter(today) for one in here),
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
