"""pii.mobile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.people import belongs_to_office
from desktop_app.core.checks.rule import ANY_KIND, DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask
from desktop_app.core.identifiers.phone import is_mobile

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.\-])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z]|\.[0-9]|-[0-9])"
)
_CALLED_OTHER = re.compile(
    r"(?:编号|流水|单号|回执号?|凭证|代码|账号|帐号|卡号|条码|序号|文号)[:：为是]?\s*$"
)


@rule(
    "pii.mobile",
    Severity.WARN,
    gate=r"1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}",
    fix="mask",
    source="个人信息保护法第四条",
    kinds=ANY_KIND,
    claims=True,
    needs=DIGITS,
)
def mobile(view: View) -> Iterator[Hit]:
    """手机号: a private person's is a warning; one that an office publishes is a note.

    Bad:   户主电话：13812345678
    Good:  受理编号：13812345678901
    """
    for match in _NUMBER.finditer(view.text):
        number = re.sub(r"[- +]", "", match[0])
        if not is_mobile(number) or _CALLED_OTHER.search(view.text[: match.start()]):
            continue
        if view.unit.published_contact:
            continue
        evidence = mask("phone", number)
        if belongs_to_office(view, *match.span()):
            message = f"{view.where or '正文中'}有对外公布的手机号，请确认是办公用号。"
            yield Hit(*match.span(), message, evidence, Severity.NOTE)
        else:
            yield Hit(*match.span(), f"{view.where or '正文中'}含个人手机号，请打码或删除。", evidence)
