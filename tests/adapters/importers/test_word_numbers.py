"""Figures that Word sets before paragraphs."""

from __future__ import annotations

import pytest

from desktop_app.adapters.importers.word_numbers import shown_count


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (3, "decimal", "3"),
        (12, "chineseCounting", "十二"),
        (3, "decimalZero", "03"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (20, "decimalEnclosedCircle", "⑳"),
        (5, "hebrew1", "5"),
    ],
)
def test_figures_of_each_kind(number: int, kind: str, text: str) -> None:
    assert shown_count(number, kind) == text
