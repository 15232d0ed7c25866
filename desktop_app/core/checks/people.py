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
_ORGANISATION = re.compile(words.ORGANISATION)
_FIXED_LINE = re.compile(words.FIXED_LINE)
_CELL_NAME = re.compile(r"[一-龥]{2,4}|[一-龥]{1,8}·[一-龥]{1,10}")
_MASKED_NAME = re.compile(r"[*某×○〇xX●■]")
_CONTACT_LINE = re.compile(
    r"^\s*(?:联系)?(?:电话|手机|人|方式|邮箱|电子邮箱|电子邮件|E-?mail|地址)", re.IGNORECASE
)
_NAME = rf"(?:{'|'.join(COMPOUND_SURNAMES)}|[{SURNAMES}])[一-龥]{{1,2}}"
_ROLE = (
    r"村民|居民|患者|病人|同志|学生|职工|儿童|孤儿|幼儿|申请人|户主|当事人|被处罚人|信访人|监护人|工人|员工|教师|"
    r"特困人员|(?:救助|低保|监测|帮扶|矫正)对象|低保户|贫困户|五保户|脱贫户|监测户|感染者|死者|伤者|其[妻夫父母]|"
    r"妻子|丈夫|父亲|母亲|"
    r"残疾人|未成年人|老人|女孩|男孩|之子|其子|其女|儿子|女儿|姓名[:：]?|孩子"
)
_FOLLOWED = (
    r"[，,、。；（(\s]|$|患|确诊|因|身患|系|于|经|的|为|现年|肢体|智力|精神|视力|听力|言语|重度|残疾|双目|瘫"
)
_NAMED_BY_ROLE = re.compile(rf"(?:{_ROLE})[:：]?\s*({_NAME}?)(?={_FOLLOWED})")
_NAMED_BY_DEED = re.compile(
    rf"(?:^|[，,。；：:、（(\s村屯组])({_NAME}?)(?=患|确诊|因病|因患|身患|罹患|因残|[，,（(]\s*[男女][，,]|[，,（(]\s*[0-9]{{1,2}}周?岁)"
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where running text names a person in full, as half-open ranges; few by mistake."""
    seen = set()
    for pattern in (_NAMED_BY_ROLE, _NAMED_BY_DEED):
        for match in pattern.finditer(text):
            name = match[1]
            if name[:2] not in NO_NAMES and "某" not in name and match.span(1) not in seen:
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
        "联系人" in lead
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


def _cell_belongs_to_office(view: View) -> bool:
    if _OFFICE_CONTACT.search(view.caption):
        return True
    return not view.is_unpublished and is_office_table((*view.headers, view.label))


def _in_contact_block(view: View) -> bool:
    """A line such as 电话：… below the lines that name the office."""
    if not _CONTACT_LINE.match(view.text):
        return False
    above = "\n".join(view.before)
    return bool(_ORGANISATION.search(above)) and not _PRIVATE.search(above)
