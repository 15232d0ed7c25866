from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.calendar.workdays import WorkCalendar, load_calendar

CALENDARS = Path(__file__).parents[3] / "resources" / "calendars"


@pytest.fixture(scope="session")
def calendar_texts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in CALENDARS.glob("*.yaml")}


@pytest.fixture(scope="session")
def calendar(calendar_texts: dict[str, str]) -> WorkCalendar:
    """The working days as they are shipped: 2024 to 2026 announced, 2027 to 2029 provisional."""
    return load_calendar(calendar_texts)
