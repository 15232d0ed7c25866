"""Masked forms of personal data: the same length, so that columns align and nothing lies under it.

No national rule fixes the digits that stay; these are the shapes in use on county sites.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_SMALLEST = re.compile(r"(?<=村|屯|镇|乡|区|路|街|里|园|城|苑)")
_YEAR = re.compile(r"((?:18|19|20)[0-9]{2}年?|二〇..年?)(.*)", re.DOTALL)


def mask(kind: str, text: str) -> str:
    """Return the text with its identifying part as `*`; a kind without a shape of its own is all hidden.

    The result has the length of the text and never contains it.

    Args:
        kind: a field's kind (`id_card`, `phone`, `person`, `address`, `date`, `uscc` …) or `mobile`,
            `bank_card`, `passport`, `plate`, `email`, `name`.
        text: the value; blanks around it stay.
    """
    stripped = text.strip()
    if not stripped:
        return text
    masked = _SHAPES.get(kind, _all)(stripped)
    if masked == stripped:
        masked = _all(stripped)
    return text.replace(stripped, masked, 1)


def is_masked(kind: str, text: str) -> bool:
    """Say whether a text was masked before, so that nothing is left to hide; see `mask`."""
    stripped = text.strip()
    shape = _SHAPES.get(kind)
    if shape is None:
        return stripped.count("*") * 2 >= len(stripped)
    return "*" in stripped and shape(stripped) == stripped


def _ends(head: int, tail: int) -> Callable[[str], str]:
    """Keep so many characters at both ends, fewer of a short text: at least half is always hidden."""

    def masked(text: str) -> str:
        kept_head, kept_tail = min(head, len(text) // 4), min(tail, len(text) // 4)
        return text[:kept_head] + "*" * (len(text) - kept_head - kept_tail) + text[len(text) - kept_tail :]

    return masked


def _id_card(text: str) -> str:
    """Keep region and last four, the customary `230221********0018`."""
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}" if len(text) >= 15 else _all(text)


def _phone(text: str) -> str:
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) >= 11 else _ends(0, 2)(text)


def _card(text: str) -> str:
    return "*" * (len(text) - 4) + text[-4:] if len(text) >= 9 else _all(text)


def _name(text: str) -> str:
    return text[0] + "*" * (len(text) - 1) if len(text) > 1 else "*"


def _address(text: str) -> str:
    """Keep up to the village, road or estate before the first number; hide what leads to the door."""
    before = re.split(r"[0-9０-９一二三四五六七八九十]", text, maxsplit=1)[0]
    places = [match.end() for match in _SMALLEST.finditer(before)]
    kept = places[-1] if places else min(3, len(text) // 2)
    return text[:kept] + "*" * (len(text) - kept)


def _plate(text: str) -> str:
    return text[:2] + "*" * (len(text) - 4) + text[-2:] if len(text) >= 7 else _all(text)


def _email(text: str) -> str:
    name, at, domain = text.partition("@")
    return f"{name[:1]}{'*' * (len(name) - 1)}{at}{domain}" if len(name) > 1 and at else _all(text)


def _date(text: str) -> str:
    match = _YEAR.fullmatch(text)
    return match[1] + "*" * len(match[2]) if match else _all(text)


def _all(text: str) -> str:
    return "*" * len(text)


_SHAPES: dict[str, Callable[[str], str]] = {
    "id_card": _id_card,
    "uscc": _id_card,
    "phone": _phone,
    "mobile": _phone,
    "bank_card": _card,
    "person": _name,
    "name": _name,
    "address": _address,
    "plate": _plate,
    "email": _email,
    "date": _date,
    "passport": _ends(2, 2),
}
