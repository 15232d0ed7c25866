"""pii.plate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.parties import named, names_a_party
from desktop_app.core.checks.people import (
    is_full_name,
    is_name_header,
    is_office_row,
    mentions_organisation,
    mentions_private_person,
)
from desktop_app.core.checks.rule import DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_PLATE = re.compile(
    r"(?<![锅容梯起索游厂管车瓶][0-9]{2})"  # a registered boiler or lift, not a vehicle
    rf"{_PROVINCE}[ -]?[A-HJ-NP-Z] ?[·•. -]? ?"
    r"(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳领试超应])(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"[警应]$")
"""Plates that only police and rescue vehicles bear."""
_PUBLIC = re.compile(
    r"公车|公务用?车|公务车辆|执法车|执勤车|本单位|公交|警车|救护车|消防车|洒水车|环卫|校车|巡游|出租车|工程车|作业车|通勤|班线|执勤用车|业务用车|应急(?:保障)?用车|(?:车辆|用车)(?:报废|处置|拍卖|转让)|国有资产|"
    r"(?:单位|机关|集团|公司|局|厂|院|队)(?:所有|名下|自有)?的?(?:车辆|车队|用车)"
)
_FLEET = re.compile("客运|营运|(?:货运|运输)(?:公司|企业|车队|服务)")
_OWNER = re.compile(r"车主|机主|所有人|姓名|产权人|登记人")
_DRIVEN = re.compile("酒后|[酒醉毒]驾|驾驶(?!员)|无证|肇事|逃逸|违停|乱停|扣留|查获|挪车|挡")
_PENALISED = re.compile("(?:当事|被处罚|违法行为|违法嫌疑)人(?!单位)|(?<![一-龥])你[于在驾]")
"""Whoever is punished for driving it, whatever the vehicle does."""
_LEAD = 4
_ASSET_HEADER = re.compile(r"起拍|评估|残值|账面|原值|处置|报废|拍卖|编制|使用单位|线路|班次")
_DRIVER_HEADER = re.compile(r"人$|车主|驾驶|司机|姓名|证件|身份|电话|手机|违法|处罚")


@rule(
    "pii.plate",
    Severity.WARN,
    gate=rf"[A-HJ-NP-Za-hj-np-z](?:(?<={_PROVINCE}.)|(?<={_PROVINCE}[ -].)) ?[·•. -]? ?[A-HJ-NP-Za-hj-np-z0-9]{{4}}",
    fix="mask",
    source="个人信息保护法第四条",
    claims=True,
    needs=DIGITS,
)
def plate(view: View) -> Iterator[Hit]:
    """车牌号: of a private person's vehicle; official vehicles and firms' fleets are public.

    Bad:   当事人驾驶黑B12345号小型客车
    Good:  公务用车黑B12345
    """
    for match in _PLATE.finditer(view.text):
        if not _OFFICIAL.search(match[0]) and not _is_public(view, *match.span()):
            message = f"{view.where or '正文中'}含个人车辆的号牌，请打码或删除。"
            yield Hit(*match.span(), message, mask("plate", match[0]))


def _is_asset(view: View) -> bool:
    """A list of vehicles for sale or in use, and of nobody who owns or drives one."""
    if any(is_name_header(header) or _DRIVER_HEADER.search(header) for header in view.headers):
        return False
    return any(map(_ASSET_HEADER.search, view.headers)) or _PUBLIC.search("\n".join(view.before)) is not None


def _is_public(view: View, start: int, end: int) -> bool:
    if view.unit.published_contact or _PUBLIC.search(view.label):
        return True
    if _is_owned(view.row):
        return False
    if view.is_cell and view.label:
        return is_office_row(view) or _is_asset(view)
    if view.is_cell and any(mentions_organisation(text) for _, text in view.unit.row):
        return True
    said = view.sentence(start, end)
    if _PENALISED.search(said) and _DRIVEN.search(said):
        return False
    if _PUBLIC.search(said):
        return True
    if mentions_private_person(said) or _DRIVEN.search(said) or named(said):
        return False
    return bool(_FLEET.search(said)) or mentions_organisation(view.lead(start)) or _is_in_list(view, start)


def _is_owned(row: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether a row says which private person the vehicle belongs to; a driver does not own an office's."""
    return any(_OWNER.search(header) and is_full_name(text) for header, text in row)


def _is_in_list(view: View, start: int) -> bool:
    """Tell whether a line that begins with the plate stands below words of an office's own vehicles."""
    above = "".join(view.before)
    return start <= _LEAD and bool(_PUBLIC.search(above)) and not names_a_party(view.before)
