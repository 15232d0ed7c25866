"""commercial.secret-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon.marks import BAN, IS, KEEP, OURSELVES
from desktop_app.core.checks.marking import bracketed, in_margin, mark_of, said, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_SECRET = r"商业(?:秘密|机密|绝密)|商密"
_USE = (
    "(?:仅供|仅限于?|只供|限)[一-龥、]{2,14}(?:使用|参阅|审阅|查阅|阅读|阅[看示知]|[查观翻]看|翻阅|浏览|传阅|知悉|掌握|评审|审查|备案|阅)|"
    "[一-龥]{0,6}不(?:予|宜|同意)?公开|保密"
)
_OWNER = (
    r"(?:(?:投标人|供应商|[甲乙丙]方|申请人|申报人|权利人|第三方|我(?:公司|司|方|厂)|本(?:公司|企业|单位)|(?!保护|加强|侵犯|泄露|涉及|维护|防止|关于|严守|保守|尊重)[一-龥（）()]{0,20}(?:公司|集团|企业|厂|[^行产就农工商企事]业|股份|科技|实业|控股))的?|"
    r"核心|普通|重要|一般)?"
)
_MARK = mark_of(
    rf"(?:内?含有?|载有)?{_OWNER}(?:{_SECRET})(?:文件|资料|材料|信息|内容|级|件)?",
    _USE,
    "内部(?:资料|文件|使用|材料)",
)
_HELD = re.compile(
    rf"(?<![一-龥])(?:{OURSELVES}){IS}{_OWNER}(?:{_SECRET})[，,；;。（(]{{1,2}}(?:{_USE}|{BAN}|{KEEP})"
)
"""A note that the paper itself holds one, and who may not pass it on."""
_SENTENCE = re.compile(r"^商业秘密(?:不得|不准|不可|不能|严禁|禁止|要|应)")
"""Nothing parts the words from the ban: a rule about such papers, not a mark on one."""
_STARRED = re.compile(r"商业(?:秘密|机密)\s*[★☆*]\s*(?:[0-9]{1,2}\s*年|长期)?")
_IN_MARGIN = r"(?:公司|企业|核心|普通)?商\s*业\s*[秘机]\s*密"
_MESSAGE = "带有商业秘密标志：公开前须征得权利人同意，或删去有关内容。"


@rule(
    "commercial.secret-mark",
    Severity.WARN,
    gate=r"商\s{0,3}业\s{0,3}[秘机绝]\s{0,3}密|商\s{0,3}密",
    needs="密",
    fix="none",
    source="政府信息公开条例第十五条",
)
def secret_mark(view: View) -> Iterator[Hit]:
    """商业秘密标志: the words as a marking on the document, not where a sentence or a title speaks of them.

    Bad:   【商业秘密】
    Good:  关于公布商业秘密保护示范点名单的通知
    """
    found: list[tuple[int, int]] = []
    held = (match.span() for match in _HELD.finditer(view.text))
    starred = (match.span() for match in _STARRED.finditer(view.text))
    for start, end in (
        *starred,
        *held,
        *in_margin(view, _IN_MARGIN),
        *said(view, _MARK),
        *standalone(view, _MARK),
        *bracketed(view, _MARK),
    ):
        if not _SENTENCE.match(view.text[start:end]) and not any(
            start < taken_end and taken < end for taken, taken_end in found
        ):
            found.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "商业秘密")
