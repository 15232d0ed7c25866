"""What a spreadsheet shows for a day, a clock or time that passed, as Excel and WPS show it in China.

Source: ECMA-376-1 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop_app.adapters.importers.number_formats import ELAPSED, SYSTEM_DAY, TOKEN, bare, sections_of

_SYSTEM_CLOCK = re.compile(r"\[\$-(?:F400|x-systime)\]", re.IGNORECASE)
_LONG_CLOCK = "h:mm:ss"
_LONG_DAY = 'yyyy"年"m"月"d"日"'
"""What the system's long day, which stands for the code behind its mark, is on a Chinese machine."""
_LOCALE = re.compile(r"\[\$[^\-\]]*-(?:[a-z]{2}|([0-9A-F]+))", re.IGNORECASE)
_ENGLISH, _CHINESE = 0x09, 0x04
"""Primary languages of Windows' locale numbers (MS-LCID 2.2)."""
_WEEKDAYS = "一二三四五六日"
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NOON = 12
_NO_DAY = date(1899, 12, 31)
"""The day on which spreadsheets put a clock without one (18.17.4.1)."""

Moment = date | datetime | time | timedelta
"""A day, a moment, a clock, or time that passed."""


@lru_cache(maxsize=20_000)
def shown_day(moment: Moment, code: str) -> str:
    """Return what a day, a clock or passed time shows; its plain spelling where the format is not understood."""
    if SYSTEM_DAY.match(code):
        code = _LONG_DAY
    elif _SYSTEM_CLOCK.match(code):
        code = _LONG_CLOCK
    tokens = list(TOKEN.finditer(sections_of(code)[0]))
    clock = next((token["clock"] for token in tokens if token["clock"]), "")
    tongue = _tongue(code)
    at = _rounded(moment, code)
    texts: list[str] = []
    for number, token in enumerate(tokens):
        kind, text = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "part":
            shown = _part(text.lower(), at, _is_minute(tokens, number), bool(clock), tongue)
        elif kind == "bracket":
            shown = _passed(text.lower(), moment)
        elif kind == "clock":
            shown = text.split("/")[at.hour >= _NOON]
        elif kind in ("quoted", "escaped", "other"):
            shown = text
        else:
            shown = "" if kind in ("currency", "room", "fill") else None
        if shown is None:
            return _spelt(moment)
        texts.append(shown)
    return "".join(texts).strip()


def _rounded(moment: Moment, code: str) -> datetime:
    """Return the moment, its seconds rounded to what the format shows of them."""
    if isinstance(moment, timedelta):
        at = datetime.combine(_NO_DAY, time()) + moment
    elif isinstance(moment, time):
        at = datetime.combine(_NO_DAY, moment)
    else:
        at = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    shown = re.search(r"s+(?:\.(0+))?", bare(code).lower())
    if not shown or not at.microsecond:
        return at
    step = 10 ** (6 - min(6, len(shown[1] or "")))
    return at + timedelta(microseconds=(at.microsecond + step // 2) // step * step - at.microsecond)


def _spelt(moment: Moment) -> str:
    if isinstance(moment, time):
        return moment.isoformat("minutes" if not moment.second else "seconds")
    return moment.isoformat(" ") if isinstance(moment, datetime) else str(moment)


def _tongue(code: str) -> int | None:
    """Return the language in which a format names months and days; None where it is another than these two."""
    found = _LOCALE.search(code)
    if not found or not found[1]:
        return _ENGLISH if not found else None  # Chinese editions name them in English where nothing is said
    language = int(found[1], 16) & 0x3FF
    return language if language in (_ENGLISH, _CHINESE) else None


def _is_minute(tokens: list[re.Match[str]], number: int) -> bool:
    """Say whether `m` stands for minutes: after hours, or before seconds."""
    parts = [
        (at, (token["part"] or token["bracket"] or "").lower()[:1])
        for at, token in enumerate(tokens)
        if token["part"] or (token["bracket"] and ELAPSED.match(token[0]))
    ]
    place = next(at for at, (index, _) in enumerate(parts) if index == number)
    before = parts[place - 1][1] if place else ""
    after = parts[place + 1][1] if place + 1 < len(parts) else ""
    return before == "h" or after == "s"


def _passed(bracket: str, moment: Moment) -> str | None:
    """Return what passed in the unit of a bracket; "" for a colour, None for what is not understood."""
    if bracket.startswith("dbnum"):
        return None
    if not ELAPSED.fullmatch(f"[{bracket}]"):
        return ""
    if not isinstance(moment, timedelta | time):
        return None
    clock = moment if isinstance(moment, time) else time()
    passed = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    seconds = int((moment if isinstance(moment, timedelta) else passed).total_seconds())
    if seconds < 0:
        return None
    return str(seconds // {"h": 3600, "m": 60, "s": 1}[bracket[0]]).zfill(len(bracket))


def _part(text: str, moment: datetime, is_minute: bool, has_noon: bool, tongue: int | None) -> str | None:
    """Return what one part of a format shows; None where it is not understood."""
    sign, length = text[0], len(text)
    if sign in "bg":
        return None  # years of other reckonings
    if sign == "y" and length <= 2:
        return f"{moment.year % 100:02d}"
    if sign in "ye":
        return f"{moment.year}"
    if sign == "s":
        return _seconds(text, moment)
    if sign == "a" or (sign == "d" and length > 2):
        return _weekday(text, moment, tongue)
    if sign == "m" and length > 2 and not is_minute:
        return _month(length, moment, tongue)
    hour = (moment.hour + _NOON - 1) % _NOON + 1 if has_noon else moment.hour
    number = {"d": moment.day, "h": hour, "m": moment.minute if is_minute else moment.month}[sign]
    return f"{number:02d}" if length == 2 else str(number)


def _seconds(text: str, moment: datetime) -> str:
    whole, _, decimals = text.partition(".")
    after = f".{f'{moment.microsecond:06d}'[: len(decimals)]}" if decimals else ""
    return f"{str(moment.second).zfill(len(whole))}{after}"


def _weekday(text: str, moment: datetime, tongue: int | None) -> str | None:
    chinese = _WEEKDAYS[moment.weekday()]
    if text[0] == "a":
        return f"{'星期' if len(text) > 3 else ''}{chinese}"
    if tongue == _CHINESE:
        return f"{'星期' if len(text) > 3 else '周'}{chinese}"
    name = _ENGLISH_DAYS[moment.weekday()]
    return None if tongue is None else (name if len(text) > 3 else name[:3])


def _month(length: int, moment: datetime, tongue: int | None) -> str | None:
    if tongue != _ENGLISH:
        return None
    name = _ENGLISH_MONTHS[moment.month - 1]
    return {3: name[:3], 4: name}.get(length, name[:1])
