"""Cells as they looked: the text of a number or a day, and why some cannot be relied on."""

from __future__ import annotations

from datetime import date, datetime, time

from desktop_app.adapters.importers.day_formats import Moment, shown_day
from desktop_app.adapters.importers.number_formats import (
    is_too_long,
    shown_number,
    shows_scaled,
    shows_whole_day,
)
from desktop_app.core.imports.grid import Grid, Spot
from desktop_app.core.imports.values import LOST_DIGITS

SCALED = "这一格的格式把数字缩小显示（存的是 {}），说不清照哪一个算，请直接填写。"
UNSEEN = "这一格里有数字，但格式让它不显示，请核对后直接填写。"


def number_text(grid: Grid, spot: Spot, value: float, code: str) -> str:
    """Return what a number shows; the grid is told where that is not to be relied on."""
    text = shown_number(value, code)
    if is_too_long(value):
        grid.spoilt[spot] = LOST_DIGITS
    elif shows_scaled(code):
        grid.spoilt[spot] = SCALED.format(shown_number(value, "General"))
    elif not text and value:
        grid.spoilt[spot] = UNSEEN
    return text


def day_text(grid: Grid, spot: Spot, moment: Moment, code: str) -> str:
    """Return what a day or a clock shows; the grid is told the day where less than it is shown."""
    if isinstance(moment, date) and not shows_whole_day(code):
        grid.days[spot] = plain_day(moment)
    return shown_day(moment, code)


def plain_day(day: date) -> str:
    """Return a day in figures, with its clock where it has one."""
    if isinstance(day, datetime):
        return str(day) if day.time() != time() else day.date().isoformat()
    return day.isoformat()
