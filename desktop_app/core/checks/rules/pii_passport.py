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
    for match in _NUMBER.finditer(view.text):
        if (
            _CALLED.search(f"{view.caption} {view.lead(match.start())[-15:]}")
            and not view.unit.published_contact
        ):
            message = f"{view.where or '正文中'}含护照或通行证号码，请打码或删除。"
            yield Hit(*match.span(), message, mask("passport", match[0]))
