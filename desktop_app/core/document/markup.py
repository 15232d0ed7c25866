"""The small, closed set of HTML that templates write, read into a tree.

Anything outside the set is refused with the template and line it comes from: `LineMarks` puts these on every tag of
a template's own text, so that they survive includes, macros and loops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import get_args

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from desktop_app.core.document.blocks import Align, Role
from desktop_app.core.document.errors import TemplateError

INLINE = frozenset({"#text", "span", "strong", "br"})
BLOCKS = frozenset({"h1", "h2", "h3", "h4", "h5", "p", "table", "ul", "section"})
CHILDREN: dict[str, frozenset[str]] = {
    "#root": BLOCKS,
    "section": BLOCKS,
    **dict.fromkeys(
        ("h1", "h2", "h3", "h4", "h5", "p", "caption", "th", "td", "li", "span", "strong"), INLINE
    ),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "colgroup": frozenset({"col"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tr"})),
    "tr": frozenset({"th", "td"}),
    "ul": frozenset({"li"}),
    "br": frozenset(),
    "col": frozenset(),
}
"""Element to what may stand directly in it."""

_ALIGN = "|".join(get_args(Align))
_ROLES = "|".join(get_args(Role))
_SPAN = r"[1-9]\d?"
ATTRIBUTES: dict[str, dict[str, str]] = {
    "p": {"class": _ROLES},
    "ul": {"class": "attachments"},
    "span": {"class": "body"},
    "col": {"class": _ALIGN, "width": r"\d+(\.\d+)?"},
    "th": {"class": _ALIGN, "colspan": _SPAN, "rowspan": _SPAN},
    "td": {"class": _ALIGN, "colspan": _SPAN, "rowspan": _SPAN},
}
"""Element to its attributes, each with the pattern of what it may hold."""

VOID = frozenset({"br", "col"})
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_WORD = {"#root": "最外层", "#text": "文字"}


class LineMarks(Extension):
    """Marks every tag in a template's own text with the template's name and line."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens with marked tags."""
        name = stream.name or "?"
        for token in stream:
            yield Token(token.lineno, "data", _mark(token, name)) if token.type == "data" else token


def _mark(token: Token, name: str) -> str:
    def with_place(match: re.Match[str]) -> str:
        line = token.lineno + token.value.count("\n", 0, match.start())
        return f'{match[0]} data-at="{line}:{name}"'

    return _TAG.sub(with_place, token.value)


@dataclass(slots=True)
class Element:
    """An element of the set; `name` and `line` say where its template wrote it."""

    tag: str
    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[Element]:
        """Yield the child elements of some tags."""
        for child in self.children:
            if isinstance(child, Element) and child.tag in tags:
                yield child

    def error(self, what: str) -> TemplateError:
        """Return an error at this element."""
        return TemplateError(self.name, self.line, what)


def parse(html: str, name: str) -> Element:
    """Return the tree of what a template wrote.

    Raises:
        TemplateError: it holds something outside the set, or an element is not closed.
    """
    reader = _Reader(name)
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack = [Element("#root", name, 1)]

    def finish(self) -> Element:
        if len(self.stack) > 1:
            raise self.stack[-1].error(f"<{self.stack[-1].tag}> 没有写 </{self.stack[-1].tag}>。")
        return self.stack[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        parent = self.stack[-1]
        line, _, name = given.pop("data-at", f"{parent.line}:{parent.name}").partition(":")
        element = Element(tag, name, int(line), given)
        if tag not in CHILDREN:
            raise element.error(f"文书里没有 <{tag}> 这种元素。")
        if tag not in CHILDREN[parent.tag]:
            raise element.error(f"<{tag}> 不能写在{_named(parent.tag)}里。")
        _check_attributes(element, own=("data-at" in dict(attrs)))
        parent.children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.stack[-1].tag != tag:
            raise self.stack[-1].error(
                f"{_named(self.stack[-1].tag)}里多了 </{tag}>，请检查前后标签是否成对。"
            )
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        parent = self.stack[-1]
        if "#text" in CHILDREN[parent.tag]:
            parent.children.append(data)
        elif data.strip():
            raise parent.error(
                f"文字“{data.strip()[:12]}”没有放进段落，{_named(parent.tag)}里不能直接写文字。"
            )

    def handle_comment(self, data: str) -> None:
        raise self.stack[-1].error("请用 {# #} 写注释，不要用 <!-- -->。")

    def handle_decl(self, decl: str) -> None:
        raise self.stack[-1].error("模板只写正文，不写 <!…> 声明。")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


def _named(tag: str) -> str:
    return _WORD.get(tag, f"<{tag}>")


def _check_attributes(element: Element, *, own: bool) -> None:
    """Refuse what the set does not have; the marks of fields are ours to write, not the template's."""
    known = ATTRIBUTES.get(element.tag, {})
    for key, value in element.attributes.items():
        if element.tag == "span" and key in ("data-field", "data-gap") and not own:
            continue
        if key not in known:
            raise element.error(f"<{element.tag}> 不能写 {key}。")
        if not re.fullmatch(known[key], value):
            raise element.error(f"<{element.tag}> 的 {key} 不能是“{value[:20]}”。")
