"""commercial.secret-mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.marking import bracketed, standalone
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_MARK = re.compile(
    r"(?:公司|企业|核心|普通)?(?:商业秘密|商业机密|商密|商业绝密)(?:[★☆*:：]?(?:[0-9]{1,2}年|长期)?)?"
    r"(?:[，,、]?(?:注意保密|严禁外传|不得外传|请勿外传|严禁复制|未经许可不得复制|仅供评审使用))*"
)
_STARRED = re.compile(r"商业(?:秘密|机密)\s*[★☆*]\s*(?:[0-9]{1,2}\s*年|长期)?")
_MESSAGE = "带有商业秘密标志：公开前须征得权利人同意，或删去有关内容。"


@rule(
    "commercial.secret-mark",
    Severity.WARN,
    gate="商业[秘机绝]密|商密",
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
    starred = (match.span() for match in _STARRED.finditer(view.text))
    for start, end in (*starred, *standalone(view, _MARK), *bracketed(view, _MARK)):
        if not any(start < taken_end and taken < end for taken, taken_end in found):
            found.append((start, end))
            yield Hit(start, end, f"{view.where}{_MESSAGE}", "商业秘密")
