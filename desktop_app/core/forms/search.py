"""How well a disclosure type fits what a clerk typed: characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from desktop_app.core.forms.spec import FormSpec, Overlap


class Entry(msgspec.Struct, frozen=True):
    """A disclosure type in the catalogue, as `gongkai forms --json` prints it and more."""

    id: str
    name: str
    area: str
    area_name: str
    document_kind: str
    bulletin_board: bool
    time_limit: str
    elements: int
    phase: str
    issuer: str = ""
    levels: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    @classmethod
    def of(cls, spec: FormSpec) -> Entry:
        """Return the entry of a form."""
        return cls(
            id=spec.form,
            name=spec.name,
            area=spec.area,
            area_name=spec.area_name,
            document_kind=spec.document_kind,
            bulletin_board=spec.bulletin_board,
            time_limit=spec.time_limits[0].text if spec.time_limits else "",
            elements=spec.element_count,
            phase=spec.phase,
            issuer=spec.issuer,
            levels=spec.levels,
            lead_units=spec.lead_units,
            keywords=spec.keywords,
            overlaps=spec.overlaps,
        )


class Spelling(msgspec.Struct, frozen=True):
    """A text and its pinyin, words on lines of their own: 行政处罚, xingzhengchufa, xzcf."""

    characters: str
    pinyin: str
    initials: str


def rank(query: str, entries: Iterable[tuple[Entry, Spelling]]) -> list[Entry]:
    """Return the entries that fit, best first."""
    scored = [(fit(query, entry.name, spelling), entry) for entry, spelling in entries]
    kept = [(score, entry) for score, entry in scored if score > 0]
    return [entry for _score, entry in sorted(kept, key=lambda one: (-one[0], len(one[1].name), one[1].id))]


def fit(query: str, name: str, spelling: Spelling) -> float:
    """Return how well a query fits a text, 0 for not at all.

    A keyword typed whole is what clerks call the type and counts like the beginning of its name; the beginning
    counts more than the middle, a name more than a part of a keyword, characters more than pinyin, and pinyin more
    than initials. Words with spaces between must all fit.
    """
    words = query.lower().split()
    scores = [_word_fit(word, name.lower(), spelling) for word in words]
    return sum(scores) if scores and all(scores) else 0.0


def _word_fit(word: str, name: str, spelling: Spelling) -> float:
    if word == name:
        return 100.0
    if name.startswith(word) or word in spelling.characters.lower().split("\n")[1:]:
        return 90.0
    if word in name:
        return 80.0
    if word in spelling.characters:
        return 70.0
    if not word.isascii():
        return 50.0 if _scattered(word, name) else 0.0
    return max(_line_fit(word, spelling.pinyin, 60.0), _line_fit(word, spelling.initials, 40.0))


def _line_fit(word: str, lines: str, best: float) -> float:
    """Score the first line, which is the name, above the keywords on the lines after it."""
    first, *rest = lines.split("\n")
    if word in rest or first.startswith(word):
        return best
    if word in first:
        return best - 5
    return best - 12 if any(line.startswith(word) for line in rest) else 0.0


def _scattered(word: str, name: str) -> bool:
    """Say whether all characters occur in order, as 处罚公示 does in 行政处罚决定公示."""
    rest = iter(name)
    return len(word) > 1 and all(character in rest for character in word)
