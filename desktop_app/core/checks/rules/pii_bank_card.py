"""pii.bank-card."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.parties import is_named_beside, named
from desktop_app.core.checks.people import (
    is_name_header,
    is_office_table,
    is_treasury_table,
    lists_organisations,
    mentions_organisation,
    mentions_private_person,
    without_banks,
)
from desktop_app.core.checks.rule import LONG_NUMBER, NUMBERS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.bank_card import is_card
from desktop_app.core.identifiers.masking import mask

_NUMBER = re.compile(r"[0-9](?<![0-9A-Za-z.\-][0-9])(?:[ \-]{0,2}[0-9]){8,31}(?![0-9A-Za-z]|\.[0-9])")
_CALLED_ACCOUNT = re.compile(
    r"银行[账帐]|[账帐]号|[账帐]户|卡号|一卡通|存折|银行卡|储蓄卡|工资卡|社保卡|惠农卡|借记卡|信用卡|[收付汇打]款(?:[账帐]|卡|[:：])|折号|开户行|[新旧换办领]卡"
)
_CALLED_OTHER = re.compile(
    r"编号|编码|指标|科目|(?<![A-Za-z])ID(?![A-Za-z])|流水|单号|凭证|回执|序列|条码|发票|代码|备案号|合同号|标识|身份证|电话|手机|ISBN|证号|文号|[^账帐卡户折通本)）/、]号码?[:：为]?\s*$"
)
_PERSONS_ACCOUNT = re.compile(
    r"(?:(?<!收款)(?<!付款)(?<!缴款)(?<!法)人|本人|户主|农户|学生|教师|职工|工人|员工|家长|机手)(?:员)?(?:的)?(?:收款|银行|社保)?[账帐卡]"
)
"""A header that says whose account it is: a person's by what he does."""
_AFTER_NUMBER = re.compile(r"[0-9]{5}[^0-9A-Za-z]*[一-龥][^0-9]*$")
"""What stands behind the number before names this one."""
_LINE_OF_BLOCK = re.compile(
    r"\s*(?:[一-龥（）()]{2,12}\s*[:：]\s*[^\s，,。；;：:]{2,30}[\s，,；;]+){0,2}"
    r"[一-龥（）()]{2,12}\s*[:：]?\s*[0-9 \-]+\s*"
)
"""户名、开户行、账号 on lines of their own belong together; a sentence stands by itself."""
_HOLDER = re.compile(
    r"(?:户名|账户名称|帐户名称|[收付]款人|[收付]款单位|开户名称|开户单位|开户人|单位名称|持卡人|受[捐赠]单位)[:：为是]?\s*(?![一-龥]{0,6}(?:金额|[账帐][号户]|卡号|电话|地址|代码|日期))([^\s，,。；;：:]{2,30})"
)
_ORGANISATION_ACCOUNT = re.compile(
    r"对公|单位[账帐]|专户|财政(?!所|补|供)|保证金(?:专用|缴[存纳至]|收取)?(?:专?户|[账帐]|至)|缴款[账帐户]|国库|非税|企业[账帐]|公司[账帐]|供应商|公户|基本户|"
    "基本存款|募捐|捐[赠款][账帐]"
)
_ORGANISATION_HOLDER = re.compile(
    r"(?:会|所|院|社|站|厂|店|队|处|园|行|局|部|校|班|中心|公司|集团|政府|委|馆|台|场|中学|小学)$"
)


@rule(
    "pii.bank-card",
    Severity.BLOCK,
    gate=r"[0-9](?:[ \-]{0,2}[0-9]){8}",
    fix="mask",
    source="个人信息保护法第二十八条（金融账户）",
    kinds=NUMBERS,
    claims=True,
    needs=LONG_NUMBER,
)
def bank_card(view: View) -> Iterator[Hit]:
    """银行卡号、账号: a private card by prefix and Luhn, or any number that is called an account.

    Bad:   社保卡账号 6210991901659014301
    Good:  缴款账户：县财政局非税收入专户，账号 0902187536132605767
    """
    for match in _NUMBER.finditer(view.text):
        number = re.sub(r"[ \-]", "", match[0])
        if _is_private_account(view, match.start(), match.end(), number):
            message = f"{view.where or '正文中'}含个人银行卡号或账号，请打码或删除。"
            yield Hit(match.start(), match.end(), message, mask("bank_card", number))


def _is_private_account(view: View, start: int, end: int, number: str) -> bool:
    lead = view.lead(start)[-20:]
    after_another = _AFTER_NUMBER.search(lead)
    said = lead[after_another.start() + 5 :] if after_another else f"{view.caption} {lead}"
    called = _last_called(said)
    if called == "other" or not (called == "account" or is_card(number)):
        return False
    return not (
        _cell_of_organisation(view)
        if view.is_cell and view.label
        else _text_of_organisation(view, start, end)
    )


def _last_called(said: str) -> str:
    """The nearest word decides: 合同编号…，收款账号 is an account."""
    if not _CALLED_ACCOUNT.search(said):
        return "other" if _CALLED_OTHER.search(said) else ""
    account = max(match.end() for match in _CALLED_ACCOUNT.finditer(said))
    other = max((match.end() for match in _CALLED_OTHER.finditer(said)), default=-1)
    return "account" if account > other else "other"


def _cell_of_organisation(view: View) -> bool:
    if _ORGANISATION_ACCOUNT.search(view.label):
        return True
    if _PERSONS_ACCOUNT.search(view.label):
        return False
    if lists_organisations(view.unit.row) or is_treasury_table(view.headers):
        return True
    holders = [text for header, text in view.unit.row if is_name_header(header)]
    if holders:
        return any(mentions_organisation(without_banks(holder)) for holder in holders)
    return is_office_table((*view.headers, view.label))


def _text_of_organisation(view: View, start: int, end: int) -> bool:
    is_line = _LINE_OF_BLOCK.fullmatch(view.text)
    around = "\n".join((*view.before[-3:], view.text, *view.after[:2])) if is_line else view.text
    said = view.lead(start) + view.tail(end, 60)
    if _ORGANISATION_ACCOUNT.search(said):
        return True
    holder = _HOLDER.search(said) or _HOLDER.search(around)
    if holder:
        return mentions_organisation(holder[1]) or _ORGANISATION_HOLDER.search(holder[1]) is not None
    if view.is_unpublished or mentions_private_person(said) or named(said) or is_named_beside(view):
        return False
    return mentions_organisation(without_banks(said)) or bool(_ORGANISATION_ACCOUNT.search(around))
