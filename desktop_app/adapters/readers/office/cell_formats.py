"""Cell formats: which hide what the cell holds, and which show a number as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from desktop_app.adapters.readers.colours import WHITE, hex_colour, is_seen
from desktop_app.adapters.readers.office.xml import Element, S

_T = TypeVar("_T")
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_SPELT = re.compile(r'"([^"]*)"')
_SHOWS_NUMBERS = re.compile(r"[0#?@]|General|G/通用格式|[ymdhs年月日]", re.IGNORECASE)
_WHITE_CODE = re.compile(r"\[(?:white|白色)\]", re.IGNORECASE)
_DATE_SIGNS = re.compile(r"[yde年日]|m+[/\-月]", re.IGNORECASE)
_TINY_POINTS = 3.0
_WHITE_THEME = "0"
_SYSTEM = {"64": "000000", "65": WHITE, "0": "000000", "1": WHITE, "8": "000000", "9": WHITE}
"""Of the indexed colours those that hide text most often; the others are taken for visible ones."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no zones
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
_LATEST_DAY = 2_958_465


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What a reader must know of a format.

    Args:
        is_hiding: by number format (`;;;`), by its ground's colour or by a tiny size.
        is_date: shows a number as a day.
        hides_numbers: shows words of its own in a number's place; texts are seen.
    """

    is_hiding: bool = False
    is_date: bool = False
    hides_numbers: bool = False


def formats_of(styles: Element) -> list[CellFormat]:
    """Return the formats to which a cell's `s` counts, from 0, from the root of `styles.xml`."""
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in styles.iterfind(f"{S}numFmts/{S}numFmt")
    }
    fonts = [(_font_colour(font), _size(font)) for font in styles.iterfind(f"{S}fonts/{S}font")]
    grounds = [_ground(fill) for fill in styles.iterfind(f"{S}fills/{S}fill")]
    return [_format(xf, codes, fonts, grounds) for xf in styles.iterfind(f"{S}cellXfs/{S}xf")]


def hiding_rules_of(styles: Element) -> frozenset[str]:
    """Return the conditional formats (`dxfId`) that make text unseen on a white or their own ground."""
    return frozenset(
        str(number) for number, dxf in enumerate(styles.iterfind(f"{S}dxfs/{S}dxf")) if _hides(dxf)
    )


def _hides(dxf: Element) -> bool:
    code = dxf.find(f"{S}numFmt")
    if code is not None and _is_blank(code.get("formatCode", "")):
        return True
    font, fill = dxf.find(f"{S}font"), dxf.find(f"{S}fill")
    colour = _font_colour(font) if font is not None else None
    ground = _rule_ground(fill) if fill is not None else WHITE
    return bool(colour and ground) and not is_seen(colour or WHITE, ground or WHITE)


def as_date(number: str, *, is_1904: bool) -> str:
    """Return a day's number as an ISO date; what is no day's number as it is."""
    try:
        days = float(number)
    except ValueError:
        return number
    if not 1 <= days <= _LATEST_DAY:
        return number
    return f"{(_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=int(days)):%Y-%m-%d}"


def as_number(number: str) -> str:
    """Return a number without exponent or a useless decimal, as a list shows it."""
    if "E" not in number and "e" not in number and not number.endswith(".0"):
        return number
    try:
        value = float(number)
    except ValueError:
        return number
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e21 else number


def _format(
    xf: Element, codes: dict[str, str], fonts: list[tuple[str | None, float]], grounds: list[str | None]
) -> CellFormat:
    number = xf.get("numFmtId", "0")
    code = codes.get(number, "")
    colour, size = _at(fonts, xf.get("fontId"), (None, 11.0))
    if _WHITE_CODE.search(code):
        colour = WHITE
    ground = _at(grounds, xf.get("fillId"), WHITE)
    is_own_colour = bool(colour and ground) and not is_seen(colour or WHITE, ground or WHITE)
    is_date = (number.isdigit() and int(number) in _DATE_IDS) or bool(
        _DATE_SIGNS.search(_QUOTED.sub("", code))
    )
    hides_numbers = bool(code) and not _SHOWS_NUMBERS.search(_QUOTED.sub("", code))
    return CellFormat(_is_blank(code) or is_own_colour or size <= _TINY_POINTS, is_date, hides_numbers)


def _is_blank(code: str) -> bool:
    """Tell whether a number format shows nothing at all, as `;;;` does."""
    said = "".join(_SPELT.findall(code)).strip()
    return code.count(";") >= 2 and not said and not _QUOTED.sub("", code).strip("; ")


def _rule_ground(fill: Element) -> str | None:
    """A conditional fill is solid where it names no pattern, and its colour is the background's."""
    pattern = fill.find(f"{S}patternFill")
    return _colour(pattern.find(f"{S}bgColor")) if pattern is not None else None


def _font_colour(font: Element) -> str | None:
    return _colour(font.find(f"{S}color"))


def _size(font: Element) -> float:
    size = font.find(f"{S}sz")
    try:
        return float(size.get("val", "11")) if size is not None else 11.0
    except ValueError:
        return 11.0


def _ground(fill: Element) -> str | None:
    """A fill's colour; None for a gradient, a pattern and a theme's colour, which show white text as well as not."""
    pattern = fill.find(f"{S}patternFill")
    if pattern is None:
        return None if len(fill) else WHITE
    kind = pattern.get("patternType", "none")
    if kind in ("none", "gray125"):
        return WHITE
    return _colour(pattern.find(f"{S}fgColor")) if kind == "solid" else None


def _colour(element: Element | None) -> str | None:
    if element is None:
        return None
    if element.get("theme") == _WHITE_THEME:
        return f"{round(255 * (1 + min(_number(element.get('tint')), 0))):02X}" * 3
    if element.get("indexed"):
        return _SYSTEM.get(element.get("indexed", ""))
    return hex_colour((element.get("rgb") or "")[-6:])


def _number(text: str | None) -> float:
    try:
        return max(float(text or 0), -1.0)
    except ValueError:
        return 0.0


def _at(items: list[_T], index: str | None, otherwise: _T) -> _T:
    return items[int(index)] if index and index.isdigit() and int(index) < len(items) else otherwise
