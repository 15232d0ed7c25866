"""Normalised text and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.checks.normal import normalise

_CHARS = st.sampled_from("0１２ＡＢｃ　\u00a0－—\u200b\ufeff\u00ad中文abc﹝〔[］·＠．\n")


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("１２３", "123"),
        ("Ａｂ", "Ab"),
        ("1\u200b2", "12"),
        ("1\u00a02", "1 2"),
        ("０４５２－５", "0452-5"),
        ("﹝2017﹞", "﹝2017﹞"),
        ("⾝份证、⼿机、⻰江县", "身份证、手机、龙江县"),
    ],
)
def test_look_alikes_become_what_they_look_like(original: str, text: str) -> None:
    assert normalise(original).text == text


@given(st.text(_CHARS, max_size=40), st.data())
def test_every_span_leads_back_to_the_same_characters(original: str, data: st.DataObject) -> None:
    normal = normalise(original)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    first, last = normal.original_span(start, end)
    assert normalise(original[first:last]).text == normal.text[start:end]
