"""Samples as PDF/A-2a and PDF/UA-1, judged by veraPDF: one type of every area, or all with `EVERY_LAYOUT=1`."""

from __future__ import annotations

import pytest

from desktop_app.adapters.writers.fonts import font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from tests import verapdf
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS, answered, chosen, composed

pytestmark = pytest.mark.skipif(bool(verapdf.what_is_missing()), reason=verapdf.what_is_missing() or "-")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    fonts = load_fonts(font_folders(REPOSITORY))
    folder = tmp_path_factory.mktemp("pdf")
    for name in chosen():
        document = composed(answered(FORMS[name], FORMS[name].spec.sample))
        (folder / f"{name}.pdf").write_bytes(write_pdf(document, fonts).content)
    return sorted(folder.glob("*.pdf"))


def test_samples_are_valid(files):
    found = verapdf.faults(files)
    assert len(found) == len(chosen())
    assert {name: broken for name, broken in found.items() if broken} == {}
