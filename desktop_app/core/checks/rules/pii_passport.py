"""pii.passport."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import LONG_NUMBER, Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(?:[EGDSPKC][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|(?:DE|SE|PE|MA)[0-9]{7}|1[45][0-9]{7}|C[A-HJ-NP-Z][0-9]{7}|"
    r"W[0-9]{8}|[HM][0-9]{8}(?:[0-9]{2})?|[TL][0-9]{8}|[0-9]{8}|[A-Z]{1,2}[0-9]{6}\([0-9A]\))(?![0-9A-Za-z])"
)
_OF_ANY_STATE = re.compile(r"(?<![0-9A-Za-z])(?:[A-Z]{1,3}[0-9]{6,8}[A-Z]?|[0-9]{9})(?![0-9A-Za-z])")
"""Other states have forms of their own: read where nothing but the name stands before."""
_CALLED_JUST_NOW = re.compile(
    r"(?:护照|[Pp]assport|PASSPORT)\s*(?:证件)?(?:号码?|编号|[Nn][Oo]\.?|[Nn]umber)?\s*(?:[:：为是]|\(|（)?\s*$"
)
_CALLED = re.compile(r"护照|通行证|回乡证|台胞证|香港身份证|港澳|旅行证|[Pp]assport|PASSPORT")


@rule(
    "pii.passport",
    Severity.WARN,
    gate=r"[0-9][0-9]{5}",
    cell_gate=rf"(?:{_CALLED.pattern}).*[0-9]{{6}}",
    cell_label=_CALLED.pattern,
    fix="mask",
    source="个人信息保护法第四条",
    claims=True,
    needs=LONG_NUMBER,
)
def passport(view: View) -> Iterator[Hit]:
    """护照、通行证: a number of their shape after their name; without it E12345678 is a part number.

    Bad:   护照号码：E12345678
    Good:  配件型号 E12345678
    """
    if not any(_CALLED.search(said) for said in (view.text, view.caption, *view.before[-1:])):
        return  # most long numbers are none of these, and to look for one costs more than for the word
    if view.unit.published_contact:
        return
    seen = set()
    for match in (*_called(view), *_called_just_now(view)):
        if match.start() not in seen:
            seen.add(match.start())
            message = f"{view.where or '正文中'}含护照或通行证号码，请打码或删除。"
            yield Hit(*match.span(), message, mask("passport", match[0]))


def _called(view: View) -> Iterator[re.Match[str]]:
    for match in _NUMBER.finditer(view.text):
        if _CALLED.search(f"{view.caption} {view.lead(match.start())[-15:]}"):
            yield match


def _called_just_now(view: View) -> Iterator[re.Match[str]]:
    for match in _OF_ANY_STATE.finditer(view.text):
        if _CALLED_JUST_NOW.search(f"{view.caption}{view.text[: match.start()][-24:]}"):
            yield match
