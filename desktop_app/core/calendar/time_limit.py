"""Time limits (公开时限): by when something must be public, counted from or up to an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Literal

import msgspec

from desktop_app.core.calendar.dates import add_months, day_of
from desktop_app.core.calendar.due import Due, strictest
from desktop_app.core.calendar.errors import EventOutOfRange, EventTimeMissing
from desktop_app.core.calendar.wording import UNIT_NAMES, full, listed, provisional_note, short
from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.errors import BugError

Unit = Literal["day", "working_day", "hour", "month"]

_BEIJING = timezone(timedelta(hours=8))
_YEARS = range(1950, 2200)


class TimeLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One limit of a form.

    Args:
        event: what it counts from, as people say it (作出处罚决定).
        event_field: id of the form field that holds the event's date; None where the clerk is asked.
        amount: how many units, 1 or more.
        unit: calendar days, working days, hours that run through nights and holidays, or months.
        direction: within AMOUNT after the event, or public at least AMOUNT before it.
        roll: whether a last day on which nobody works moves on to the next working day; applies to days
            and months after the event, since the other limits never move.
        text: the limit in Chinese words for people.
        source: legal basis.

    Source: 民法典 art. 201-203.
    """

    event: str
    amount: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    unit: Unit
    text: str
    event_field: str | None = None
    direction: Literal["within", "before"] = "within"
    roll: Literal["forward", "none"] = "forward"
    source: str = ""

    @property
    def signed(self) -> int:
        """The amount; negative where it counts back from the event."""
        return self.amount if self.direction == "within" else -self.amount


def due(limits: Sequence[TimeLimit], event: date, calendar: WorkCalendar) -> Due:
    """Return the earliest deadline that the limits give, the others beside it.

    Args:
        limits: one or more that count from the same event; for different events, compute each alone and
            take `strictest`.
        event: its day, or its minute (naive Beijing time; an aware one is converted).
        calendar: the working days.

    Raises:
        EventTimeMissing: a limit in hours after the event, and only the day is given.
        EventOutOfRange: the event's year is a slip of the pen.
    """
    if not limits:
        raise BugError("计算期限时没有给出任何时限。")
    moment = _beijing(event)
    return strictest([_one(limit, moment, calendar) for limit in limits])


def _one(limit: TimeLimit, event: date, calendar: WorkCalendar) -> Due:
    if limit.unit == "hour":
        return _hours(limit, event, calendar)
    if limit.unit == "working_day":
        return _working_days(limit, day_of(event), calendar)
    if limit.direction == "before":
        return _days_before(limit, event, calendar)
    return _days_within(limit, day_of(event), calendar)


def _working_days(limit: TimeLimit, event: date, calendar: WorkCalendar) -> Due:
    at = calendar.add_workdays(event, limit.signed)
    safe = calendar.safe_back(calendar.safe_add(event, limit.signed))
    if limit.direction == "within":
        safe = _not_before(event, safe, at, calendar)
    first, last = (event + timedelta(days=1), at) if at > event else (at, event - timedelta(days=1))
    skipped = calendar.skipped(first, last)
    make_ups = "、".join(short(day, event.year) for day, _ in calendar.make_ups(first, last))
    steps = [
        *_start(limit, event),
        *([f"跳过 {listed(skipped, event.year)}"] if skipped else []),
        *([f"{make_ups} 为调休上班日，计入"] if make_ups else []),
        _end(limit, at),
    ]
    return _due(limit, (at, at, safe), steps, skipped, calendar, (first, last))


def _days_within(limit: TimeLimit, event: date, calendar: WorkCalendar) -> Due:
    raw = _shifted(limit, event)
    at = calendar.roll_forward(raw) if limit.roll == "forward" else raw
    safe = _not_before(event, calendar.safe_back(raw), at, calendar)
    skipped = calendar.skipped(raw, at)
    steps = _start(limit, event)
    if at != raw:
        steps += [f"第{limit.amount}{UNIT_NAMES[limit.unit]}届满为 {full(raw)}"]
        steps += [f"末日不上班，跳过 {listed(skipped, event.year)}顺延"]
    return _due(limit, (at, raw, safe), [*steps, _end(limit, at)], skipped, calendar, (safe, at))


def _days_before(limit: TimeLimit, event: date, calendar: WorkCalendar) -> Due:
    at = _shifted(limit, event)
    safe = calendar.safe_back(day_of(at))
    steps = [*_start(limit, event), _end(limit, at)]
    return _due(limit, (at, at, safe), steps, (), calendar, (safe, day_of(at)))


def _hours(limit: TimeLimit, event: date, calendar: WorkCalendar) -> Due:
    moment, note = _minute(limit, event)
    at = moment + timedelta(hours=limit.signed)
    steps = [*_start(limit, moment), *note, "按小时连续计算，夜间和节假日不顺延", _end(limit, at)]
    if limit.direction == "within":
        return _due(limit, (at, at, at.date()), steps, (), calendar, None)
    safe = calendar.safe_back(at.date())
    return _due(limit, (at, at, safe), steps, (), calendar, (safe, at.date()))


def _due(
    limit: TimeLimit,
    days: tuple[date, date, date],
    steps: list[str],
    skipped: tuple[tuple[date, str], ...],
    calendar: WorkCalendar,
    counted: tuple[date, date] | None,
) -> Due:
    """Put a deadline together; `counted` is the first and last day that the calendar had a word in."""
    at, raw, safe = days
    unknown = calendar.unknown_years(*counted) if counted else ()
    notices = calendar.notices(*counted) if counted else ()
    doubt = (provisional_note(unknown),) if unknown else ()
    said = (*steps, *doubt)
    return Due(at, safe, raw, limit, said, skipped, provisional=bool(unknown), notices=notices)


def _start(limit: TimeLimit, event: date) -> list[str]:
    named = f"{limit.event} {full(event)}"
    if limit.direction == "before":
        return [named, f"往前数{limit.amount}{UNIT_NAMES[limit.unit]}"]
    if limit.unit == "hour":
        return [named, "从这一分钟起算"]
    return [named, f"{short(event + timedelta(days=1), event.year)} 起算"]


def _end(limit: TimeLimit, at: date) -> str:
    return f"最迟 {full(at)}公开" if limit.direction == "before" else f"{full(at)}到期"


def _shifted(limit: TimeLimit, event: date) -> date:
    """Return the corresponding day; a moment keeps its minute."""
    if limit.unit == "month":
        return add_months(event, limit.signed)
    return event + timedelta(days=limit.signed)


def _not_before(event: date, safe: date, at: date, calendar: WorkCalendar) -> date:
    """Where no working day lies between event and last day, the first one after the event is the safe day."""
    return max(safe, min(at, calendar.roll_forward(event)))


def _minute(limit: TimeLimit, event: date) -> tuple[datetime, list[str]]:
    if isinstance(event, datetime):
        return event, []
    if limit.direction == "before":
        return datetime.combine(event, datetime.min.time()), ["没有填几点，按当天 00:00 算"]
    hint = f"请写明{limit.event}的时间，精确到分。"
    raise EventTimeMissing(f"“{limit.text}”按小时计算，只有日期不够。", hint)


def _beijing(event: date) -> date:
    if event.year not in _YEARS:
        raise EventOutOfRange(f"{event.year} 年不在能计算的范围内。")
    if isinstance(event, datetime) and event.tzinfo is not None:
        return event.astimezone(_BEIJING).replace(tzinfo=None)
    return event
