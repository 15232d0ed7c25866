"""The description of an item in a portal's exchange form: whole, and of this very item."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def fault_of(name: str, content: bytes, key: str, title: str) -> str:
    """Return in Chinese what is wrong with a description; empty where nothing is.

    Args:
        name: of the file, by whose ending it is read.
        key: which must stand in it.
        title: which must stand in it too.
    """
    try:
        texts = {"".join(text.split()) for text in _texts(name, content)}
    except (ValueError, SyntaxError, RecursionError):
        return f"“{name}”不是完整的 {name.rpartition('.')[2].upper()}"
    for what, words in (("信息编号", key), ("标题", title)):
        if "".join(words.split()) not in texts:
            return f"“{name}”里没有这一件的{what}"
    return ""


def _texts(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(".json"):
        yield from _json_texts(json.loads(content))
        return
    from lxml import etree

    # no entity is expanded and nothing is fetched: a package comes from elsewhere
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for element in etree.fromstring(content, parser).iter():
        yield element.text or ""
        yield from map(str, element.attrib.values())


def _json_texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _json_texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _json_texts(value)
