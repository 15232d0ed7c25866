"""What a package says of itself: author, company, last editor, custom properties, custom XML, printers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.xml import Element, local
from desktop_app.core.checks.concealment import METADATA
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

PLACE = Place(part="metadata")
_TELLING = {
    "creator": "作者", "lastModifiedBy": "最后修改人", "Manager": "主管", "Company": "单位", "Template": "模板",
    "HyperlinkBase": "链接基址", "description": "备注", "keywords": "关键词", "category": "类别",
    "contentStatus": "状态", "identifier": "标识",
}  # fmt: skip
_CONTENT = {"title": "标题", "subject": "主题"}
_USUAL = re.compile(r"Normal(?:\.dotm?)?|Office (?:Theme|主题)|wps|", re.IGNORECASE)
_OF_PROGRAMS = frozenset(
    (
        "KSOProductBuildVer",
        "ICV",
        "AppVersion",
        "DocSecurity",
        "HyperlinksChanged",
        "LinksUpToDate",
        "ScaleCrop",
        "ShareDoc",
    )
)
"""Custom properties that WPS and LibreOffice write into every file; they say nothing of its maker."""
_WIDE_TEXT = re.compile(rb"(?:[\x20-\x7e]\0){4,}")
_LOOKS_TELLING = re.compile(r"\\\\|[A-Za-z]:\\")


def property_units(package: Package) -> Iterator[Unit]:
    """Yield the properties of the whole package, telling ones with a concealment; raises `Unreadable`."""
    for part in package.related("", "core-properties", "extended-properties"):
        for element in package.xml(part).iter():
            yield from _property(local(element), (element.text or "").strip())
    for part in package.related("", "custom-properties"):
        for element in package.xml(part):
            text = "".join(str(text) for text in element.itertext()).strip()
            if element.get("name") in _OF_PROGRAMS:
                yield Unit(text, PLACE, hidden=True)
            else:
                yield from metadata(element.get("name", ""), text)


def custom_xml_units(package: Package) -> Iterator[Unit]:
    """Yield the texts of custom XML parts, which no program shows; raises `Unreadable`."""
    for part in package.parts:
        if part.startswith("customxml/item") and part.endswith(".xml") and "props" not in part.lower():
            for element in package.xml(part).iter():
                for text in (element.text or "", *map(str, element.attrib.values())):
                    if text.strip():
                        yield Unit(text.strip(), PLACE, label=local(element), hidden=True)


def printer_units(package: Package) -> Iterator[Unit]:
    """Yield printers on the network and paths that printer settings name; a local printer tells nothing."""
    for part in package.parts:
        if "/printersettings/" in part:
            names = {found.decode("utf-16-le") for found in _WIDE_TEXT.findall(package.read(part))}
            for name in filter(_LOOKS_TELLING.search, sorted(names)):
                yield from metadata("打印机", name)


def metadata(label: str, text: str) -> Iterator[Unit]:
    """Yield one property as a unit that tells something about its maker; nothing where it is empty or usual."""
    if not _USUAL.fullmatch(text.strip()):
        yield Unit(text, PLACE, label=label, concealment=METADATA)


def attribute_texts(root: Element, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of attributes of these local names anywhere below."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] in names:
                yield str(value)


def _property(name: str, text: str) -> Iterator[Unit]:
    if name in _TELLING:
        yield from metadata(_TELLING[name], text)
    elif text and name in (*_CONTENT, "lpstr"):
        yield Unit(text, PLACE, label=_CONTENT.get(name, ""), hidden=True)
