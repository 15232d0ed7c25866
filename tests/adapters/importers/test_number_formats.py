"""Numbers and days as spreadsheets show them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from desktop_app.adapters.importers.day_formats import shown_day
from desktop_app.adapters.importers.number_formats import (
    is_day_format,
    shown_number,
    shows_scaled,
    shows_whole_day,
)


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
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0"),
        (13800001111, "000-0000-0000", "138-0000-1111"),
        (202609, '0000"年"00"月"', "2026年09月"),
        (2500000, '[>999999]#,,"M";[>999]#,"K";#', "3M"),
        (102.6, '[>999999]#,,"M";[>999]#,"K";#', "103"),
        (-3, '[<0]"欠"0;0', "-欠3"),
        (123456, "0!.0,", "12.3"),
        (123456, r"0\.0,", "12.3"),
        (123456, '0!.0000"万元"', "12.3456万元"),
        (12, ";;;", ""),
        (0, "0;-0;;@", ""),
        (103434343, "0.00E+00", "103434343"),
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
        (r"[$-x-sysdate]dddd, mmmm dd, yyyy", "2026年9月3日"),
        ("[$-804]dddd", "星期四"),
        ("dddd", "Thursday"),
        (r"[$-409]d\-mmm\-yy;@", "3-Sep-26"),
        ("mmmm yyyy", "September 2026"),
        ("[$-419]d mmm yyyy", "2026-09-03"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "2026-09-03"),
        ("[$-411]ggge", "2026-09-03"),
    ],
)
def test_days(code: str, text: str) -> None:
    assert shown_day(date(2026, 9, 3), code) == text


@pytest.mark.parametrize(
    ("moment", "code", "text"),
    [
        (time(13, 20, 1), 'h"时"mm"分"ss"秒"', "13时20分01秒"),
        (time(13, 20, 1), "h:mm AM/PM", "1:20 PM"),
        (time(0, 5), '上午/下午h"时"mm"分"', "上午12时05分"),
        (time(13, 20, 1), "[$-F400]h:mm:ss AM/PM", "13:20:01"),
        (time(2, 45, 56, 100_000), "hh:mm:ss.000", "02:45:56.100"),
        (time(2, 45, 56, 600_000), "mm:ss", "45:57"),
        (timedelta(hours=49, minutes=5), "[h]:mm", "49:05"),
        (timedelta(hours=1, minutes=5), "[mm]", "65"),
        (datetime(2026, 9, 3, 15, 5), 'yyyy"年"m"月"d"日"\\ h:mm', "2026年9月3日 15:05"),
        (datetime(2026, 9, 3, 15, 5), "yyyy/m/d h:mm AM/PM;@", "2026/9/3 3:05 PM"),
    ],
)
def test_clocks(moment: time | timedelta | datetime, code: str, text: str) -> None:
    assert is_day_format(code)
    assert shown_day(moment, code) == text


@pytest.mark.parametrize(
    ("code", "is_scaled"),
    [
        ("0,", True),
        ("0!.0,", True),
        ('#,##0.0,"K"', True),
        ("#,##0", False),
        ('0!.0000"万元"', False),
        ("m,d", False),
    ],
)
def test_formats_that_show_thousands_of_a_number(code: str, is_scaled: bool) -> None:
    assert shows_scaled(code) == is_scaled


def test_minutes_are_no_months() -> None:
    assert shown_day(datetime(2026, 9, 3, 8, 5), "yyyy-mm-dd hh:mm") == "2026-09-03 08:05"


def test_a_format_without_a_year_shows_no_whole_day() -> None:
    assert shows_whole_day("yyyy/m/d")
    assert shows_whole_day(r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy")
    assert not shows_whole_day('m"月"d"日"')
    assert not shows_whole_day("m-d-yy")
    assert not shows_whole_day("d/m/yyyy")
    assert not shows_whole_day("yyyy-mmm-d")
    assert not shows_whole_day("yyyy-m-d dddd")
    assert not shows_whole_day("yyyy-m-d h:mm AM/PM")
