"""wording.doc-no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_AGENCY = re.compile(r"[一-龥]{2,12}(?=\s{0,2}\Z)")
_ISSUER = re.compile(r"[一-龥]{1,6}(?:政|办|委|党|字|[局厅部院])[一-龥]{0,2}(?:发|函|规|字)\Z")
"""An agency's code, recognisable without brackets behind it."""
_CODE = re.compile(r"[一-龥]{1,6}[一-龥](?<![印下转颁签核散分播刊])[发函规]\Z")
"""The same where no bracket of its own sets the year apart."""
_LONGEST_AGENCY = 14
_YEAR = r"(?:19|20)[0-9]{2}"
_OPEN, _CLOSE = r"[\[［【(（﹝<〈{「〔]", r"[\]］】)）﹞>〉}」〕]"
_BRACKETED = re.compile(
    rf"({_OPEN})\s*(第?)\s*((?:[0-9]{{2,4}}|[0-9〇○零一二三四五六七八九]{{4}})年?)\s*({_CLOSE})\s*(第?)\s*([0-9]{{1,5}})\s*号"
)
_LOST_RIGHT = re.compile(rf"{_OPEN}(?:{_YEAR}\s*第?[0-9]{{0,5}}|(?<=〔){_YEAR}〕|(?<=〔)\s*〕[0-9]{{1,5}})号")
"""Or the year or the serial."""
_LOST_LEFT = re.compile(rf"[12][90][0-9]{{2}}(?:{_CLOSE}第?[0-9]{{1,5}}|(\s?[0-9]{{1,4}}))号")
"""Or both brackets."""
_MISPLACED = re.compile(
    rf"{_YEAR}年?\s*{_OPEN}\s*第?[0-9]{{1,5}}\s*{_CLOSE}\s*号|{_YEAR}(?:年第?|\s*[-—－/]\s*)[0-9]{{1,4}}号|"
    rf"{_OPEN}\s*{_YEAR}\s*[-—－/、]\s*[0-9]{{1,4}}\s*{_CLOSE}\s*号|{_OPEN}{_YEAR}{_CLOSE}\s*{_OPEN}[0-9]{{1,4}}{_CLOSE}\s*号"
)
"""The brackets about the serial, or a sign where they belong."""
_OWN_FORM = re.compile(
    r"[证照]$|[证照地建乡用挂拍让告审验鉴评检估许]字$|许可|准字|不动产|产权|[国集][用有建]$|他项|登记|备案?$|采购|招标|合同|项目|标段|编号|资质|学籍|收据|"
    r"[民刑行执财知][初终申再保监]+$|宗地|出让$|[网储拍挂]$"
)
"""Certificates, parcels, court cases and procurements have forms of their own."""

_NUMBERED = r"[0-9\]］】)）﹞>〉}」〕\s]号" + "".join(
    rf"(?<!〔{_YEAR}〕[1-9][0-9]{{{rest}}}号)(?<![一-龥]第[1-9][0-9]{{{rest}}}号)" for rest in range(3)
)
"""A number but for those of the right form, which are nearly all."""


@rule(
    "wording.doc-no",
    Severity.WARN,
    gate=_NUMBERED,
    fix="none",
    source="GB/T 9704—2012 7.2.5",
    needs="号",
)
def doc_no(view: View) -> Iterator[Hit]:
    """发文字号: agency, year of four digits in 〔〕, serial without 第 and without leading zeros.

    Bad:   国办发[2017]8号；黑办发〔20179号；龙政办发〔2025〕第6号
    Good:  国办发〔2017〕8号；（2026）黑0221民初123号；国务院令第711号
    """
    yield from _malformed(view)
    yield from _damaged(view)


def _malformed(view: View) -> Iterator[Hit]:
    for match in _BRACKETED.finditer(view.text):
        faults = "，".join(_faults(match))
        agency = _before(match, _AGENCY) if faults else ""
        if agency:
            yield _hit(match, agency, f"发文字号写法不规范：{faults}。")


def _faults(match: re.Match[str]) -> Iterator[str]:
    opening, before_year, year, closing, ordinal, serial = match.groups()
    if (opening, closing) != ("〔", "〕"):
        yield "年份应使用六角括号〔〕"
    if year.endswith("年"):
        yield "年份后不加“年”"
    elif not year.isascii():
        yield "年份应使用阿拉伯数字"
    elif not re.fullmatch(_YEAR, year):
        yield "年份应写全四位"
    if before_year:
        yield "年份前不加“第”"
    if ordinal:
        yield "序号前不加“第”"
    if serial.startswith("0"):
        yield "序号不编虚位（不以 0 开头）"


def _damaged(view: View) -> Iterator[Hit]:
    places = [(match, _AGENCY) for match in _LOST_RIGHT.finditer(view.text)]
    places += [(match, _ISSUER if match[1] else _AGENCY) for match in _LOST_LEFT.finditer(view.text)]
    places += [(match, _CODE) for match in _MISPLACED.finditer(view.text)]
    for match, shape in places:
        agency = _before(match, shape)
        if agency and not view.text[match.start() - 1].isspace():
            yield _hit(match, agency, "发文字号残缺：括号、年份或序号有缺失，请对照原文补全。")


def _before(number: re.Match[str], shape: re.Pattern[str]) -> str:
    """Return the agency whose number it is; empty where there is none, or where it is no document's number."""
    start = number.start()
    agency = shape.search(number.string[max(0, start - _LONGEST_AGENCY) : start])
    return agency[0] if agency and not _OWN_FORM.search(agency[0]) else ""


def _hit(number: re.Match[str], agency: str, message: str) -> Hit:
    said = agency[-6:]
    start = number.string.rindex(said, 0, number.start())
    masked = re.sub(r"[0-9]", "*", number.string[start + len(said) : number.end()])
    return Hit(start, number.end(), message, said + masked)
