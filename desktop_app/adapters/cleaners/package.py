"""Office packages written anew: parts dropped with the arrows that lead to them, properties blanked, others edited."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from desktop_app.adapters.cleaners.jpeg import bare_jpeg

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

_TYPES = "[Content_Types].xml"
_PROPERTIES = re.compile(r"docProps/(?:core|app)\.xml")
_TELLING = (
    "creator", "lastModifiedBy", "description", "keywords", "category", "contentStatus", "Company", "Manager",
    "Template", "HyperlinkBase", "identifier",
)  # fmt: skip
_UNWANTED = ("/attachedTemplate",)
"""Arrows that tell where the file was made, also where they lead outside."""


def rewritten(
    content: bytes,
    unwanted: re.Pattern[str],
    edit: Callable[[str, Element], None],
    also: frozenset[str] = frozenset(),
) -> tuple[bytes, int]:
    """Return the package without parts of these names, and how many those were.

    Args:
        unwanted: matches the whole name of a part that goes.
        edit: told of every other XML part's name and root, which it may change.
        also: more parts that go.
    """
    with ZipFile(BytesIO(content)) as source:
        names = [name for name in source.namelist() if not name.endswith("/")]
        dropped = {name for name in names if unwanted.fullmatch(name) or name in also}
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as copy:
            for name in names:
                if name not in dropped:
                    copy.writestr(name, _part(name, source.read(name), dropped, edit))
    return out.getvalue(), len(dropped)


def parsed(content: bytes) -> Element:
    """Return the root of a part; nothing is expanded or fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(content, parser)


def target_of(part: str, target: str) -> str:
    """Return the name to which an arrow leads; targets are relative to the part from which they start."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _part(name: str, content: bytes, dropped: set[str], edit: Callable[[str, Element], None]) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return bare_jpeg(content)
    root = parsed(content)
    if name == _TYPES:
        _drop(root, lambda element: (element.get("PartName") or "").lstrip("/") in dropped)
    elif name.endswith(".rels"):
        source = name.replace("_rels/", "").removesuffix(".rels")
        _drop(root, lambda element: _leads_away(element, source, dropped))
    elif _PROPERTIES.fullmatch(name):
        for element in root.iter(etree.Element):
            if etree.QName(element).localname in _TELLING:
                element.text = ""
    else:
        edit(name, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _leads_away(element: Element, source: str, dropped: set[str]) -> bool:
    if (element.get("Type") or "").endswith(_UNWANTED):
        return True
    return (
        element.get("TargetMode") != "External" and target_of(source, element.get("Target") or "") in dropped
    )


def _drop(root: Element, is_unwanted: Callable[[Element], bool]) -> None:
    for element in list(root):
        if is_unwanted(element):
            root.remove(element)
