"""pii.birth-date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_FEW = "[0-9一二三四五六七八九十廿卅正冬腊初元]{1,3}"
_YEAR = "(?:18|19|20)[0-9]{2}"
_SPELT_YEAR = "[一二][八九〇零○0][〇零○0一二三四五六七八九]{2}"
_DAY = (
    rf"(?:(?<![0-9])(?:{_YEAR}|{_SPELT_YEAR}|[2-9][0-9])\s*年\s*(?:农历|阴历)?{_FEW}\s*月\s*{_FEW}"
    rf"(?:\s*[日号]|(?![0-9一二三四五六七八九十日号]))|"
    rf"(?<![0-9]){_YEAR}\s*[-./、]\s*[0-9]{{1,2}}\s*[-./、]\s*[0-9]{{1,2}}(?![0-9])|"
    rf"(?<![0-9]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
_NO_RANGE = r"(?!\s*(?:[（(][^）)]{0,8}[）)])?\s*(?:[至到以之及前后起]|[-—~]\s*[0-9]))"
"""A day until or from which children are taken is nobody's."""
_SAID = r"(?:出生(?:日期|年月日?|时间|日|于)?|出世|降生|生辰|(?<![产学发新])生日|(?<![发产滋衍派再诞])生于)"
_FILLER = r"(?:[\s:：（(是为系在即由从登载误记写填应为推定认称实际：农阴公阳历大约于）)]|身份证|户籍|档案|显示){0,10}"
_BORN_ON = re.compile(rf"{_SAID}{_FILLER}({_DAY}){_NO_RANGE}")
_CORRECTED = re.compile(
    rf"(?:出生|(?<![产学发新])生日|生于)[^。；;\n]{{0,24}}(?:[公阳农阴新旧]历[:：为是]?|应为|实际(?:应?为|是)?|更[正改]为|变更为|改为|修改为|而非|不是)\s*({_DAY}){_NO_RANGE}"
)
_ON_BORN = re.compile(
    rf"(?<![至到—\-])({_DAY})\s*(?:凌晨|清晨|上午|中午|下午|晚上?|夜里?)?(?:[0-9]{{1,2}}[时点](?:[0-9]{{1,2}}分)?)?\s*"
    r"(?:出生(?:[在于]|并|后(?:即|便|就|不久)|至今|[的之](?=(?:村民|居民|男子|女子|老人|患者|学生)?[一-龥]{2,3}[，,。])|(?=[，,。；;）)、\s]|$))|"
    r"生(?:人|辰)?(?=[，,。；;）)、\s]|于|$)|(?:降生|出世)(?=[，,。；;）)在于]|$)|(?:的)?生日)"
)
_OF_PERSON = re.compile(
    rf"[男女]\s*[，,、/\s]\s*(?:[一-龥]{{1,4}}族\s*[，,、/\s]\s*)?({_DAY})(?=\s*[，,、；;。）)/\s]|$)"
)
"""As a résumé has it: name, sex, day."""
_CELL = re.compile(rf"\s*({_DAY})(?:[ T]00:00:00)?\s*")
_LABEL = re.compile(r"出生|(?<!产)生日|生辰")
_ANY_DATE = re.compile(r"日期|时间|年月")
_LONG_AGO = 1915
"""Nobody born before lives."""
_WITHIN_MEMORY = 1955
_OF_HISTORY = re.compile(
    r"烈士(?!遗属|家属|子女|遗孀|父母|证)|英烈|(?<!战友)(?<!班长)牺牲|就义|逝世|诞辰|革命家|开国|先烈|抗联|故居|生平|殉难|殉职|遇难"
)
_ANIMAL = re.compile(r"耳标|种[牛猪羊畜]|犊|犬只|公犬|母犬|仔猪|马驹")


@rule(
    "pii.birth-date",
    Severity.WARN,
    gate=rf"(?:18|19|20)[0-9]{{2}}|{_SPELT_YEAR}年|[2-9][0-9]年[^年]{{2,6}}[日号]?[出生]|生[^。]{{0,8}}[2-9][0-9]年",
    cell_gate="生",
    cell_label=_LABEL.pattern,
    fix="mask",
    source="个人信息保护法第四条、第二十八条",
    claims=True,
    needs=f"{DIGITS}一二",
)
def birth_date(view: View) -> Iterator[Hit]:
    """出生日期: a private person's full date of birth; year and month are none.

    Bad:   出生日期：1968年4月12日
    Good:  1982年6月生；2020年8月31日前出生的儿童
    """
    for start, end in sorted({*_in_text(view), *_in_cell(view)}):
        if _is_nobodys(view, start):
            continue
        message = f"{view.where or '正文中'}含完整的出生日期，请只写年份或年龄。"
        yield Hit(start, end, message, mask("date", view.text[start:end]))


def _in_text(view: View) -> Iterator[tuple[int, int]]:
    text = view.text
    if "生" in text or "出世" in text:
        for pattern in (_BORN_ON, _CORRECTED, _ON_BORN):
            yield from (match.span(1) for match in pattern.finditer(text))
    if "男" in text or "女" in text:
        yield from (match.span(1) for match in _OF_PERSON.finditer(text))
    if view.heading:
        for match in re.finditer(_DAY, view.text):
            if _LABEL.search(view.column(match.start())):
                yield match.span()


def _in_cell(view: View) -> Iterator[tuple[int, int]]:
    match = _CELL.fullmatch(view.text)
    if match and _LABEL.search(view.caption) and len(_ANY_DATE.findall(view.caption)) <= 1:
        yield match.span(1)


def _is_nobodys(view: View, start: int) -> bool:
    """Tell whether a person of history was born then, or an animal."""
    digits = re.match("[0-9]{4}", view.text[start:])
    year = int(digits[0]) if digits else 0
    if 0 < year < _LONG_AGO:
        return True
    around = "".join((*view.before[-2:], view.text, *view.after))
    if year < _WITHIN_MEMORY and _OF_HISTORY.search(around):
        return True
    return _ANIMAL.search(f"{view.text}{''.join(view.headers)}") is not None
