"""PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), judged by veraPDF."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from desktop_app.adapters.writers.calibration import write_calibration
from desktop_app.adapters.writers.fonts import FontSet
from desktop_app.adapters.writers.poster import PaperName, write_poster
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document.redline import redline
from tests import verapdf
from tests.core.document.sample import (
    NOTICE_VALUES,
    letter,
    minutes,
    notice,
    order,
    red_head_notice,
    rows,
    upward,
)

pytestmark = pytest.mark.skipif(bool(verapdf.what_is_missing()), reason=verapdf.what_is_missing() or "-")

WHOLE: tuple[PaperName, ...] = ("A4", "A3", "A2")
"""Sheets cut up to be glued together are for the wall alone."""
_URL = "https://www.example.gov.cn/art/2026/11/23/art_123_456.html"


@pytest.fixture(scope="module")
def folder(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = {
        "notice": notice(attachments=["名单", "说明"]),
        "list": notice({**NOTICE_VALUES, "list": rows(200)}),
        "red-head": red_head_notice(attachments=["分工表"]),
        "upward": upward(),
        "letter": letter(),
        "order": order(),
        "minutes": minutes(),
        "redline": redline(notice(), notice({**NOTICE_VALUES, "list": rows(3)})),
    }
    made = {name: write_pdf(document, fonts) for name, document in documents.items()}
    made["both-sides"] = write_pdf(documents["upward"], fonts, mirrored=True)
    for paper in WHOLE:
        made[f"poster-{paper}"] = write_poster(documents["notice"], fonts, paper=paper, url=_URL)
    made["calibration"] = write_calibration(fonts)
    folder = tmp_path_factory.mktemp("pdf")
    for name, written in made.items():
        (folder / f"{name}.pdf").write_bytes(written.content)
    return folder


def test_every_kind_of_page_is_valid(folder):
    found = verapdf.faults(sorted(folder.glob("*.pdf")))
    assert len(found) == 10 + len(WHOLE)
    assert {name: broken for name, broken in found.items() if broken} == {}


def test_the_judge_finds_what_is_wrong(folder, tmp_path):
    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(folder / "notice.pdf") as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(spoilt)
    broken = " ".join(verapdf.faults([spoilt])["spoilt.pdf"])
    assert "2a 6.7.3.3 " in broken
    assert "ua1 7.1 " in broken
