"""What a spreadsheet shows for a number or a day: the formats that Chinese offices use, as Excel and WPS write them.

Source: ECMA-376-1 18.8.30 and 18.8.31. A format that is not understood shows the number as it is, never another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
_BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Format numbers that files do not define; 27 to 58 as in the Chinese edition (18.8.30, zh-cn)."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\-\]]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|_(?P<room>.)|\*(?P<fill>.)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]+)?|\.[0#?]+)|(?P<percent>%)|(?P<exponent>E[+-])"
    r"|(?P<clock>AM/PM|A/P|上午/下午)|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?|b+|a{3,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAY_PARTS = re.compile(r"[ymdhs]", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SYSTEM_DAY = re.compile(r"\[\$-F800\]", re.IGNORECASE)
_LONG_DAY = 'yyyy"年"m"月"d"日"'
"""What the system's long day, which stands for the code behind its mark, is on a Chinese machine."""
_UNREAD = ("digits", "exponent", "part", "clock")
_LARGEST_EXACT = 10**15
_WEEKDAYS = "一二三四五六日"


def built_in(number: int) -> str:
    """Return the code of a format number that the file does not define."""
    return _BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=500)
def is_day_format(code: str) -> bool:
    """Say whether a format shows days or clocks."""
    bare = _LITERALS.sub("", code.partition(";")[0])
    return code != GENERAL and _DAY_PARTS.search(bare) is not None


@lru_cache(maxsize=500)
def shows_whole_day(code: str) -> bool:
    """Say whether a format shows year, month and day, and the year so that its century is told."""
    if _SYSTEM_DAY.match(code):
        return True
    bare = _LITERALS.sub("", code.partition(";")[0]).lower()
    return all(part in bare for part in ("yyy", "m", "d"))


def is_too_long(value: float) -> bool:
    """Say whether a number has more digits than a spreadsheet keeps: 15 (18.3.1.96, IEEE 754)."""
    return abs(value) >= _LARGEST_EXACT


def general(value: float) -> str:
    """Return a number without a format: all that the file knows of it, without an exponent."""
    if value == int(value) and abs(value) < 10**22:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


@dataclass(frozen=True, slots=True)
class _Pattern:
    before: str
    after: str
    whole: int
    decimals: int
    fewest_decimals: int
    has_commas: bool
    scale: int


@lru_cache(maxsize=20_000)
def shown_number(value: float, code: str) -> str:
    """Return what a number shows under a format."""
    if code in (GENERAL, "@", ""):
        return general(value)
    sections = _sections(code)
    number = Decimal(f"{value:.15g}")
    if value < 0 and len(sections) > 1:
        pattern, number = _pattern(sections[1]), -number
    elif value == 0 and len(sections) > 2:
        pattern = _pattern(sections[2])
    else:
        pattern = _pattern(sections[0])
    return general(value) if pattern is None else _filled(pattern, number).strip()


@lru_cache(maxsize=500)
def _sections(code: str) -> tuple[str, ...]:
    parts, current, quoted = [], "", False
    for char in code:
        quoted ^= char == '"'
        if char == ";" and not quoted:
            parts.append(current)
            current = ""
        else:
            current += char
    return (*parts, current)


@lru_cache(maxsize=500)
def _pattern(section: str) -> _Pattern | None:
    before, after, digits, scale = "", "", "", 0
    for token in _TOKEN.finditer(section):
        kind, text = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "digits" and not digits:
            digits = text
        elif kind in ("quoted", "escaped", "currency", "percent", "other"):
            scale += 2 if kind == "percent" else 0
            before, after = (before, after + text) if digits else (before + text, after)
        elif kind in _UNREAD or (kind == "bracket" and text.lower().startswith("dbnum")):
            return None
    if not digits:
        return None
    whole, _, decimals = digits.partition(".")
    if whole.endswith(","):
        return None  # shown in thousands: the number as it is says more
    return _Pattern(before, after, whole.count("0"), len(decimals), decimals.count("0"), "," in whole, scale)


def _filled(pattern: _Pattern, number: Decimal) -> str:
    number = number.scaleb(pattern.scale).quantize(Decimal(1).scaleb(-pattern.decimals), ROUND_HALF_UP)
    sign = "-" if number < 0 else ""
    whole, _, decimals = f"{abs(number):f}".partition(".")
    while len(decimals) > pattern.fewest_decimals and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.zfill(pattern.whole)
    if pattern.has_commas:
        whole = f"{int(whole):,}" if len(whole.lstrip("0")) >= pattern.whole else whole
    return f"{sign}{pattern.before}{whole}{'.' if decimals else ''}{decimals}{pattern.after}"


@lru_cache(maxsize=20_000)
def shown_day(moment: date | datetime | time, code: str) -> str:
    """Return what a day or a clock shows under a format."""
    if isinstance(moment, time):
        return moment.isoformat("minutes" if not moment.second else "seconds")
    if _SYSTEM_DAY.match(code):
        code = _LONG_DAY
    tokens = list(_TOKEN.finditer(_sections(code)[0]))
    texts: list[str] = []
    for number, token in enumerate(tokens):
        kind, text = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "part":
            texts.append(_part(text.lower(), moment, _is_minute(tokens, number)))
        elif kind in ("quoted", "escaped", "other"):
            texts.append(text)
        elif kind == "bracket" and text.lower().startswith("dbnum"):
            return moment.isoformat()[:10]
        elif kind in ("digits", "percent", "exponent", "clock"):
            return moment.isoformat(" ") if isinstance(moment, datetime) else moment.isoformat()
    return "".join(texts).strip()


def _is_minute(tokens: list[re.Match[str]], number: int) -> bool:
    """Say whether `m` stands for minutes: after hours, or before seconds."""
    parts = [(at, (token["part"] or "").lower()[:1]) for at, token in enumerate(tokens) if token["part"]]
    place = next(at for at, (index, _) in enumerate(parts) if index == number)
    before = parts[place - 1][1] if place else ""
    after = parts[place + 1][1] if place + 1 < len(parts) else ""
    return before == "h" or after == "s"


def _part(text: str, day: date | datetime, is_minute: bool) -> str:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day
    if text.startswith(("y", "b")):
        return f"{moment.year}" if len(text) > 2 else f"{moment.year % 100:02d}"
    if text.startswith("a"):
        return f"{'星期' if len(text) > 3 else ''}{_WEEKDAYS[moment.weekday()]}"
    number = {"d": moment.day, "h": moment.hour, "s": moment.second}.get(text[0], moment.month)
    if text[0] == "m" and is_minute:
        number = moment.minute
    if text[0] == "d" and len(text) > 2:
        return f"星期{_WEEKDAYS[moment.weekday()]}"
    return f"{number:02d}" if len(text) == 2 else str(number)
