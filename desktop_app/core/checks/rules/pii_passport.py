"""pii.passport."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import DIGITS, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[EGDSPKCeg] ?[0-9]{4} ?[0-9]{4}|E[A-HJ-NP-Z][0-9]{7}|(?:DE|SE|PE|MA)[0-9]{7}|"
    r"1[45][0-9]{7}|C[A-HJ-NP-Z][0-9]{7}|"
    r"W[0-9]{8}|[HM][0-9]{8}(?:[0-9]{2})?|[TL][0-9]{8}|[0-9]{8}|[A-Z]{1,2}[0-9]{6}\([0-9A]\))(?![0-9A-Za-z]|年)"
)
_LETTERED = r"[CFGHJ-NPRTV-Z](?<![0-9A-Za-z].)(?=[A-Z]{0,6}[0-9])[0-9CFGHJ-NPRTV-Z]{8}"
"""Letters and digits mixed, without vowels, as Germany and others number them."""
_OF_ANY_STATE = re.compile(
    r"(?<![0-9A-Za-z])(?:[A-Z]{1,3}[0-9]{6,8}[A-Z]?|[0-9]{9}|[0-9]{2} ?(?:№|No\.?)? ?[0-9]{7}|"
    rf"{_LETTERED})(?![0-9A-Za-z])"
)
"""Other states have forms of their own: read where nothing but the name stands before."""
_CALLED_JUST_NOW = re.compile(
    r"(?:护照|[Pp]assport|PASSPORT)\s*(?:证件)?(?:号码?|编号|[Nn][Oo]\.?|[Nn]umber)?\s*(?:[:：为是]|\(|（)?\s*$"
)
_CALLED = re.compile(
    r"护照|通行证(?<!车辆通行证)(?<!电子通行证)(?<!施工通行证)(?<!货车通行证)(?<!运输通行证)|回乡证|台胞证|香港(?:居民)?身份证|澳门(?:居民)?身份证|港澳|旅行证|海员证|出入境证件|passport|Passport|PASSPORT"
)

_OTHER = re.compile(
    r"(?:编号|流水|单号|型号|收据号?|凭证|回执号?|发票号?|代码|文号|批号|电话|手机|传真|邮编|案号|受理号|日期|有效期(?:至|到)?)[^0-9A-Za-z，,；;]{0,4}$"
)
_OWN_OTHER = re.compile("护照编号|证件?编号")
_NUMBER_LINE = re.compile(r"\s*(?:证件)?(?:号码?|编号|证号)\s*[:：]")
"""A form names the kind of a document on the line above."""
_SEEN_AFAR, _NEAR = re.compile("[A-Za-z]{1,2}"), 15
"""A number that begins with letters may stand further from the word than one that could be anything."""


@rule(
    "pii.passport",
    Severity.WARN,
    gate=rf"[0-9]{{4}} ?[0-9]{{2}}|{_LETTERED}(?![0-9A-Za-z])",
    cell_gate=rf"(?:{_CALLED.pattern}).*[0-9]{{6}}",
    cell_label=_CALLED.pattern,
    fix="mask",
    source="个人信息保护法第四条",
    claims=True,
    needs=DIGITS,
)
def passport(view: View) -> Iterator[Hit]:
    """护照、通行证: a number of their shape after their name; without it E12345678 is a part number.

    Bad:   护照号码：E12345678
    Good:  配件型号 E12345678
    """
    if not any(_CALLED.search(said) for said in (view.text, view.caption, *_names(view), *view.before[-1:])):
        return  # most long numbers are none of these, and to look for one costs more than for the word
    if view.unit.published_contact:
        return
    seen = set()
    for match in (*_called(view), *_called_just_now(view)):
        if match.start() not in seen:
            seen.add(match.start())
            message = f"{view.where or '正文中'}含护照或通行证号码，请打码或删除。"
            yield Hit(*match.span(), message, mask("passport", match[0]))


def _names(view: View) -> tuple[str, ...]:
    return view.heading.names if view.heading else ()


def _called(view: View) -> Iterator[re.Match[str]]:
    for match in _NUMBER.finditer(view.text):
        lead = view.lead(match.start())
        if _NUMBER_LINE.match(view.text):
            lead = f"{' '.join(view.before[-2:])} {lead}"
        near = lead if _SEEN_AFAR.match(match[0]) else lead[-_NEAR:]
        if _CALLED.search(f"{view.column(match.start())} {near}") and not _is_other(lead):
            yield match


def _is_other(lead: str) -> bool:
    return _OTHER.search(lead) is not None and not _OWN_OTHER.search(lead[-8:])


def _called_just_now(view: View) -> Iterator[re.Match[str]]:
    for match in _OF_ANY_STATE.finditer(view.text):
        if _CALLED_JUST_NOW.search(f"{view.column(match.start())}{view.text[: match.start()][-24:]}"):
            yield match
