"""What a spreadsheet shows for a number or a day: the formats that Chinese offices use, as Excel and WPS write them.

Source: ECMA-376-1 18.8.30 and 18.8.31. A format that is not understood shows the number as it is, never another one;
so does scientific notation, which would hide digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\-\]]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|_(?P<room>.)|\*(?P<fill>.)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]+,*)?|\.[0#?]+)|(?P<percent>%)|(?P<exponent>E[+-])"
    r"|(?P<clock>AM/PM|A/P|上午/下午)|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?|b+|a{3,4}|e+|g+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAY_PARTS = re.compile(r"[ymdhs]", re.IGNORECASE)
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
SYSTEM_DAY = re.compile(r"\[\$-(?:F800|x-sysdate)\]", re.IGNORECASE)
_WHOLE_DAY = re.compile(r"y{3,}[^a-z]*m{1,2}[^a-z]*d{1,2}(?!d)")
_IN_WORDS = ("ddd", "am/pm", "a/p", "上午")
_UNREAD = ("exponent", "part", "clock")
_LARGEST_EXACT = 10**15


def built_in(number: int) -> str:
    """Return the code of a format number that the file does not define."""
    return _BUILT_IN.get(number, GENERAL)


@lru_cache(maxsize=500)
def is_day_format(code: str) -> bool:
    """Say whether a format shows days, clocks or time that passed."""
    first = code.partition(";")[0]
    return code != GENERAL and (ELAPSED.search(first) or _DAY_PARTS.search(bare(first))) is not None


@lru_cache(maxsize=500)
def shows_whole_day(code: str) -> bool:
    """Say whether a format shows year, month and day in figures and in this order, the year with its century."""
    if SYSTEM_DAY.match(code):
        return True
    letters = bare(sections_of(code)[0]).lower()
    return _WHOLE_DAY.search(letters) is not None and not any(word in letters for word in _IN_WORDS)


@lru_cache(maxsize=500)
def shows_day(code: str) -> bool:
    """Say whether a format shows anything of the day, and not the clock or passed time alone."""
    letters = bare(sections_of(code)[0]).lower()
    return SYSTEM_DAY.match(code) is not None or any(
        part in letters for part in ("y", "d", "e", "aaa", "mmm")
    )


@lru_cache(maxsize=500)
def counts_on(code: str) -> bool:
    """Say whether a format shows hours, minutes or seconds that passed, beyond a day's: `[h]:mm`."""
    return ELAPSED.search(sections_of(code)[0]) is not None


def bare(code: str) -> str:
    """Return a format without what it shows word for word."""
    return _LITERALS.sub("", code)


def is_too_long(value: float) -> bool:
    """Say whether a number has more digits than a spreadsheet keeps: 15 (18.3.1.96, IEEE 754)."""
    return abs(value) >= _LARGEST_EXACT


@lru_cache(maxsize=500)
def shows_scaled(code: str) -> bool:
    """Say whether a format shows thousands or ten thousands of a number, as `0,` and `0!.0,` do (18.8.31)."""
    digits = [
        token["digits"]
        for section in sections_of(code)
        for token in TOKEN.finditer(section)
        if token["digits"]
    ]
    return not is_day_format(code) and any(text.endswith(",") for text in digits)


def general(value: float) -> str:
    """Return a number without a format: all that the file knows of it, without an exponent."""
    if value == int(value) and abs(value) < 10**22:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a section shows a number.

    Args:
        parts: its words, and in their midst the places of whole digits, from left to right; `places` tells them apart.
        scale: by which power of ten the number is multiplied.
    """

    parts: tuple[str, ...]
    places: tuple[bool, ...]
    decimals: int
    fewest_decimals: int
    has_commas: bool
    scale: int

    @property
    def whole(self) -> int:
        return sum(
            part.count("0") for part, is_place in zip(self.parts, self.places, strict=True) if is_place
        )


@lru_cache(maxsize=20_000)
def shown_number(value: float, code: str) -> str:
    """Return what a number shows under a format."""
    if code in (GENERAL, "@", ""):
        return general(value)
    section, drops_sign = _chosen(code, value)
    if not section.strip():
        return ""
    pattern = _pattern(section)
    number = Decimal(f"{value:.15g}")
    text = _filled(pattern, -number if drops_sign else number).strip() if pattern else ""
    # accountants' dash for nothing, too: the number says more
    return text if any(map(str.isdigit, text)) and (value or (pattern and pattern.whole)) else general(value)


def _chosen(code: str, value: float) -> tuple[str, bool]:
    """Return the section of a format that a number takes, and whether it shows the number without its sign."""
    sections = sections_of(code)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        pairs = zip(sections, conditions, strict=True)
        return next((one for one, asked in pairs if not asked or _holds(value, asked)), GENERAL), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if value == 0 and len(sections) > 2 else 0], False


def _holds(value: float, condition: re.Match[str]) -> bool:
    bound = float(condition[2])
    return {
        "<": value < bound, "<=": value <= bound, ">": value > bound, ">=": value >= bound, "=": value == bound,
        "<>": value != bound,
    }[condition[1]]  # fmt: skip


@lru_cache(maxsize=500)
def sections_of(code: str) -> tuple[str, ...]:
    """Return the sections of a format: above nothing, below, nothing, words; or as their conditions say."""
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
    """Return how a section shows a number; None where it does so in a way that is not understood."""
    parts: list[tuple[str, bool]] = []
    last, scale = "", 0
    for token in TOKEN.finditer(section):
        kind, text = token.lastgroup, token.group(token.lastgroup or 0)
        if kind == "digits":
            if "." in last:
                return None
            last = text
            scale -= 3 * (len(text) - len(text.rstrip(",")))
            parts.append((text.partition(".")[0].replace(",", ""), True))
        elif kind in ("quoted", "escaped", "currency", "percent", "other"):
            if kind == "other" and text in "/@":
                return None
            scale += 2 if kind == "percent" else 0
            parts.append((text, False))
        elif kind in _UNREAD or (kind == "bracket" and text.lower().startswith("dbnum")):
            return None
    if not last:
        return None
    texts, places = zip(*parts, strict=True)
    decimals = last.partition(".")[2].rstrip(",")
    commas = "," in last.partition(".")[0].rstrip(",")
    if commas and sum(places) > 1:
        return None
    return _Pattern(texts, places, len(decimals), decimals.count("0"), commas, scale)


def _filled(pattern: _Pattern, number: Decimal) -> str:
    number = number.scaleb(pattern.scale).quantize(Decimal(1).scaleb(-pattern.decimals), ROUND_HALF_UP)
    sign = "-" if number < 0 else ""
    whole, _, decimals = f"{abs(number):f}".partition(".")
    while len(decimals) > pattern.fewest_decimals and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.lstrip("0").zfill(pattern.whole)
    if pattern.has_commas and len(whole.lstrip("0")) >= pattern.whole:
        whole = f"{int(whole or 0):,}"
    texts: list[str] = []
    places = sum(pattern.places)
    for text, is_place in reversed(tuple(zip(pattern.parts, pattern.places, strict=True))):
        if not is_place:
            texts.append(text)
            continue
        places -= 1
        taken = whole[-len(text) :] if places else whole  # the leftmost place takes what the others left
        whole = whole[: len(whole) - len(taken)]
        texts.append(f"{taken}{'.' if decimals else ''}{decimals}")
        decimals = ""
    return sign + "".join(reversed(texts))
