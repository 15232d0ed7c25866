"""XML of unknown makers: nothing expanded, nothing fetched, bounded depth."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, LIMIT

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    b"http://purl.oclc.org/ooxml/drawingml/main": A,
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": S,
    b"http://purl.oclc.org/ooxml/presentationml/main": P,
    b"http://purl.oclc.org/ooxml/drawingml/chart": "{http://schemas.openxmlformats.org/drawingml/2006/chart}",
}
"""The namespaces of ISO's strict variant, read as those that everybody writes."""


def parse(content: bytes) -> Element:
    """Return the root element.

    Raises `Unreadable`: `limit` for a document that declares entities, `damaged` for one that is no XML.
    """
    refuse_entities(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(transitional(content), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED, "里面的内容已损坏，读不出来") from error


def transitional(content: bytes) -> bytes:
    """Return XML of the strict variant with the namespaces of the transitional one."""
    if b"purl.oclc.org/ooxml" not in content:
        return content
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual.strip("{}").encode())
    return content


def refuse_entities(content: bytes) -> None:
    """Raise `Unreadable` (`limit`) where a document declares entities of its own."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if b"<!ENTITY" in plain:
        raise Unreadable(LIMIT, "里面定义了会自我膨胀的实体")


def is_element(node: Element) -> bool:
    """Tell an element from a comment or an entity that was not expanded."""
    return not callable(node.tag)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element) -> Iterator[Element]:
    """Yield the children that are elements, of two alternatives the one that current programs show."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            yield from children(_chosen(child))
        elif is_element(child):
            yield child


def _chosen(alternatives: Element) -> Element:
    choice = alternatives.find(f"{MC}Choice")
    if choice is not None and len(choice):
        return choice
    fallback = alternatives.find(f"{MC}Fallback")
    return alternatives if fallback is None else fallback


def unchosen_texts(root: Element) -> Iterator[str]:
    """Yield the paragraphs of alternatives that only old programs show, where the chosen one says something else."""
    for alternatives in root.iter(f"{MC}AlternateContent"):
        chosen = "".join(map(str, _chosen(alternatives).itertext()))
        for fallback in alternatives.iterchildren(f"{MC}Fallback"):
            for paragraph in fallback.iter(f"{W}p", f"{A}p"):
                text = "".join(map(str, paragraph.itertext()))
                if text.strip() and text not in chosen:
                    yield text


def descendants(element: Element) -> Iterator[Element]:
    """Yield all elements below, in document order, of alternatives only the chosen one."""
    for child in children(element):
        yield child
        yield from descendants(child)


def is_on(value: str | None) -> bool:
    """Tell whether an on/off attribute says yes; one that is there without a value does."""
    return value is None or value.strip().lower() in ("1", "true", "on", "t")
