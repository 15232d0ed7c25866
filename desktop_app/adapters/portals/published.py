"""Reading a published page: title, words and files, from the marks that our own portals put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    {
        "article",
        "section",
        "header",
        "footer",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
    }
    | {"dl", "dt", "dd", "blockquote", "table", "caption", "tr", "br", "hr", "figure", "figcaption"}
)
_CELLS = frozenset({"td", "th"})


TITLE = "//meta[@name='ArticleTitle']/@content"
"""Where our own pages say their title."""
ARTICLE = "//*[@data-part='article']"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that a page offers.

    Args:
        url: as written in the page.
        id: what the portal itself calls it; empty where the page does not say.
    """

    name: str
    url: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What stands in a page.

    Args:
        text: the article's words, a line for each block, cells separated by tabs.
        digest: of what was sent, as the page's marks say; empty where they do not.
        note: what the page tells its readers above the article.
        at: when it was sent, as the marks say it.
    """

    key: str
    title: str
    text: str = field(repr=False)
    files: tuple[ReadFile, ...]
    withdrawn: bool
    digest: str = ""
    note: str = ""
    at: str = ""

    @property
    def links(self) -> dict[str, str]:
        """File name to address, as written in the page."""
        return {one.name: one.url for one in self.files}


def parsed(html: bytes) -> HtmlElement | None:
    """Return a page's tree without comments, or None where there is none."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            html, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def read_page(html: bytes, title: str = TITLE, article: str = ARTICLE) -> ReadPage | None:
    """Return what a page with our marks says, or None where it has none.

    Args:
        title: XPath of the title's element or attribute.
        article: XPath of the element that holds the article.
    """
    root = parsed(html)
    if root is None:
        return None
    elements = list(root.iter("*"))
    marked = next((element for element in elements if "data-key" in element.attrib), None)
    if marked is None:
        return None
    body = _first(root, article)
    return ReadPage(
        key=marked.get("data-key", ""),
        title=_said(_first(root, title)),
        text="" if body is None or isinstance(body, str) else block_text(body),
        files=tuple(_file(e) for e in elements if "data-file" in e.attrib),
        withdrawn="data-withdrawn" in marked.attrib,
        digest=marked.get("data-digest", ""),
        at=marked.get("data-at", ""),
        note=_said(next((e for e in elements if "data-note" in e.attrib), None)),
    )


def _file(element: HtmlElement) -> ReadFile:
    name = element.get("data-file") or element.get("download", "")
    return ReadFile(name, element.get("href", ""), element.get("data-id", ""))


def _first(root: HtmlElement, xpath: str) -> HtmlElement | str | None:
    found = root.xpath(xpath)
    if isinstance(found, list):
        return found[0] if found else None
    return str(found)


def _said(part: HtmlElement | str | None) -> str:
    if part is None:
        return ""
    return str(part) if isinstance(part, str) else re.sub(r"[ \t\r\n]+", " ", part.text_content()).strip(" ")


def block_text(element: HtmlElement) -> str:
    """Return an element's words: a line for each block that has any, its cells separated by tabs."""
    lines = ("".join(_pieces(element))).split("\n")
    tidy = ("\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip() for line in lines)
    return "\n".join(line for line in tidy if line)


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Yield words and the separators between blocks and cells."""
    edge = _edge(element.tag)
    yield edge if edge == "\n" else ""
    yield _words(element.text)
    for child in element:
        yield from _pieces(child)
        yield _words(child.tail)
    yield edge


def _edge(tag: object) -> str:
    if tag in _BLOCKS:
        return "\n"
    return "\t" if tag in _CELLS else ""


def _words(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ")
