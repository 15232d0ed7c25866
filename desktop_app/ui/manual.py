"""Where the clerks' manual lies, and which page of it explains a place of the window."""

from __future__ import annotations

from pathlib import Path

from desktop_app import paths

MANUAL = paths.HOME / "docs" / "manual"
PICTURES = MANUAL / "pictures"
CONTENTS = "index"


def page_of(place: str) -> Path:
    """Return the page that explains a place; the contents where there is none."""
    page = MANUAL / f"{place}.md"
    return page if page.is_file() else MANUAL / f"{CONTENTS}.md"
