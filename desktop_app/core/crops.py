"""How office files write which part of a picture is cropped away: shares of its sides, in four spellings."""

from __future__ import annotations

import re

SIDES = ("l", "t", "r", "b")
"""Attributes of `srcRect` (ECMA-376 Part 1, 20.1.8.55): left, top, right, bottom."""
VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
"""Attributes of VML's `imagedata` (ECMA-376 Part 4, 19.1.2.11), in the same order."""
LEAST = 0.02
"""A strip that is narrower holds nothing that can be read."""
THOUSANDTHS_PERCENT = 100_000
FIXED = 65_536


def share(text: str) -> float:
    """Return a share of 1: `25000` in thousandths of a percent, `25%`, `16384f` of 65536, or `.25`; 0 for any other."""
    found = re.fullmatch(r"\s*(-?[0-9]{0,7}(?:\.[0-9]{0,9})?)\s*([f%]?)\s*", text)
    if not found or not re.search("[0-9]", found[1]):
        return 0.0
    value = float(found[1])
    if found[2]:
        return value / (FIXED if found[2] == "f" else 100)
    return value if "." in found[1] else value / THOUSANDTHS_PERCENT
