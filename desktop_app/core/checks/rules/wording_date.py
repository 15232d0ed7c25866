"""wording.date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_DAY = re.compile(r"(?<![0-9])([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_MONTH_DAY = re.compile(r"(?<![0-9年])(?<!年\s)([0-9]{1,2})月([0-9]{1,2})日")
_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周|礼拜)([一二三四五六日天])[）)]?")
_UNTIL = re.compile(r"\s*(?:起|开始)?[，,]?\s*(?:至|到|—|－|-|～|~)\s*")
_GLUED_MONTH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:1[0-2]|0?[1-9])月(?=[一-龥0-9])")
_GLUED_DAY = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}[0-9]{2,4}日")
_GLUED_SIGNATURE = re.compile(r"[一-龥]\s{2,}((?:19|20)[0-9]{2}[0-9]{2,4})\s*$")
_ZERO_PADDED = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}年(?:0[1-9]月|[0-9]{1,2}月0[1-9]日)")
_SHORT_YEAR = re.compile(r"(?<![0-9〔])(?<!第)[0-9]{2}年(?:1[0-2]|[1-9])月[0-9]{1,2}日")
_HANZI_YEAR = re.compile(r"[一二][九〇○OoＯｏ0零][一二三四五六七八九〇○OoＯ0零]{2}年")
_WRONG_ZERO = re.compile(r"[○OoＯｏ0零]")
_DOTTED = re.compile(
    r"(?<![0-9.\-])(?:19|20)[0-9]{2}\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12][0-9]|0?[1-9])(?![0-9.])"
)
_CLOCK = re.compile(r"日[^0-9。；\n]{0,6}([0-9]{1,2})\s*(?:时|点|:|：)\s*([0-9]{1,2})?(?!\s*(?:个|[0-9]))")
_HOURS, _MINUTES = 24, 60
_UNREAL = r"(?:0?2[-/.](?:29|3[01])|(?:0?[469]|11)[-/.]31)(?![0-9])"
_NUMERIC = re.compile(
    rf"(?<![0-9.\-/])((?:19|20)[0-9]{{2}})([-/.])(?={_UNREAL})([0-9]{{1,2}})\2([0-9]{{2}})(?![-/.]?[0-9])"
)
"""A day in figures alone that may not exist; most do, and only these are looked at."""
_NO_MONTH = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}\s*年\s*(?:1[3-9]|[2-9][0-9]|0{1,2})\s*月(?!龄)")
_LONG_YEAR = re.compile(r"(?<![0-9])(?:[12][0-9]{4}|(?:19|20)[0-9])(?=年(?:1[0-2]|0?[1-9])月)")
_WEEKDAYS = "一二三四五六日"
_LOST = "日期残缺，丢失了“年”“月”等字，请对照原文补全。"
_HAS_DAY = re.compile(r"[0-9]\s*[年月日]").search
_HAS_FIGURES = re.compile(r"[0-9][-/.](?:0?[2469]|11)[-/.]").search
_SIGNED = 12
_LAST_IS_FIGURE = re.compile(r"[0-9]\s*\Z").search
"""Most texts with a 年, 月 or 日 have no date: what each pattern needs is looked for first."""
_UNUSUAL = (
    (re.compile("[0-9][年月]0").search, _ZERO_PADDED, "月、日不编虚位，1 月不写成 01 月。"),
    (re.compile("[0-9]年[0-9]{1,2}月[0-9]").search, _SHORT_YEAR, "年份应写全四位。"),
    (re.compile(r"[0-9]\.[0-9]{1,2}\.[0-9]").search, _DOTTED, "公文中的日期写成“年月日”，不用圆点。"),
)


@rule(
    "wording.date",
    Severity.NOTE,
    gate=r"年|月|日|(?:19|20)[0-9]{2}",
    cell_gate=rf"[月日]|{_UNREAL}",
    fix="none",
    source="GB/T 9704—2012 7.3.5；GB/T 15835—2011",
)
def dates(view: View) -> Iterator[Hit]:
    """日期: a day that does not exist, lost 年 or 月, a wrong weekday, an end before its start.

    Bad:   2026年11月31日；2017725日；2026年7月20日（星期三）
    Good:  2026年1月5日；2024年2月29日
    """
    if _HAS_DAY(view.text):
        yield from _impossible(view.text)
        yield from _glued(view.text)
        yield from _inconsistent(view.text)
    if _HAS_FIGURES(view.text):
        yield from _impossible_in_figures(view.text)
    if "日" in view.text:
        yield from _off_the_clock(view.text)
    if not view.is_cell:
        yield from _unconventional(view.text)


def _impossible(text: str) -> Iterator[Hit]:
    for match in _DAY.finditer(text):
        if _day(match) is None:
            yield _warn(match.span(), match[0], "这一天不存在，请核对日期。")
    for match in _NO_MONTH.finditer(text):
        if not _DAY.match(text, match.start()):
            yield _warn(match.span(), match[0], "这个月份不存在，请核对日期。")
    for match in _LONG_YEAR.finditer(text):
        yield _warn(match.span(), match[0], "年份不是四位，请核对日期。")
    for match in _MONTH_DAY.finditer(text):
        if _make(2000, int(match[1]), int(match[2])) is None:
            yield _warn(match.span(), match[0], "这一天不存在，请核对日期。")


def _impossible_in_figures(text: str) -> Iterator[Hit]:
    for match in _NUMERIC.finditer(text):
        if _make(int(match[1]), int(match[3]), int(match[4])) is None:
            yield _warn(match.span(), match[0], "这一天不存在，请核对日期。")


def _glued(text: str) -> Iterator[Hit]:
    for pattern in (_GLUED_MONTH, _GLUED_DAY):
        yield from (_warn(match.span(), match[0], _LOST) for match in pattern.finditer(text))


def _inconsistent(text: str) -> Iterator[Hit]:
    days = list(_DAY.finditer(text))
    for match in days:
        day, said = _day(match), _WEEKDAY.match(text, match.end())
        if day and said and _WEEKDAYS[day.weekday()] != said[1].replace("天", "日"):
            message = f"日期与星期不一致，这一天是星期{_WEEKDAYS[day.weekday()]}。"
            yield _warn((match.start(), said.end()), match[0] + said[0], message)
    for first, second in pairwise(days):
        start, end = _day(first), _day(second)
        if start and end and end < start and _UNTIL.fullmatch(text[first.end() : second.start()]):
            span = (first.start(), second.end())
            yield _warn(span, text[slice(*span)], "起止日期颠倒，截止日早于开始日。")


def _off_the_clock(text: str) -> Iterator[Hit]:
    for match in _CLOCK.finditer(text):
        if int(match[1]) > _HOURS or int(match[2] or 0) >= _MINUTES:
            yield _warn(match.span(), match[0], "这个时刻不存在，请核对时间。")


def _unconventional(text: str) -> Iterator[Hit]:
    if _LAST_IS_FIGURE(text[-_SIGNED:]):
        for match in _GLUED_SIGNATURE.finditer(text):
            yield _warn(match.span(1), match[1], _LOST)
    for has, pattern, message in _UNUSUAL:
        if has(text):
            yield from (Hit(*match.span(), message, _masked(match[0])) for match in pattern.finditer(text))
    for match in _HANZI_YEAR.finditer(text) if "年" in text else ():
        if _WRONG_ZERO.search(match[0][1:]):
            yield Hit(*match.span(), "汉字年份中的零写作“〇”；公文日期用阿拉伯数字。", _masked(match[0]))


def _day(match: re.Match[str]) -> date | None:
    return _make(int(match[1]), int(match[2]), int(match[3]))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _warn(span: tuple[int, int], found: str, message: str) -> Hit:
    return Hit(*span, message, _masked(found), Severity.WARN)


def _masked(found: str) -> str:
    return re.sub(r"[0-9]", "*", found)
