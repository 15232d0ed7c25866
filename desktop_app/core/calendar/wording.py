"""How days are written for people: with their weekday, and lists of days by what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

WEEKDAYS = "一二三四五六日"
UNIT_NAMES = {"day": "天", "working_day": "个工作日", "hour": "小时", "month": "个月"}
_RUN = 3
"""From so many days in a row on, a list names the first and the last only."""


def weekday(day: date) -> str:
    """Return 周一 to 周日."""
    return f"周{WEEKDAYS[day.weekday()]}"


def full(moment: date) -> str:
    """Return `2026-12-21（周一）`, with the minute where there is one."""
    clock = f" {moment:%H:%M}" if isinstance(moment, datetime) else ""
    return f"{moment:%Y-%m-%d}{clock}（{weekday(moment)}）"


def short(day: date, year: int) -> str:
    """Return `12-21`, or the whole date where it lies in another year than `year`."""
    return f"{day:%m-%d}" if day.year == year else f"{day:%Y-%m-%d}"


def listed(days: Sequence[tuple[date, str]], year: int) -> str:
    """Return days grouped by name: `10-01至10-07（国庆节），10-11、10-17（周末）`.

    Args:
        days: day and name, in order.
        year: days of this year are written without it.
    """
    groups = [(name, [day for day, _ in group]) for name, group in groupby(days, key=lambda pair: pair[1])]
    return "，".join(f"{_runs(same, year)}（{name}）" for name, same in groups)


def chinese_date(day: date) -> str:
    """Return `2026年11月24日`, as a notice prints it."""
    return f"{day.year}年{day.month}月{day.day}日"


def provisional_note(years: Sequence[int]) -> str:
    """Return the mark of a result that a coming notice may change."""
    named = "、".join(map(str, years))
    return f"暂定，待国务院办公厅公布 {named} 年放假安排（或尚未导入）"


def _runs(days: Sequence[date], year: int) -> str:
    numbered = groupby(enumerate(days), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    runs = [[day for _, day in run] for _, run in numbered]
    return "、".join(_run(run, year) for run in runs)


def _run(days: Sequence[date], year: int) -> str:
    if len(days) >= _RUN:
        return f"{short(days[0], year)}至{short(days[-1], year)}"
    return "、".join(short(day, year) for day in days)
