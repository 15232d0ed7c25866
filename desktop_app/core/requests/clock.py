"""By when a request must be answered, counted day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.core.calendar.notice import Notice
from desktop_app.core.calendar.wording import full, provisional_note, weekday
from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.errors import UserError
from desktop_app.core.requests.record import Consultation, Request, Way

ANSWER_DAYS = 20
EXTENSION_DAYS = 20
CORRECTION_DAYS = 7
CONSULTATION_DAYS = 15
"""Working days: 政府信息公开条例 art. 33, 33, 30 and 32."""
_DAY = timedelta(days=1)
_CONFIRMED = {
    Way.REGISTERED_POST: "签收之日",
    Way.ORDINARY_POST: "双方确认之日",
    Way.ONLINE: "双方确认之日",
    Way.FAX: "双方确认之日",
}


class NotReceived(UserError):
    """The day on which it counts as received is not known yet."""

    code = "Q101"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the computation.

    Args:
        number: which working day of the limit it is, from 1; 0 where it does not count.
        why: why it does not count, or that it is a make-up working day.
    """

    day: date
    number: int
    why: str = ""

    def __str__(self) -> str:
        """Return `2026-10-08（周四）　第 7 个工作日`."""
        words = f"第 {self.number} 个工作日" if self.number else "不计"
        return f"{full(self.day)}　{words}{f'（{self.why}）' if self.why else ''}"


@dataclass(frozen=True, slots=True)
class RequestClock:
    """How a request's time stands.

    Args:
        received_on: the day of receipt by law.
        counted_from: the day of receipt, or of the correction; not counted itself.
        due_on: the last day for the answer.
        correction_by: the last day for a notice to correct.
        paused: whether somebody who was asked may still answer: the due date moves on with every working day.
        waits: whether the applicant was asked to correct and has not: no time runs.
        days: every day from the first after `counted_from` to `due_on`.
        notices: the arrangements of holidays by which they were counted.
    """

    received_on: date
    counted_from: date
    due_on: date
    correction_by: date
    paused: bool
    waits: bool
    days: tuple[CountedDay, ...]
    limit: int
    provisional: bool = False
    note: str = ""
    notices: tuple[Notice, ...] = ()

    def explain(self) -> str:
        """Return the computation in a sentence."""
        if self.waits:
            return "已要求补正，收到补正材料的次日起重新计算 20 个工作日（条例第三十条）。"
        skipped = sum(not one.number for one in self.days)
        start = f"{full(self.counted_from)}收到，次日起算"
        parts = [start, f"{self.limit} 个工作日", f"不计 {skipped} 天", f"{full(self.due_on)}到期"]
        if self.note:
            parts.append(self.note)
        return "，".join(parts) + "（《政府信息公开条例》第三十三条）。"


def receipt_day(way: Way, submitted_on: date, confirmed_on: date | None) -> date:
    """Return the day on which a request counts as received.

    Args:
        submitted_on: the day it was handed in.
        confirmed_on: the day it was signed for (registered post), or on which both sides confirmed it.

    Raises:
        NotReceived: it came by a way whose day must be confirmed, and none is given.

    Source: 政府信息公开条例 art. 31.
    """
    if way is Way.IN_PERSON:
        return submitted_on
    if confirmed_on is None:
        raise NotReceived(
            f"这种方式提交的申请，以{_CONFIRMED[way]}为收到之日，请填写这一天。",
            "平常信函、网上、传真提交的，请当天与申请人联系确认。",
        )
    return confirmed_on


def clock(request: Request, calendar: WorkCalendar) -> RequestClock:
    """Return by when a request must be answered.

    Raises:
        NotReceived: as `receipt_day`.

    Source: 政府信息公开条例 art. 30 to 33.
    """
    received = receipt_day(request.way, request.submitted_on, request.confirmed_on)
    start = request.correction_received_on or received
    limit = ANSWER_DAYS + request.extended_by
    pauses = [_pause(one, calendar) for one in request.consultations]
    days = tuple(_days(start, limit, pauses, calendar))
    due_on = days[-1].day
    unknown = calendar.unknown_years(start + _DAY, due_on)
    return RequestClock(
        received_on=received,
        counted_from=start,
        due_on=due_on,
        correction_by=calendar.add_workdays(received, CORRECTION_DAYS),
        paused=any(one.answered_on is None for one in request.consultations),
        waits=request.correction_asked_on is not None and request.correction_received_on is None,
        days=days,
        limit=limit,
        provisional=bool(unknown),
        note=provisional_note(unknown) if unknown else "",
        notices=calendar.notices(start + _DAY, due_on),
    )


def _pause(asked: Consultation, calendar: WorkCalendar) -> tuple[date, date, str]:
    """Return first and last day that do not count: at most 15 working days, after which the organ decides."""
    latest = calendar.add_workdays(asked.sent_on, CONSULTATION_DAYS)
    last = min(asked.answered_on or latest, latest)
    whom = "征求第三方意见" if asked.whom == "third_party" else "征求其他机关意见"
    return asked.sent_on + _DAY, last, whom


def _days(
    start: date, limit: int, pauses: Sequence[tuple[date, date, str]], calendar: WorkCalendar
) -> list[CountedDay]:
    found: list[CountedDay] = []
    day, number = start, 0
    while number < limit:
        day += _DAY
        why = calendar.day_off(day) or _asked(day, pauses)
        number += not why
        make_up = f"{weekday(day)}调休上班" if calendar.make_up(day) else ""
        found.append(CountedDay(day, 0 if why else number, why or make_up))
    return found


def _asked(day: date, pauses: Sequence[tuple[date, date, str]]) -> str:
    return next((why for first, last, why in pauses if first <= day <= last), "")
