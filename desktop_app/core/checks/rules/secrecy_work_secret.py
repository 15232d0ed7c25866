"""secrecy.work-secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon.marks import INSIDE, IS, OURSELVES
from desktop_app.core.checks.marking import bracketed, in_margin, mark_of, said, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_MARK = mark_of("工作秘密(?:事项|文件|资料|材料|件|级)?", INSIDE, "内部")
_SAID = re.compile(
    rf"(?<![一-龥])(?:{OURSELVES}){IS}(工作秘密)(?=(?:事项|文件|资料|材料|件|管理)?[，,；;。（(！!]|$)"
)
_IN_MARGIN = r"工\s*作\s*秘\s*密(?:文件|资料|材料|事项)?"
_SENTENCE = re.compile(r"^工作秘密(?:不得|不准|不可|不能|严禁|禁止|要|应)")
"""Nothing parts the words from the ban: a rule about such papers, not a mark on one."""
_STARRED = re.compile(r"工\s*作\s*秘\s*密\s*[★☆*]\s*(?:[0-9]{1,2}\s*(?:年|个月)|长期)?")
_LABELLED = re.compile(
    r"(?:密\s*级|类[别型]|标[识志注]|属性|等级|性质|定性|定级|定密|范围)\s*[:：]\s*(工作秘密)(?!\s*[、/或□]|[一-龥](?<![事文资材件级管]))"
)
_MESSAGE = "带有工作秘密标志，不得公开：请交保密审查人员处理。"


@rule(
    "secrecy.work-secret",
    Severity.BLOCK,
    gate="工\\s*作\\s*秘\\s*密",
    needs="密",
    fix="none",
    source="保守国家秘密法第六十四条；实施条例第七十三条",
)
def work_secret(view: View) -> Iterator[Hit]:
    """工作秘密标志: the words alone on a line, with a term, or in brackets; not in a sentence.

    Bad:   工作秘密★3年
    Good:  应当按照工作秘密管理。
    """
    found: list[tuple[int, int]] = []
    candidates = [
        *(match.span() for match in _STARRED.finditer(view.text)),
        *standalone(view, _MARK),
        *in_margin(view, _IN_MARGIN),
        *said(view, _MARK),
        *bracketed(view, _MARK),
        *(match.span(1) for match in (*_LABELLED.finditer(view.text), *_SAID.finditer(view.text))),
    ]
    for start, end in candidates:
        if not _SENTENCE.match(view.text[start:end]) and not any(
            start < taken_end and taken < end for taken, taken_end in found
        ):
            found.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "工作秘密")
