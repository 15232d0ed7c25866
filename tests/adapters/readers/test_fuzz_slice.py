"""A slice of `python -m tests.fuzz`, of the kinds that no other test of readers mutates."""

from __future__ import annotations

import pytest

from desktop_app.adapters.readers.legacy import converted
from tests.fuzz import fuzz, mutated, raised_by


@pytest.mark.parametrize("kind", ["html", "txt", "csv", "zip", "rtf"])
def test_mutated_file_is_a_finding_at_most(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "office_program", lambda: None)  # it would take a second a file
    assert fuzz(kind, 100) == []


@pytest.mark.parametrize(
    ("kind", "number"), [("xls", 2352), ("xls", 5174), ("xls", 6087), ("pdf", 300)], ids=str
)
def test_what_once_raised_is_a_finding(kind: str, number: int) -> None:
    assert mutated(kind, number)
    assert raised_by(kind, number) == ""
