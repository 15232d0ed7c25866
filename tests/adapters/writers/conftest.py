from __future__ import annotations

import pytest

from desktop_app.adapters.writers.fonts import FontSet, FontsMissing, font_folders, load_fonts
from tests.conftest import REPOSITORY


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
