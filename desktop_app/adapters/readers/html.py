"""Web pages and other mark-up: what is shown, and what only the source says."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote

from lxml import etree
from msgspec.structs import replace

from desktop_app.adapters.readers.appended import with_bare_numbers
from desktop_app.adapters.readers.css import Look, Part, StyleSheet, look_within, rules_of
from desktop_app.adapters.readers.office.xml import Element, is_element, refuse_entities
from desktop_app.adapters.readers.table import table_units
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, METADATA, TEXT, Concealment
from desktop_app.core.checks.disguise import undone
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "code", "del", "dfn", "em", "font", "i", "img",
        "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "select", "small", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_NOT_SHOWN = frozenset(("script", "style", "template", "noscript", "title", "object", "iframe"))
"""A head is looked into: where a page opens no body, the parser leaves its first elements there."""
_ROWS, _CELLS = ("tr", "row"), ("td", "th", "cell")
"""In web pages and in the XML workbooks of 2003."""
_TAG = re.compile(r"<[^<>]*>")
_LONG_NUMBER = re.compile("[0-9]{15}")
_LONGEST_DATA = 1_000_000
_ATTRIBUTES = ("alt", "title", "placeholder", "summary", "aria-label", "content")
_TELLING_META = {"author": "作者", "generator": "制作软件", "copyright": "版权"}
_LITERAL = re.compile(r'"([^"\n]{2,})"|\'([^\'\n]{2,})\'|([0-9]{11,}[0-9Xx])')
_JOINED = re.compile(r"'\s*\+\s*'|\"\s*\+\s*\"")
"""Between two pieces of a text that a script puts together."""
_DATA_VALUE = re.compile(r"[一-龥]|[0-9]{11}")
_DEEPEST = 200
_BARE_BASE64 = re.compile(r"[A-Za-z0-9+/_\-]{20,}={0,2}")


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield paragraphs and tables in order, hidden ones marked, then what the source holds besides.

    Last come long numbers that stand where the mark-up is broken: browsers may show them, parsers drop them.
    Raises `Unreadable` for mark-up that declares entities or that nobody can parse.
    """
    progress(f"读取“{name}”", 0.0)
    refuse_entities(content)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True)
    try:
        root = etree.fromstring(decode(content).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED, "网页已损坏，读不出来") from error
    if root is not None:
        page = _Page(StyleSheet(rule for style in root.iter("style") for rule in rules_of(style.text or "")))
        yield from with_bare_numbers(content, chain(page.head(root), page.body(root), page.source(root)))


@dataclass(slots=True)
class _Page:
    rules: StyleSheet
    _paragraphs: int = 0
    _tables: int = 0
    _line: list[tuple[str, bool]] = field(default_factory=list)

    def head(self, root: Element) -> Iterator[Unit]:
        for title in root.iter("title"):
            yield Unit(_flat(title), Place(part="metadata"), label="标题")
        for meta in root.iter("meta"):
            text, name = meta.get("content", ""), meta.get("name", "").lower()
            label = _TELLING_META.get(name, "")
            yield Unit(
                text,
                Place(part="metadata"),
                label=label,
                hidden=True,
                concealment=METADATA if label else None,
            )

    def body(self, root: Element) -> Iterator[Unit]:
        yield from self._block(root, Look(), 0)
        yield from self._end()

    def source(self, root: Element) -> Iterator[Unit]:
        """Comments, hidden inputs, scripts' data, descriptions and addresses."""
        shown = "".join(str(text) for text in root.itertext())
        for element in root.iter():
            if is_element(element):
                yield from _attributes(element, shown)
            else:
                yield Unit(element.text or "", Place(part="comment"), hidden=True)
            if element.tag in ("script", "style"):
                yield from _script(element.text or "")
            elif element.tag in ("noscript", "template", "object", "iframe"):
                yield Unit(_flat(element), Place(part="body"), hidden=True)

    def _block(self, element: Element, outer: Look, depth: int) -> Iterator[Unit]:
        look = look_within(outer, self._style(element))
        if element.tag == "table" and _is_list(element):
            yield from self._end()
            yield from self._table(element, look)
            return
        is_turned = _is_turned(element)
        self._add(f"\u202e{element.text or ''}" if is_turned else element.text, look)
        for child in element:
            if child.tag == "br":
                self._line.append(("\n", False))
            elif is_element(child) and child.tag not in _NOT_SHOWN and depth < _DEEPEST:
                yield from self._child(child, look, depth + 1)
            self._add(child.tail, look)
        if is_turned:
            self._add("\u202c", look)

    def _child(self, child: Element, look: Look, depth: int) -> Iterator[Unit]:
        if child.tag in _INLINE:
            yield from self._block(child, look, depth)
            return
        yield from self._end()
        yield from self._block(child, look, depth)
        yield from self._end()

    def _add(self, text: str | None, look: Look) -> None:
        if text:
            self._line.append((re.sub(r"\s+", " ", text), look.is_unseen))

    def _end(self) -> Iterator[Unit]:
        """Close a paragraph: what is seen of it, then what is not."""
        line, self._line = self._line, []
        if not any(text.strip() for text, _ in line):
            return
        self._paragraphs += 1
        place = Place(part="body", paragraph=self._paragraphs)
        for is_unseen in (False, True):
            text = "".join(text for text, unseen in line if unseen is is_unseen).strip()
            if text:
                yield Unit(text, place, concealment=TEXT if is_unseen else None)

    def _table(self, table: Element, outer: Look) -> Iterator[Unit]:
        self._tables += 1
        number = self._tables
        rows: list[list[str]] = []
        unseen: set[tuple[int, str]] = set()
        for row in table.iter(*_ROWS):
            row_look = look_within(outer, self._style(row))
            texts: list[str] = []
            for cell in row.iterchildren(*_CELLS):
                look = look_within(row_look, self._style(cell))
                text, hidden = self._cell(cell, look)
                texts += [text or hidden, *[""] * (_span(cell) - 1)]
                if hidden:
                    unseen.add((len(rows) + 1, hidden))
            rows.append(texts)

        def place(row: int, _column: int) -> Place:
            return Place(part="body", table=number, row=row + 1)

        said: set[Place] = set()
        for unit in table_units(rows, place):
            how = self._how(unit, unseen, said)
            is_hidden = (unit.place.row, unit.text) in unseen
            yield replace(unit, hidden=is_hidden, concealment=how) if is_hidden else unit

    def _cell(self, cell: Element, look: Look) -> tuple[str, str]:
        """What is seen of a cell, and what is not."""
        line, self._line = self._line, []
        for unit in self._block(cell, look, 0):
            self._line.append((unit.text + "\n", unit.concealment is not None))
        parts, self._line = self._line, line
        seen, unseen = (
            "".join(text for text, hidden in parts if hidden is want).strip() for want in (False, True)
        )
        return seen, unseen

    @staticmethod
    def _how(unit: Unit, unseen: set[tuple[int, str]], said: set[Place]) -> Concealment | None:
        if (unit.place.row or 0, unit.text) not in unseen or unit.place in said:
            return None
        said.add(unit.place)
        return TEXT

    def _style(self, element: Element) -> dict[str, str]:
        path = (
            [_named(above) for above in reversed([element, *element.iterancestors()])] if self.rules else []
        )
        style = self.rules.style_of(path, element.get("style", ""))
        if "hidden" in element.attrib:
            style["display"] = "none"
        for attribute, name in (("bgcolor", "background-color"), ("color", "color")):
            if element.get(attribute):
                style.setdefault(name, element.get(attribute, ""))
        return style


def _named(element: Element) -> Part:
    names = {f".{name}" for name in element.get("class", "").split()}
    names |= {f"#{element.get('id')}"} if element.get("id") else set()
    return str(element.tag), frozenset(names)


def _attributes(element: Element, shown: str) -> Iterator[Unit]:
    if element.tag in ("input", "option", "param", "button") and element.get("value"):
        is_hidden = element.get("type", "").lower() == "hidden"
        yield Unit(
            element.get("value", ""), Place(part="form"), label=element.get("name", ""), hidden=is_hidden
        )
    if element.tag == "meta":
        return
    for name, value in element.attrib.items():
        text = str(value)
        if name in _ATTRIBUTES:
            yield Unit(text, Place(part="image" if name == "alt" else "metadata"), hidden=True)
        elif str(name).startswith("data-") and _DATA_VALUE.search(text := next(undone(text), text)):
            yield Unit(text, Place(part="metadata"), hidden=True)
        elif name == "href" and text.startswith(("mailto:", "tel:")):
            address = text.partition(":")[2].partition("?")[0]
            if address not in shown:
                yield Unit(address, Place(part="metadata"), label="链接地址", hidden=True)
        elif name == "srcdoc":
            yield Unit(_TAG.sub(" ", text), Place(part="embedded"), hidden=True)
        elif name != "value" and _LONG_NUMBER.search(plain := _JOINED.sub("", _plain(text))):
            if plain.strip(" '") in shown:  # a spreadsheet's pages say each value once more
                continue
            yield Unit(plain, Place(part="metadata"), hidden=True)


def _plain(value: str) -> str:
    """An attribute's value as a program reads it: escapes undone, data within an address unpacked."""
    head, comma, packed = value[:_LONGEST_DATA].partition(",")
    if comma and head.startswith("data:text/") and head.endswith(";base64"):
        try:
            return b64decode(packed).decode("utf-8", "replace")
        except ValueError:
            return value
    if _BARE_BASE64.fullmatch(value):
        return next(undone(value), value)
    return value if value.startswith("data:") else unquote(value)


def _script(text: str) -> Iterator[Unit]:
    """The data in a script: words and long numbers."""
    for plain in undone(text):
        yield Unit(plain, Place(part="metadata"), hidden=True)
    for found in _LITERAL.finditer(_JOINED.sub("", text)):
        value = found[1] or found[2] or found[3]
        value = next(undone(value), value)
        if _DATA_VALUE.search(value):
            yield Unit(value, Place(part="metadata"), hidden=True)


def _is_turned(element: Element) -> bool:
    """Tell whether a browser shows the text from its end to its beginning."""
    style = element.get("style", "").replace(" ", "").lower()
    is_own = element.tag == "bdo" or "bidi-override" in style
    return is_own and (element.get("dir", "").lower() == "rtl" or "direction:rtl" in style)


def _is_list(table: Element) -> bool:
    """Tell a table of data from one that lays out a page."""
    return next(table.iterdescendants("table"), None) is None and len(list(table.iter(*_ROWS))) > 1


def _span(cell: Element) -> int:
    span = cell.get("colspan", "1")
    return min(int(span), 100) if span.isdigit() and span != "0" else 1


def _flat(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(str(text) for text in element.itertext())).strip()
