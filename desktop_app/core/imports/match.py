"""Which column goes where: by what was remembered, by name, by synonym, by likeness and by what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from desktop_app.core import identifiers
from desktop_app.core.forms.kinds import Fault
from desktop_app.core.imports.header import Header
from desktop_app.core.imports.parts import Pair, Split, pair_of, split_of
from desktop_app.core.imports.spans import JOINED, SPANS, spans
from desktop_app.core.imports.targets import Target, bare, normal, unit_of
from desktop_app.core.imports.values import answer_of

How = Literal["remembered", "name", "synonym", "like", "content", "hand"]

HOW_WORDS: dict[How, str] = {
    "remembered": "上次这样对应",
    "name": "名称相同",
    "synonym": "同义",
    "like": "名称相近，请核对",
    "content": "按内容认出，请核对",
    "hand": "手工指定",
}
"""How a column was matched, as the clerk is told."""

IGNORED = ""
"""What is remembered of a column that a person said is not to be taken."""

PARTED = "+"
"""Stands between the two paths that are remembered of a column whose cells say two things."""

_ALIKE = 80
_SAMPLE = 60
_MOSTLY = 0.8
_NAMELESS = re.compile(r"(?:列|字段|column|field|unnamed|未命名)?[:：]?\d*", re.IGNORECASE)
_BY_CONTENT = ("id_card", "uscc")


@dataclass(frozen=True, slots=True)
class Match:
    """A column and the target that it goes to.

    Args:
        column: from 0.
        heading: what the sheet calls it.
        target: None where the column is not taken.
        how: how that was found; None where nothing was.
        unit: what amounts in the column are counted in, as far as the sheet says.
        remark: what the clerk is told of a column that is not taken.
        also: the column that holds the end of a span whose beginning stands here; -1 where there is none.
        is_joined: its cells are read together with another column's, as the end of a span.
        split, part: how its cells are parted, and which part goes to the target, where they say two things; such a
            column has a match for each.
    """

    column: int
    heading: str
    target: Target | None
    how: How | None = None
    unit: str = ""
    remark: str = ""
    also: int = -1
    is_joined: bool = False
    split: Split | None = None
    part: int = 0


class Names:
    """What the targets of a form are called, with the synonyms that offices use.

    Args:
        synonyms: groups of names of one thing.
    """

    def __init__(self, targets: Sequence[Target], synonyms: Iterable[Sequence[str]]) -> None:
        self.targets = tuple(targets)
        self._exact: dict[str, list[Target]] = {}
        self._synonyms: dict[str, list[Target]] = {}
        for target in self.targets:
            names = (target.heading, target.asked.label, f"{target.section}{target.asked.label}", target.path)
            for name in dict.fromkeys(map(normal, names)):
                self._exact.setdefault(name, []).append(target)
        for group in synonyms:
            self._add_group([normal(name) for name in group])

    def _add_group(self, group: Sequence[str]) -> None:
        """Let all names of a group lead to what is called by one of them, where that is one thing only."""
        meant = [
            target
            for target in self.targets
            if {normal(target.asked.label), bare(target.asked.label), normal(target.key)} & set(group)
        ]
        if len(meant) == 1:
            for name in group:
                self._synonyms.setdefault(name, []).append(meant[0])

    def knows(self, text: str) -> bool:
        """Say whether a text names a target for sure."""
        return bool(self.found(text))

    def found(self, text: str) -> list[tuple[Target, How]]:
        """Return what a name may mean, the surest first."""
        sure: list[tuple[Target, How]] = []
        for name in dict.fromkeys((normal(text), bare(text))):
            sure += [(target, "name") for target in self._exact.get(name, ())]
            sure += [(target, "synonym") for target in self._synonyms.get(name, ())]
        return list(dict.fromkeys(sure))

    def alike(self, text: str) -> list[tuple[Target, float]]:
        """Return targets with a name so alike that a person would take it for the same, the most alike first."""
        from rapidfuzz import fuzz

        wanted = bare(text)
        if len(wanted) < 4:
            return []
        scored = [
            (target, fuzz.ratio(wanted, bare(target.asked.label)))
            for target in self.targets
            if bare(target.asked.label)[-2:] == wanted[-2:]
        ]
        return sorted(
            ((target, score) for target, score in scored if score >= _ALIKE), key=lambda one: -one[1]
        )


def match_columns(
    header: Header,
    names: Names,
    columns: Mapping[int, Sequence[str]],
    remembered: Mapping[str, str],
    shared: Names | None = None,
) -> list[Match]:
    """Return what becomes of each column that is named or holds anything.

    Args:
        shared: of fields that a whole list has in common, for columns that say in every row the same.
        columns: a sample of each column's texts below the heading.
        remembered: normal heading to the target's path, `IGNORED` for none, two with `PARTED` between for parts.
    """
    matcher = _Matcher(header, names, columns, remembered, shared)
    return matcher.run()


class _Matcher:
    def __init__(
        self,
        header: Header,
        names: Names,
        columns: Mapping[int, Sequence[str]],
        remembered: Mapping[str, str],
        shared: Names | None,
    ) -> None:
        self._header = header
        self._names = names
        self._shared = shared
        self._columns = {
            column: texts
            for column, texts in columns.items()
            if header.label(column) or any(text.strip() for text in texts)
        }
        self._remembered = remembered
        self._taken: dict[int, tuple[Target | None, How]] = {}
        self._used: set[str] = set()
        self._ends: dict[int, int] = {}
        self._pairs: dict[int, Pair] = {}

    def run(self) -> list[Match]:
        self._take_remembered()
        self._take_pairs()
        for joined in (False, True):
            for how in ("name", "synonym"):
                self._take_named(how, joined=joined)
        self._take_spans()
        self._take_alike()
        self._take_by_content()
        self._take_shared()
        return [match for column in sorted(self._columns) for match in self._matches(column)]

    def _open(self) -> list[int]:
        ends = self._ends.values()
        return [one for one in sorted(self._columns) if one not in self._taken and one not in ends]

    def _take(self, column: int, target: Target | None, how: How) -> None:
        self._taken[column] = (target, how)
        if target is not None:
            self._used.add(target.path)

    def _take_remembered(self) -> None:
        targets = [*(self._shared.targets if self._shared else ()), *self._names.targets]
        by_path = {target.path: target for target in targets}
        for column in self._open():
            path = self._remembered.get(normal(self._header.label(column)))
            if path and PARTED in path:
                self._take_remembered_parts(column, [by_path.get(one) for one in path.split(PARTED)])
            elif path == IGNORED:
                self._take(column, None, "remembered")
            elif path in by_path and path not in self._used:
                self._take(column, by_path[path], "remembered")

    def _take_remembered_parts(self, column: int, parts: Sequence[Target | None]) -> None:
        """Part a column as before, where its cells still say two things and neither target is used."""
        split = split_of(self._columns[column])
        targets = [one for one in parts if one is not None]
        if split and len(parts) == 2 and targets and not any(one.path in self._used for one in targets):
            self._part(column, Pair(parts[0], parts[1], split), "remembered")

    def _part(self, column: int, pair: Pair, how: How) -> None:
        self._pairs[column] = pair
        self._take(column, pair.second, how)
        self._take(column, pair.first, how)

    def _take_pairs(self) -> None:
        """Part columns that say two things before their names are taken for one of them."""
        for column in self._open():
            names = self._spellings(column, joined=False)
            free = [target for target in self._names.targets if target.path not in self._used]
            pair = pair_of(names[0], self._columns[column], free, self._meant) if names else None
            if pair is not None:
                self._part(column, pair, "content")

    def _meant(self, name: str) -> list[Target]:
        return [target for target, _how in self._names.found(name)]

    def _take_named(self, wanted: str, *, joined: bool) -> None:
        for column in self._open():
            found = [
                (target, how)
                for name in self._spellings(column, joined=joined)
                for target, how in self._names.found(name)
                if how == wanted and target.path not in self._used
            ]
            if found:
                self._take(column, *found[0])

    def _spellings(self, column: int, *, joined: bool) -> list[str]:
        levels = self._header.names[column] if column < len(self._header.names) else ()
        if not levels:
            return []
        if joined:
            return ["".join(levels), *reversed(levels[:-1])] if len(levels) > 1 else []
        return [levels[-1]]

    def _take_spans(self) -> None:
        """Let two columns, of when something begins and when it ends, go to the one field for both."""
        names = {
            column: self._spellings(column, joined=True) or self._spellings(column, joined=False)
            for column in self._open()
        }
        free = [one for one in self._names.targets if one.asked.kind in SPANS and one.path not in self._used]
        for start, end, target in spans({at: one[0] for at, one in names.items() if one}, free):
            self._take(start, target, "synonym")
            self._ends[start] = end

    def _take_alike(self) -> None:
        for column in self._open():
            spellings = self._spellings(column, joined=False)
            found = [
                target
                for name in spellings
                for target, _score in self._names.alike(name)
                if target.path not in self._used
            ]
            if found:
                self._take(column, found[0], "like")

    def _take_by_content(self) -> None:
        for kind in _BY_CONTENT:
            free = [t for t in self._names.targets if t.asked.kind == kind and t.path not in self._used]
            fitting = [column for column in self._open() if self._may_hold(column, kind)]
            if len(free) == 1 and len(fitting) == 1:
                self._take(fitting[0], free[0], "content")

    def _take_shared(self) -> None:
        """Let columns that no line has a place for go to the fields of the whole, by their exact name or synonym."""
        for column in self._open() if self._shared else ():
            found = [
                (target, how)
                for name in self._spellings(column, joined=False)
                for target, how in (self._shared.found(name) if self._shared else ())
                if target.path not in self._used
            ]
            if found:
                self._take(column, *found[0])

    def _may_hold(self, column: int, kind: str) -> bool:
        label = self._header.label(column)
        if kind == "uscc" and not _NAMELESS.fullmatch(label):
            return False
        return _share(self._columns[column], kind) >= _MOSTLY

    def _matches(self, column: int) -> list[Match]:
        match, pair = self._match(column), self._pairs.get(column)
        if pair is None:
            return [match]
        remark = "上次说明不导入这一半。"
        return [
            replace(match, target=target, remark="" if target else remark, split=pair.split, part=part)
            for part, target in enumerate((pair.first, pair.second))
        ]

    def _match(self, column: int) -> Match:
        heading = self._header.label(column)
        unit = unit_of(heading) or self._header.unit
        if column in self._ends.values():
            return Match(column, heading, None, None, unit, JOINED, is_joined=True)
        if column not in self._taken:
            return Match(column, heading, None, None, unit, self._why_not(column, heading))
        target, how = self._taken[column]
        remark = "" if target else "上次说明不导入这一列。"
        return Match(column, heading, target, how, unit, remark, self._ends.get(column, -1))

    def _why_not(self, column: int, heading: str) -> str:
        if _share(self._columns[column], "id_card") >= _MOSTLY:
            return "这一列是居民身份证号，表单里没有放它的地方，没有导入。"
        meant = [target for target, _how in self._names.found(heading.rpartition("/")[2])]
        if meant:
            return f"另有一列已经对应“{meant[0].asked.label}”，请核对哪一列才是。"
        return f"表单里没有与“{heading}”对应的项。" if heading else "这一列没有表头，不知道是什么。"


def _share(texts: Sequence[str], kind: str) -> float:
    """Return the share of filled cells that are valid numbers of a kind."""
    filled = [text.strip() for text in texts if text.strip()][:_SAMPLE]
    if not filled:
        return 0.0
    fault = identifiers.id_card_fault if kind == "id_card" else identifiers.uscc_fault
    return sum(fault(text.upper()) is None for text in filled) / len(filled)


def fit_share(match: Match, texts: Sequence[str]) -> float:
    """Return the share of a column's filled cells that its target takes; 1.0 where none is filled."""
    filled = [text for text in texts if text.strip()][:_SAMPLE]
    if match.target is None or not filled:
        return 1.0
    return sum(_fits(text, match) for text in filled) / len(filled)


def _fits(text: str, match: Match) -> bool:
    if match.target is None:
        return False
    try:
        answer_of(text, match.target.asked, match.unit)
    except Fault:
        return False
    return True
