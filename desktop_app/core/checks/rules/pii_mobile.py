"""pii.mobile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.parties import is_beside_a_name, is_of_a_party, is_right_behind_a_name
from desktop_app.core.checks.people import belongs_to_office
from desktop_app.core.checks.rule import ANY_KIND, LONG_NUMBER, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask
from desktop_app.core.identifiers.phone import is_mobile

_START, _END = (
    r"(?=[01(+8])(?<![0-9A-Za-z.\-])(?:(?:\+|00?)?86[- )]?|\(\+?86\))?",
    r"(?![0-9A-Za-z]|\.[0-9]|-[0-9])",
)
_NUMBER = re.compile(
    rf"{_START}(?:1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}|1[3-9][0-9]([.·])[0-9]{{4}}\1[0-9]{{4}}){_END}"
)
_ODDLY = "|".join(
    (
        r"1[3-9]([ .\-·])[0-9](?:\1[0-9]){8}",
        r"1([ .\-·])[3-9](?:\2[0-9]){9}",
        r"1[3-9][0-9]{2}[- ][0-9]{3}[- ][0-9]{4}",
        r"1[3-9][0-9]{3}[- ][0-9]{6}",
        r"0?1[3-9][0-9]{1,8}\n[0-9]{1,8}",
        r"01[3-9][0-9]{9}",
    )
)
_SPACED = re.compile(f"{_START}(?:{_ODDLY}){_END}")
"""Written oddly: only where the words before call it a telephone."""
_CALLED_PHONE = re.compile(
    r"电话|手机|联系|致电|拨打|号码|微信|[打呼]给|(?:[找问]|告诉|转告|通知)(?:[他她我俺]|[一-龥]{2,3})[，,:：\s]*$"
)
_CALLED_WITHIN = 40
_CALLED_OTHER = re.compile(
    r"(?:编号|流水号?|单号|回执号?|凭证号?|代码|账号|帐号|卡号|条码|序号|文号|订单号?|受理号|查询码)(?:[:：为是]?\s*|"
    r"[^0-9。；;]{0,8}(?:[0-9]{1,2}位)?[^0-9。；;]{0,8}(?:例如|比如|[譬]?如|形如|样例|格式)[:：为]?\s*)(?:[0-9]{11}[、，,和或]\s?){0,9}$"
)


@rule(
    "pii.mobile",
    Severity.WARN,
    gate=r"1[- .·]?[3-9](?:[- .·\n]?[0-9]){9}",
    fix="mask",
    source="个人信息保护法第四条",
    kinds=ANY_KIND,
    claims=True,
    needs=LONG_NUMBER,
)
def mobile(view: View) -> Iterator[Hit]:
    """手机号: a private person's is a warning; one that an office publishes is a note.

    Bad:   户主电话：13812345678
    Good:  受理编号：13812345678901
    """
    for match in (*_NUMBER.finditer(view.text), *_called_phones(view)):
        number = re.sub(r"[^0-9]", "", match[0])[-11:]
        if not is_mobile(number) or _CALLED_OTHER.search(
            view.text[max(0, match.start() - _CALLED_WITHIN) : match.start()]
        ):
            continue
        if view.unit.published_contact:
            continue
        evidence = mask("phone", number)
        is_office = belongs_to_office(view, *match.span()) and not is_of_a_party(view, match.start())
        if is_office and not _is_named(view, match.start()):
            message = f"{view.where or '正文中'}有对外公布的手机号，请确认是办公用号。"
            yield Hit(*match.span(), message, evidence, Severity.NOTE)
        else:
            yield Hit(*match.span(), f"{view.where or '正文中'}含个人手机号，请打码或删除。", evidence)


def _is_named(view: View, start: int) -> bool:
    return is_right_behind_a_name(view.lead(start)) or is_beside_a_name(view, start)


def _called_phones(view: View) -> Iterator[re.Match[str]]:
    for match in _SPACED.finditer(view.text):
        if _CALLED_PHONE.search(f"{view.caption} {view.lead(match.start())[-12:]}"):
            yield match
