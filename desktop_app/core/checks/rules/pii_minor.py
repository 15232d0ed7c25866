"""pii.minor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon import children as words
from desktop_app.core.checks.lexicon.people import NAME_HEADER
from desktop_app.core.checks.names import acts_for_office, names
from desktop_app.core.checks.people import is_full_name, is_name_header
from desktop_app.core.checks.rule import NEVER, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_CHILD_BEFORE = re.compile(
    rf"(?:{words.CHILD})(?:姓名|代表|有|(?:”|[^，,。；;:：\n教老家园校长任裁师]){{0,8}}[:：]|[一-龥]{{0,6}}\s+姓名[:：])?"
    rf"(?:[（(][^（）()]{{1,10}}[）)])?\s*[:：,，]?\s*{words.CALLED}\s*\Z"
)
_CLASS_BEFORE = re.compile(
    rf"(?:{words.CLASS})[）)]?(?:\s*[（(]?[0-9一二三四五六七八九十]{{0,2}}[）)]?班)?\s*(?:的|学生|同学|[:：,，、|]|姓名)*\s*(?:姓名[:：]?\s*)?\Z"
)
_CLASS_AFTER = re.compile(
    rf"(?:\s*[,，、|（(\s]\s*(?:[男女]|[一-龥]{{2,8}}(?:小学|中学|学校|幼儿园))?){{1,3}}\s*(?:{words.CLASS})"
)
_CLASS_IN_BRACKETS = re.compile(
    rf"\s*[（(]\s*(?:[一-龥]{{2,8}}(?:小学|中学|学校|幼儿园))?\s*(?:{words.CLASS})[^（）()教老师主任]{{0,6}}[）)]"
)
_FOSTERED_BEFORE = re.compile(
    r"(?:助养|寄养|收养|送养|抱养|代养)(?:[一-龥]{1,6}[村屯组镇乡]的?)?(?:其[弟妹])?\Z"
)
_SAID_BELOW = re.compile(r"(?:以上|上述)[^，。；\n]{0,8}(?:学员|同学|小朋友|学生|幼儿|儿童|队员)")
_GROUP_BEFORE = re.compile(r"(?:少儿|小学|初中|儿童|少年|幼儿|[低中高]年级)组[^，,。；;\n教师长]{0,8}\Z")
_SCHOOL_AFTER = re.compile(
    rf"[^。；;\n]{{0,12}}?(?:[读上系是]|就读于?)[^。；;，,\n]{{0,10}}?(?:{words.CLASS}|小学|初中|幼儿园|学生)(?!教|老师|校长|毕业|时|附近|门口)"
)
_AGE_AFTER = re.compile(rf"\s*小朋友|[^。；;\n]{{0,12}}?(?:{words.YOUNG})")
_AGE_BEFORE = re.compile(
    rf"(?:{words.YOUNG})[^。；;，,\n]{{0,6}}?(?:(?:{words.CHILD}|{words.KIN}){words.CALLED}|的)\s*\Z"
)
_BORN_AFTER = re.compile(r"[^。；;\n]{0,8}?(?<![0-9])(20[0-9]{2})\s*[年.\-/][^，,。；;\n]{0,10}")
_KIN_BEFORE = re.compile(rf"(?:{words.KIN}){words.CALLED}\s*\Z")
_PUPIL_AFTER = re.compile(r"\s*(?:小?同学|小选手)")
_GROWN = re.compile(words.GROWN)
_HEADING = re.compile(words.HEADING)
_GROWN_HEADING = re.compile(words.GROWN_HEADING)
_IN_WORDS = re.compile("[一-龥]")
_TEACHES = re.compile(words.TEACHES)
_LISTED = re.compile(
    rf"[^一-龥0-9]{{0,3}}(?:第?(?:{words.NUMERAL}|[0-9]){{1,3}}(?:名|号|等奖)?[^一-龥0-9]{{0,3}})?(?:姓名[:：]\s*)?\Z"
)
_LED = re.compile(r"[:：](?:[^。；;\n]{0,60}[\s、，,])?\s*\Z")
"""A list that begins behind a colon."""
_NEXT = re.compile(r"(?:\s+|\s*[、和及与,，])\s*(?:[^，,。、]{0,8}(?:班|年级))?\s*")
_BIRTH_BELOW = re.compile(r"\s*(?:出生(?:日期|年月|时间)?|生日)[:：]?\s*(20[0-9]{2})")
_AGE_BELOW = re.compile(r"\s*(?:年龄|周岁)[:：]?\s*(?:[0-9]|1[0-7])(?![0-9])")
_AGE = re.compile(r"\s*([0-9]{1,3})\s*(?:周?岁)?\s*")
_ADULT = 18
_BORN_GROWN = 2008
"""Whoever was born later was no adult when this was written; to be raised each year, and wrong on the safe side."""
_CHILD_HEADER = re.compile(r"学生|儿童|孤儿|幼儿|未成年|孩子|留守|新生儿")
_SCHOOL_HEADER = re.compile(r"年级|班级|就读|学校|幼儿园")
_SCHOOL = re.compile(words.SCHOOL)
_GUARDIAN = re.compile(r"监护人")
_OF_GROWN_UPS = re.compile("残疾|精神|智力|老人|特困|失能")

_CUE = re.compile(words.CUE)
_BELOW = re.compile("出生|生日|年龄|周岁|(?:以上|上述).{0,8}(?:学员|同学|队员)")


@rule(
    "pii.minor",
    Severity.WARN,
    gate=words.GATE,
    cell_gate=NEVER,
    cell_label=NAME_HEADER,
    label_gate=r"[一-龥]\s*[一-龥]",
    fix="mask",
    source="个人信息保护法第二十八条；未成年人保护法第四条",
    once_per_row=True,
)
def minor(view: View) -> Iterator[Hit]:
    """未成年人: a child who is named in full, by a list's columns, by the sentence or by the heading above.

    Bad:   学生王小明（8岁）家庭困难
    Good:  适龄儿童由监护人登记
    """
    if view.is_cell and view.label:
        yield from _cell(view)
        return
    if not _CUE.search(view.text) and not _may_be_listed(view):
        return
    child_end = None
    for start, end in names(view.text):
        if acts_for_office(view.text, start, end):
            continue
        follows = child_end is not None and _NEXT.fullmatch(view.text, child_end, start)
        if follows or _is_told_a_child(view, start, end):
            child_end = end
            yield _hit(view, start, end)


def _may_be_listed(view: View) -> bool:
    """Whether the lines around may tell what the line's own words do not."""
    beside = "".join((*view.before, *view.after))
    return _HEADING.search(beside) is not None or _BELOW.search(beside) is not None


def _is_told_a_child(view: View, start: int, end: int) -> bool:
    """By words before or after the name, or by what the list is one of."""
    before, text = view.text[:start], view.text
    if _CHILD_BEFORE.search(before) or _AGE_BEFORE.search(before) or _AGE_AFTER.match(text, end):
        return not before.endswith(("大学生", "研究生"))
    if _FOSTERED_BEFORE.search(before):
        return True
    if _PUPIL_AFTER.match(text, end):
        return not _GROWN.search(text + "".join(view.after))
    if _CLASS_BEFORE.search(before) or _CLASS_IN_BRACKETS.match(text, end):
        return True
    if _GROUP_BEFORE.search(before) or _CLASS_AFTER.match(text, end) or _SCHOOL_AFTER.match(text, end):
        return not _TEACHES.search("".join((*view.before, text)))
    return _is_born_late(view, before, end) or _is_listed(view, start, end)


def _is_born_late(view: View, before: str, end: int) -> bool:
    """By a year of birth behind the name, or by that or the age on the line below."""
    after = _BORN_AFTER.match(view.text, end)
    if after and ("生" in after[0] or _KIN_BEFORE.search(before)):
        return int(after[1]) > _BORN_GROWN
    if view.after and _AGE_BELOW.match(view.after[0]):
        return True
    below = _BIRTH_BELOW.match(view.after[0]) if view.after else None
    return below is not None and int(below[1]) > _BORN_GROWN


def _is_listed(view: View, start: int, end: int) -> bool:
    """Whether the line is of a list below a heading that speaks of children."""
    is_led = _LED.search(view.text, 0, start) is not None
    if _IN_WORDS.match(view.text, end) or not (is_led or _LISTED.fullmatch(view.text, 0, start)):
        return False
    if _SAID_BELOW.search("".join(view.after)):
        return True
    above = view.text[:start] if is_led else " ".join(view.before)
    return (
        bool(_HEADING.search(above))
        and not _GROWN_HEADING.search(above + view.text)
        and not _GROWN.search(above)
    )


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
    if _CHILD_HEADER.search(view.label) or _is_guarded(view):
        return True
    return any(_SCHOOL_HEADER.search(header) and _SCHOOL.search(text) for header, text in view.unit.row)


def _is_guarded(view: View) -> bool:
    """By a guardian's column, which lists of the disabled have too."""
    headers = " ".join(view.headers)
    return _GUARDIAN.search(headers) is not None and not _OF_GROWN_UPS.search(headers + view.label)
