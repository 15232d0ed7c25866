"""By when a request must be answered: worked examples over holidays, make-up days, year ends and leap days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.calendar.workdays import WorkCalendar
from desktop_app.core.requests.clock import NotReceived, clock, receipt_day
from desktop_app.core.requests.record import Applicant, Consultation, Request, Way

D = date.fromisoformat


def request(submitted_on: str, **changed: Any) -> Request:
    return Request(
        **{
            "id": "r1",
            "number": "2026-001",
            "way": Way.IN_PERSON,
            "submitted_on": D(submitted_on),
            "content": "某项资金的使用情况",
            "applicant": Applicant("自然人", "赵示例"),
            **changed,
        }
    )


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-28", "2026-03-03"),
        ("2026-02-10", "2026-03-16"),
        ("2026-04-24", "2026-05-26"),
        ("2026-09-15", "2026-10-19"),
        ("2026-09-23", "2026-10-28"),
        ("2026-11-23", "2026-12-21"),
        ("2024-02-01", "2024-03-05"),
        ("2024-12-20", "2025-01-20"),
    ],
)
def test_an_answer_is_due_on_the_twentieth_working_day(
    calendar: WorkCalendar, received: str, due: str
) -> None:
    found = clock(request(received), calendar)
    assert found.due_on == D(due)
    assert found.days[-1].number == 20
    assert not found.provisional


@pytest.mark.parametrize(("received", "by"), [("2026-01-30", "2026-02-10"), ("2026-09-24", "2026-10-12")])
def test_a_notice_to_correct_goes_out_within_seven_working_days(
    calendar: WorkCalendar, received: str, by: str
) -> None:
    assert clock(request(received), calendar).correction_by == D(by)


def test_every_day_is_shown_with_the_reason_for_which_it_does_not_count(calendar: WorkCalendar) -> None:
    days = {str(one.day): str(one) for one in clock(request("2026-09-15"), calendar).days}
    assert days["2026-09-20"] == "2026-09-20（周日）　第 4 个工作日（周日调休上班）"
    assert days["2026-10-01"].endswith("不计（国庆节）")
    assert days["2026-09-19"].endswith("不计（周末）")


def test_a_correction_begins_the_clock_anew(calendar: WorkCalendar) -> None:
    waiting = clock(request("2026-09-01", correction_asked_on=D("2026-09-08")), calendar)
    assert waiting.waits
    corrected = request(
        "2026-09-01", correction_asked_on=D("2026-09-08"), correction_received_on=D("2026-09-23")
    )
    found = clock(corrected, calendar)
    assert (found.counted_from, found.due_on, found.waits) == (D("2026-09-23"), D("2026-10-28"), False)


def test_the_time_of_asking_a_third_party_is_not_counted(calendar: WorkCalendar) -> None:
    asked = Consultation("third_party", D("2026-11-24"), D("2026-12-01"))
    found = clock(request("2026-11-23", consultations=(asked,)), calendar)
    plain = clock(request("2026-11-23"), calendar)
    assert found.due_on == calendar.add_workdays(plain.due_on, 5)
    assert [one.number for one in found.days if D("2026-11-25") <= one.day <= D("2026-12-01")] == [0] * 7


def test_a_third_party_that_stays_silent_stops_the_clock_for_fifteen_working_days(
    calendar: WorkCalendar,
) -> None:
    asked = Consultation("third_party", D("2026-09-01"))
    found = clock(request("2026-08-31", consultations=(asked,)), calendar)
    assert found.paused
    assert found.due_on == calendar.add_workdays(D("2026-08-31"), 35)


def test_two_that_are_asked_at_once_stop_the_clock_once(calendar: WorkCalendar) -> None:
    days = D("2026-11-24"), D("2026-12-01")
    once = clock(request("2026-11-23", consultations=(Consultation("organ", *days),)), calendar)
    both = (Consultation("organ", *days), Consultation("third_party", *days))
    assert clock(request("2026-11-23", consultations=both), calendar).due_on == once.due_on


def test_an_extension_adds_its_working_days(calendar: WorkCalendar) -> None:
    found = clock(request("2026-09-15", extended_by=20), calendar)
    assert found.due_on == calendar.add_workdays(D("2026-10-19"), 20)


def test_over_an_unknown_year_end_the_day_is_provisional(calendar: WorkCalendar) -> None:
    found = clock(request("2026-12-28"), calendar)
    assert found.provisional
    assert "2027" in found.explain()


def test_a_leap_day_counts_as_any_other(calendar: WorkCalendar) -> None:
    days = [one.day for one in clock(request("2024-02-26"), calendar).days if one.number]
    assert D("2024-02-29") in days


@pytest.mark.parametrize("way", [Way.REGISTERED_POST, Way.ORDINARY_POST, Way.ONLINE, Way.FAX])
def test_the_day_of_receipt_is_the_day_that_was_signed_or_confirmed(way: Way) -> None:
    assert receipt_day(way, D("2026-09-10"), D("2026-09-14")) == D("2026-09-14")
    with pytest.raises(NotReceived):
        receipt_day(way, D("2026-09-10"), None)


def test_what_is_handed_in_is_received_that_day() -> None:
    assert receipt_day(Way.IN_PERSON, D("2026-09-12"), None) == D("2026-09-12")


@given(day=st.dates(D("2024-01-02"), D("2026-10-01")), extension=st.integers(0, 20))
def test_the_last_day_is_a_working_day_and_numbers_run_without_gaps(
    calendar: WorkCalendar, day: date, extension: int
) -> None:
    found = clock(request(day.isoformat(), extended_by=extension), calendar)
    assert calendar.is_working(found.due_on)
    assert [one.number for one in found.days if one.number] == list(range(1, 21 + extension))
    assert found.days[0].day == day + timedelta(days=1)


def test_neither_applicant_nor_their_words_are_in_what_is_printed_of_it() -> None:
    printed = repr(request("2026-09-01"))
    assert "赵示例" not in printed
    assert "资金" not in printed
