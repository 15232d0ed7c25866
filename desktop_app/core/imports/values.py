"""A cell's text to the answer that its field keeps; what a cell does not clearly say is refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from desktop_app.core.forms.kinds import KINDS, Fault, is_empty
from desktop_app.core.forms.spec import Column, Field
from desktop_app.core.forms.values import YUAN_PER_UNIT

Asked = Field | Column

_ROUNDED = re.compile(r"[-+]?\d(?:\.\d+)?[Ee]\+?\d{2,}")
_SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")
_DIGITS_ONLY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_MIDNIGHT = re.compile(r"\s+0{1,2}:00(?::00(?:\.0+)?)?$")
_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周)[一二三四五六日天][）)]?$")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_MONTH_ONLY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?")
_STATED_UNIT = re.compile(r"(亿元|万元|元)$")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?|-?\.\d+")
_FOLDED = frozenset({"phone", "url", "uscc", "id_card", "number", "money", "date", "datetime"})
"""Kinds in which a full-width character means its half-width one."""
_FULL_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST_NAME = 4
_COUNTED = {"人": ("口人", "口", "名", "位", "个"), "户": ("家",)}
"""Words that are counted as well where the unit is said."""
_PLAIN = frozenset({"text", "long_text", "rich_text", "person", "org", "address"})
LOST_DIGITS = "号码超过 15 位，被表格软件存成了数字，后几位已经丢失，请对照原件重填。"


def answer_of(text: str, asked: Asked, unit: str = "") -> Any:
    """Return the answer to keep for a cell's text.

    Args:
        text: not empty.
        unit: what the column's heading, or the sheet's, says amounts are counted in; "" where it says nothing.

    Raises:
        Fault: the text is not clearly an answer; the message says what to write.
    """
    text = text.strip()
    if asked.kind in _FOLDED:
        text = unicodedata.normalize("NFKC", text).strip()
    elif asked.kind == "doc_no":
        text = "".join(text.translate(_FULL_DIGITS).split())  # typesetters put thin spaces beside figures
    if _ROUNDED.fullmatch(text):
        raise Fault(LOST_DIGITS)
    if asked.kind == "person":
        return _name(text)
    if asked.kind in _PLAIN:
        return text
    reader = _READERS.get(asked.kind, _read)
    return reader(text, asked, unit)


def _name(text: str) -> str:
    """Return a person's name without the blanks that make short names as wide as long ones: 王　凡.

    Several names stay apart: none of them has one sign alone.
    """
    parts = text.split()
    is_spaced = (
        1 < len(parts) <= _LONGEST_NAME and all(map(_HAN.fullmatch, parts)) and min(map(len, parts)) == 1
    )
    return "".join(parts) if is_spaced else text


def _read(text: str, asked: Asked, _unit: str) -> Any:
    kind = KINDS[asked.kind]
    answer = kind.parse(text, asked)
    if is_empty(answer):
        raise Fault("没有认出内容，请重填。")
    kind.typed(answer, asked)
    return answer


def _day(text: str, asked: Asked, unit: str) -> Any:
    return _read(_day_text(text), asked, unit)


def _day_text(text: str) -> str:
    """Return a day in figures, in one of the ways that its kind reads.

    Raises:
        Fault: a month alone, or a spreadsheet's bare serial number.
    """
    text = _WEEKDAY.sub("", _MIDNIGHT.sub("", text))
    if match := _DIGITS_ONLY.fullmatch(text):
        return "-".join(match.groups())
    if match := _CHINESE_DAY.fullmatch(text):
        year, month, day = match.groups()
        return f"{year.translate(_NUMERALS)}-{_below_hundred(month)}-{_below_hundred(day)}"
    if _SERIAL.fullmatch(text):
        raise Fault("这是表格软件的日期序号，不是日期：请把这一列的格式设成日期，或写成 2026-09-28。")
    if _MONTH_ONLY.fullmatch(text):
        raise Fault("只写到月，缺少日：日期应写成 2026-09-28。")
    return text


def _below_hundred(text: str) -> int:
    """Read 十一, 二十, 三十一."""
    tens, ten, ones = text.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.index(tens or "一") * 10 if ten else 0) + (digits.index(ones) if ones else 0)


def _span(text: str, asked: Asked, unit: str) -> Any:
    ends = re.split(r"\s*(?:至|到|~|～|—+|–)\s*", unicodedata.normalize("NFKC", text).strip())
    if asked.kind == "date_range" and len(ends) == 2:
        text = "至".join(map(_day_text, ends))
    return _read(text, asked, unit)


def _number(text: str, asked: Asked, unit: str) -> Any:
    """A bare number, its unit only where it is the field's own: nothing is converted silently."""
    bare = text.replace(" ", "")
    for own in dict.fromkeys((*_COUNTED.get(asked.unit, ()), asked.unit, _simple(asked.unit))):
        bare = bare.removesuffix(own) if own else bare
    if unit and asked.unit and _simple(unit) != _simple(asked.unit) and unit in _MEASURES:
        raise Fault(f"表头写的单位是“{unit}”，这一项按“{asked.unit}”填，请换算后重填。")
    if not _THOUSANDS.fullmatch(bare):
        raise Fault("这里只写数字，例如 12 或 12.5，单位不用写。")
    return _read(bare, asked, "")


_MEASURES = frozenset(
    {"亩", "公顷", "平方米", "㎡", "m2", "平方公里", "元", "万元", "亿元", "吨", "公斤", "千克", "斤"}
)
_SAME = {"平方米": "㎡", "m2": "㎡", "千克": "公斤"}


def _simple(unit: str) -> str:
    return _SAME.get(unit, unit)


def _money(text: str, asked: Asked, unit: str) -> Any:
    """An amount in the unit that the cell states, else the heading's, else the field's own."""
    bare = text.replace(" ", "").lstrip("¥￥").removesuffix("整").removesuffix("人民币")
    stated = _STATED_UNIT.search(bare)
    if stated:
        unit = stated.group()
        bare = bare.removesuffix(unit)
    if not _THOUSANDS.fullmatch(bare):
        raise Fault("金额只写数字，例如 5000.00；分开的几笔请合计后重填。")
    counted_in = unit if unit in YUAN_PER_UNIT and unit else asked.unit
    return _read(bare, replace(asked, unit=counted_in), "")


def _choice(text: str, asked: Asked, _unit: str) -> Any:
    return chosen(text, asked.choices)


def chosen(text: str, choices: tuple[str, ...]) -> str:
    """Return the choice that a text names, with or without the choice's remark in brackets.

    Raises:
        Fault: it names none, or several.
    """
    wanted = _folded(text)
    for known in (_folded, _without_remark):
        found = [choice for choice in choices if known(choice) == wanted]
        if len(found) == 1:
            return found[0]
    raise Fault(f"请从这些里面选一个：{'、'.join(choices)}。")


def _folded(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _without_remark(choice: str) -> str:
    return _folded(choice).partition("(")[0]


def _choices(text: str, asked: Asked, _unit: str) -> Any:
    found: list[str] = []
    for part in re.split(r"[;；\n]", text):
        if part.strip():
            found += _named(part.strip(), asked.choices)
    if not found:
        raise Fault(f"请从这些里面选：{'、'.join(asked.choices)}。")
    return list(dict.fromkeys(found))


def _named(part: str, choices: tuple[str, ...]) -> list[str]:
    """Return what one part names: a choice, one of a choice's own names, or several with signs between them."""
    try:
        return [chosen(part, choices)]
    except Fault:
        if own := [choice for choice in choices if part in choice.split("、")]:
            return own[:1]
        pieces = [piece for piece in re.split(r"[,，、+＋]", part) if piece.strip()]
        if len(pieces) < 2:
            raise
        return [name for piece in pieces for name in _named(piece.strip(), choices)]


_YES = frozenset({"y", "yes", "t", "✓", "✔", "☑", "是的", "对", "属于", "已"})
_NO = frozenset({"n", "no", "f", "✗", "✘", "☒", "不是", "没有", "不属于", "未", "x"})
"""Words of lists beside those of the form; 1 and 0 may count something and are no words for it."""


def _yes_no(text: str, asked: Asked, unit: str) -> Any:
    word = unicodedata.normalize("NFKC", text).strip().lower()
    return word in _YES if word in _YES | _NO else _read(text, asked, unit)


_READERS: dict[str, Callable[[str, Asked, str], Any]] = {
    "date": _day,
    "date_range": _span,
    "datetime_range": _span,
    "number": _number,
    "money": _money,
    "bool": _yes_no,
    "choice": _choice,
    "multi_choice": _choices,
}


def is_day(text: str) -> bool:
    """Say whether a text is a whole day."""
    try:
        date.fromisoformat(KINDS["date"].parse(_day_text(unicodedata.normalize("NFKC", text).strip()), _ANY))
    except (Fault, ValueError):
        return False
    return True


_ANY = Column(label="")
