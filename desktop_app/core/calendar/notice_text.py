"""Read the sentences of a State Council notice: 「1月1日至3日放假调休，共3天。1月4日（星期日）上班。」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from desktop_app.core.calendar.errors import NoticeTextError
from desktop_app.core.calendar.notice import Holiday, Notice, faults
from desktop_app.core.calendar.wording import WEEKDAYS, full, weekday

_FESTIVAL = "(?:元旦|春节|清明节?|劳动节|端午节?|中秋节?|国庆节)"
_ITEM = re.compile(rf"(?P<name>{_FESTIVAL}(?:[、和]{_FESTIVAL})*):")
_DAY = r"(?:(?:\d{4})年)?(?:\d{1,2}月)?\d{1,2}日(?:\([^)]*\))?"
_DAY_PARTS = re.compile(
    r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:\((?P<remark>[^)]*)\))?"
)
_OFF = re.compile(rf"(?P<days>{_DAY}(?:至{_DAY})?)放假(?P<rest>.*)")
_WORK = re.compile(rf"(?P<days>{_DAY}(?:[、和]{_DAY})*)上班")
_TOTAL = re.compile(r"(?:共|放假)(\d+)天")
_WEEKDAY = re.compile(rf"(?:周|星期)([{WEEKDAYS}天])")
_YEAR = re.compile(r"(\d{4})年(?:部分节假日|元旦)")


def parse_notice_text(text: str, statutory: Mapping[int, Mapping[str, Sequence[date]]]) -> Notice:
    """Read a whole notice as it is pasted from a web page; document number and date stay empty.

    Args:
        text: the notice with its title or first sentence, which name the year.
        statutory: year to festival to its days by law; `WorkCalendar.statutory` is such a mapping.

    Raises:
        NoticeTextError: a sentence cannot be read, a weekday or a total does not fit, a make-up day is no
            weekend day, or a day that the law gives is missing.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    year = _year(plain)
    if year not in statutory:
        raise NoticeTextError(f"程序里没有 {year} 年法定节日的日期，无法核对这份通知。", "请先更新程序。")
    notice = Notice(
        year=year,
        source=f"国务院办公厅关于{year}年部分节假日安排的通知",
        statutory={name: tuple(days) for name, days in statutory[year].items()},
        holidays=tuple(_holiday(name, body, year) for name, body in _items(plain)),
    )
    if found := list(faults(notice)):
        raise NoticeTextError(f"{year} 年放假通知核对不上：{'；'.join(found)}。")
    return notice


def _year(plain: str) -> int:
    if found := _YEAR.search(plain):
        return int(found[1])
    raise NoticeTextError("粘贴的文字里找不到通知是哪一年的。", "请连同标题一起粘贴。")


def _items(plain: str) -> Iterator[tuple[str, str]]:
    heads = list(_ITEM.finditer(plain))
    ends = [head.start() for head in heads[1:]] + [len(plain)]
    for head, end in zip(heads, ends, strict=True):
        yield head["name"], plain[head.end() : end]


def _holiday(name: str, body: str, year: int) -> Holiday:
    spans: list[list[date]] = []
    workdays: list[date] = []
    for sentence in filter(None, re.split("[。;]", body)):
        if off := _OFF.fullmatch(sentence):
            spans.append(_span(name, off, year))
        elif work := _WORK.fullmatch(sentence):
            workdays += _days(name, work["days"], year)
        elif re.search("放假|上班", sentence):
            raise NoticeTextError(f"“{name}”一项中读不懂“{sentence}”。")
    if len(spans) != 1:
        raise NoticeTextError(f"“{name}”一项应有一句放假时间，实际有 {len(spans)} 句。")
    return Holiday(name=name, first=spans[0][0], last=spans[0][-1], workdays=tuple(workdays))


def _span(name: str, off: re.Match[str], year: int) -> list[date]:
    days = _days(name, off["days"], year)
    length = (days[-1] - days[0]).days + 1
    total = _TOTAL.search(off["rest"]) or _TOTAL.search(f"放假{off['rest']}")
    if total and int(total[1]) != length:
        raise NoticeTextError(f"“{name}”写明共 {total[1]} 天，起止日期却是 {length} 天。")
    return days


def _days(name: str, text: str, year: int) -> list[date]:
    """Return the days named in `text`; a day without month or year has those of the day before it."""
    days: list[date] = []
    month = 0
    for parts in _DAY_PARTS.finditer(text):
        year, month = int(parts["year"] or year), int(parts["month"] or month)
        days.append(_day(name, year, month, parts))
    return days


def _day(name: str, year: int, month: int, parts: re.Match[str]) -> date:
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError as error:
        raise NoticeTextError(f"“{name}”一项中没有“{parts[0]}”这一天。") from error
    said = _WEEKDAY.search(parts["remark"] or "")
    if said and said[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise NoticeTextError(f"“{name}”一项中 {full(day)} 被写成了“{said[0]}”，应为{weekday(day)}。")
    return day
