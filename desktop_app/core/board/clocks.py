"""The two clocks of a sheet: how long objections are taken, and how long the law has it hang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Photo, Stage
from desktop_app.core.calendar.publicity import Period, PublicityPeriod, period
from desktop_app.core.calendar.wording import full, short
from desktop_app.core.calendar.workdays import WorkCalendar

_DAY = timedelta(days=1)


class PostingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For how long the law has a sheet hang.

    Args:
        posting_min_days: calendar days.
        since: sheets posted from this day on fall under it.
        places: which boards; `village` or `all`.
        source: legal basis.
    """

    posting_min_days: int
    since: date
    source: str
    places: str = "village"

    def holds_for(self, place: Place, posted_on: date) -> bool:
        """Say whether a sheet on this board falls under the rule."""
        return posted_on >= self.since and (self.places == "all" or place.is_of_village)


@dataclass(frozen=True, slots=True)
class Clock:
    """One of the two clocks.

    Args:
        first_day, last_day: both count.
        steps: the computation, phrase by phrase, in Chinese.
    """

    first_day: date
    last_day: date
    days: int
    steps: tuple[str, ...]
    source: str
    provisional: bool = False

    def day(self, today: date) -> int:
        """Return which day of it today is, from 1; 0 before the first."""
        return max((today - self.first_day).days + 1, 0)

    def explain(self) -> str:
        """Return the computation as one sentence."""
        basis = f"（{self.source}）" if self.source else ""
        return f"{'，'.join(self.steps)}。{basis}"


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of a posting; either may be missing.

    Args:
        may_come_down_on: first working day after both.
    """

    objection: Clock | None
    posting: Clock | None
    may_come_down_on: date

    def ended(self, today: date) -> bool:
        """Say whether both have run out."""
        return all(clock is None or today > clock.last_day for clock in (self.objection, self.posting))


def clocks(
    spec: PublicityPeriod | None,
    rules: Iterable[PostingRule],
    place: Place,
    counted_from: date,
    calendar: WorkCalendar,
    printed_until: date | None = None,
) -> Clocks:
    """Return the clocks of a sheet on a board.

    Args:
        spec: the form's own period; its `posting_min_days` counts beside the rules, the longest holds.
        rules: what laws ask of boards.
        counted_from: the day of posting.
        printed_until: the last day that the sheet itself names; who promises more keeps it.

    Source: 民法典 art. 201 and 203; 村民委员会组织法 (2025) art. 35.
    """
    objection = None if spec is None else _objection(spec, counted_from, calendar, printed_until)
    posting = _posting(spec, rules, place, counted_from)
    last = max([counted_from, *(clock.last_day for clock in (objection, posting) if clock)])
    return Clocks(objection, posting, calendar.roll_forward(last + _DAY))


def counted_from(posted_on: date, recorded_on: date, approved_on: date, photos: Sequence[Photo]) -> date:
    """Return the day from which the clocks run: never a day before the approval, never an unproven past day.

    A sheet that is recorded later than it was posted counts from the day of the record, unless a photo of the
    day of posting shows it hanging then.
    """
    proven = any(
        photo.stage is Stage.POSTED and photo.taken_at is not None and photo.taken_at.date() == posted_on
        for photo in photos
    )
    day = posted_on if proven or posted_on >= recorded_on else recorded_on
    return max(day, approved_on)


def _objection(
    spec: PublicityPeriod, start: date, calendar: WorkCalendar, printed_until: date | None
) -> Clock:
    found: Period = period(msgspec.structs.replace(spec, posting_min_days=None), start, calendar)
    steps = found.steps[:-1] if not found.provisional else (*found.steps[:-2], found.steps[-1])
    if printed_until is None or printed_until <= found.last_day:
        return Clock(found.first_day, found.last_day, found.days, steps, spec.source, found.provisional)
    days = (printed_until - found.first_day).days + 1
    steps = (*steps, f"告示上印到 {full(printed_until)}，按告示算")
    return Clock(found.first_day, printed_until, days, steps, spec.source, found.provisional)


def _posting(
    spec: PublicityPeriod | None, rules: Iterable[PostingRule], place: Place, start: date
) -> Clock | None:
    asked = [(rule.posting_min_days, rule.source) for rule in rules if rule.holds_for(place, start)]
    if spec is not None and spec.posting_min_days and place.is_of_village:
        asked.append((spec.posting_min_days, spec.source))
    if not asked:
        return None
    days, source = max(asked, key=lambda one: one[0])
    first, last = start + _DAY, start + timedelta(days=days)
    steps = (
        f"{full(start)}张贴",
        f"{short(first, start.year)} 为第一天",
        f"张贴不少于{days}天，按自然日连续计算",
        f"{full(last)}满{days}天",
    )
    return Clock(first, last, days, steps, source)


def objection_clock_of(all_clocks: Sequence[Clocks]) -> Clock | None:
    """Return the objection clock of a disclosure that hangs in several places: the one that ends last."""
    found = [one.objection for one in all_clocks if one.objection is not None]
    return max(found, key=lambda clock: clock.last_day, default=None)


def moved(planned: tuple[date, date] | None, clock: Clock | None) -> str:
    """Say how the dates printed on the sheet and those that are counted differ; empty where they do not."""
    if planned is None or clock is None or planned[1] >= clock.last_day:
        return ""
    return (
        f"告示上印的是 {full(planned[0])}至 {full(planned[1])}，实际张贴后应当到 {full(clock.last_day)}。"
        "日期已顺延，不能倒签；请改好告示上的日期重新送审、张贴。"
    )
