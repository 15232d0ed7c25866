"""Citizen identity numbers (公民身份号码): 18 characters, and the 15 digits of before 1999.

Source: GB 11643-1999; the check character is ISO 7064 MOD 11-2.
"""

from __future__ import annotations

import re
from datetime import date
from operator import mul

from desktop_app.core.identifiers.regions import is_prefecture, is_region

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_CENTURY = re.compile(r"18|19|20")
_LOOK_AT_THE_CARD = "请对照身份证核对。"


def id_card_fault(text: str) -> str | None:
    """Return what is wrong with an identity number, as a Chinese sentence; None where nothing is.

    Args:
        text: 18 characters with an upper or lower case X, or 15 digits; blanks around it do not matter.
    """
    number = text.strip().upper()
    if not _SHAPE.fullmatch(number):
        return _shape_fault(number)
    if not is_region(number[:6]) and not is_prefecture(number[:4]):
        return f"身份证号前 6 位不是行政区划代码，{_LOOK_AT_THE_CARD}"
    if birth_date(number) is None:
        place = "第 7 至 14 位" if len(number) == 18 else "第 7 至 12 位"
        return f"身份证号{place}不是真实的出生日期，{_LOOK_AT_THE_CARD}"
    if len(number) == 18 and check_character(number[:17]) != number[17]:
        return f"校验码不符：第 18 位应为 {check_character(number[:17])}，{_LOOK_AT_THE_CARD}"
    return None


def birth_date(number: str) -> date | None:
    """Return the day of birth in a number of 18 or 15 digits; None where no such day exists.

    The standard's own example was born in 1880, so years from 1800 count; 15 digits mean the 20th century.
    """
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    if not _CENTURY.match(digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def check_character(seventeen: str) -> str:
    """Return the last character that belongs to the first 17 digits."""
    total = sum(map(mul, map(int, seventeen), _WEIGHTS))
    return _CHECKS[total % 11]


def _shape_fault(number: str) -> str:
    if len(number) not in (15, 18):
        return f"身份证号应为 18 位，现为 {len(number)} 位，{_LOOK_AT_THE_CARD}"
    return f"身份证号只能是数字，第 18 位可以是 X，{_LOOK_AT_THE_CARD}"
