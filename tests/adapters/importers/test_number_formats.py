"""Numbers and days as spreadsheets show them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.adapters.importers.number_formats import shown_day, shown_number, shows_whole_day


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (33, "0000", "0033"),
        (33.0, "General", "33"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, '"¥"#,##0.00', "¥1,234.50"),
        (1234.5, "[$¥-804]#,##0.00;[Red]-#,##0.00", "¥1,234.50"),
        (-5, "0.00;[Red](0.00)", "(5.00)"),
        (0, '0.00;-0.00;"无"', "0"),
        (0.056, "0.0%", "5.6%"),
        (2.5, "0", "3"),
        (0.2, "0.00####", "0.20"),
        (0.123456, "0.00####", "0.123456"),
        (230221199001011, "0", "230221199001011"),
        (7, '00"号"', "07号"),
        (1234.5, "_ * #,##0.00_ ;_ * -#,##0.00_ ", "1,234.50"),
        (12, "[DBNum2]General", "12"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_numbers(value: float, code: str, text: str) -> None:
    assert shown_number(value, code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy/m/d", "2026/9/3"),
        ("yyyy-mm", "2026-09"),
        ('yyyy"年"m"月"', "2026年9月"),
        ('[$-804]yyyy"年"m"月"d"日"', "2026年9月3日"),
        ('m"月"d"日"', "9月3日"),
        ("yyyy.mm.dd", "2026.09.03"),
        ("[$-804]aaaa", "星期四"),
        (r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2026年9月3日"),
    ],
)
def test_days(code: str, text: str) -> None:
    assert shown_day(date(2026, 9, 3), code) == text


def test_minutes_are_no_months() -> None:
    assert shown_day(datetime(2026, 9, 3, 8, 5), "yyyy-mm-dd hh:mm") == "2026-09-03 08:05"


def test_a_format_without_a_year_shows_no_whole_day() -> None:
    assert shows_whole_day("yyyy/m/d")
    assert shows_whole_day(r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy")
    assert not shows_whole_day('m"月"d"日"')
    assert not shows_whole_day("m-d-yy")
