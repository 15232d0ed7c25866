"""secrecy.internal-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon.marks import BAN, INSIDE, KEEP
from desktop_app.core.checks.marking import MARGINS, bracketed, mark_of, said, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_WORD = (
    rf"(?:{INSIDE}|{BAN}|{KEEP}|内参|会议材料|保密(?:资料|文件|材料)|密电|密件|此件[只仅]?发至[县团科处地师厅局市省]{{1,3}}级|此件依申请公开|"
    r"(?:传达|发|阅)[到至][县团科处地师厅局乡镇]{1,3}级)"
)
_TAG = re.compile(
    r"(?<=[【\[〔［])\s*内部\s*(?=[】\]〕］])|(?<=密级[:：])\s*内部\s*$|(?<=[案报要表录稿册单][（(])内部(?=[）)]\s*$)",
    re.MULTILINE,
)
"""The word alone is a mark only where nothing but marks stand."""
_MARK = mark_of(_WORD)
_APART = re.compile(rf"(?<![一-龥，、；]){_MARK.pattern}(?![一-龥，、；])")
_STRONG = re.compile(
    r"内部|内参|外[传泄流带发借]|扩散|翻印|上网|收[回缴]|[退交]回|退还|即[退毁删还焚收交销]|[未非]公开[资文材件]|[党局院校司所厅县镇村厂处科室组群会系]内[传掌参资文刊]|焚|销毁|此件|传达[到至]|参阅|密件|保密[资文材]|密电|不对外|不(?:宜|予)?(?:对外)?公开|"
    r"(?:仅供|仅限|只供|只限|供|限).{0,16}(?:阅|知悉|知晓|掌握|使用)|互联网|微信|朋友圈|(?:本|此)(?:件|文|资料|材料|文件|稿|表|册).{0,4}(?:不得|严禁|请勿|切勿|禁止|不准)"
)
"""Without one of these it may be a copyright's note, or a sign on a wall."""
_MESSAGE = "带有内部资料标志，说明原件不供公开：请核实来源并由保密审查人员决定。"


@rule(
    "secrecy.internal-mark",
    Severity.BLOCK,
    gate=r"内\s*部|内参|外[传泄流带发借]|扩散|翻印|上网|收[回缴]|[阅用][后毕]|此件|传达[到至]|参阅|密件|请勿|严禁|不得|不准|切勿|禁止|仅[供限]|只[供限]|保密[资文材]|密电|不对外|不宜?予?公开|[未非]公开|[党局院校司所厅县镇村厂处科室组群会系]内[刊资文使传掌参]",
    fix="none",
    source="政府信息公开条例第十六条；保守国家秘密法第六十四条",
)
def internal_mark(view: View) -> Iterator[Hit]:
    """内部标志: words that keep a paper inside, as a line of their own, in brackets or in a margin.

    Bad:   内部文件　注意保存
    Good:  内部资料要注意保存，不得外传，这是工作纪律。
    """
    tags = (match.span() for match in _TAG.finditer(view.text))
    places = [*standalone(view, _MARK), *bracketed(view, _MARK), *said(view, _MARK), *_margin(view), *tags]
    taken: list[tuple[int, int]] = []
    for start, end in places:
        if _is_strong(view.text[start:end]) and not any(start < e and s < end for s, e in taken):
            taken.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "内部资料类标志")


def _margin(view: View) -> Iterator[tuple[int, int]]:
    """In a margin the mark may stand beside other words, such as a page number, but not within a sentence."""
    if view.unit.place.part in MARGINS and len(view.text) <= 40:
        marks = (match for match in _APART.finditer(view.text) if _is_strong(match[0]))
        yield from (match.span() for match in marks)


def _is_strong(mark: str) -> bool:
    return _STRONG.search(re.sub(r"\s", "", mark)) is not None
