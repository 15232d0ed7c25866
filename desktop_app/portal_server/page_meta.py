"""The mandated `<meta>` tags of a page, as names and contents in their order.

Source: 国办发〔2017〕47号, 网页设计规范 (names as government sites use them).
"""

from __future__ import annotations

import re

from fastapi import Request

from desktop_app.portal_server.columns import Column
from desktop_app.portal_server.item import Item
from desktop_app.portal_server.site import Site

NOT_SET = "未设置"
_SUMMARY_CHARS = 120
_SEPARATORS = re.compile(r"\s*[,，;；]\s*")  # sites write all of these; we write the first

Meta = list[tuple[str, str]]


def site_meta(site: Site, request: Request) -> Meta:
    """Return the tags that stand on every page."""
    return [
        ("SiteName", site.settings.site_name),
        ("SiteDomain", site.domain(request)),
        ("SiteIDCode", site.settings.site_id_code or NOT_SET),
    ]


def column_meta(column: Column) -> Meta:
    """Return the tags of a column's pages, its articles' pages included."""
    return [
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", ",".join(column.keywords)),
        ("ColumnType", ",".join(column.kinds)),
    ]


def article_meta(site: Site, item: Item, request: Request) -> Meta:
    """Return the tags of an article; the optional ones only where there is something to say."""
    given = item.draft.metadata
    optional = [
        ("Keywords", ",".join(_SEPARATORS.split(given.get("Keywords", "").strip()))),
        ("Author", given.get("Author", "")),
        ("Description", given.get("Description") or summary(item.draft.text)),
    ]
    return [
        ("ArticleTitle", item.draft.title),
        ("PubDate", f"{item.published_at:%Y-%m-%d %H:%M}"),
        ("ContentSource", source_of(item)),
        *((name, content) for name, content in optional if content),
        ("Url", site.url_of(item, request)),
    ]


def source_of(item: Item) -> str:
    """Return 来源 as the sender gave it, otherwise the issuing office."""
    return item.draft.metadata.get("ContentSource") or item.draft.issuer


def summary(text: str) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY_CHARS else line[: _SUMMARY_CHARS - 1] + "…"
