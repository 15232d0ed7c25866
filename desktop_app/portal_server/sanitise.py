"""What an article may consist of: anything else is taken out of incoming HTML."""

from __future__ import annotations

import re

import nh3

_SECTIONS = {"article", "section", "header", "footer", "div", "h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "hr", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption"}
_WORDS = {"span", "strong", "b", "em", "i", "u", "s", "sub", "sup", "br", "a", "time"}
_TABLES = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
TAGS = _SECTIONS | _BLOCKS | _WORDS | _TABLES
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href"},
    "time": {"datetime"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start", "type"},
    "col": {"span"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Names that begin with `p-` dress the portal's own parts: no article may look like one of them.
_CLASS_NAME = re.compile(r"(?!p-)[a-z][a-z0-9-]{0,39}")


def sanitise(html: str) -> str:
    """Return the article with nothing left in it that could run, load or disguise itself.

    Words stay, except those inside `script` and `style`.
    """
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes=SCHEMES,
        strip_comments=True,
    )


def _keep(tag: str, name: str, value: str) -> str | None:
    if name != "class":
        return value
    return " ".join(word for word in value.split() if _CLASS_NAME.fullmatch(word)) or None


def with_scrolling_tables(html: str) -> str:
    """Wrap every table, so that a wide one scrolls by itself on a narrow screen."""
    opened = html.replace("<table", '<div class="scroll" tabindex="0" role="region" aria-label="表格"><table')
    return opened.replace("</table>", "</table></div>")


def has_own_heading(html: str) -> bool:
    """Say whether the article brings its title as `h1`, so that the page does not repeat it."""
    return "<h1" in html
