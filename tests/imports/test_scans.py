"""Printed papers that were scanned, read by the recogniser itself: what is said, and where on the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from desktop_app.adapters.importers.pdf import SCANNED
from desktop_app.adapters.readers import recognition
from desktop_app.core.imports.paper import Paper
from desktop_app.core.imports.suggestion import Extract
from desktop_app.core.progress import silent
from desktop_app.services.import_reading import read_guarded
from tests.imports.documents import DOCUMENTS
from tests.imports.sheets import PENALTY
from tests.imports.test_documents import said

pytestmark = pytest.mark.skipif(not recognition.is_available(), reason="the extra `ocr` is not installed")

_PRINTED = Path(__file__).parent / "papers" / "decision by LibreOffice.pdf"
_DOTS = 150 / 72


def _scanned() -> bytes:
    """Return the printed decision as a scanner makes it: grey, a little askew, noisy, pressed as JPEG."""
    page = pypdfium2.PdfDocument(_PRINTED)[0]
    clean = page.render(scale=_DOTS).to_pil().convert("L")
    askew = clean.rotate(0.7, fillcolor=255, resample=Image.Resampling.BICUBIC)
    noisy = Image.blend(askew, Image.effect_noise(askew.size, 60), 0.08).filter(ImageFilter.GaussianBlur(0.5))
    out = BytesIO()
    noisy.convert("RGB").save(out, "PDF", resolution=150, quality=60)
    return out.getvalue()


@pytest.fixture(scope="module")
def found() -> Extract:
    paper = read_guarded("决定书.pdf", _scanned(), "pdf", Paper, silent)
    return said(PENALTY, paper)


def test_a_scanned_decision_says_what_the_printed_one_does(found: Extract) -> None:
    _form, _make, wanted = DOCUMENTS["decision"]
    values = found.values()
    wrong = {key: values[key] for key in wanted if key in values and values[key] != wanted[key]}
    assert wrong == {}
    assert len(set(wanted) & set(values)) >= 7
    assert found.remark == SCANNED


def test_what_was_recognised_says_where_on_the_page_it_stands(found: Extract) -> None:
    party = next(one for one in found.suggestions if one.key == "party")
    box = party.source.box
    assert party.source.page == 1
    assert box is not None
    assert 0 < box.left < box.right < 596
    assert 0 < box.top < box.bottom < 420  # in the upper half of an A4 page
