"""What written files say, read by other means than they were written with."""

from __future__ import annotations

import io
import zipfile

import pypdfium2
from lxml import etree, html

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def bare(text: str) -> str:
    """Text without white space, since every format breaks lines in its own way."""
    return "".join(text.split())


def docx_part(content: bytes, name: str) -> etree._Element:
    """A part of a docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def docx_text(content: bytes) -> str:
    """Every word of a docx's body, hidden or not."""
    return "".join(element.text or "" for element in docx_part(content, "word/document.xml").iter(f"{WORD}t"))


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def page_text(content: bytes | str) -> str:
    """Every word of a page's article."""
    root = html.fromstring(content)
    article = root.find(".//article")
    return "".join((root if article is None else article).itertext())
