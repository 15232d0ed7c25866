"""Bank cards: issuer prefix, length and check digit."""

from __future__ import annotations

import re

_CARD = re.compile(
    r"62[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}|35[0-9]{14}", re.ASCII
)
"""银联 16-19, Visa, MasterCard, American Express, JCB."""


def bank_card_fault(text: str) -> str | None:
    """Return what is wrong with a bank card number, as a Chinese sentence; None where nothing is.

    An account (账号) follows no public rule: only cards are judged.
    """
    number = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{15,19}", number):
        return f"银行卡号应为 16 至 19 位数字，现为 {len(number)} 位，请对照银行卡核对。"
    if not passes_luhn(number):
        return "银行卡号的校验码不符，有一位可能写错，请对照银行卡核对。"
    return None


def is_card(number: str) -> bool:
    """Tell whether digits have a card's prefix, length and check digit; few random numbers do."""
    return _CARD.fullmatch(number) is not None and passes_luhn(number)


def passes_luhn(number: str) -> bool:
    """Tell whether the last digit is the Luhn check digit (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
