"""Telephone numbers: mobile, fixed, and the short numbers of services."""

from __future__ import annotations

import re

_MOBILE = re.compile(
    r"""(?:\+?86)?
    1(?:3[0-9] | 4[57] | 5[0-35-9] | 6[2567] | 7[0-35-8] | 8[0-9] | 9[0-35-9])
    [0-9]{8}""",
    re.VERBOSE,
)
"""Ranges assigned to persons (libphonenumber 9.0.43); 10648… and 14x with 13 digits are machines."""
_FIXED = re.compile(r"\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?-?[1-9][0-9]{6,7}(?:(?:-|转|ext)[0-9]{1,6})?")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}(?:(?:-|转)[0-9]{1,6})?")
_SERVICE = re.compile(r"1[0-2][0-9]|1[02][0-9]{3}|9[56][0-9]{3,6}|[48]00-?[0-9]{3}-?[0-9]{4}")
_HYPHENS = str.maketrans("－—–（）", "---()")


def phone_fault(text: str) -> str | None:
    """Return what is wrong with a telephone number, as a Chinese sentence; None where nothing is."""
    number = re.sub(r"\s", "", text.translate(_HYPHENS))
    if is_mobile(number.replace("-", "")) or _SERVICE.fullmatch(number):
        return None
    if _FIXED.fullmatch(number) or _LOCAL.fullmatch(number):
        return None
    digits = sum(char.isdigit() for char in number)
    if number.startswith("1") and digits >= 9:
        return _mobile_fault(digits)
    return "电话应写成区号加号码（如 0452-5823000）或 11 位手机号，请核对后重填。"


def is_mobile(number: str) -> bool:
    """Tell whether this is a number of a person's mobile telephone, with or without +86; digits only."""
    return _MOBILE.fullmatch(number) is not None


def _mobile_fault(digits: int) -> str:
    if digits != 11:
        return f"手机号应为 11 位，现为 {digits} 位，请核对后重填。"
    return "这个手机号段尚未启用，请核对前 3 位。"
