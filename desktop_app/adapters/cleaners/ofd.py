"""OFD: remarks, attachments, signatures, properties and parts that no page shows go; values are masked in place."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.package import Element, parsed
from desktop_app.adapters.cleaners.values import Values, spread

_ROOT = "OFD.xml"
_LONGEST_PLACE = 300
_TELLING = (
    "Author",
    "CustomDatas",
    "CustomData",
    "Creator",
    "CreatorVersion",
    "Keywords",
    "Subject",
    "Abstract",
)
_LED_AWAY = ("Attachments", "Annotations", "CustomTags", "Extensions", "Signatures", "Versions")
"""Elements that lead to remarks, files and seals: a seal over a text that changed would not hold anyway."""
_GONE = re.compile(
    r"(?:^|/)(?:attachs?|attachments?|annots?|annotations?|signs?|signatures?|tags|versions?)(?:/|\.xml$)",
    re.I,
)


def clean(content: bytes, values: Values) -> Cleaned:
    """Return a copy of the pages as they are seen."""
    counts = Counter[str]()
    with ZipFile(BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist() if not name.endswith("/")}
    trees = {name: parsed(part) for name, part in parts.items() if name.lower().endswith(".xml")}
    pages = _pages(trees)
    shown = {name.lower() for name in pages} | _named(trees)
    kept = {name for name in parts if name == _ROOT or (name.lower() in shown and not _GONE.search(name))}
    for name, root in trees.items():
        _drop_telling(root)
        if name in kept:
            counts["看不见的文字"] += _drop_unseen(root, pages.get(name, 0), values)
            counts["打码"] += _mask(root, values)
    done = [f"{what} {count} 处" for what, count in counts.items() if count]
    if len(kept) < len(parts):
        done.append(f"删去附件、批注、签章等部件 {len(parts) - len(kept)} 个")
    return Cleaned(_written(parts, trees, kept), (*done, "清除文件属性"))


def _written(parts: dict[str, bytes], trees: dict[str, Element], kept: set[str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name, part in parts.items():
            if name in kept:
                tree = trees.get(name)
                written = (
                    etree.tostring(tree, xml_declaration=True, encoding="UTF-8") if tree is not None else part
                )
                copy.writestr(name, written)
    return out.getvalue()


def _pages(trees: dict[str, Element]) -> dict[str, int]:
    """Each page's part with its number."""
    found: dict[str, int] = {}
    for name, root in trees.items():
        if _local(root) == "Document":
            places = [one.get("BaseLoc") or "" for one in root.iter() if _local(one) == "Page"]
            for place in places:
                target = _found(trees, _at(name, place))
                if target:
                    found[target] = len(found) + 1
    return found


def _named(trees: dict[str, Element]) -> set[str]:
    """The parts to which a part that stays leads, from the root on; names without regard to case."""
    reached, waiting = set[str](), [_ROOT.lower()]
    by_name = {name.lower(): (name, root) for name, root in trees.items()}
    while waiting:
        part = waiting.pop()
        if part in reached or _GONE.search(part):
            continue
        reached.add(part)
        if part in by_name:
            waiting += [target.lower() for target in _led_to(*by_name[part])]
    return reached


def _led_to(name: str, root: Element) -> Iterator[str]:
    """Yield the parts that a part names, by each way in which a place may be meant."""
    folder = root.get("BaseLoc") or ""
    for element in root.iter(etree.Element):
        if _local(element) not in _LED_AWAY:
            for said in (element.get("BaseLoc"), element.get("Loc"), element.text):
                if said and "." in said and len(said) < _LONGEST_PLACE:
                    yield _at(name, said)
                    yield _at(name, posixpath.join(folder, said.strip()))


def _at(part: str, place: str) -> str:
    joined = posixpath.join("/" + posixpath.dirname(part), place.strip())
    return posixpath.normpath(joined).lstrip("/")


def _found(trees: dict[str, Element], name: str) -> str:
    return next((one for one in trees if one.lower() == name.lower()), "")


def _drop_telling(root: Element) -> None:
    for element in list(root.iter(etree.Element)):
        if _local(element) in (*_TELLING, *_LED_AWAY):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _drop_unseen(root: Element, page: int, values: Values) -> int:
    """Take away text objects that nobody sees, where all of the page's objects of these words are such."""
    unseen = Counter(text.strip() for number, text in values.hidden if number == page)
    objects = [one for one in root.iter() if _local(one) == "TextObject"]
    said = Counter(_joined(one) for one in objects)
    count = 0
    for one in objects:
        text = _joined(one)
        parent = one.getparent()
        if text and 0 < said[text] <= unseen[text] and parent is not None:
            parent.remove(one)
            count += 1
    return count


def _mask(root: Element, values: Values) -> int:
    count = 0
    for one in [one for one in root.iter() if _local(one) == "TextObject"]:
        nodes = [node for node in one.iter() if _local(node) == "TextCode"]
        parts = [node.text or "" for node in nodes]
        masked, found = values.mask_in("".join(parts))
        if found:
            count += found
            for node, text in zip(nodes, spread(parts, masked), strict=True):
                node.text = text
            for glyphs in [node for node in one.iter() if _local(node) == "CGTransform"]:
                one.remove(glyphs)  # names the glyphs of the old characters
    for element in root.iter():
        if _local(element) in ("OutlineElem", "Bookmark"):
            for name in ("Title", "Name"):
                masked, found = values.mask_in(element.get(name) or "")
                if found:
                    element.set(name, masked)
                    count += found
    return count


def _joined(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter() if _local(node) == "TextCode").strip()


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
