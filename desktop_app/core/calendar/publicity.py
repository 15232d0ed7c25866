"""Publicity periods (公示期): how long something hangs for objections, and how long it must stay posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

import msgspec

from desktop_app.core.calendar.dates import add_months
from desktop_app.core.calendar.wording import UNIT_NAMES, chinese_date, full, listed, provisional_note, short
from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.errors import BugError

_DAY = timedelta(days=1)


class PublicityPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The periods of a form: two clocks, one for objections and one for the sheet on the board.

    Args:
        amount: length of the objection or comment period, 1 or more units.
        unit: calendar days, working days or months.
        posting_min_days: calendar days for which the sheet must hang at least; None where no law says so.
        count_first_day: whether the day of posting is the first day; the day after it is, by default.
        roll: whether a last day on which nobody works moves on to the next working day.
        text: the period in Chinese words for people.
        source: legal basis.

    Source: 民法典 art. 201-203; 村民委员会组织法 (2025) art. 35 (posted for 15 days at least).
    """

    amount: Annotated[int, msgspec.Meta(ge=1, le=10_000)]
    text: str
    unit: Literal["day", "working_day", "month"] = "day"
    posting_min_days: Annotated[int, msgspec.Meta(ge=1, le=10_000)] | None = None
    count_first_day: bool = False
    roll: Literal["forward", "none"] = "forward"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A publicity period on the calendar.

    Args:
        first_day: first day that counts.
        last_day: last day on which objections are taken, until midnight.
        take_down_on: first working day on which the sheet may come down: both clocks have run out.
        days: length from first to last day, both included; working days where the period is in these.
        unit_name: 天 or 个工作日, what `days` counts.
        steps: the computation, phrase by phrase, in Chinese.
        provisional: True where a year's notice is missing that may move a day.
    """

    first_day: date
    last_day: date
    take_down_on: date
    days: int
    unit_name: str
    steps: tuple[str, ...]
    provisional: bool = False

    def __str__(self) -> str:
        """Return `2026年11月24日至2026年11月30日（7天）`, as a notice prints it."""
        return f"{chinese_date(self.first_day)}至{chinese_date(self.last_day)}（{self.days}{self.unit_name}）"


@dataclass(frozen=True, slots=True)
class LengthCheck:
    """Whether a period that was written down is long enough.

    Args:
        ok: by the way of counting that the form asks for.
        after_first_day: length without the first date given.
        with_first_day: length with both dates given.
        sentence: both numbers, and what to do, in Chinese.
    """

    ok: bool
    after_first_day: int
    with_first_day: int
    sentence: str


def period(spec: PublicityPeriod, posted_on: date, calendar: WorkCalendar) -> Period:
    """Return the days of a sheet that is posted on a day; posted later, everything moves along."""
    first = posted_on if spec.count_first_day else posted_on + _DAY
    raw = _last_day(spec, first, calendar)
    last = calendar.roll_forward(raw) if spec.roll == "forward" else raw
    posted_until = posted_on + timedelta(days=spec.posting_min_days or 0)
    take_down = calendar.roll_forward(max(last, posted_until) + _DAY)
    unknown = calendar.unknown_years(first if spec.unit == "working_day" else raw, take_down)
    steps = (
        f"{full(posted_on)}张贴",
        f"{short(first, posted_on.year)} 为第一天",
        *_passed(spec, (first, raw, last), calendar),
        f"{full(last)}截止",
        *_posting(spec, posted_until, posted_on.year),
        f"{full(take_down)}起可以取下",
        *([provisional_note(unknown)] if unknown else []),
    )
    unit_name = "个工作日" if spec.unit == "working_day" else "天"
    days = _length(spec, first, last, calendar)
    return Period(first, last, take_down, days, unit_name, steps, bool(unknown))


def minimum_ok(
    start: date, end: date, spec: PublicityPeriod, calendar: WorkCalendar | None = None
) -> LengthCheck:
    """Say whether the period from start to end is at least as long as the form asks.

    Args:
        start: first date written, usually the day of publication; it counts by `spec.count_first_day`.
        end: last date written; it counts.
        spec: how long it must be.
        calendar: needed where the period is in working days.

    Source: 重大行政决策程序暂行条例 art. 15 (30 days as a rule); 民法典 art. 201.
    """
    after, including = (_length(spec, day, end, calendar) for day in (start + _DAY, start))
    reached = end >= _last_day(spec, start if spec.count_first_day else start + _DAY, calendar)
    unit = "个工作日" if spec.unit == "working_day" else "天"
    counts = f"{chinese_date(start)}至{chinese_date(end)}，不算首日为{after}{unit}，算首日为{including}{unit}"
    need = f"{spec.amount}{UNIT_NAMES[spec.unit]}"
    way = "算首日" if spec.count_first_day else "不算首日"
    verdict = f"，已满{need}。" if reached else f"；按{way}计算不足{need}，请把截止日期往后推。"
    return LengthCheck(reached, after, including, counts + verdict)


def _last_day(spec: PublicityPeriod, first: date, calendar: WorkCalendar | None) -> date:
    """Return the last day of the full count, `first` being its first day."""
    if spec.unit == "month":
        return add_months(first - _DAY, spec.amount)
    if spec.unit == "day":
        return first + timedelta(days=spec.amount - 1)
    return _needed(calendar).add_workdays(first - _DAY, spec.amount)


def _length(spec: PublicityPeriod, first: date, last: date, calendar: WorkCalendar | None) -> int:
    days = max((last - first).days + 1, 0)
    if spec.unit == "working_day":
        return days - len(_needed(calendar).skipped(first, last))
    return days


def _passed(spec: PublicityPeriod, days: tuple[date, date, date], calendar: WorkCalendar) -> list[str]:
    """Name the non-working days that were not counted, or past which the end was moved."""
    first, raw, last = days
    skipped = calendar.skipped(first if spec.unit == "working_day" else raw, last)
    if spec.unit == "working_day":
        return [f"跳过 {listed(skipped, first.year)}"] if skipped else []
    return [f"末日 {full(raw)}不上班，跳过 {listed(skipped, first.year)}顺延"] if last != raw else []


def _posting(spec: PublicityPeriod, until: date, year: int) -> list[str]:
    least = spec.posting_min_days
    return [f"张贴不少于{least}天，到 {short(until, year)} 满期"] if least else []


def _needed(calendar: WorkCalendar | None) -> WorkCalendar:
    if calendar is None:
        raise BugError("按工作日核对期限时没有给出工作日历。")
    return calendar
