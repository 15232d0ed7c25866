"""The program's own working days."""

from tests.core.calendar.conftest import calendar, calendar_texts

__all__ = ["calendar", "calendar_texts"]
