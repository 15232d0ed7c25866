"""Golden files: what the writers make of the samples, as text whose difference can be read."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from desktop_app.adapters.writers import page
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.docx_base import base_docx
from desktop_app.adapters.writers.package import unpacked
from desktop_app.adapters.writers.poster import poster_source
from desktop_app.adapters.writers.typst_source import typst_source
from desktop_app.core.document.gbt9704 import Face, Pt
from desktop_app.core.document.paper import paper_text
from tests.conftest import REPOSITORY
from tests.core.document.sample import letter, minutes, notice, order, red_head_notice, upward

FOLDER = Path(__file__).parent
BASE = REPOSITORY / "resources" / "style" / "base.docx"
_FAMILIES = {face: (face.value,) for face in Face}
_URL = "https://www.example.gov.cn/1.html"


def golden_files() -> dict[str, str]:
    """Return name and content of every golden file as the code makes it now."""
    documents = {
        "notice": notice(attachments=["名单", "说明"]),
        "red-head": red_head_notice(attachments=["分工表"]),
        "upward": upward(),
        "letter": letter(),
        "order": order(),
        "minutes": minutes(),
    }
    made = {"base-styles.xml": _part(base_docx(), "word/styles.xml")}
    for name, document in documents.items():
        made |= {
            f"{name}.txt": paper_text(document),
            f"{name}.html": page.article(document) + "\n",
            f"{name}.typ": typst_source(document, _FAMILIES),
            f"{name}-poster.typ": poster_source(document, _FAMILIES, paper="A4", url=_URL, size=Pt(16)),
            f"{name}-document.xml": _part(write_docx(document, base_docx()).content, "word/document.xml"),
        }
    return made


def _part(content: bytes, name: str) -> str:
    parser = etree.XMLParser(remove_blank_text=True)
    root = etree.fromstring(unpacked(content)[name], parser)
    return etree.tostring(root, pretty_print=True, encoding="unicode")
