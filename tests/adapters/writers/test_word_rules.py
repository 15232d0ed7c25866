"""What Word refuses a file for: elements out of the schema's order, styles and parts that there are not."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from desktop_app.adapters.writers.docx import write_docx
from desktop_app.core.document.blocks import Document
from tests.adapters.writers.reading import docx_part
from tests.adapters.writers.word_rules import faults, unknown_styles
from tests.core.document.sample import joint, letter, minutes, notice, order, red_head_notice, upward
from tests.forms.files import FORMS, answered, composed

FORMAL = {
    "notice": notice(attachments=["名单", "说明"]),
    "red-head": red_head_notice(),
    "upward": upward(),
    "joint": joint(),
    "letter": letter(),
    "order": order(),
    "minutes": minutes(),
}
DOCUMENTS = FORMAL | {name: composed(answered(form, form.spec.sample)) for name, form in FORMS.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_parts_keep_to_the_schema(name: str, base: bytes):
    content = write_docx(DOCUMENTS[name], base, mirrored=name in FORMAL).content
    styles = docx_part(content, "word/styles.xml")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [part for part in package.namelist() if re.fullmatch(r"word/[a-z]+\d*\.xml", part)]
    assert {"word/document.xml", "word/settings.xml", "word/styles.xml"} <= set(parts)
    for part in parts:
        root = docx_part(content, part)
        assert list(faults(root)) == [], part
        assert unknown_styles(root, styles) == set()


@pytest.mark.parametrize("document", FORMAL.values(), ids=FORMAL.keys())
def test_every_relation_leads_to_a_part_and_every_part_has_a_type(document: Document, base: bytes):
    content = write_docx(document, base).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()
    relations = docx_part(content, "word/_rels/document.xml.rels")
    targets = {one.get("Target") for one in relations}
    assert {f"word/{target}" for target in targets} <= names
    assert all(
        f'PartName="/{name}"' in types or name.endswith((".rels", ".png", "Types].xml")) for name in names
    )


def test_rules_see_what_is_out_of_order():
    from lxml import etree

    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    root = etree.fromstring(f'<w:p xmlns:w="{word}"><w:pPr><w:jc/><w:pStyle/></w:pPr></w:p>')
    assert list(faults(root)) == ["pPr holds ['jc', 'pStyle'] out of order"]
