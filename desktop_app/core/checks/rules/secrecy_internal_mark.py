"""secrecy.internal-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.marking import MARGINS, bracketed, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_WORD = (
    r"(?:内部(?:资料|文件|材料|刊物|使用|传阅|参考|掌握|公开|事项|情况|讨论稿?)|内参|"
    r"(?:注意[:：])?(?:本(?:资料|文件|材料|件|文))?(?:仅供|仅限|限)(?:单位|机关|本单位|系统)?内部(?:使用|传阅|参考|参阅|阅读|掌握|交流|工作使用)?|仅供(?:领导|工作|会议)?参阅|"
    r"(?:请|注意|妥善)*(?:保存|保管|保密)|(?:不得|严禁|请勿|切勿|禁止|不准|勿)(?:外传|外泄|对外(?:提供|公开|传播)?|扩散|转发|传播|翻印|复印|复制|上网|公开)+|"
    r"阅后(?:收回|即焚|销毁)|(?:会议材料)?会后收回|保密(?:资料|文件|材料)|密电|不对外公开|(?:此件)?不公开发布|此件[只仅]?发至[县团科处地师厅局市省]{1,3}级|用后收回|此件(?:不予|不|不宜|内部)公开|此件依申请公开|传达到[县团科处地师厅局]{1,3}级|不予公开|密件)"
)
_MARK = re.compile(rf"{_WORD}(?:[，,、；;·/]?{_WORD}){{0,3}}")
_APART = re.compile(rf"(?<![一-龥，、；]){_MARK.pattern}(?![一-龥，、；])")
_STRONG = re.compile(
    r"内部|内参|外传|外泄|扩散|翻印|上网|收回|即焚|销毁|此件|传达到|参阅|密件|请勿|严禁|不得|复印|转发|保密[资文材]|密电|不对外|不公开"
)
_MESSAGE = "带有内部资料标志，说明原件不供公开：请核实来源并由保密审查人员决定。"


@rule(
    "secrecy.internal-mark",
    Severity.BLOCK,
    gate="内部|内参|外传|外泄|扩散|翻印|上网|收回|阅后|此件|传达到|参阅|密件|请勿|严禁|不得|限内|保密[资文材]|密电|不对外公开|不公开发布",
    fix="none",
    source="政府信息公开条例第十六条；保守国家秘密法第六十四条",
)
def internal_mark(view: View) -> Iterator[Hit]:
    """内部标志: words that keep a paper inside, as a line of their own, in brackets or in a margin.

    Bad:   内部文件　注意保存
    Good:  内部资料要注意保存，不得外传，这是工作纪律。
    """
    places = [*standalone(view, _MARK), *bracketed(view, _MARK), *_margin(view)]
    taken: list[tuple[int, int]] = []
    for start, end in places:
        if _STRONG.search(view.text[start:end]) and not any(start < e and s < end for s, e in taken):
            taken.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "内部资料类标志")


def _margin(view: View) -> Iterator[tuple[int, int]]:
    """In a margin the mark may stand beside other words, such as a page number, but not within a sentence."""
    if view.unit.place.part in MARGINS and len(view.text) <= 40:
        marks = (match for match in _APART.finditer(view.text) if _STRONG.search(match[0]))
        yield from (match.span() for match in marks)
