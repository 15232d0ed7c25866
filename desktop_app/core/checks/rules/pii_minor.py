"""pii.minor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon.people import NAME_HEADER
from desktop_app.core.checks.people import is_full_name, is_name_header, names
from desktop_app.core.checks.rule import NEVER, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_CHILD_HEADER = re.compile(r"学生|儿童|孤儿|幼儿|未成年|孩子|留守|新生儿")
_SCHOOL_HEADER = re.compile(r"年级|班级|就读|学校|幼儿园")
_SCHOOL = re.compile(r"小学|中学|初中|初[一二三]|[一二三四五六七八九1-9]年级|幼儿园|[小中大]班|学前")
_GUARDIAN = re.compile(r"监护人")
_AGE = re.compile(r"\s*([0-9]{1,3})\s*(?:周?岁)?\s*")
_CHILD_BEFORE = re.compile(
    r"(?:小学生|中学生|(?<!大)(?<!大学)学生|儿童|孤儿|幼儿|未成年人|女孩|男孩|孩子|女童|男童|幼童|患儿|婴儿|弃婴|小朋友|少年|少女)[:：]?\s*$"
)
_AGE_AFTER = re.compile(
    r"小朋友|[^。；;\n]{0,8}?(?<![0-9])(?:(?:[0-9]|1[0-7])\s*周?岁|[0-9]{1,2}\s*个?月[龄大])"
)
_ADULT = 18


@rule(
    "pii.minor",
    Severity.WARN,
    gate="学生|儿童|孤儿|幼儿|未成年人|女孩|男孩|孩子|女童|男童|岁|患儿|婴儿|弃婴|小朋友|少年|少女|月[龄大]",
    cell_gate=NEVER,
    cell_label=NAME_HEADER,
    label_gate=r"[一-龥]\s*[一-龥]",
    fix="mask",
    source="个人信息保护法第二十八条；未成年人保护法第四条",
    once_per_row=True,
)
def minor(view: View) -> Iterator[Hit]:
    """未成年人: a child who is named in full, by a list's columns or by the sentence.

    Bad:   学生王小明（8岁）家庭困难
    Good:  适龄儿童由监护人登记
    """
    if view.is_cell and view.label:
        yield from _cell(view)
        return
    for start, end in names(view.text):
        if _CHILD_BEFORE.search(view.text[:start]) or _AGE_AFTER.match(view.text, end):
            yield _hit(view, start, end)


def _cell(view: View) -> Iterator[Hit]:
    name = view.text.strip()
    if (
        is_name_header(view.label)
        and not _GUARDIAN.search(view.label)
        and is_full_name(name)
        and _is_child(view)
    ):
        start = view.text.index(name)
        yield _hit(view, start, start + len(name))


def _hit(view: View, start: int, end: int) -> Hit:
    message = f"{view.where or '正文中'}写明了未成年人的姓名，请隐去。"
    return Hit(start, end, message, mask("name", view.text[start:end]))


@lru_cache(maxsize=4096)
def _is_age_header(header: str) -> bool:
    return "年龄" in header or "周岁" in header


def _is_child(view: View) -> bool:
    """By the age where there is one; else by what the columns say."""
    ages = (_AGE.fullmatch(text) for header, text in view.unit.row if _is_age_header(header))
    for age in ages:
        if age:
            return int(age[1]) < _ADULT
    if _CHILD_HEADER.search(view.label) or any(_GUARDIAN.search(header) for header in view.headers):
        return True
    return any(_SCHOOL_HEADER.search(header) and _SCHOOL.search(text) for header, text in view.unit.row)
