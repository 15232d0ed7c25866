"""The deadline as one line for the bar above a form."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop_app.core.calendar.dates import day_of

if TYPE_CHECKING:
    from desktop_app.core.calendar.due import Due
    from desktop_app.core.calendar.workdays import WorkCalendar


def deadline_words(due: Due | None, today: date, calendar: WorkCalendar) -> tuple[str, str]:
    """Return until when something must be public and its colour; empty while it is not known."""
    if due is None:
        return "", ""
    day = day_of(due.at)
    clock = f" {due.at:%H:%M}" if isinstance(due.at, datetime) else ""
    left, tone = _left(day, today, calendar)
    return f"应于 {day.isoformat()}{clock} 前公开（{left}）", tone


def _left(day: date, today: date, calendar: WorkCalendar) -> tuple[str, str]:
    if day < today:
        return f"已逾期 {(today - day).days} 天", "red"
    if day == today:
        return "今天到期", "amber"
    days = (today + timedelta(days=number) for number in range(1, (day - today).days + 1))
    return f"还有 {sum(map(calendar.is_working, days))} 个工作日", ""
