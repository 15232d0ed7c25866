"""An office's own style file: a docx whose named styles its staff changed in Word or WPS."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from lxml import etree

from desktop_app.adapters.writers.docx_base import WORD
from desktop_app.adapters.writers.docx_elements import paragraph, run
from desktop_app.adapters.writers.package import packed, unpacked
from desktop_app.core.document.blocks import Run
from desktop_app.core.errors import UserError

_STYLES = "word/styles.xml"
_W = f"{{{WORD}}}"
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_LARGEST = 5_000_000


class StyleFileUnusable(UserError):
    """An office's style file cannot be read."""

    code = "T110"
    hint = "请用 Word 或 WPS 打开它，另存为 docx；或者删去这个文件，恢复标准样式。"


def with_styles(base: bytes, reference: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the base file in the styles of another, and the names of styles that the other lacks.

    Styles are found by their names, since programs renumber their ids; nothing else of the file is taken, neither its
    text nor who wrote it. Theme fonts are dropped: they would win over the fonts that styles name.

    Raises:
        StyleFileUnusable: it is no docx.
    """
    parts = unpacked(base)
    own = etree.fromstring(parts[_STYLES])
    theirs = {_name(style): style for style in _read(reference).iter(f"{_W}style")}
    lacking = []
    for style in list(own.iter(f"{_W}style")):
        name, wanted = _name(style), theirs.get(_name(style))
        if wanted is None:
            lacking.append(name)
        elif style.get(f"{_W}type") == wanted.get(f"{_W}type"):
            _take(style, wanted)
    return packed({**parts, _STYLES: etree.tostring(own, encoding="UTF-8", xml_declaration=True)}), tuple(
        lacking
    )


def style_file(base: bytes) -> bytes:
    """Return a docx to begin from: the base with a line in each of its styles that staff may change."""
    file = docx.Document(io.BytesIO(base))
    body = file.element.body
    for made in _lines(file):
        body.insert(len(body) - 1, made)
    buffer = io.BytesIO()
    file.save(buffer)
    return packed(unpacked(buffer.getvalue()))


def _lines(file: Any) -> Iterator[Any]:
    for style in file.styles.element.iter(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph":
            words = f"{_name(style)}：改这一种样式（不要改这一行文字的格式），存盘即可。"
            yield paragraph(style.get(f"{_W}styleId"), [run(Run(words))])


def _read(reference: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(reference)) as package:
            if package.getinfo(_STYLES).file_size > _LARGEST:
                raise StyleFileUnusable("样式文件太大了。")
            return etree.fromstring(package.read(_STYLES), etree.XMLParser(resolve_entities=False))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise StyleFileUnusable("公文样式文件读不出来，不是 docx。") from error


def _name(style: Any) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else str(name.get(f"{_W}val"))


def _take(style: Any, wanted: Any) -> None:
    """Put the look of another style in place of one's own; ids and kinship stay."""
    for part in ("pPr", "rPr"):
        for old in style.findall(f"{_W}{part}"):
            style.remove(old)
        found = wanted.find(f"{_W}{part}")
        if found is not None:
            style.append(_without_theme(found))


def _without_theme(properties: Any) -> Any:
    for fonts in properties.iter(f"{_W}rFonts"):
        for key in _THEME:
            fonts.attrib.pop(f"{_W}{key}", None)
    for numbering in properties.findall(f"{_W}numPr"):
        properties.remove(numbering)  # lists are of the other file's numbering, which is not taken along
    return properties
