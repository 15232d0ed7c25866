"""What is decided about the release of a disclosure, asked like any other fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from desktop_app.core.disclosure.item import Conclusion, Confidentiality
from desktop_app.core.forms.spec import Field
from desktop_app.core.openness import OPENNESS_WORDS, Openness

Key = TypeVar("Key")

CONCLUSION_WORDS: dict[Conclusion, str] = {
    "public": "可以公开",
    "partly": "部分公开",
    "withheld": "不予公开",
}

OPENNESS = "openness"
REVIEW = "confidentiality"
CLASSIFIED = f"{REVIEW}.classified"
CONCLUSION = f"{REVIEW}.conclusion"
GROUNDS = f"{REVIEW}.grounds"

RELEASE_FIELDS: dict[str, Field] = {
    OPENNESS: Field(
        kind="choice",
        label="公开属性",
        choices=tuple(OPENNESS_WORDS.values()),
        required=True,
        source="《政府信息公开条例》第十九条、第二十条",
    ),
    CLASSIFIED: Field(kind="bool", label="是否涉及国家秘密", required=True),
    f"{REVIEW}.reviewed_by": Field(kind="person", label="保密审查人", required=True),
    f"{REVIEW}.reviewed_on": Field(kind="date", label="审查日期", required=True),
    CONCLUSION: Field(
        kind="choice", label="审查结论", choices=tuple(CONCLUSION_WORDS.values()), required=True
    ),
    GROUNDS: Field(kind="long_text", label="理由和依据", help="部分公开或不予公开的，写明理由和依据。"),
}
"""By the path that findings name, in the order of the screen."""


def review_value(review: Confidentiality, path: str) -> Any:
    """Return what an editor shows for one part of the review."""
    value = getattr(review, path.partition(".")[2])
    return CONCLUSION_WORDS.get(value) if path == CONCLUSION else value


def with_review_value(review: Confidentiality, path: str, raw: Any) -> Confidentiality:
    """Return the review with one part as an editor gave it; what is not one of the choices is not settled."""
    name = path.partition(".")[2]
    if path == CONCLUSION:
        raw = _key_of(CONCLUSION_WORDS, raw)
    elif path != CLASSIFIED:
        raw = raw or ""
    return msgspec.structs.replace(review, **{name: raw})


def openness_of(raw: Any) -> Openness | None:
    """Return the openness that an editor's words stand for, None where nothing is settled."""
    return _key_of(OPENNESS_WORDS, raw)


def _key_of(words: Mapping[Key, str], raw: Any) -> Key | None:
    return next((key for key, text in words.items() if text == raw), None)
