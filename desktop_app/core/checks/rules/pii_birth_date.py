"""pii.birth-date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_DAY = r"(?:18|19|20)[0-9]{2}\s*(?:年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日|[-./][0-9]{1,2}[-./][0-9]{1,2})"
_BORN_ON = re.compile(rf"(?:出生(?:日期|年月日?|时间)?|生日|生于)\s*[:：]?\s*({_DAY})")
_ON_BORN = re.compile(rf"(?<![至到—\-])({_DAY})\s*(?:出生|生)(?=[，,。；;）)、\s]|$)")
_CELL = re.compile(rf"\s*({_DAY}|(?:18|19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])[0-3][0-9])(?:[ T]00:00:00)?\s*")
_LABEL = re.compile(r"出生|(?<!产)生日")
_ANY_DATE = re.compile(r"日期|时间|年月")


@rule(
    "pii.birth-date",
    Severity.WARN,
    gate=r"(?:18|19|20)[0-9]{2}",
    cell_gate="生",
    cell_label=_LABEL.pattern,
    fix="mask",
    source="个人信息保护法第四条、第二十八条",
    claims=True,
    needs=DIGITS,
)
def birth_date(view: View) -> Iterator[Hit]:
    """出生日期: a private person's full date of birth; year and month are none.

    Bad:   出生日期：1968年4月12日
    Good:  1982年6月生；2020年8月31日前出生的儿童
    """
    for start, end in sorted({*_in_text(view), *_in_cell(view)}):
        message = f"{view.where or '正文中'}含完整的出生日期，请只写年份或年龄。"
        yield Hit(start, end, message, mask("date", view.text[start:end]))


def _in_text(view: View) -> Iterator[tuple[int, int]]:
    for pattern in (_BORN_ON, _ON_BORN):
        yield from (match.span(1) for match in pattern.finditer(view.text))


def _in_cell(view: View) -> Iterator[tuple[int, int]]:
    match = _CELL.fullmatch(view.text)
    if match and _LABEL.search(view.caption) and len(_ANY_DATE.findall(view.caption)) <= 1:
        yield match.span(1)
