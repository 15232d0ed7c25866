"""Dates and moments, and months that end on the corresponding day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime


def add_months(moment: date, n: int) -> date:
    """Return the corresponding day n months on (back where negative), or the last day of a shorter month.

    A moment keeps its minute.

    Source: 民法典 art. 202.
    """
    years, month = divmod(moment.month - 1 + n, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def day_of(moment: date) -> date:
    """Return the day of a moment; a day is returned as it is."""
    return moment.date() if isinstance(moment, datetime) else moment
