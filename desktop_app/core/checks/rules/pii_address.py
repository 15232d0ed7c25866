"""pii.address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon import homes as words
from desktop_app.core.checks.names import is_name
from desktop_app.core.checks.parties import is_named_beside, may_be_name, named
from desktop_app.core.checks.people import (
    is_office_table,
    last_is_organisation,
    mentions_organisation,
    mentions_private_person,
    names_a_person,
)
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_DOOR = re.compile(words.DOOR)
_HOUSE = re.compile(rf"{words.DOOR}|[一-龥](?<![月第至到是])[0-9]{{1,4}}(?:-[0-9]{{1,3}})?号(?![线令文床桌])")
"""Below 住址 any number is a house's, whatever the hamlet is called."""
_LIVES = re.compile("[住址]")
"""Nothing else is asked of where a sentence tells of a home."""
_EXAMPLE = re.compile(
    r"(?<![一-龥](?<![如在住为省市县镇乡]))某某?[路街村镇县乡区小]|[XxＸ×]{2,}[路街村镇小县区]|示例[路街]"
)
"""How an address is written, or one of a sample form."""
_DWELLING = re.compile(words.DWELLING)
_HOME = re.compile(rf"(?:{words.HOME})[:：]?\s*([^，,。；;\n）)]{{4,60}})")
_ADDRESS = re.compile(r"(?:地址|通讯地址|联系地址)[:：]\s*([^，,。；;\n）)]{4,60})")
_POSTED = re.compile(rf"(?:{words.POSTED})[:：]?[为是在于]?\s*")
_FIRM = re.compile("法定代表人|信用代码|营业执照|执照号|注册号|公司|合作社|企业名称|单位名称")
_PUBLIC = re.compile(words.PUBLIC)
_OF_HISTORY = re.compile(words.OF_HISTORY)
_HOME_LABEL = re.compile(r"住址|住所|住处|住宅|户籍|居住地|家庭地址")
_RECEIVER = re.compile("收[货件]|签收|取件|提货|客户|顾客|用户|订户|报修|买[家方]")
"""Who orders or is brought something: firms too, so the cell must be made as names are."""
_ANY_LABEL = re.compile(
    r"地址|位置|坐落|房号|房屋|门牌|小区|楼号|住房|"
    r"(?:接[诊送人车]|[出到]诊|出[车警]|到场|救[治护]|发病|[急呼]救|求[助救]|走访|慰问|探[访视]|上门|入户|家访|送[达货餐药]|[配派]送)的?(?:地点|地方|处所)"
)
"""The last are where somebody is gone to: of a row that names whom."""
_HOME_OF = re.compile(r"家[（(：:，,]?(?:位于|[就现]?在)?\s*([^，,。；;\n）)]{4,60})")
"""Behind a name."""
_EDGE = re.compile(r"[，,。；;：:、（()）\n\t|→]|\s{2,}")
_NO_DOCUMENT = "(?<!〕[0-9])(?<!〕[0-9]{2})(?<!〕[0-9]{3})"
"""Before the 号 of a document's number, of which prose is full."""
_ONLY_BESIDE = re.compile(r"[0-9\-]{0,5}[室号]?[\s，,、:：]+([一-龥]{2,3})\s*")
_ONLY_NAME_BEFORE = re.compile(r"\s*(?:[0-9]{1,3}\s*[.、)）号]?\s*)?([一-龥]{2,4})[\s，,、:：]+")
_AT_HOME = re.compile(
    r"[0-9一二三四五六七八九十号室户侧门手院屋楼元]的?(?:[其自]?家(?:[中里]|门[口前])|住处|寓所|出租[屋房])"
)
_BUILDING = ("栋", "幢", "座", "楼")
_NAME_AT_END = re.compile(rf"[0-9]{_ONLY_BESIDE.pattern}$")
_NO_RESIDENT = re.compile(r"[空待已未欠无可]|公司|[室部库房组科处户月年日层店厅间厂站队]$")
_RESIDENTS = re.compile("住户|业主|租户|户主|居民|房主|村民|承租人")
_LONGEST = 40
_BESIDE = 14


@rule(
    "pii.address",
    Severity.WARN,
    gate=rf"[0-9一二三四五六七八九十A-Za-z]\s*(?:{_NO_DOCUMENT}号|排[东西]?[0-9一二三四五六七八九十]+户|[#栋幢座室组委社排]|单元|(?<![12][0-9]{{3}})(?<![12][0-9]{{3}}-[0-9]{{2}})-[0-9]{{1,3}}(?![0-9年月日]))|门牌|[0-9]门",
    cell_gate=r"[住家宅][^，。；]{1,40}?[0-9一二三四五六七八九十]\s*(?:号|栋|幢|座|单元|室|组|-)",
    cell_label=f"{_HOME_LABEL.pattern}|{_ANY_LABEL.pattern}",
    fix="mask",
    source="个人信息保护法第四条",
    claims=True,
)
def address(view: View) -> Iterator[Hit]:
    """家庭住址: down to building, room or house number, of a private person; an office's address is public.

    Bad:   家住龙江镇永安小区4号楼2单元501室
    Good:  办公地址：龙江镇通达街128号
    """
    is_cell = bool(view.is_cell and view.label)
    lives = (_HOME_LABEL.search(view.label) or "址" in view.label) if is_cell else _LIVES.search(view.text)
    door = _HOUSE if lives else _DOOR
    if view.unit.published_contact or not door.search(view.text):
        return
    for start, end in _cell(view) if is_cell else _sentences(view):
        if door.search(view.text, start, end) and not _EXAMPLE.search(view.text, start, end):
            message = f"{view.where or '正文中'}含具体到门牌的家庭住址，请只写到村或社区。"
            yield Hit(start, end, message, mask("address", view.text[start:end]))


def _cell(view: View) -> Iterator[tuple[int, int]]:
    if is_office_table((*view.headers, view.label)) and not _HOME_LABEL.search(view.label):
        return
    if view.label.endswith(("住所", "住所地")) and any(map(_FIRM.search, view.headers)):
        return  # what the law calls a firm's seat
    if _HOME_LABEL.search(view.label) or (_ANY_LABEL.search(view.label) and _is_of_a_person(view)):
        yield 0, len(view.text.rstrip()) or 1
    elif not _ANY_LABEL.search(view.label):
        said = (match for match in _HOME.finditer(view.text) if not _PUBLIC.search(match[0]))
        yield from (match.span(1) for match in said)
        yield from _homes_of_named(view.text)


def _homes_of_named(text: str) -> Iterator[tuple[int, int]]:
    homes = [match for match in _HOME_OF.finditer(text) if _DWELLING.search(match[1])]
    ends = {end for _, end in named(text)} if homes else set()
    yield from (match.span(1) for match in homes if match.start() in ends)


def _is_of_a_person(view: View) -> bool:
    return names_a_person(view) or any(
        _RECEIVER.search(header) and may_be_name(text) for header, text in view.unit.row
    )


def _sentences(view: View) -> Iterator[tuple[int, int]]:
    for match in _HOME.finditer(view.text):
        lead = view.lead(match.start())
        if match[0].startswith("住所") and _is_firm(view, lead):
            continue
        said = lead + match[1]
        if _PUBLIC.search(match[0]):
            continue
        if mentions_private_person(said) or not mentions_organisation(said):
            yield match.span(1)
    for match in _ADDRESS.finditer(view.text):
        if mentions_private_person(view.lead(match.start())) and not mentions_organisation(match[1]):
            yield match.span(1)
    if _HOME_LABEL.search(view.caption):
        yield 0, len(view.text)
    yield from _doors(view)


def _is_firm(view: View, lead: str) -> bool:
    """住所 is also what the law calls a firm's seat."""
    around = (*view.before[-2:], *view.after) if not lead else ()
    return last_is_organisation("\n".join((*view.before, lead))) or any(map(_FIRM.search, around))


def _doors(view: View) -> Iterator[tuple[int, int]]:
    """A door beside a person's name, whatever leads from one to the other."""
    for match in _DOOR.finditer(view.text):
        start, end = _around(view.text, *match.span())
        if _is_public(view.text, start, end) or _OF_HISTORY.search(view.sentence(start, end)):
            continue
        posted = list(_POSTED.finditer(view.text, max(0, start - _BESIDE), match.start()))
        is_posted = bool(posted) and posted[-1].end() >= start
        start = max(start, posted[-1].end()) if is_posted else start
        is_dwelling = _DWELLING.search(view.text, match.start(), end) is not None
        if (
            _is_listed(view, match.end())
            or (not match[0].endswith(_BUILDING) and _is_behind_a_name(view, start))
            or _is_left(view, match.end(), end)
            or _lives_there(view, start, end, is_dwelling=is_dwelling, is_posted=is_posted)
        ):
            yield start, end


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a door to the whole address, between the signs around it."""
    low = max(0, start - _LONGEST)
    begin = max((edge.end() for edge in _EDGE.finditer(text, low, start)), default=low)
    stop = _EDGE.search(text, end)
    return begin, min(stop.start() if stop else len(text), end + _LONGEST)


def _is_public(text: str, start: int, end: int) -> bool:
    said = text[max(0, start - _BESIDE) : end + 4]
    return _PUBLIC.search(said) is not None or mentions_organisation(text[start:end])


def _lives_there(view: View, start: int, end: int, *, is_dwelling: bool, is_posted: bool) -> bool:
    lead = view.lead(start)
    is_told = is_posted or (is_dwelling and not lead.strip())
    if is_told and (view.unit.is_hidden or is_named_beside(view)):
        return True  # a home that was covered is torn from the words that told of it
    said = view.sentence(start, end)
    at = len(lead)
    persons = [span for span in named(said) if not _stands_between(said, span, at, at + end - start)]
    return bool(persons) and (is_dwelling or is_posted or any(said[last:][:1] == "家" for _, last in persons))


def _is_listed(view: View, end: int) -> bool:
    """Tell whether a line has nothing but the door and a name, in a list of those who live there."""
    beside = _ONLY_BESIDE.fullmatch(view.text, end)
    if beside is None:
        return False
    if _RESIDENTS.search("\n".join(view.before)):
        return not _NO_RESIDENT.search(beside[1])
    around = (*view.before, *view.after)
    return may_be_name(beside[1]) and sum(_NAME_AT_END.search(line) is not None for line in around) > 1


def _is_behind_a_name(view: View, start: int) -> bool:
    """Tell whether a line has nothing but a name before the address, where no shops or offices are listed."""
    before = _ONLY_NAME_BEFORE.fullmatch(view.text, 0, start)
    above = view.before[-1:]
    return (
        before is not None
        and is_name(before[1])
        and not any(_PUBLIC.search(line) or mentions_organisation(line) for line in above)
    )


def _is_left(view: View, door: int, end: int) -> bool:
    """Tell whether the words behind a door call it somebody's home: he who left it is named earlier in the text."""
    if not _AT_HOME.search(view.text, door - 1, end):
        return False
    return bool(named(view.text)) or is_named_beside(view)


def _stands_between(said: str, person: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether an office or a firm stands between the person and the address."""
    gap = said[person[1] : start] if person[1] <= start else said[end : person[0]]
    return mentions_organisation(gap)
