"""The piece of a text around what a reader looked for."""

from __future__ import annotations

import re

Parts = list[tuple[str, bool]]

_AROUND = 50
_LONGEST = 150


def excerpt(text: str, query: str) -> Parts:
    """Return a piece of the text around the first hit, cut into (words, whether they are a hit)."""
    line = " ".join(text.split())
    first = _pattern(query).search(line)
    start = max(0, first.start() - _AROUND) if first else 0
    piece = line[start : start + _LONGEST]
    parts = highlight(piece, query)
    more_before = [("…", False)] if start else []
    more_after = [("…", False)] if start + _LONGEST < len(line) else []
    return [*more_before, *parts, *more_after]


def highlight(text: str, query: str) -> Parts:
    """Cut a text into (words, whether they are what was looked for)."""
    parts: Parts = []
    end = 0
    for hit in _pattern(query).finditer(text):
        parts += [(text[end : hit.start()], False), (hit.group(), True)]
        end = hit.end()
    return [part for part in [*parts, (text[end:], False)] if part[0]]


def _pattern(query: str) -> re.Pattern[str]:
    words = sorted(query.split(), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in words) or r"(?!)", re.IGNORECASE)
