"""Reading a published page: title, words and files, from the marks that our own portals put into it."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What stands in a page.

    Args:
        text: the article's words, a line for each block, cells separated by tabs.
        links: file name to address, as written in the page.
    """

    key: str
    title: str
    text: str = field(repr=False)
    links: dict[str, str]
    withdrawn: bool


def read_page(html: bytes) -> ReadPage | None:
    """Return what a page of ours says, or None where it is none."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        root = document_fromstring(
            html, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    elements = list(root.iter("*"))
    marked = next((element for element in elements if "data-key" in element.attrib), None)
    if marked is None:
        return None
    article = next((element for element in elements if element.get("data-part") == "article"), None)
    return ReadPage(
        key=marked.get("data-key", ""),
        title=next((e.get("content", "") for e in elements if e.get("name") == "ArticleTitle"), ""),
        text="" if article is None else block_text(article),
        links={e.get("download", ""): e.get("href", "") for e in elements if "data-file" in e.attrib},
        withdrawn="data-withdrawn" in marked.attrib,
    )


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
