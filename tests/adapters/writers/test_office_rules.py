"""Word documents by the rules of Word, as Microsoft's Open XML SDK holds them."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

from desktop_app.adapters.writers.docx import write_docx
from desktop_app.core.document.redline import redline
from tests import ooxml
from tests.adapters.writers.test_word_rules import FORMAL
from tests.core.document.sample import NOTICE_VALUES, notice, rows
from tests.forms.files import FORMS, answered, chosen, composed

pytestmark = pytest.mark.skipif(bool(ooxml.what_is_missing()), reason=ooxml.what_is_missing() or "-")


def test_every_kind_of_document_is_one_that_word_opens(base, tmp_path):
    changed = redline(notice(), notice({**NOTICE_VALUES, "list": rows(3)}))
    both_sides = write_docx(FORMAL["red-head"], base, mirrored=True)
    files = {f"{name}.docx": write_docx(document, base).content for name, document in FORMAL.items()}
    files |= {
        "redline.docx": write_docx(changed, base).content,
        "both-sides.docx": both_sides.content,
        "base.docx": base,
    }
    assert ooxml.faults(files, tmp_path) == {}


def test_samples_are_documents_that_word_opens(base, tmp_path):
    few = chosen() if os.environ.get("EVERY_LAYOUT") else chosen()[::6]  # half a second each
    documents = {name: composed(answered(FORMS[name], FORMS[name].spec.sample)) for name in few}
    files = {f"{name}.docx": write_docx(document, base).content for name, document in documents.items()}
    assert ooxml.faults(files, tmp_path) == {}


def test_the_judge_finds_what_is_wrong(base, tmp_path):
    sound = zipfile.ZipFile(io.BytesIO(write_docx(FORMAL["notice"], base).content))
    spoilt = io.BytesIO()
    with zipfile.ZipFile(spoilt, "w") as package:
        for name in sound.namelist():
            content = sound.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:pPr>", b'<w:pPr><w:jc w:val="middle"/>', 1)
            package.writestr(name, content)
    (broken,) = ooxml.faults({"spoilt.docx": spoilt.getvalue()}, tmp_path).values()
    assert any("middle" in one for one in broken)
