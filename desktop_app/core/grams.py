"""Chinese words for a full-text index: every two neighbouring characters are one word."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[a-z0-9]+")


def grams(text: str) -> str:
    """Return the words under which a text is found, joined with spaces.

    A run of n Chinese characters gives its n-1 bigrams and its last character; Latin words and numbers stay
    whole, in lower case.
    """
    return " ".join(word for run in _runs(text) for word in _words(run))


def match_phrase(query: str) -> str:
    """Return the FTS5 expression for what a reader typed; empty where it holds nothing to look for.

    Every part of the query must occur as it stands; the parts may lie anywhere.
    """
    return " AND ".join(_phrase(run) for run in _runs(query))


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _words(run: str) -> list[str]:
    if run.isascii():
        return [run]
    return [run[start : start + 2] for start in range(len(run))]


def _phrase(run: str) -> str:
    if run.isascii() and len(run) == 2:
        return f'"{run}"'  # as a beginning it would gather every year and hundred: slow, and nobody means it
    if len(run) == 1 or run.isascii():
        return f'"{run}"*'
    return f'"{" ".join(_words(run)[:-1])}"'
