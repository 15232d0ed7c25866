"""pii.email."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.parties import is_of_a_party
from desktop_app.core.checks.people import belongs_to_office
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View
from desktop_app.core.identifiers.masking import mask

_CLOSES = r"\s?[）)\]】〕}>]"
_AT = rf"[（(\[【〔{{<]\s?[aA][tT]{_CLOSES}"
"""How the sign is written where machines shall not gather addresses."""
_WRITTEN_AT = re.compile(rf"\s?{_AT}\s?")
_EMAIL = re.compile(
    rf"(?<![\w.+-])[A-Za-z0-9_.+-]{{1,64}}(?:@|\s?{_AT}\s?)[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,4}}",
    re.ASCII,
)
_OFFICIAL = re.compile(r"[@）)\]】〕}>]\s?(?:[\w-]{1,63}\.){0,4}(?:gov|org|edu|mil)(?:\.cn)?$", re.IGNORECASE)


@rule(
    "pii.email",
    Severity.WARN,
    gate=f"[@tT](?:(?<=@)|(?<=[aA][tT]){_CLOSES})",
    needs="@tT",
    fix="mask",
    source="个人信息保护法第四条",
    claims=True,
)
def email(view: View) -> Iterator[Hit]:
    """电子邮箱: a private person's; offices' and firms' published addresses are public.

    Bad:   个人邮箱：zhangsan@qq.com
    Good:  举报邮箱：zzb@126.com
    """
    for match in _EMAIL.finditer(view.text):
        is_office = belongs_to_office(view, *match.span()) and not is_of_a_party(view, match.start())
        if not _OFFICIAL.search(match[0]) and not is_office:
            message = f"{view.where or '正文中'}含个人电子邮箱，请打码或删除。"
            yield Hit(*match.span(), message, mask("email", _WRITTEN_AT.sub("@", match[0])))
