"""Who a value belongs to: a named person, an office, or nobody that can be told."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop_app.core.checks.lexicon import people as words
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
_PERSON_HEADER = re.compile(r"(?<!代表)(?<!联系)(?<!负责)(?<!经办)人$|[户者员]$|对象$|住址|身份|性别|年龄")
_FIRM = re.compile(
    r"[^，,。；;]{3,40}(?:[店厂场部社站所院园会处队行库铺馆坊堂城]|超市|商场|酒家|基地|之家|支库)(?:[（(].{1,12}[）)])?"
)
"""What names of small firms and offices end with; too common to tell one in a sentence."""
_NO_OFFICE = re.compile(
    r"\s*(?:个体(?:户|司机|经营|运输)?|个人|无|无业|自由职业|务农|私[有家人]车?|自[有用]|[-—/]+|)\s*"
)
_TREASURY_HEADER = re.compile("执收|票据号|缴款书|缴款码|缴费码|非税|预算科目|收入项目")
_BANK_HEADER = re.compile("银行|开户(?:行|机构)|支行")
_BANK = re.compile(r"[一-龥]*(?:银行|信用(?:合作)?(?:联)?社|农商行|农信社|支行|分行|邮储)[一-龥]*")
_OF_ONESELF = re.compile(words.OF_ONESELF)
_FOR_WORK = re.compile(words.FOR_WORK)
_CELL_NAME = re.compile(r"[一-龥]{2,4}|[一-龥]{1,8}·[一-龥]{1,10}")
_MASKED_NAME = re.compile(r"[*某×○〇xX●■]")
_CONTACT_LINE = re.compile(
    r"^\s*(?:联系)?(?:电话|手机|人|方式|邮箱|电子邮箱|电子邮件|E-?mail|地址)", re.IGNORECASE
)


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
    return any(is_name_header(header) and is_full_name(text) for header, text in view.row)


@lru_cache(maxsize=1024)
def is_office_table(headers: tuple[str, ...]) -> bool:
    """Tell whether a table with these headers lists offices or firms, not private persons."""
    if any(_PERSONAL_HEADER.search(header) for header in headers):
        return False
    return any(_OFFICE_HEADER.search(header) for header in headers)


def is_office_row(view: View) -> bool:
    """Tell whether a row stands in a table of offices or firms, and says of which: 个体 and 无 are none."""
    return is_office_table(tuple(header for header, text in view.unit.row if not _NO_OFFICE.fullmatch(text)))


def is_treasury_table(headers: tuple[str, ...]) -> bool:
    """Tell whether a table with these headers is one of what is paid to the treasury."""
    return any(map(_TREASURY_HEADER.search, headers))


def lists_organisations(row: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether what stands below or beside a holder's header are offices or firms, and no person among them.

    Args:
        row: header to texts, one or several on a line each.
    """
    holders = [
        texts for header, texts in row if _HOLDER_HEADER.search(header) and not _BANK_HEADER.search(header)
    ]
    named = [texts for header, texts in row if is_name_header(header) or _PERSON_HEADER.search(header)]
    told = [text for texts in (*holders, *named) for text in texts.split("\n") if text]
    return bool(told) and all(map(_is_organisation, told))


def _is_organisation(name: str) -> bool:
    name = without_banks(name)
    return _ORGANISATION.search(name) is not None or _FIRM.fullmatch(name) is not None


def belongs_to_office(view: View, start: int, end: int) -> bool:
    """Tell whether an office or a firm publishes the value in this range as its own contact."""
    if view.unit.published_contact:
        return True
    if view.is_cell and (view.label or view.unit.row):
        return _cell_belongs_to_office(view)
    lead = view.lead(start)
    if _OF_ONESELF.search(lead):
        return False
    if _OFFICE_CONTACT.search(f"{view.label}{lead[-16:]}") or _FOR_WORK.match(view.tail(end)):
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


def without_banks(text: str) -> str:
    """Return the words without the names of banks, which keep everybody's accounts."""
    return _BANK.sub("", text)


def is_called_office_contact(text: str) -> bool:
    """Tell whether the words before a number or an address call it what offices call their own."""
    return _OFFICE_CONTACT.search(text) is not None


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
    if _OF_ONESELF.search(view.caption):
        return False
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
