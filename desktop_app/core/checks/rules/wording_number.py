"""wording.number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.forms.amounts import amount_in_words

_WORDS = (
    r"([零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,30}[元圆]"
    r"(?:[零壹贰叁肆伍陆柒捌玖]角)?(?:零?[壹贰叁肆伍陆柒捌玖]分)?[整正]?)"
)
_FIGURES = (
    r"(?:人民币|小写[:：]?|[¥￥]|\s)*([0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]{1,6})?|"
    r"[0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([万亿]?)元?"
)
_WORDS_FIRST = re.compile(rf"{_WORDS}\s*(?:[（(]\s*|[，,]?\s*(?=小写|[¥￥])){_FIGURES}")
_FIGURES_FIRST = re.compile(
    rf"(?<![0-9.]){_FIGURES}(?<=元)\s*(?:[（(]|[，,]?(?=大写))\s*(?:大写)?[:：]?\s*(?:人民币)?\s*{_WORDS}"
)
_HAS_WORDS = re.compile("[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿][元圆].").search
_UNIT = {"": 1, "万": 10_000, "亿": 100_000_000}
_RANGE = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,6})?\s*[～~]\s*[0-9]{1,9}(?:\.[0-9]{1,6})?\s*[%％]")
_BARE_POINT = re.compile(r"(?<![0-9.A-Za-z])\.[0-9]+(?=[%％万亿元倍])")
_REDUNDANT = re.compile(
    r"(?:近|约|大约|超过|达到?)[0-9.,万亿]{1,15}[多余]?[一-龥]{0,3}左右|[0-9][0-9.万亿]{0,15}余[一-龥]{0,3}左右"
)
_NOTES = (
    ("～", _RANGE, "百分数的范围两端都写“%”，如 10%～20%。"),
    ("~", _RANGE, "百分数的范围两端都写“%”，如 10%～20%。"),
    (".", _BARE_POINT, "小数点前的 0 不能省略。"),
    ("左右", _REDUNDANT, "“近、约、余”与“左右”重复。"),
)
"""A sign without which nothing of the kind stands in a text, what it looks like, and what is said of it."""
_MOST = Decimal(10) ** 15


@rule(
    "wording.number",
    Severity.NOTE,
    gate=r"[0-9][^0-9]|[^0-9][0-9]",
    cell_gate="[元圆]",
    fix="none",
    source="GB/T 15835—2011",
    needs=DIGITS,
)
def numbers(view: View) -> Iterator[Hit]:
    """数字: an amount in words that differs from its figures changes the meaning; the rest is style.

    Bad:   罚款人民币叁万元整（20000元）
    Good:  罚款人民币叁万元整（30000元）
    """
    if _HAS_WORDS(view.text):
        for match in _WORDS_FIRST.finditer(view.text):
            yield from _compared(match, match[1], match[2], match[3])
        for match in _FIGURES_FIRST.finditer(view.text):
            yield from _compared(match, match[3], match[1], match[2])
    if not view.is_cell:
        yield from _style(view)


def _compared(match: re.Match[str], words: str, figures: str, unit: str) -> Iterator[Hit]:
    yuan = Decimal(re.sub(r"[,，]", "", figures)) * _UNIT[unit]
    if yuan < _MOST and _bare(words) != _bare(amount_in_words(yuan)):
        yield Hit(*match.span(), "大写金额与数字金额不一致。", re.sub(r"[0-9]", "*", match[0]), Severity.WARN)


def _bare(words: str) -> str:
    """The words without what may be written or left out: zeros, 整, the leading 壹 of 拾."""
    return re.sub(r"[零〇整正]", "", words.replace("圆", "元").replace("壹拾", "拾"))


def _style(view: View) -> Iterator[Hit]:
    text = view.text
    for sign, pattern, message in _NOTES:
        for match in pattern.finditer(text) if sign in text else ():
            yield Hit(*match.span(), message, re.sub(r"[0-9]", "*", match[0]))
    full_width = re.search(r"[０-９]+", view.unit.text) if text != view.unit.text else None
    if full_width and not view.normal.offsets:
        message = "阿拉伯数字应使用半角。"
        yield Hit(*full_width.span(), message, "*" * (full_width.end() - full_width.start()))
