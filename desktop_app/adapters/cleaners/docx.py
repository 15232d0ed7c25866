"""Documents: revisions settled, comments, hidden runs, properties and embedded files removed, values masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.crops import CUT, cut_pictures
from desktop_app.adapters.cleaners.package import Element, rewritten
from desktop_app.adapters.cleaners.values import Values, spread

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTENT = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|glossary/document)\.xml")
_DROPPED = re.compile(
    r"word/(?:comments\w*|people|vbaProject|vbaData|attachedToolbars)\.(?:xml|bin)|word/embeddings/.*|word/activeX/.*"
    r"|customXml/.*|docProps/(?:custom\.xml|thumbnail\..*)|word/printerSettings/.*",
    re.IGNORECASE,
)
_SETTINGS, _CHARTS = "word/settings.xml", "word/charts/chart"
_LEFTOVERS = (
    "attachedTemplate",
    "rsids",
    "trackRevisions",
    "mailMerge",
    "documentProtection",
    "externalData",
)
_REMOVED = ("del", "moveFrom", "cellDel", "object", "control")
_UNWRAPPED = ("ins", "moveTo", "cellIns", "customXml", "smartTag")
_MARKS = re.compile(
    r"(?:comment|moveFrom|moveTo|customXml\w+)Range(?:Start|End)|commentReference|annotationRef|\w+Change"
)


def clean(content: bytes, values: Values) -> Cleaned:
    """Return the document with its last wording, as it is read on paper."""
    counts = {"修订": 0, "隐藏文字": 0, "打码": 0}

    def edit(name: str, root: Element) -> None:
        if _CONTENT.fullmatch(name):
            _settle(root, values, counts)
        elif name == _SETTINGS or name.startswith(_CHARTS):
            _drop_leftovers(root)

    copy, dropped = rewritten(content, _DROPPED, edit)
    copy, counts[CUT] = cut_pictures(copy)
    done = [f"{what} {count} 处" for what, count in counts.items() if count]
    if dropped:
        done.append(f"删去批注、附件、自定义数据等部件 {dropped} 个")
    return Cleaned(copy, (*done, "清除文件属性"))


def _drop_leftovers(root: Element) -> None:
    """Take away what leads to parts that are gone, and what tells who wrote when."""
    for element in list(root.iter()):
        if str(element.tag).rpartition("}")[2] in _LEFTOVERS:
            _remove(element)


def _settle(root: Any, values: Values, counts: dict[str, int]) -> None:
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        name = element.tag.rpartition("}")[2]
        if (name == "tr" and element.find(f"{_W}trPr/{_W}del") is not None) or name in _REMOVED:
            counts["修订"] += _remove(element)
        elif name in _UNWRAPPED:
            counts["修订"] += name in ("ins", "moveTo")
            _unwrap(element)
        elif name == "r" and _is_hidden(element):
            counts["隐藏文字"] += _remove(element)
        elif _MARKS.fullmatch(name):
            _remove(element)
    counts["隐藏文字"] += _drop_unseen(root, values)
    paragraphs = [list(_texts(paragraph)) for paragraph in root.iter(f"{_W}p")]
    counts["打码"] += sum(_mask(nodes, values) for nodes in paragraphs)
    counts["打码"] += _mask_across(root, paragraphs, values)


def _drop_unseen(root: Any, values: Values) -> int:
    """Take away texts that nobody sees, where all of the part's texts of these words are such: else one is seen."""
    paragraphs = [list(_texts(paragraph)) for paragraph in root.iter(f"{_W}p")]
    count = 0
    for piece, times in Counter(text for _, text in values.hidden).items():
        bearing = [nodes for nodes in paragraphs if piece in "".join(node.text or "" for node in nodes)]
        if len(bearing) <= times:
            count += sum(_cut(nodes, piece) for nodes in bearing)
    return count


def _cut(nodes: list[Any], piece: str) -> int:
    parts = [node.text or "" for node in nodes]
    start = "".join(parts).index(piece)
    for node, part in zip(nodes, parts, strict=True):
        first, last = max(start, 0), max(start + len(piece), 0)
        node.text = part[:first] + part[last:]
        start -= len(part)
    return 1


def _is_hidden(run: Any) -> bool:
    for name in ("vanish", "webHidden"):
        switch = run.find(f"{_W}rPr/{_W}{name}")
        if switch is not None and switch.get(f"{_W}val", "true") not in ("0", "false", "off"):
            return True
    return False


def _mask(nodes: list[Any], values: Values) -> int:
    masked, count = values.mask_in(_said(nodes))
    if count:
        _say(nodes, masked)
    return count


def _mask_across(root: Any, paragraphs: list[list[Any]], values: Values) -> int:
    """Mask numbers that are cut up over paragraphs or the cells of a row or a column; return in how many texts."""
    changed = values.mask_across([_said(nodes) for nodes in paragraphs])
    for number, text in changed.items():
        _say(paragraphs[number], text)
    count = len(changed)
    for table in root.iter(f"{_W}tbl"):
        rows = [
            [list(cell.iter(f"{_W}t")) for cell in row.iterchildren(f"{_W}tc")]
            for row in table.iterchildren(f"{_W}tr")
        ]
        masked = values.mask_cells([[_said(nodes) for nodes in row] for row in rows])
        for (row, column), text in masked.items():
            _say(rows[row][column], text)
        count += len(masked)
    return count


def _said(nodes: list[Any]) -> str:
    return "".join(node.text or "" for node in nodes)


def _say(nodes: list[Any], text: str) -> None:
    parts = [node.text or "" for node in nodes]
    for node, piece in zip(nodes, spread(parts, text), strict=True):
        node.text = piece


def _texts(paragraph: Any) -> Iterator[Any]:
    """Yield the text nodes of a paragraph, those of text boxes within it left to their own paragraphs."""
    for element in paragraph.iter(f"{_W}t", f"{_W}instrText"):
        if next(element.iterancestors(f"{_W}p")) is paragraph:
            yield element


def _remove(element: Any) -> int:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return 1


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for child in list(element):
        if not str(child.tag).endswith("Pr"):
            parent.insert(at, child)
            at += 1
    parent.remove(element)
