"""Web pages: comments, scripts, hidden fields and hidden texts go, as do names of makers; values are masked."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote

from lxml import etree

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.package import Element
from desktop_app.adapters.cleaners.values import Values, spread
from desktop_app.core.encoding import decode

_BLOCKS = frozenset(
    ("p", "div", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "pre", "title",
     "blockquote", "section", "article", "body", "option", "figcaption", "address", "label")
)  # fmt: skip
_GONE = ("script", "noscript", "template", "object", "embed", "iframe")
_Run = list[tuple[Element, str, str]]
"""Texts that are read in one go: whose they are, whether `text` or `tail`, and what they say."""
_TELLING = re.compile(r"author|generator|copyright|creator|progid|originator", re.IGNORECASE)


def clean(content: bytes, values: Values) -> Cleaned:
    """Return the page as it is seen, as UTF-8; nothing in it runs any more."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    root = etree.fromstring(decode(content).encode("utf-8", "replace"), parser)
    counts = Counter[str]()
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            counts["源码注释"] += _drop(element)
        elif element.tag in _GONE:
            counts["脚本和嵌入内容"] += _drop(element)
        elif element.tag == "input" and (element.get("type") or "").lower() == "hidden":
            counts["隐藏的表单项"] += _drop(element)
        elif element.tag == "meta" and _TELLING.search(element.get("name") or ""):
            counts["网页属性"] += _drop(element)
        else:
            counts["附带的数据"] += _bare(element)
    counts["看不见的文字"] += _drop_unseen(root, values)
    counts["打码"] += _mask(root, values)
    for meta in [one for one in root.iter("meta") if one.get("charset") or one.get("http-equiv")]:
        _drop(meta)
    head = root.find("head")
    if head is not None:
        head.insert(0, head.makeelement("meta", {"charset": "utf-8"}))
    done = [f"{what} {count} 处" for what, count in counts.items() if count]
    copy = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return Cleaned(copy, (*done, "编码改为 UTF-8"))


def _bare(element: Element) -> int:
    """Take away data that scripts left and what would run on a click; return how many there were."""
    gone = [name for name in element.attrib if str(name).startswith(("data-", "on"))]
    for name in gone:
        del element.attrib[name]
    return len(gone)


def _drop_unseen(root: Element, values: Values) -> int:
    """Take away elements that nobody sees, where all elements of these words are such."""
    unseen = Counter(_flat(text) for _page, text in values.hidden)
    told = [(one, _said(one)) for one in root.iter(etree.Element)]
    innermost = [(one, text) for one, text in told if text and not any(_said(child) == text for child in one)]
    said = Counter(text for _one, text in innermost)
    return sum(_drop(one) for one, text in innermost if 0 < said[text] <= unseen[text])


def _mask(root: Element, values: Values) -> int:
    count, runs = 0, _runs(root)
    for pieces in runs:
        masked, found = values.mask_in(_text(pieces))
        if found:
            count += found
            _say(pieces, masked)
    changed = values.mask_across([_text(pieces) for pieces in runs])
    for number, text in changed.items():
        _say(runs[number], text)
    columns = sum(_mask_columns(table, values) for table in root.iter("table"))
    return (
        count
        + len(changed)
        + columns
        + sum(_mask_attributes(one, values) for one in root.iter(etree.Element))
    )


def _mask_columns(table: Element, values: Values) -> int:
    """Mask numbers that are written downwards, a digit or a few in each row; return in how many cells."""
    cells = [[_pieces(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    changed = values.mask_cells([[_text(pieces) for pieces in row] for row in cells])
    for (row, column), text in changed.items():
        _say(cells[row][column], text)
    return len(changed)


def _pieces(cell: Element) -> _Run:
    """All texts of a cell."""
    own = [(cell, "text", cell.text)] if cell.text else []
    return own + [
        (one, key, text)
        for one in cell.iterdescendants(etree.Element)
        for key, text in (("text", one.text), ("tail", one.tail))
        if text
    ]


def _mask_attributes(element: Element, values: Values) -> int:
    """Mask values in attributes; one that a browser reads otherwise than it is written goes whole."""
    count = 0
    for name, value in list(element.attrib.items()):
        masked, found = values.mask_in(str(value))
        if not found and values.hides(unquote(str(value))):
            del element.attrib[name]
            count += 1
        elif found:
            element.set(name, masked)
            count += found
    return count


def _text(pieces: _Run) -> str:
    return "".join(text for _element, _key, text in pieces)


def _say(pieces: _Run, masked: str) -> None:
    parts = [text for _element, _key, text in pieces]
    for number, text in enumerate(spread(parts, masked)):
        element, key, _ = pieces[number]
        setattr(element, key, text)
        pieces[number] = (element, key, text)


def _runs(root: Element) -> list[_Run]:
    """Texts that are read in one go: a value may be cut by a bold word, never by the end of a paragraph."""
    runs: list[_Run] = [[]]

    def walk(element: Element) -> None:
        is_block = element.tag in _BLOCKS or element.tag == "br"
        if is_block:
            runs.append([])
        if element.text and isinstance(element.tag, str):
            runs[-1].append((element, "text", element.text))
        for child in element:
            walk(child)
        if is_block:
            runs.append([])
        if element.tail:
            runs[-1].append((element, "tail", element.tail))

    walk(root)
    return [run for run in runs if run]


def _said(element: Element) -> str:
    return _flat("".join(str(text) for text in element.itertext()))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _drop(element: Element) -> int:
    """Take an element away and leave the text behind it."""
    parent = element.getparent()
    if parent is None:
        return 0
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
    return 1
