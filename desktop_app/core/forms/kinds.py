"""The kinds of fields: what a clerk may type, what is kept, what rules see, what documents show.

Every kind answers three questions: `typed` turns a kept answer into a value or says in Chinese what is wrong with it;
`parse` turns what was typed or pasted into the kept answer, forgiving what cannot be misread (full-width digits,
`2026年9月28日`); `shown` writes it as documents do (`GB/T 9704-2012`: dates without leading zeros).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from desktop_app.core import identifiers
from desktop_app.core.forms.values import YUAN_PER_UNIT, Row, Span


class Asked(Protocol):
    """What a kind needs to know of a field or column."""

    @property
    def label(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def choices(self) -> tuple[str, ...]: ...


class Fault(ValueError):
    """An answer that its kind refuses; the message is a Chinese sentence that says what to write."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of field behaves; `wide` kinds take the whole width of the screen."""

    typed: Callable[[Any, Asked], Any]
    parse: Callable[[str, Asked], Any]
    shown: Callable[[Any, Asked], str]
    wide: bool = False


def is_empty(raw: Any) -> bool:
    """Say whether nothing was answered; `False` and `0` are answers."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, Mapping):
        return all(is_empty(part) for part in raw.values())
    return isinstance(raw, list | tuple) and all(is_empty(part) for part in raw)


# ── text ────────────────────────────


def _text(raw: Any, _asked: Asked) -> str:
    if not isinstance(raw, str):
        raise Fault("这里应当是文字。")
    return raw


def _same_text(text: str, _asked: Asked) -> str:
    return text.strip()


def _shown_text(raw: Any, _asked: Asked) -> str:
    return str(raw)


def _identifier(fault: Callable[[str], str | None]) -> Callable[[Any, Asked], str]:
    def typed(raw: Any, asked: Asked) -> str:
        text = _text(raw, asked)
        if message := fault(text):
            raise Fault(message)
        return text

    return typed


def _compact(text: str, _asked: Asked) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def _url_fault(text: str) -> str | None:
    if re.fullmatch(r"https?://[^\s/$.?#].[^\s]*", text):
        return None
    return "网址要以 http:// 或 https:// 开头，中间不要有空格。"


_DOC_NO = re.compile(r"[\u4e00-\u9fa5（）()]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号")


def _doc_no_fault(text: str) -> str | None:
    if _DOC_NO.fullmatch(text):
        return None
    return "文号应写成“机关代字〔2026〕15号”：年份用六角括号〔〕、写四位，序号前不加“第”和 0。"


def _parse_doc_no(text: str, _asked: Asked) -> str:
    """Mend look-alike brackets only; GB/T 9704-2012 7.2.5 wants 〔〕. What may be a lost digit is left to a person."""
    return re.sub(r"[\[［【﹝(（](\d{4})[\]］】﹞)）]", r"〔\1〕", text.strip())


# ── numbers and money ────────────────────────────


def _decimal(raw: Any) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise Fault("这里应当是数字。")
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise Fault("这里只写数字，例如 12 或 12.5，单位不用写。") from None
    if not number.is_finite():
        raise Fault("这里只写数字，例如 12 或 12.5，单位不用写。")
    return number


def _number(raw: Any, _asked: Asked) -> Decimal:
    return _decimal(raw)


def _bare_number(text: str, asked: Asked) -> str:
    bare = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").strip()
    return bare.removesuffix(asked.unit) if asked.unit else bare


def _parse_number(text: str, asked: Asked) -> Any:
    bare = _bare_number(text, asked)
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", bare):
        return int(bare)
    return str(_decimal(bare))


def _shown_number(raw: Any, _asked: Asked) -> str:
    return f"{_decimal(raw):f}"


def _money(raw: Any, _asked: Asked) -> Decimal:
    if not isinstance(raw, str | int):
        raise Fault("金额要写成数字，例如 5000.00。")
    return _decimal(raw)


_STATED_UNIT = re.compile(r"(?:亿|万)?元$")


def _parse_money(text: str, asked: Asked) -> str:
    """Read an amount in the unit that it states, else in the field's: 2000元 is no 2000 万元."""
    bare = _bare_number(text, asked).lstrip("¥￥")
    stated = _STATED_UNIT.search(unicodedata.normalize("NFKC", text).strip())
    unit = stated.group() if stated else asked.unit
    yuan = _decimal(bare.removesuffix(unit)) * YUAN_PER_UNIT.get(unit, Decimal(1))
    return f"{yuan.quantize(Decimal('0.01')):f}" if yuan == yuan.quantize(Decimal("0.01")) else f"{yuan:f}"


def _shown_money(raw: Any, asked: Asked) -> str:
    """Write the amount in the field's unit, with the fen for 元 and up to six decimals for 万元."""
    amount = _decimal(raw) / YUAN_PER_UNIT.get(asked.unit, Decimal(1))
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents:f}" if amount == cents else f"{amount.normalize():f}"


# ── dates ────────────────────────────

_DATE_WORDS = "日期应写成 2026-09-28 或 2026年9月28日。"
_MOMENT_WORDS = "时间要写到分，例如 2026-11-25 08:00。"
_DATE_TEXT = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_CLOCK_TEXT = re.compile(r"\d{1,2}\s*[:：时点]")
_MOMENT_TEXT = re.compile(_DATE_TEXT.pattern + r"[\sT]*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*分?")


def _date(raw: Any, _asked: Asked) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise Fault(f"没有这一天，或写法不对：{_DATE_WORDS}") from None


def _parse_date(text: str, _asked: Asked) -> str:
    match = _DATE_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise Fault(_DATE_WORDS)
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        raise Fault("日历上没有这一天，请核对。") from None


def _moment(raw: Any, _asked: Asked) -> datetime:
    if not isinstance(raw, str) or "T" not in raw:
        raise Fault(_MOMENT_WORDS)
    try:
        return datetime.fromisoformat(raw).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Fault(_MOMENT_WORDS) from None


def _parse_moment(text: str, _asked: Asked) -> str:
    match = _MOMENT_TEXT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise Fault(_MOMENT_WORDS)
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute).isoformat(timespec="minutes")  # noqa: DTZ001 - Beijing time
    except ValueError:
        raise Fault("日历上没有这个时间，请核对。") from None


def day_words(day: date) -> str:
    """Write a day as official papers do, without leading zeros (GB/T 9704-2012 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(moment: datetime) -> str:
    """Write a minute as notices do: 2026年11月25日8:00."""
    return f"{day_words(moment)}{_clock_words(moment)}"


def _clock_words(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _days_words(span: Span[date]) -> str:
    return f"{day_words(span.start)}至{day_words(span.end)}"


def _moments_words(span: Span[datetime]) -> str:
    """Write the day once where it is one: 2026年11月25日8:00至17:00."""
    one_day = span.start.date() == span.end.date()
    return f"{moment_words(span.start)}至{_clock_words(span.end) if one_day else moment_words(span.end)}"


def _shown_date(raw: Any, asked: Asked) -> str:
    return day_words(_date(raw, asked))


def _shown_moment(raw: Any, asked: Asked) -> str:
    return moment_words(_moment(raw, asked))


def _span_of(part: Callable[[Any, Asked], Any], words: str) -> Callable[[Any, Asked], Span[Any]]:
    def typed(raw: Any, asked: Asked) -> Span[Any]:
        if (
            not isinstance(raw, Mapping)
            or set(raw) != {"start", "end"}
            or any(is_empty(p) for p in raw.values())
        ):
            raise Fault("起止两个日期都要填。")
        start, end = part(raw["start"], asked), part(raw["end"], asked)
        if end < start:
            raise Fault(words)
        return Span(start, end)

    return typed


def _parse_span(part: Callable[[str, Asked], str]) -> Callable[[str, Asked], dict[str, str]]:
    def parse(text: str, asked: Asked) -> dict[str, str]:
        ends = re.split(r"\s*(?:至|到|~|～|—+|–)\s*", text.strip())
        if len(ends) != 2:
            raise Fault("请写起止两个日期，中间用“至”隔开。")
        start = part(ends[0], asked)
        return {"start": start, "end": part(_with_day(ends[1], start), asked)}

    return parse


def _with_day(end: str, start: str) -> str:
    """Where the end is a bare clock, as in 8:00至17:00, it is of the day of the start."""
    return f"{start[:10]} {end}" if _CLOCK_TEXT.match(end) else end


def _shown_span(
    typed: Callable[[Any, Asked], Span[Any]], words: Callable[[Span[Any]], str]
) -> Callable[[Any, Asked], str]:
    return lambda raw, asked: words(typed(raw, asked))


_date_span = _span_of(_date, "结束日期早于开始日期，请核对。")
_moment_span = _span_of(_moment, "结束时间早于开始时间，请核对。")

# ── choices, yes/no, lists ────────────────────────────


def _choice(raw: Any, asked: Asked) -> str:
    if raw not in asked.choices:
        raise Fault(f"请从这些里面选一个：{'、'.join(asked.choices)}。")
    return str(raw)


def _choices(raw: Any, asked: Asked) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise Fault("这里可以选几项，应当是一个列表。")
    return tuple(_choice(one, asked) for one in raw)


def _parse_choices(text: str, asked: Asked) -> list[str]:
    return list(_choices([part for part in re.split(r"[;；\n]", text.strip()) if part], asked))


def _shown_list(raw: Any, asked: Asked) -> str:
    return "；".join(_texts(raw, asked))


def _texts(raw: Any, asked: Asked) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise Fault("这里可以写几个，应当是一个列表。")
    return tuple(_text(one, asked) for one in raw)


def _parse_texts(text: str, _asked: Asked) -> list[str]:
    return [part.strip() for part in re.split(r"[;；、\n]", text) if part.strip()]


def _bool(raw: Any, _asked: Asked) -> bool:
    if not isinstance(raw, bool):
        raise Fault("请选“是”或“否”。")
    return raw


_YES_NO = {
    "是": True,
    "有": True,
    "√": True,
    "true": True,
    "否": False,
    "无": False,
    "×": False,
    "false": False,
}


def _parse_bool(text: str, _asked: Asked) -> bool:
    try:
        return _YES_NO[text.strip().lower()]
    except KeyError:
        raise Fault("请写“是”或“否”。") from None


def _shown_bool(raw: Any, _asked: Asked) -> str:
    return "是" if raw else "否"


def _rows(raw: Any, _asked: Asked) -> list[Row]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise Fault("表格应当一行一条。")
    return [Row(row) for row in raw]


def _no_text(_text: str, _asked: Asked) -> Any:
    raise Fault("这一项不能用一段文字填写。")


def _kind(typed: Any, parse: Any = _same_text, shown: Any = _shown_text, *, wide: bool = False) -> Kind:
    return Kind(typed, parse, shown, wide)


KINDS: dict[str, Kind] = {
    "text": _kind(_text),
    "long_text": _kind(_text, wide=True),
    "rich_text": _kind(_text, wide=True),
    "person": _kind(_text),
    "org": _kind(_text),
    "orgs": _kind(_texts, _parse_texts, _shown_list, wide=True),
    "address": _kind(_text, wide=True),
    "url": _kind(_identifier(_url_fault)),
    "phone": _kind(_identifier(identifiers.phone_fault)),
    "uscc": _kind(_identifier(identifiers.uscc_fault), _compact),
    "id_card": _kind(_identifier(identifiers.id_card_fault), _compact),
    "doc_no": _kind(_identifier(_doc_no_fault), _parse_doc_no),
    "number": _kind(_number, _parse_number, _shown_number),
    "money": _kind(_money, _parse_money, _shown_money),
    "date": _kind(_date, _parse_date, _shown_date),
    "datetime": _kind(_moment, _parse_moment, _shown_moment),
    "date_range": _kind(_date_span, _parse_span(_parse_date), _shown_span(_date_span, _days_words)),
    "datetime_range": _kind(
        _moment_span, _parse_span(_parse_moment), _shown_span(_moment_span, _moments_words), wide=True
    ),
    "choice": _kind(_choice),
    "multi_choice": _kind(_choices, _parse_choices, _shown_list, wide=True),
    "bool": _kind(_bool, _parse_bool, _shown_bool),
    "table": _kind(_rows, _no_text, _shown_text, wide=True),
    "file": _kind(_texts, _no_text, _shown_list, wide=True),
}
"""Kind name to behaviour; `spec.KindName` lists the same names, which a test holds equal."""


def typed_or_none(kind: str, raw: Any, asked: Asked) -> Any:
    """Return the typed value, or None where the answer is empty or refused."""
    if is_empty(raw):
        return None
    try:
        return KINDS[kind].typed(raw, asked)
    except Fault:
        return None


def shown(kind: str, raw: Any, asked: Asked) -> str:
    """Write an answer as documents do; empty answers are empty, refused ones are shown as they were written."""
    if is_empty(raw):
        return ""
    try:
        return KINDS[kind].shown(raw, asked)
    except Fault:
        return str(raw)
