"""Private persons of whom a sentence, a form or a list speaks by name."""

from __future__ import annotations

import re

from desktop_app.core.checks.lexicon.surnames import COMPOUND_SURNAMES, NO_NAMES, SURNAMES, WORDLIKE_SURNAMES
from desktop_app.core.checks.names import names
from desktop_app.core.checks.people import (
    is_called_office_contact,
    mentions_organisation,
    names_a_person,
    without_banks,
)
from desktop_app.core.checks.view import View

_NAME = rf"(?:(?:{'|'.join(COMPOUND_SURNAMES)})[一-龥]{{1,2}}|[{SURNAMES}][一-龥]{{1,2}})"
_ONLY_NAME = re.compile(rf"(?:{_NAME}|[{WORDLIKE_SURNAMES}][一-龥]{{1,2}})")
_OFFICIAL = re.compile(
    r"(?:负责人?|联系人|经办人|代表人?|代理人?|经理|主任|(?<!家)长|书记|主持人?|医[生师]|教师|网格员|工程师|法人|监理|记者|摄影|"
    r"审判员|法官|律师|民警|主管|专家|教练|采购人|受理人|编辑)[:：\s]{0,2}$"
)
_MAKES = frozenset({"桑塔", "江铃", "金杯", "江淮", "安凯", "宇通", "金龙", "金旅"})
"""Makes of cars begin as names do."""
_CALLED = re.compile(r".(?:[工总局科处所师姐哥叔姨]|老师|主任|经理|书记|医生|校长|队长|女士|先生|同志|某.?)")
_NO_NAME = re.compile(
    "[村屯镇乡县区街路巷园苑楼城里院组社队庄府厂店局所站部办室馆库场河湖桥省市路段道门层口期费款额号证表册单书函照]$|"
    "[在是的被和与及或等应将可须不无们者员按由对向为把给让使从到此其各每该某后前内外间]"
)
_ROLE = (
    r"(?:人|(?<![开账帐客用门])户|户主|姓名|业主|住户|租户|房客|作者|对象|老人|职工|农户|同志|事主|家长|车主|机主|患者|病人|学生|老师|"
    r"村民|居民|干部|甲方|乙方|原告|被告|成员|代表|儿童|家属|亲属|志愿者|投诉者)"
)
_OFFICIAL_ROLE = (
    r"(?<!(?:负责|联系|经办|代表|代理|招标|采购|投标|中标|主持|记录|审核|填表|接访|接待|"
    r"承办|调解|监督|责任|签发|检查|制表|主办|校对|发布|值班)人)"
)
_OFFICE_LEAD = re.compile(
    r"(?:联系|负责|经办|承办|执法)人|[局院所站会府司厂处科]\s*$|联系单位|联系地址|办公地址"
)
_LINE_END = re.compile(r"[。；;！？!?\n]")
_ONLY_LABELS = re.compile(
    r"(?:[\s，,、:：（(]|手机号?码?|电话|微信|车牌号?|"
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]\s?[A-Z][\sA-Z0-9·.-]{5,8})+"
)
_PARTY = re.compile(
    rf"\s*(?:[0-9]{{1,3}}[.、)）]\s*)?[一-龥]{{0,8}}{_ROLE}(?:姓名)?{_OFFICIAL_ROLE}(?:[甲乙丙丁戊]|[一二三四五六七八九十0-9]{{1,2}})?"
    rf"(?:[（(][^）)]{{1,10}}[）)])?"
    rf"(?:(?:\s*[:：\s]\s*[一-龥]{{0,10}}?|(?<=人))({_NAME})|\s*[:：\s]\s*([一-龥]{{2,3}}))(?=$|[\s，,、；;。/（(])|"
    rf"\s*[一-龥]{{0,8}}{_ROLE}({_NAME})\s*[:：]\s*$|"
    r"\s*([一-龥]{2,3})(?:\s?[（(][^）)]{1,10}[）)]|同志|先生|女士|同学)?\s*[:：]\s*$"
)
"""A form's line that names a party, or the line that addresses a letter."""


def named(text: str) -> list[tuple[int, int]]:
    """Return where a text names a private person in full, as half-open ranges."""
    return [span for span in names(text) if _is_private(text, *span)]


def may_be_name(text: str) -> bool:
    """Tell whether a short text by itself, where a list has names, is made as names are."""
    return _ONLY_NAME.fullmatch(text) is not None and _is_name(text)


def is_right_behind_a_name(lead: str) -> bool:
    """Tell whether what follows these words stands beside a private person's name, and no office is spoken of."""
    return not mentions_organisation(lead) and any(end >= len(lead) - 2 for _, end in named(lead))


def is_beside_a_name(view: View, start: int) -> bool:
    """Tell whether a list's line has a private person's name before a value, and only his car's plate between."""
    own = _LINE_END.split(view.text[:start])[-1]
    if len(own) >= len(view.lead(start)):
        return False  # no line above was taken for its beginning
    return not mentions_organisation(own) and any(_ONLY_LABELS.fullmatch(own[end:]) for _, end in named(own))


def names_a_party(lines: tuple[str, ...]) -> bool:
    """Tell whether one of a form's lines says who the private person is of whom the form is."""
    return any(
        _is_name(next(filter(None, match.groups()))) for line in lines if (match := _PARTY.match(line))
    )


def is_of_a_party(view: View, start: int) -> bool:
    """Tell whether a value stands in a form below the party of whom the form is, with no office in between."""
    lead = view.lead(start)
    if (view.is_cell and view.label) or _OFFICE_LEAD.search(lead) or is_called_office_contact(lead):
        return False
    for line in reversed(view.before):
        if names_a_party((line,)):
            return True
        if (
            mentions_organisation(without_banks(line))
            or _OFFICE_LEAD.search(line)
            or is_called_office_contact(line)
        ):
            return False
    return False


def is_named_beside(view: View) -> bool:
    """Tell whether the form or the list in which a line stands names a private person."""
    return names_a_party((*view.before, view.text, *view.after)) or names_a_person(view)


def _is_private(text: str, start: int, end: int) -> bool:
    return _is_name(text[start:end]) and not _OFFICIAL.search(text[max(0, start - 8) : start])


def _is_name(name: str) -> bool:
    if _CALLED.fullmatch(name) or name[:2] in _MAKES:
        return False
    return name[:2] not in NO_NAMES and not _NO_NAME.search(name, 1) and not mentions_organisation(name)
