"""commercial.secret-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.marking import MARGINS, bracketed, lines, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_BAN = (
    r"(?:注意保密|仅供[一-龥]{2,8}(?:使用|参阅|审阅)|"
    r"(?:未经[一-龥]{0,8}(?:许可|授权|同意|允许)，?)?(?:不得|严禁|请勿|禁止|切勿)(?:(?:复制|外传|披露|泄露|传播|摘抄|翻印|转载|扩散)[或、和，]?){1,4})"
)
_HELD = re.compile(
    rf"本(?:文件|资料|材料|方案|文档|报告|件)(?:含有|含|包含|涉及|属于?|系)[一-龥]{{0,8}}商业秘密[，,；;。]{_BAN}"
)
"""A note that the paper itself holds one, and who may not pass it on."""
_MARK = re.compile(
    r"(?:密级[:：])?(?:公司|企业|核心|普通)?(?:商业秘密|商业机密|商密|商业绝密)(?:[★☆*:：▲·]?(?:[0-9]{1,2}年|长期)?)?"
    rf"(?:[，,、。；;]?{_BAN})*"
)
_STARRED = re.compile(r"商业(?:秘密|机密)\s*[★☆*]\s*(?:[0-9]{1,2}\s*年|长期)?")
_BESIDE = r"[^，,。；;：:的·•|｜/—-]{2,24}"
_FIRM = r"[^，,。；;：:的\s·•|｜/—-]{0,20}(?:公司|集团|[厂社院所]|中心)"
_IN_MARGIN = re.compile(
    rf"\s*(?:{_BESIDE}[·•|｜/—-]+\s*|{_FIRM}\s+)?((?:公司|企业|核心|普通)?商\s*业\s*[秘机]\s*密)"
    rf"(?:(?:\s*[·•|｜/—-]+{_BESIDE}){{1,3}}|\s+{_FIRM})?\s*"
)
"""A header or footer with a firm's name, a number or a ban beside the mark."""
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
    for start, end in (*starred, *held, *_in_margin(view), *standalone(view, _MARK), *bracketed(view, _MARK)):
        if not any(start < taken_end and taken < end for taken, taken_end in found):
            found.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "商业秘密")


def _in_margin(view: View) -> Iterator[tuple[int, int]]:
    if view.unit.place.part in MARGINS:
        for start, line in lines(view.text):
            if match := _IN_MARGIN.fullmatch(line):
                yield start + match.start(1), start + match.end(1)
