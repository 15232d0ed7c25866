"""One disclosure in the place of another: a correction beside it, or a replacement at its address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Succession(StrEnum):
    """What a successor does with its original."""

    CORRECT = "correct"
    """更正: published beside it; the original says so and stays (变更另发，不覆盖原文)."""
    REPLACE = "replace"
    """替换: shown at the original's address."""
    MASK = "mask"
    """脱敏替换: the same, because the original's personal data may no longer be public."""


SUCCESSION_WORDS = {
    Succession.CORRECT: "更正",
    Succession.REPLACE: "替换",
    Succession.MASK: "脱敏替换",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Which disclosure takes the place of which.

    Args:
        item: the successor.
        reason: told to the public.
    """

    item: str
    original: str
    kind: Succession
    reason: str
