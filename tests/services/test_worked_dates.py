"""The dates worked out by hand in the calendar's fact sheet, asked of the forms that clerks fill.

Every day of 2026 with its holidays and make-up days: State Council notice on the 2026 holidays.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from desktop_app.core.calendar.publicity import period
from desktop_app.services.desk import Desk

BUDGETS = (
    "finance.department-budget",
    "finance.department-final-accounts",
    "finance.government-budget",
    "finance.government-final-accounts",
)
DOCUMENT = "policy.document"
INTERPRETATION = "policy.interpretation"
PENALTY = "market-supervision.penalty-publicity"
INCIDENT = "public-response.incident-release"
CONFERENCE = "public-response.press-conference"
OPINION = "public-response.opinion-response"


@pytest.mark.parametrize("form", BUDGETS)
@pytest.mark.parametrize(
    ("approved", "last", "safe"),
    [
        ("2026-01-28", "2026-02-24", "2026-02-14"),
        ("2026-02-03", "2026-02-24", "2026-02-14"),
        ("2026-09-10", "2026-09-30", "2026-09-30"),
        ("2026-09-15", "2026-10-08", "2026-09-30"),
        ("2026-11-03", "2026-11-23", "2026-11-23"),
    ],
)
def test_a_budget_is_public_within_twenty_days_of_its_approval(
    desk: Desk, form: str, approved: str, last: str, safe: str
) -> None:
    due = _due(desk, form, approved)
    assert (due["due"], due["safe_on"]) == (last, safe)


@pytest.mark.parametrize(
    ("decided", "fifth"),
    [
        ("2026-02-09", "2026-02-14"),
        ("2026-02-12", "2026-02-26"),
        ("2026-04-28", "2026-05-08"),
        ("2026-09-18", "2026-09-24"),
        ("2026-09-29", "2026-10-12"),
        ("2026-11-20", "2026-11-27"),
    ],
)
@pytest.mark.parametrize("form", [PENALTY, INTERPRETATION])
def test_five_working_days_pass_over_holidays_and_count_make_up_days(
    desk: Desk, form: str, decided: str, fifth: str
) -> None:
    assert _due(desk, form, decided)["due"] == fifth


@pytest.mark.parametrize(("decided", "seventh"), [("2026-01-30", "2026-02-10"), ("2026-09-24", "2026-10-12")])
def test_the_limit_of_the_whole_country_is_seven_working_days(desk: Desk, decided: str, seventh: str) -> None:
    assert [other["due"] for other in _due(desk, PENALTY, decided)["others"]] == [seventh]


def test_a_limit_that_reaches_into_a_year_without_a_calendar_is_provisional(desk: Desk) -> None:
    assert _due(desk, PENALTY, "2026-12-28")["provisional"] is True


@pytest.mark.parametrize(
    ("made", "last"),
    [
        ("2026-01-28", "2026-03-03"),
        ("2026-02-10", "2026-03-16"),
        ("2026-04-24", "2026-05-26"),
        ("2026-09-15", "2026-10-19"),
        ("2026-09-23", "2026-10-28"),
        ("2026-11-23", "2026-12-21"),
    ],
)
def test_what_is_public_by_itself_is_public_within_twenty_working_days(
    desk: Desk, made: str, last: str
) -> None:
    assert _due(desk, DOCUMENT, made)["due"] == last


@pytest.mark.parametrize(
    ("form", "known", "last"),
    [
        (INCIDENT, "2026-11-23T22:40", "2026-11-24T03:40"),
        (INCIDENT, "2026-09-30T17:30", "2026-09-30T22:30"),
        (INCIDENT, "2026-10-01T01:05", "2026-10-01T06:05"),
        (CONFERENCE, "2026-11-23T22:40", "2026-11-24T22:40"),
        (CONFERENCE, "2026-09-30T17:30", "2026-10-01T17:30"),
        (CONFERENCE, "2026-10-01T01:05", "2026-10-02T01:05"),
        (OPINION, "2026-11-23T22:40", "2026-11-25T22:40"),
        (OPINION, "2026-09-30T17:30", "2026-10-02T17:30"),
        (OPINION, "2026-10-01T01:05", "2026-10-03T01:05"),
    ],
)
def test_hours_run_through_nights_and_holidays(desk: Desk, form: str, known: str, last: str) -> None:
    assert _due(desk, form, known)["due"] == last


@pytest.mark.parametrize(
    ("published", "last"),
    [("2026-11-23", "2026-12-23"), ("2026-09-01", "2026-10-08"), ("2026-01-20", "2026-02-24")],
)
@pytest.mark.parametrize(
    "form", ["decision.draft-consultation", "land-and-housing.expropriation-compensation-plan"]
)
def test_comments_are_taken_for_thirty_days_after_publication_to_a_working_day(
    desk: Desk, form: str, published: str, last: str
) -> None:
    spec = desk.catalogue.form(form).spec.publicity_period
    assert spec is not None
    found = period(spec, date.fromisoformat(published), desk.deadlines.calendar)
    assert found.last_day.isoformat() == last


def _due(desk: Desk, form: str, event: str) -> dict[str, Any]:
    when = datetime.fromisoformat(event) if "T" in event else date.fromisoformat(event)
    deadline = desk.deadlines.due_for(desk.catalogue.form(form), when)
    assert deadline is not None
    return deadline.as_json()
