from __future__ import annotations

import pytest

from tests.golden import FOLDER, golden_files

MADE = golden_files()


@pytest.mark.parametrize("name", MADE)
def test_writers_make_what_the_golden_file_holds(name):
    """Where this fails on purpose, run `make golden` and read the difference."""
    assert MADE[name] == (FOLDER / name).read_text("utf-8")


def test_no_golden_file_is_left_over():
    kept = {file.name for file in FOLDER.iterdir() if file.suffix in (".txt", ".html", ".typ", ".xml")}
    assert kept == MADE.keys()
