"""Periods of recurring duties: named, following each other without a gap, over year ends and leap years."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest
import yaml

from desktop_app.core.calendar.recurring import Every, RecurringDuty, period_of, recurring_duties
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS

D = date.fromisoformat
EVERY: tuple[Every, ...] = ("month", "quarter", "half_year", "year")


@pytest.mark.parametrize("every", EVERY)
def test_periods_follow_each_other_without_gap_or_overlap(every: Every) -> None:
    period = period_of(every, D("2023-12-31"))
    while period.first.year < 2029:
        assert period.next.first == period.last + timedelta(days=1)
        assert period.next.previous == period
        assert period_of(every, period.first) == period_of(every, period.last) == period
        assert period.holds(period.first)
        assert not period.holds(period.next.first)
        period = period.next


@pytest.mark.parametrize(
    ("every", "day", "key", "words", "last"),
    [
        ("month", "2028-02-10", "2028-02", "2028年2月", "2028-02-29"),
        ("quarter", "2026-11-25", "2026-Q4", "2026年第四季度", "2026-12-31"),
        ("half_year", "2026-07-01", "2026-H2", "2026年下半年", "2026-12-31"),
        ("year", "2026-07-01", "2026", "2026年度", "2026-12-31"),
    ],
)
def test_a_period_is_called_as_people_call_it(
    every: Every, day: str, key: str, words: str, last: str
) -> None:
    period = period_of(every, D(day))
    assert (period.key, str(period), period.last) == (key, words, D(last))


def test_a_duty_after_its_period_is_about_the_one_that_is_over() -> None:
    duty = RecurringDuty(form="a.b", every="quarter")
    assert str(duty.period(D("2027-01-01"))) == "2026年第四季度"
    assert str(duty.period(D("2026-12-31"))) == "2026年第三季度"


def test_a_duty_within_its_period_is_listed_from_its_day_on() -> None:
    duty = RecurringDuty(form="a.b", every="year", in_period=True, opens="10-01")
    assert duty.period(D("2026-09-30")) is None
    assert str(duty.period(D("2026-10-01"))) == "2026年度"
    assert RecurringDuty(form="a.b", every="never").period(D("2026-10-01")) is None


def test_the_office_s_file_changes_and_takes_out() -> None:
    program = {"duties": [{"form": "a.b", "every": "month"}, {"form": "c.d", "every": "year"}]}
    own = {"duties": [{"form": "a.b", "every": "quarter"}, {"form": "c.d", "every": "never"}]}
    assert recurring_duties(program, own) == (RecurringDuty(form="a.b", every="quarter"),)
    with pytest.raises(msgspec.ValidationError):
        recurring_duties({"duties": [{"form": "a.b", "every": "week"}]})


def test_every_type_of_the_program_s_list_is_there_and_its_limit_can_be_counted() -> None:
    data = yaml.safe_load((REPOSITORY / "resources" / "recurring.yaml").read_text("utf-8"))
    for duty in recurring_duties(data):
        spec = FORMS[duty.form].spec
        assert spec.time_limits, duty.form
        assert duty.in_period or all(one.direction == "within" for one in spec.time_limits), duty.form
