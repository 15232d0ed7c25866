from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import FontSet, FontsMissing, font_folders, load_fonts
from desktop_app.core.document.blocks import Document
from desktop_app.core.document.gbt9704 import Face
from tests.conftest import REPOSITORY

_FANDOL = {
    Face.TITLE: "FandolSong",
    Face.BODY: "FandolFang R",
    Face.HEI: "FandolHei",
    Face.KAI: "FandolKai",
    Face.SONG: "FandolSong",
}


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """The document fonts of this machine; without them a test is skipped."""
    try:
        return load_fonts(font_folders(REPOSITORY))
    except FontsMissing as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def base() -> bytes:
    """Our base file for docx."""
    return (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()


@pytest.fixture(scope="session")
def pdf_by_office(tmp_path_factory: pytest.TempPathFactory, base: bytes) -> Callable[[Document], bytes]:
    """Makes the PDF that LibreOffice prints of our docx, in fonts that this machine has."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("office")
    (home / ".fonts").symlink_to(REPOSITORY / ".fonts")

    def convert(document: Document) -> bytes:
        file = home / "document.docx"
        file.write_bytes(write_docx(document, base, _FANDOL).content)
        profile = f"-env:UserInstallation=file://{home}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(home), str(file)],
            env={**os.environ, "HOME": str(home)},
            capture_output=True,
            timeout=110,
            check=True,
        )
        return file.with_suffix(".pdf").read_bytes()

    return convert
