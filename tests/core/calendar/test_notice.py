from __future__ import annotations

from datetime import date

import pytest

from desktop_app.core.calendar.errors import CalendarDataError
from desktop_app.core.calendar.notice import parse_notice, write_notice

D = date.fromisoformat


def test_each_shipped_file_is_named_after_its_year_and_survives_writing(calendar_texts: dict[str, str]):
    for name, text in calendar_texts.items():
        notice = parse_notice(text, name)
        assert name == f"{notice.year}.yaml"
        assert parse_notice(write_notice(notice), name) == notice


def test_shipped_years_are_final_up_to_2026(calendar_texts: dict[str, str]):
    final = {name for name, text in calendar_texts.items() if parse_notice(text, name).is_final}
    assert final == {"2024.yaml", "2025.yaml", "2026.yaml"}


@pytest.mark.parametrize("year", range(2025, 2030))
def test_the_law_gives_13_days(calendar_texts: dict[str, str], year: int):
    notice = parse_notice(calendar_texts[f"{year}.yaml"], "x")
    assert sum(map(len, notice.statutory.values())) == 13


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("holidays:", "holiday:", "holiday"),
        ("2026-01-01, last", "2026-13-01, last", "month must be in"),
        ("workdays: [2026-01-04]", "workdays: [2026-01-05]", "2026-01-05（周一）不是周六或周日"),
        ("workdays: [2026-05-09]", "workdays: [2026-05-03]", "2026-05-03（周日）既放假又上班"),
        ("last: 2026-01-03", "last: 2025-12-31", "元旦的最后一天早于第一天"),
        ("last: 2026-10-07", "last: 2026-10-02", "法定的国庆节 2026-10-03（周六）没有列入放假"),
        ("last: 2026-10-07", "last: 2026-10-08", "相抵后为 14 天，法定节日应为 13 天"),
        ("first: 2026-01-01", "first: 2025-11-30", "2025-11-30（周日）不属于 2026 年"),
        ("year: 2026", "year: [2026", "2026.yaml"),
    ],
)
def test_a_wrong_file_is_refused_and_says_where(
    calendar_texts: dict[str, str], old: str, new: str, says: str
):
    text = calendar_texts["2026.yaml"]
    assert old in text
    with pytest.raises(CalendarDataError, match=r"2026\.yaml") as caught:
        parse_notice(text.replace(old, new), "2026.yaml")
    assert says in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_supplement_needs_no_statutory_days():
    holiday = "{name: 春节, first: 2027-02-15, last: 2027-02-16}"
    text = f"year: 2027\nsource: 延长春节假期的通知\nholidays: [{holiday}]"
    notice = parse_notice(text, "2027-2.yaml")
    assert not notice.is_final
    assert list(notice.off) == [D("2027-02-15"), D("2027-02-16")]
