"""Who a value belongs to: a named person, an office, or nobody that can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop_app.core.checks.lexicon import people as words
from desktop_app.core.checks.lexicon.surnames import COMPOUND_SURNAMES, NO_NAMES, SURNAMES
from desktop_app.core.checks.view import View

_NAME_HEADER = re.compile(words.NAME_HEADER)
_PERSONAL_HEADER = re.compile(words.PERSONAL_HEADER)
_OFFICE_HEADER = re.compile(words.OFFICE_HEADER)
_PRIVATE = re.compile(words.PRIVATE_PERSON)
_OFFICE_CONTACT = re.compile(words.OFFICE_CONTACT)
_CONTACT = re.compile(words.CONTACT)
_ORGANISATION = re.compile(words.ORGANISATION)
_FIXED_LINE = re.compile(words.FIXED_LINE)
_HOLDER_HEADER = re.compile(words.HOLDER_HEADER)
_BANK_HEADER = re.compile("银行|开户(?:行|机构)|支行")
_BANK = re.compile(r"[一-龥]*(?:银行|信用(?:合作)?(?:联)?社|农商行|农信社|支行|分行|邮储)[一-龥]*")
_CELL_NAME = re.compile(r"[一-龥]{2,4}|[一-龥]{1,8}·[一-龥]{1,10}")
_MASKED_NAME = re.compile(r"[*某×○〇xX●■]")
_CONTACT_LINE = re.compile(
    r"^\s*(?:联系)?(?:电话|手机|人|方式|邮箱|电子邮箱|电子邮件|E-?mail|地址)", re.IGNORECASE
)
_SURNAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{SURNAMES}])"
_NAME = rf"{_SURNAME}[一-龥]{{1,2}}"
_ROLE = (
    r"村民|居民|市民|群众|患者|患儿|病人|同志|学生|同学|职工|儿童|孤儿|幼儿|幼童|申请人|户主|当事人|信访人|监护人|工人|员工|教师|"
    r"[被受][一-龥]{1,3}人|亡者|走失人员|(?:特困|救助|吸毒|戒毒|受伤|患病|服刑|矫正)人员|(?:救助|低保|监测|帮扶|矫正|优抚|资助|慰问)对象|低保户|贫困户|五保户|脱贫户|监测户|"
    r"感染者|携带者|死者|伤者|伤员|其[妻夫父母]|妻子|丈夫|父亲|母亲|老伴|"
    r"残疾人|未成年人|老人|女孩|男孩|女童|男童|小朋友|婴儿|弃婴|少年|少女|之子|其子|其女|儿子|女儿|姓名[:：]?|孩子"
)
_CALLED = r"老人|老汉|大[爷娘妈]|奶奶|爷爷|女士|先生|小朋友|同学|同志|家[中里]|一家"
_FOLLOWED = (
    r"[，,、。；;（(\s]|$|患|确诊|因|身患|系|于|经|的|为|现年|肢体|智力|精神|视力|听力|言语|重度|残疾|双目|瘫|"
    r"被|在|是|和|向|今年|已|现|突|不|曾|查出|检出|勇|从|获|殴|遭|自|长期|常年|感染|主动|由|与|家庭|纳入|享受|等[0-9人]|之|摔|坠|溺|烧|烫|住院|"
    rf"卧床|{_CALLED}"
)
_DEED = (
    r"(?:[，,]?(?:因|经|被|于|已|曾|确认|近期|去年|今年|不幸|意外|突发|先后|自幼|长期|常年){0,2}"
    r"(?:患|确诊|罹患|身患|诊断|查出|检出|感染|瘫痪|截瘫|偏瘫|致残|失明))|因病|因残"
)
_KIN = r"的?(?:母亲|父亲|妻子|丈夫|儿子|女儿|孩子|老伴|爱人|孙子|孙女|之子|之女)"
_AGED = r"[，,（(]\s*(?:[男女][，,]|(?:今年|现年)?[0-9]{1,2}(?:周?岁|个?月[龄大]))"
_NAMED_BY_ROLE = re.compile(rf"(?:{_ROLE})[:：]?\s*({_NAME}?)(?={_FOLLOWED})")
_NAMED_BY_DEED = re.compile(
    rf"(?:^|[，,。；：:、（(\s村屯组到访问望助])({_NAME}?)(?={_DEED}|{_CALLED}|{_KIN}|{_AGED}|系[^，,。；]{{0,12}}(?:患者|感染者|残疾))"
)
_NAMED_BY_SEX_AND_AGE = re.compile(
    rf"({_NAME}?)(?=[，,（(]\s*[男女][，,、]\s*(?:今年|现年)?[0-9]{{1,2}}(?:周?岁|个?月))"
)
_NAMED_BY_HOUSEHOLD = re.compile(rf"(?:^|[，,。；：:、\s])({_SURNAME}[一-龥]{{2}})(?=家庭)")
_NOT_GIVEN = re.compile(
    "[在是的被和与及或等应将可须不无们者员按由对向为把给让使从到此其各每该某后前内外间即且并但而如若因于所]"
)
"""Characters of sentences that hardly any given name has."""


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where running text names a person in full, as half-open ranges; few by mistake."""
    seen = set()
    for pattern in (_NAMED_BY_ROLE, _NAMED_BY_DEED, _NAMED_BY_SEX_AND_AGE, _NAMED_BY_HOUSEHOLD):
        for match in pattern.finditer(text):
            name = match[1]
            if name[:2] in NO_NAMES or _NOT_GIVEN.search(name, 1) or "某" in name:
                continue
            if match.span(1) not in seen:
                seen.add(match.span(1))
                yield match.span(1)


@lru_cache(maxsize=4096)
def is_name_header(label: str) -> bool:
    """Tell whether a column of this name holds people's names."""
    return _NAME_HEADER.search(label) is not None


def is_full_name(text: str) -> bool:
    """Tell whether a cell below a name header is a whole, unmasked name and no organisation's."""
    name = text.replace(" ", "")
    return (
        bool(_CELL_NAME.fullmatch(name)) and not _MASKED_NAME.search(name) and not _ORGANISATION.search(name)
    )


def names_a_person(view: View) -> bool:
    """Tell whether the row names a person in full."""
    return any(is_name_header(header) and is_full_name(text) for header, text in view.unit.row)


@lru_cache(maxsize=1024)
def is_office_table(headers: tuple[str, ...]) -> bool:
    """Tell whether a table with these headers lists offices or firms, not private persons."""
    if any(_PERSONAL_HEADER.search(header) for header in headers):
        return False
    return any(_OFFICE_HEADER.search(header) for header in headers)


def lists_organisations(row: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether what stands below or beside a holder's header are offices or firms, and no person among them.

    Args:
        row: header to texts, one or several on a line each.
    """
    holders = [
        texts for header, texts in row if _HOLDER_HEADER.search(header) and not _BANK_HEADER.search(header)
    ]
    named = [texts for header, texts in row if is_name_header(header)]
    told = [text for texts in (*holders, *named) for text in texts.split("\n") if text]
    return bool(told) and all(_ORGANISATION.search(_BANK.sub("", text)) for text in told)


def belongs_to_office(view: View, start: int, end: int) -> bool:
    """Tell whether an office or a firm publishes the value in this range as its own contact."""
    if view.unit.published_contact:
        return True
    if view.is_cell and (view.label or view.unit.row):
        return _cell_belongs_to_office(view)
    lead = view.lead(start)
    if _OFFICE_CONTACT.search(f"{view.label}{lead[-16:]}"):
        return True
    if view.is_unpublished or _PRIVATE.search(f"{view.label}{lead}"):
        return False
    if (
        _CONTACT.search(lead)
        or _ORGANISATION.search(lead)
        or _ORGANISATION.search(view.tail(end))
        or _FIXED_LINE.search(lead)
    ):
        return True
    return _in_contact_block(view)


def mentions_organisation(text: str) -> bool:
    """Tell whether the words speak of an office, a firm or a treasury."""
    return _ORGANISATION.search(text) is not None


def mentions_private_person(text: str) -> bool:
    """Tell whether the words speak of a party, a villager, a patient or the like."""
    return _PRIVATE.search(text) is not None


def last_is_organisation(text: str) -> bool:
    """Tell whether the last of whom the words speak is an office or a firm, and no person after it."""
    organisation = _last(_ORGANISATION, text)
    return organisation > _last(_PRIVATE, text)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _cell_belongs_to_office(view: View) -> bool:
    if _OFFICE_CONTACT.search(view.caption):
        return True
    if view.is_unpublished or any(map(_PERSONAL_HEADER.search, view.headers)):
        return False
    if is_office_table((*view.headers, view.label)):
        return True
    return _CONTACT.search(view.caption) is not None and not names_a_person(view)


def _in_contact_block(view: View) -> bool:
    """A line such as 电话：… below the lines that name the office."""
    if not _CONTACT_LINE.match(view.text):
        return False
    above = "\n".join(view.before)
    is_office = _ORGANISATION.search(above) or _OFFICE_CONTACT.search(view.text)
    return bool(is_office) and not _PRIVATE.search(above)
