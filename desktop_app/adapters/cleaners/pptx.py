"""Presentations: hidden slides, notes, comments, embedded files and hidden texts go; values are masked."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.crops import CUT, cut_pictures
from desktop_app.adapters.cleaners.package import Element, parsed, rewritten, target_of
from desktop_app.adapters.cleaners.values import Values, spread

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHOW, _ARROWS = "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"
_TEXTS = re.compile(r"ppt/(?:slides|slideLayouts|slideMasters|charts|diagrams|handoutMasters)/[^/]+\.xml")
_DROPPED = re.compile(
    r"ppt/(?:comments/.*|commentAuthors\.xml|authors\.xml|notesSlides/.*|embeddings/.*|activeX/.*|tags/.*"
    r"|printerSettings/.*|customData/.*|changesInfos/.*|revisionInfo\.xml|vbaProject\.bin)"
    r"|customXml/.*|docProps/(?:custom\.xml|thumbnail\..*)",
    re.IGNORECASE,
)
_OBJECTS = ("/ole", "/oleObj")
_DESCRIPTIONS = ("descr", "title", "name")


def clean(content: bytes, values: Values) -> Cleaned:
    """Return the presentation as it is shown on the wall."""
    counts = Counter[str]()
    with ZipFile(BytesIO(content)) as package:
        pages = _pages(package)
        hidden = frozenset(part for part in pages if _is_hidden(package, part))

    def edit(name: str, root: Element) -> None:
        if name == _SHOW:
            _drop_listed(root, pages, hidden)
        elif name in pages or _TEXTS.fullmatch(name):
            counts["嵌入对象"] += _drop_objects(root)
            if name in pages:
                counts["看不见的文字"] += _drop_unseen(root, pages[name][0], values)
            counts["打码"] += _mask(root, values)

    copy, dropped = rewritten(content, _DROPPED, edit, hidden)
    copy, counts[CUT] = cut_pictures(copy)
    done = [f"{what} {count} 处" for what, count in counts.items() if count]
    if hidden:
        done.append(f"删去隐藏的幻灯片 {len(hidden)} 张")
    if dropped > len(hidden):
        done.append(f"删去备注、批注、嵌入文件等部件 {dropped - len(hidden)} 个")
    return Cleaned(copy, (*done, "清除文件属性"))


def _pages(package: ZipFile) -> dict[str, tuple[int, str]]:
    """Each slide's part with its page and the arrow that leads to it; those that no list names come last."""
    if not {_SHOW, _ARROWS} <= set(package.namelist()):
        return {}
    arrows = {
        arrow.get("Id") or "": target_of(_SHOW, arrow.get("Target") or "")
        for arrow in parsed(package.read(_ARROWS))
        if (arrow.get("Type") or "").endswith("/slide")
    }
    listed = [entry.get(f"{_R}id") or "" for entry in parsed(package.read(_SHOW)).iter(f"{_P}sldId")]
    order = [*(one for one in listed if one in arrows), *(one for one in arrows if one not in listed)]
    return {arrows[one]: (number, one) for number, one in enumerate(order, start=1)}


def _is_hidden(package: ZipFile, part: str) -> bool:
    listed = {entry.get(f"{_R}id") for entry in parsed(package.read(_SHOW)).iter(f"{_P}sldId")}
    if part not in package.namelist():
        return False
    is_listed = _pages(package)[part][1] in listed
    return not is_listed or parsed(package.read(part)).get("show") in ("0", "false")


def _drop_listed(root: Element, pages: dict[str, tuple[int, str]], hidden: frozenset[str]) -> None:
    gone = {pages[part][1] for part in hidden}
    for entry in list(root.iter(f"{_P}sldId")):
        if entry.get(f"{_R}id") in gone:
            _remove(entry)
    for section in list(root.iter()):  # sections name the slides by other numbers; without them all are shown
        if str(section.tag).endswith("}sectionLst"):
            _remove(section)


def _drop_objects(root: Element) -> int:
    """Take away what showed an embedded file: its data is gone."""
    count = 0
    for data in list(root.iter(f"{_A}graphicData")):
        if (data.get("uri") or "").endswith(_OBJECTS):
            frame = next(data.iterancestors(f"{_P}graphicFrame"), None)
            count += _remove(frame) if frame is not None else 0
    for outside in [one for one in root.iter() if str(one.tag).endswith("}externalData")]:
        _remove(outside)
    return count


def _drop_unseen(root: Element, page: int, values: Values) -> int:
    """Empty paragraphs that nobody sees, where all of the slide's paragraphs of these words are such."""
    unseen = Counter(
        line.strip() for number, text in values.hidden if number == page for line in text.split("\n")
    )
    paragraphs = [(_joined(paragraph), paragraph) for paragraph in root.iter(f"{_A}p")]
    said = Counter(text for text, _paragraph in paragraphs)
    count = 0
    for text, paragraph in paragraphs:
        if text and 0 < said[text] <= unseen[text]:
            count += 1
            for node in paragraph.iter(f"{_A}t"):
                node.text = ""
    return count


def _mask(root: Element, values: Values) -> int:
    count = 0
    for paragraph in root.iter(f"{_A}p"):
        nodes = list(paragraph.iter(f"{_A}t"))
        parts = [node.text or "" for node in nodes]
        masked, found = values.mask_in("".join(parts))
        if found:
            count += found
            for node, text in zip(nodes, spread(parts, masked), strict=True):
                node.text = text
    for element in root.iter(f"{_P}cNvPr"):
        for name in _DESCRIPTIONS:
            masked, found = values.mask_in(element.get(name) or "")
            if found:
                element.set(name, masked)
                count += found
    return count


def _joined(paragraph: Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_A}t")).strip()


def _remove(element: Element) -> int:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return 1
