"""The State Council's arrangement of one year's holidays (放假安排), as data checked when it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from desktop_app.core.calendar.errors import CalendarDataError
from desktop_app.core.calendar.wording import full
from desktop_app.core.shapes import read_yaml

_SATURDAY = 5


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of a notice: the days off, both ends included, and the weekend days worked in exchange."""

    name: str
    first: date
    last: date
    workdays: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, in order."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One year's arrangement.

    Args:
        year: the year that the notice is for; days in the December before it may belong to it.
        source: title of the notice, or of the law where there is none yet.
        notice_no: document number (发文字号); empty where it is not known for certain.
        issued_on: of two notices for a year, the later one wins.
        provisional: True while only the law's own days are known.
        statutory: festival to its days by law; empty in a supplement (such as an extension of 春节),
            which changes days of the year but does not settle the year.
        holidays: the items of the notice, in its order.
    """

    year: int
    source: str
    notice_no: str = ""
    issued_on: date | None = None
    provisional: bool = False
    statutory: dict[str, tuple[date, ...]] = {}
    holidays: tuple[Holiday, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether results within this year can be relied upon."""
        return bool(self.statutory) and not self.provisional

    @property
    def off(self) -> dict[date, str]:
        """Day off to the name of its festival."""
        named = {day: name for name, days in self.statutory.items() for day in days}
        return named | {day: holiday.name for holiday in self.holidays for day in holiday.days}

    @property
    def workdays(self) -> dict[date, str]:
        """Make-up workday (调休上班日) to the name of the festival that it makes up for."""
        return {day: holiday.name for holiday in self.holidays for day in holiday.workdays}


class FiledNotice(Notice, frozen=True, forbid_unknown_fields=True):
    """An arrangement and the file that it was read from.

    Args:
        file: its name as the calendar was given it.
        sha256: of the file's text.
    """

    file: str = ""
    sha256: str = ""

    @classmethod
    def read(cls, text: str, name: str) -> FiledNotice:
        """Read a notice; the arguments and errors are those of `parse_notice`."""
        notice = parse_notice(text, name)
        return cls(
            **msgspec.structs.asdict(notice), file=name, sha256=hashlib.sha256(text.encode()).hexdigest()
        )


def parse_notice(text: str, name: str) -> Notice:
    """Read a notice from the YAML text of a file in `resources/calendars`.

    Args:
        text: content of the file.
        name: its name, for messages.

    Raises:
        CalendarDataError: the text does not follow the format, or the arrangement contradicts itself.
    """
    try:
        notice = read_yaml(text, Notice)
    except (msgspec.MsgspecError, ValueError) as error:  # PyYAML lets a 13th month through as a ValueError
        detail = " ".join(str(error).split())
        raise CalendarDataError(f"放假安排文件 {name} 的格式不对：{detail}。") from error
    if found := list(faults(notice)):
        raise CalendarDataError(f"放假安排文件 {name} 有误：{'；'.join(found)}。")
    return notice


def write_notice(notice: Notice) -> str:
    """Return the YAML text that `parse_notice` reads."""
    return msgspec.yaml.encode(notice).decode()


def faults(notice: Notice) -> Iterator[str]:
    """Say in Chinese, fault by fault, where an arrangement contradicts itself, the week or the law."""
    off, workdays = notice.off, notice.workdays
    yield from (f"{h.name}的最后一天早于第一天" for h in notice.holidays if h.last < h.first)
    strays = [day for day in [*off, *workdays] if not _belongs(day, notice.year)]
    yield from (f"{full(day)}不属于 {notice.year} 年" for day in strays)
    yield from (f"调休上班日 {full(day)}不是周六或周日" for day in workdays if day.weekday() < _SATURDAY)
    yield from (f"{full(day)}既放假又上班" for day in workdays if day in off)
    if notice.is_final:
        yield from _statutory_at_work(notice.statutory, notice.holidays)
        yield from _imbalance(notice)


def _belongs(day: date, year: int) -> bool:
    """A New Year's holiday may begin in December: 2022-12-31 was part of 2023's."""
    return day.year == year or (day.year == year - 1 and day.month == 12)


def _statutory_at_work(statutory: Mapping[str, Sequence[date]], holidays: Sequence[Holiday]) -> Iterator[str]:
    arranged = {day for holiday in holidays for day in holiday.days}
    for name, days in statutory.items():
        yield from (f"法定的{name} {full(day)}没有列入放假" for day in days if day not in arranged)


def _imbalance(notice: Notice) -> Iterator[str]:
    """Weekdays off, less make-up days, are the days that the law gives: one on a weekend is made up for."""
    weekdays_off = sum(day.weekday() < _SATURDAY for day in notice.off)
    given, due = weekdays_off - len(notice.workdays), sum(map(len, notice.statutory.values()))
    if given != due:
        yield f"放假与调休相抵后为 {given} 天，法定节日应为 {due} 天"
