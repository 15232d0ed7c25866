"""How dates and chips are written in lists."""

from __future__ import annotations

from datetime import date, datetime

from desktop_app.core.outbox.job import JOB_WORDS, Job, JobState
from desktop_app.services.board import BoardRow
from desktop_app.services.deadlines import Todo
from desktop_app.ui.pages.form.notices import state_words

NONE = "—"
"""Stands in a cell for what there is not."""

_WEEKDAYS = "一二三四五六日"

_JOB_TONES = {
    JobState.WAITING: "amber",
    JobState.SENDING: "blue",
    JobState.UNCERTAIN: "amber",
    JobState.DELIVERED: "green",
    JobState.DIFFERENT: "red",
    JobState.NEEDS_LOGIN: "amber",
    JobState.REJECTED: "red",
    JobState.CHANGED: "red",
    JobState.BY_HAND: "amber",
    JobState.PAUSED: "",
    JobState.WITHDRAWN: "",
    JobState.REPLACED: "",
    JobState.GIVEN_UP: "",
}


def day_words(day: date | None) -> str:
    """Return a day as lists show it."""
    return day.isoformat() if day else NONE


def moment_words(moment: datetime | None) -> str:
    """Return a moment to the minute."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else NONE


def full_day(day: date) -> str:
    """Return `2026 年 9 月 29 日 星期二`."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日 星期{_WEEKDAYS[day.weekday()]}"


def short_span(first: date, last: date) -> str:
    """Return `9 月 29 日至 10 月 8 日`, with years only where they differ."""
    if first.year != last.year:
        return f"{first.year} 年 {_month_day(first)}至 {last.year} 年 {_month_day(last)}"
    return f"{_month_day(first)}至 {_month_day(last)}"


def due_words(due: str) -> str:
    """Return a deadline that is kept as ISO 8601."""
    return due[:16].replace("T", " ") or NONE


def todo_chip(todo: Todo) -> tuple[str, str]:
    """Return the word that matters most about something to do, and its colour."""
    if todo.days_left is not None and todo.days_left < 0:
        return f"逾期 {-todo.days_left} 天", "red"
    if todo.days_left == 0:
        return "今天到期", "amber"
    return state_words(todo.item.state)


def job_chip(job: Job) -> tuple[str, str]:
    """Return the word for where a job stands, and its colour."""
    return JOB_WORDS[job.state], _JOB_TONES[job.state]


def board_chip(row: BoardRow) -> tuple[str, str]:
    """Return how far the publicity period is, and its colour."""
    if row.period is None:
        return "", ""
    if not row.is_running and not row.is_over:
        return "未公开", ""
    if row.is_over:
        return "已期满", "green"
    if row.day == 0:
        return "明天起算", "blue"
    return f"第 {row.day} 天", "blue"


def _month_day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
