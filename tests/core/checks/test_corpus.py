"""Ordinary law texts, notices and lists: not one block or warn, alone or among others."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.unit import Unit

PASSAGES = [
    line
    for line in (Path(__file__).parent / "corpus" / "running_text.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def holding(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.rule, one.evidence) for one in found if one.severity is not Severity.NOTE]


def test_the_corpus_is_large_enough_and_repeats_nothing() -> None:
    assert len(PASSAGES) >= 200
    assert len(set(PASSAGES)) == len(PASSAGES)


@pytest.mark.parametrize("passage", PASSAGES)
@pytest.mark.parametrize("part", ["body", "header", "textbox", "footnote"])
def test_a_passage_alone_holds_nothing_back(passage: str, part: str) -> None:
    assert holding(check_units([Unit(passage, Place(paragraph=1, part=part))])) == []


def test_all_passages_one_after_another_hold_nothing_back() -> None:
    units = [Unit(passage, Place(paragraph=number)) for number, passage in enumerate(PASSAGES, 1)]
    assert holding(check_units(units)) == []


def test_passages_wrapped_as_a_page_wraps_them_hold_nothing_back() -> None:
    lines = [text[at : at + 27] for text in PASSAGES for at in range(0, len(text), 27)]
    units = [Unit(line, Place(page=1, paragraph=number)) for number, line in enumerate(lines, 1)]
    assert [one for one in holding(check_units(units)) if one[0].startswith(("secrecy", "commercial"))] == []
