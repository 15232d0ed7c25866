"""Masks keep the length and hide the value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.identifiers import is_masked, mask

KINDS = [
    "id_card",
    "phone",
    "bank_card",
    "person",
    "address",
    "plate",
    "email",
    "date",
    "passport",
    "uscc",
    "text",
]


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        ("id_card", "230221189912310018", "230221********0018"),
        ("phone", "13812345678", "138****5678"),
        ("bank_card", "6222021234567890128", "***************0128"),
        ("person", "张秀珍", "张**"),
        ("address", "龙江镇新兴社区利民小区8号楼3单元601室", "龙江镇新兴社区利民小区**********"),
        ("plate", "黑B·12345", "黑B****45"),
        ("email", "zhang@qq.com", "z****@qq.com"),
        ("date", "1968年4月12日", "1968年*****"),
        ("long_text", "任意内容", "****"),
    ],
)
def test_mask_has_the_customary_shape(kind: str, text: str, masked: str) -> None:
    assert mask(kind, text) == masked


@given(st.sampled_from(KINDS), st.text(min_size=1, max_size=40))
def test_masked_text_has_the_length_and_not_the_value(kind: str, text: str) -> None:
    masked = mask(kind, text)
    assert len(masked) == len(text)
    if text.strip().strip("*"):
        assert text.strip() not in masked


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        ("id_card", "230221********0018", True),
        ("id_card", "2302211980****0018", False),
        ("person", "赵**", True),
        ("person", "赵示*", False),
        ("phone", "138****5678", True),
        ("text", "****0618", True),
        ("text", "2026*618", False),
        ("person", "赵示例", False),
    ],
)
def test_what_was_masked_before_is_known(kind: str, text: str, masked: bool) -> None:
    assert is_masked(kind, text) is masked


@given(st.sampled_from(KINDS), st.text(min_size=1, max_size=40).filter(lambda text: text.strip().strip("*")))
def test_a_mask_hides_all_that_it_would_hide(kind: str, text: str) -> None:
    masked = mask(kind, text)
    assert is_masked(kind, masked) or set(masked.strip()) == {"*"}
