"""Which days are working days, and how to count them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from desktop_app.core.calendar.notice import FiledNotice, Notice

_DAY = timedelta(days=1)
_SATURDAY = 5
_SPILL = timedelta(days=7)
"""A New Year's arrangement reaches at most so far back: 2018-12-29 was worked for 2019's."""
_MAKE_UP_REACH = timedelta(days=14)
"""Make-up workdays of 2024 to 2026 lie at most 11 days from a statutory day."""
_HOLIDAY_LEAD, _HOLIDAY_TAIL = timedelta(days=3), timedelta(days=5)
"""So far do the days off of 2024 to 2026 reach before and beyond the statutory days."""
_FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""Days that the law gives by the solar calendar; used alone for years without any data."""


class WorkCalendar:
    """The working days of a government office.

    A day in a year without a final notice is counted by the statutory days and weekends that are known,
    and is provisional.

    Args:
        notices: in any order; for a year, a final one replaces a provisional one, a later one an earlier one,
            and supplements add to it.

    Source: 全国年节及纪念日放假办法 (2024), art. 2.
    """

    def __init__(self, notices: Iterable[Notice]) -> None:
        ordered = sorted(notices, key=_precedence)
        settled = {notice.year: notice for notice in ordered if notice.statutory}
        self._final = {year for year, notice in settled.items() if notice.is_final}
        self._statutory = {year: notice.statutory for year, notice in settled.items()}
        self._off: dict[date, str] = {}
        self._make_up: dict[date, str] = {}
        self._held = [one for one in ordered if one is settled.get(one.year) or not one.statutory]
        for notice in self._held:
            self._take(notice)

    def _take(self, notice: Notice) -> None:
        off, make_up = notice.off, notice.workdays
        self._off = {day: name for day, name in self._off.items() if day not in make_up} | off
        self._make_up = {day: name for day, name in self._make_up.items() if day not in off} | make_up

    @property
    def statutory(self) -> Mapping[int, Mapping[str, Sequence[date]]]:
        """Year to festival to its days by law, for every year that there is data for."""
        return self._statutory

    def day_off(self, day: date) -> str:
        """Return why nobody works (a festival's name or 周末); empty on a working day."""
        if day in self._off:
            return self._off[day]
        if day in self._make_up:
            return ""
        return self._fixed(day) or ("周末" if day.weekday() >= _SATURDAY else "")

    def make_up(self, day: date) -> str:
        """Return the festival that a weekend day is worked for (调休上班日); empty on any other day."""
        return self._make_up.get(day, "")

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return not self.day_off(day)

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years whose notices are missing but may change a day from first to last."""
        return tuple(year for year in range(first.year, (last + _SPILL).year + 1) if year not in self._final)

    def notices(self, first: date, last: date) -> tuple[Notice, ...]:
        """Return the arrangements by which the days from first to last are counted, in the order of years.

        One that a later one replaced is not among them.
        """
        years = range(first.year, (last + _SPILL).year + 1)
        return tuple(notice for notice in self._held if notice.year in years)

    def is_provisional(self, day: date) -> bool:
        """Whether a coming notice may change this day; the last days of a year belong to two years."""
        return bool(self.unknown_years(day, day))

    def add_workdays(self, start: date, n: int) -> date:
        """Return the n-th working day after start, or before it where n is negative; 0 is start itself.

        Source: 民法典 art. 201 (the day of the event is not counted).
        """
        return _step(start, n, self.is_working)

    def roll_forward(self, day: date) -> date:
        """Return the first working day on or after this one.

        Source: 民法典 art. 203.
        """
        return _first(day, _DAY, self.is_working)

    def roll_back(self, day: date) -> date:
        """Return the last working day on or before this one."""
        return _first(day, -_DAY, self.is_working)

    def safe_add(self, start: date, n: int) -> date:
        """Like `add_workdays`, but never later than any coming notice can make it."""
        return _step(start, n, self._may_work if n > 0 else self._surely_works)

    def safe_back(self, day: date) -> date:
        """Like `roll_back`, but to a day that no coming notice is likely to make a day off."""
        return _first(day, -_DAY, self._surely_works)

    def skipped(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """Return the non-working days from first to last, both included, each with its name."""
        return tuple((day, name) for day in _span(first, last) if (name := self.day_off(day)))

    def make_ups(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """Return the make-up workdays from first to last, both included, each with its festival."""
        return tuple((day, name) for day in _span(first, last) if (name := self.make_up(day)))

    def _fixed(self, day: date) -> str:
        return "" if day.year in self._statutory else _FIXED.get((day.month, day.day), "")

    def _is_statutory(self, day: date) -> bool:
        by_law = self._statutory.get(day.year, {})
        return bool(self._fixed(day)) or any(day in days for days in by_law.values())

    def _near_statutory(self, day: date, before: timedelta, after: timedelta) -> bool:
        """Whether a statutory day lies at most `after` earlier or `before` later than this day."""
        return any(self._is_statutory(other) for other in _span(day - after, day + before))

    def _may_work(self, day: date) -> bool:
        if self.is_working(day) or not self.is_provisional(day) or self._is_statutory(day):
            return self.is_working(day)
        return self._near_statutory(day, _MAKE_UP_REACH, _MAKE_UP_REACH)

    def _surely_works(self, day: date) -> bool:
        if not self.is_working(day):
            return False
        return not self.is_provisional(day) or not self._near_statutory(day, _HOLIDAY_LEAD, _HOLIDAY_TAIL)


def load_calendar(texts: Mapping[str, str]) -> WorkCalendar:
    """Read the files of `resources/calendars` and of the office's own additions.

    Args:
        texts: file name to content; YAML as `parse_notice` reads it.
    """
    return WorkCalendar(FiledNotice.read(text, name) for name, text in sorted(texts.items()))


def _precedence(notice: Notice) -> tuple[int, bool, bool, date]:
    """Order in which notices are laid over each other, the strongest last."""
    is_supplement = not notice.statutory
    return notice.year, is_supplement, not notice.provisional, notice.issued_on or date.min


def _step(start: date, n: int, counts: Callable[[date], bool]) -> date:
    day, step = start, _DAY if n > 0 else -_DAY
    for _ in range(abs(n)):
        day = _first(day + step, step, counts)
    return day


def _first(day: date, step: timedelta, counts: Callable[[date], bool]) -> date:
    while not counts(day):
        day += step
    return day


def _span(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))
