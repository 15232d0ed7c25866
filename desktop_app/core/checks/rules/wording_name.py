"""wording.name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import Hit, gathering_rule
from desktop_app.core.checks.view import View

_SUFFIX = r"(?:委员会|人民政府|办公室|管理局|有限责任公司|有限公司|服务中心|合作社|事务所|局|中心|医院|学校)"
_PROVINCE = "黑龙江|内蒙古"
"""A firm's name often leaves 省 out; other provinces' names also begin those of their cities."""
_NAME = re.compile(
    rf"(?:[一-龥]{{2,5}}[省市县区乡镇旗]|{_PROVINCE})[一-龥]{{2,18}}?{_SUFFIX}(?![一-龥]*?{_SUFFIX})"
)
_HEAD = re.compile(rf".*[省市县区乡镇旗村]|{_PROVINCE}")
"""Up to the last place in the name: bodies of different places are different bodies."""
_NO_PLACE = re.compile("城乡|乡村|村镇|农村|市场|市政|市容|社区")
"""Words of a name in which a place's ending names none."""
_LEADING = re.compile(
    r"(?:根据|按照|关于|同意|[请报由经向和与及对将据在至送]|"
    r"[一-龥]{1,3}?[请由经向和与及对将在至送](?=[一-龥]{2,4}[省市县区乡镇旗]))+"
)
"""What leads to a name, and up to three characters of the sentence before that."""
_TELLS_APART = frozenset("一二三四五六七八九十东西南北中上下前后左右新老大小甲乙丙丁0123456789")
"""Characters by which names of different bodies properly differ."""
_OFTEN_LOST = frozenset({"责任", "管理"})
"""Words of a full name that a sloppy one leaves out."""
_MOST_NAMES = 400


class SpellingOfNames:
    """机构名称: the name of one organisation spelt in two ways within a document.

    Bad:   龙江县人力资源和社会保障局 … 龙江县人力资源社会保障局
    Good:  龙江县第一小学 … 龙江县第二小学
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[View, int]] = {}
        self._count: dict[str, int] = {}

    def see(self, view: View) -> None:
        """Remember the names in a view."""
        for match in _NAME.finditer(view.text):
            leading = _LEADING.match(match[0])
            start = match.start() + (leading.end() if leading else 0)
            name = view.text[start : match.end()]
            self._count[name] = self._count.get(name, 0) + 1
            if len(self._first) < _MOST_NAMES:
                self._first.setdefault(name, (view, start))

    def finish(self) -> Iterator[tuple[View, Hit]]:
        """Yield the rarer spelling of each pair that differs in one character."""
        known = sorted(self._first, key=lambda name: (-self._count[name], len(name)))
        for index, rarer in enumerate(known):
            usual = next((name for name in known[:index] if _is_slip(name, rarer)), None)
            if usual:
                view, start = self._first[rarer]
                message = "同一机构的名称前后写法不一，请核对哪一个是全称。"
                yield view, Hit(start, start + len(rarer), message, f"{rarer[:3]}…{rarer[-3:]}")


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two names have the same place and differ by one character that tells no bodies apart."""
    head = _HEAD.match(_NO_PLACE.sub("··", one))
    if not head or not other.startswith(one[: head.end()]):
        return False
    differing = _difference(one, other)
    if differing in _OFTEN_LOST:
        return True
    is_short = abs(len(one) - len(other)) <= 1 and 0 < len(differing) <= 2
    return is_short and not _TELLS_APART & set(differing)


def _difference(one: str, other: str) -> str:
    """Return what is left of both after their common beginning and end."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end] + other[start : len(other) - end]


SPELLING = gathering_rule(
    "wording.name",
    Severity.NOTE,
    gate="局|委员会|政府|办公室|公司|中心|合作社|事务所|医院|学校",
    fix="none",
    source="GB/T 9704—2012 7.3.2（机关全称或规范化简称）",
)(SpellingOfNames)
