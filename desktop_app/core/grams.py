"""Chinese words for a full-text index: every two neighbouring characters are one word."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[a-z0-9]+")

_LONG = 4
"""Runs of more characters are asked for loosely."""


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


def match_loosely(query: str) -> str:
    """Return an FTS5 expression that a superset of what holds the query fulfils, much faster for long queries.

    Of a long run only the first, the middle and the last word are asked for: what is found must be held against
    `long_phrases`, in the text of `grams`.
    """
    return " AND ".join(_loosely(run) for run in _runs(query))


def long_phrases(query: str) -> list[str]:
    """Return what must occur in the text of `grams` of whatever `match_loosely` finds."""
    return [" ".join(_words(run)[:-1]) for run in _runs(query) if _is_long(run)]


def tsquery(query: str) -> str:
    """Return the tsquery of PostgreSQL that a superset of what holds the query fulfils.

    Its index keeps no places of words: what is found must be held against `phrases`, in the text of `grams`.
    """
    return " & ".join(_lexemes(run) for run in _runs(query))


def phrases(query: str) -> list[str]:
    """Return what must occur in the text of `grams` of whatever `tsquery` finds."""
    return [" ".join(_words(run)[:-1]) for run in _runs(query) if not run.isascii() and len(run) > 2]


def _is_long(run: str) -> bool:
    return not run.isascii() and len(run) > _LONG


def _loosely(run: str) -> str:
    if not _is_long(run):
        return _phrase(run)
    words = _words(run)[:-1]
    return " AND ".join(f'"{words[place]}"' for place in (0, len(words) // 2, -1))


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def _words(run: str) -> list[str]:
    if run.isascii():
        return [run]
    return [run[start : start + 2] for start in range(len(run))]


def _phrase(run: str) -> str:
    if _is_beginning(run):
        return f'"{run}"*'
    if run.isascii():
        return f'"{run}"'
    return f'"{" ".join(_words(run)[:-1])}"'


def _lexemes(run: str) -> str:
    if _is_beginning(run):
        return f"'{run}':*"
    words = [run] if run.isascii() else _words(run)[:-1]
    return " & ".join(f"'{word}'" for word in words)


def _is_beginning(run: str) -> bool:
    """Say whether a run is looked for as the beginning of words.

    Two Latin characters or digits are not: they would gather every year and hundred, slowly, and nobody means it.
    """
    return len(run) == 1 or (run.isascii() and len(run) != 2)
