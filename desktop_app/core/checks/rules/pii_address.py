"""pii.address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
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

_DOOR = (
    r"(?:[0-9一二三四五六七八九十]+\s*(?:号楼|栋|幢|单元|室|门牌)|[0-9一二三四五六七八九十]+\s*组\s*[0-9]+\s*号?|"
    r"[0-9一二三四五六七八九十]+\s*委\s*[0-9一二三四五六七八九十]*\s*组?|(?:[路街道巷村屯组弄里社队户院房]|胡同)\s*[0-9]+\s*号|[0-9]+-[0-9]+-[0-9]+)"
)
_TO_THE_DOOR = re.compile(_DOOR)
_HOME = re.compile(
    r"(?:家庭(?:住|地)址|现住址?|住址|家住|户籍(?:所在地|地址|地)?|居住地(?:址)?|(?<!企业|公司|单位|经营|注册)住所地?|收[件货]地址|住于|住在|居住于|居住在|(?:[，,；;（(]|[男女]，)现?住(?![所址]))[:：]?\s*"
    r"([^，,。；;\n）)]{4,60})"
)
_ADDRESS = re.compile(r"(?:地址|通讯地址|联系地址)[:：]\s*([^，,。；;\n）)]{4,60})")
_AT_HOME = re.compile(
    rf"(?<![居入暂留])(?:现|家)?住(?:址|在|于)?(?![所宅房建院户])[:：]?\s*([^，,。；;\n）)]{{3,40}}?{_DOOR}[^，,。；;\n）)]{{0,20}})"
)
"""In a cell of remarks."""
_HOME_LABEL = re.compile(r"住址|住所|户籍|居住地|家庭地址")
_ANY_LABEL = re.compile(r"地址|位置|坐落|房号|房屋|门牌|小区")


@rule(
    "pii.address",
    Severity.WARN,
    gate=r"[0-9一二三四五六七八九十]\s*(?:号|栋|幢|单元|室|组|委|-)",
    cell_gate=r"住[^，。；]{3,40}?[0-9一二三四五六七八九十]\s*(?:号|栋|幢|单元|室|组)",
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
    if view.unit.published_contact:
        return
    for start, end in _cell(view) if view.is_cell and view.label else _sentences(view):
        if _TO_THE_DOOR.search(view.text, start, end):
            message = f"{view.where or '正文中'}含具体到门牌的家庭住址，请只写到村或社区。"
            yield Hit(start, end, message, mask("address", view.text[start:end]))


def _cell(view: View) -> Iterator[tuple[int, int]]:
    if is_office_table((*view.headers, view.label)) and not _HOME_LABEL.search(view.label):
        return
    if _HOME_LABEL.search(view.label) or (names_a_person(view) and _ANY_LABEL.search(view.label)):
        yield 0, len(view.text.rstrip()) or 1
    elif not _ANY_LABEL.search(view.label):
        yield from (match.span(1) for match in _AT_HOME.finditer(view.text))


def _sentences(view: View) -> Iterator[tuple[int, int]]:
    for match in _HOME.finditer(view.text):
        lead = view.lead(match.start())
        if match[0].startswith("住所") and last_is_organisation("\n".join((*view.before, lead))):
            continue  # 住所 is also what the law calls a firm's seat
        said = lead + match[1]
        if mentions_private_person(said) or not mentions_organisation(said):
            yield match.span(1)
    for match in _ADDRESS.finditer(view.text):
        if mentions_private_person(view.lead(match.start())) and not mentions_organisation(match[1]):
            yield match.span(1)
    if _HOME_LABEL.search(view.caption):
        yield 0, len(view.text)
