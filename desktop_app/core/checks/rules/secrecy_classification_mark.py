"""secrecy.classification-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.marking import MARGINS, bracketed, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_LEVEL = r"(?:[绝絕]\s*密|[机機]\s*密|秘\s*密)"
_STAR = r"(?:[★☆✩✭✮⭐*﹡⋆✰]|[·•▲◆](?=\s*(?:启用前|长期|[0-9]{1,2}\s*(?:年|个月))))"
_TERM = (
    r"(?:[0-9]{1,2}\s*(?:年|个月)|长期|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月[0-9]{1,2}日)?|"
    r"[一二三四五六七八九十]{1,3}年|[^\s，。；、“”]{2,10}[前后])"
)
_STARRED = re.compile(rf"(?<!商业)(?<!工作)(?<!商 业)(?<!作 ){_LEVEL}\s*级?\s*{_STAR}\s*{_TERM}?")
_BARE = re.compile(r"(?:[绝絕]密|[机機]密|秘密)级?")
_WITH_TERM = re.compile(
    r"(?:[绝絕]密|[机機]密|秘密)级?(?:文件|资料|材料)?[^一-龥0-9]{0,4}(?:[0-9]{1,2}(?:年|个月)|长期|年)?"
)
_LEVEL_LABEL = (
    r"(?:密\s*级|(?:秘密|涉密|保密)(?:等级|级别)|(?:文件|资料|材料|信息)密级|定密(?:级别|等级|情况)?)"
)
_IS_LABEL = re.compile(_LEVEL_LABEL)
_LABELLED = re.compile(
    rf"(?:{_LEVEL_LABEL}\s*[:：]|^\s*{_LEVEL_LABEL}(?=\s+{_LEVEL}级?\s*$))\s*({_LEVEL})(?!\s*[、，/或□]|级、)",
    re.MULTILINE,
)
_SAID = re.compile(
    rf"[本此](?<![一-龥].)(?:文件|资料|材料|电报|报告|方案|附件|图纸|文|件|册|卷|图)(?:的?密级)?(?:属于?|为|系|是|定为|确定为)"
    rf"(?:国家秘密)?({_LEVEL})级?(?:文件|资料|材料|事项|件)?(?=[，,。；;！!（(★\s]|$)"
)
"""A sentence of the paper about itself."""
_FILE_NAME = re.compile(rf"(?:^|[\\/!])\s*[【\[（(]?({_LEVEL})(?=[_\- 【\[】\]）).★*件]|$)")
_COPY_NUMBER = re.compile(r"\s*[0-9]{6}\s*")
_FIRST_LINES = 10
_QUOTED = re.compile(r"[“‘「『\"'《]\s*$")
_MESSAGE = (
    "带有国家秘密标志，不得在本机继续处理：请立即断网，不要复制、打印、上传或删除，保持原样，马上报告本单位保密员；"
    "可能已经泄露的，24 小时内报告同级保密行政管理部门和上级主管部门。"
)
_QUOTED_MESSAGE = "引用了国家秘密标志的写法，请核对是否只是举例。"


@rule(
    "secrecy.classification-mark",
    Severity.BLOCK,
    gate=r"[绝絕机機秘]\s*密",
    needs="密",
    fix="none",
    source="保守国家秘密法第二十二条、第四十七条；GB/T 9704—2012 7.2.2",
)
def classification_mark(view: View) -> Iterator[Hit]:
    """密级标志: a level with a star, or alone where documents bear it; no words of a sentence.

    Bad:   机密★1年
    Good:  机密级、秘密级文件的收发应当逐件登记。
    """
    found: list[tuple[int, int]] = []
    for match in _STARRED.finditer(view.text):
        found.append(match.span())
        yield _starred(view, match)
    for start, end in _places(view):
        if not any(start < taken_end and taken < end for taken, taken_end in found):
            found.append((start, end))
            yield _hit(view, start, end)


def _starred(view: View, match: re.Match[str]) -> Hit:
    before = view.text[: match.start()]
    if before.strip() and _QUOTED.search(before) and view.unit.place.part not in MARGINS:
        return Hit(*match.span(), _QUOTED_MESSAGE, _evidence(match[0]), Severity.NOTE)
    return _hit(view, *match.span())


def _places(view: View) -> Iterator[tuple[int, int]]:
    """Positions in which a level needs no star."""
    yield from standalone(view, _WITH_TERM if _in_head(view) else re.compile(r"(?!)"))
    yield from bracketed(view, _WITH_TERM)
    for pattern in (_LABELLED, _SAID):
        yield from (match.span(1) for match in pattern.finditer(view.text))
    if view.unit.place.part == "metadata":
        yield from (match.span(1) for match in _FILE_NAME.finditer(view.text))
    names = (view.label, *(text for _, text in view.unit.row)) if view.is_cell else (view.label,)
    if any(map(_IS_LABEL.fullmatch, names)) and _BARE.fullmatch(re.sub(r"\s", "", view.text)):
        yield 0, len(view.text)


def _in_head(view: View) -> bool:
    """The first lines of a page or part, the margins, and the lines below a copy number."""
    return (
        view.line <= _FIRST_LINES
        or view.unit.place.part in MARGINS
        or any(_COPY_NUMBER.fullmatch(line) for line in view.before[-3:])
    )


def _hit(view: View, start: int, end: int) -> Hit:
    return Hit(start, end, f"{view.where}{_MESSAGE}", _evidence(view.text[start:end]))


def _evidence(mark: str) -> str:
    """The level alone: never more than the marking itself."""
    return re.sub(r"\s", "", mark)[:2] + "★" * ("★" in mark)
