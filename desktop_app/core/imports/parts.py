"""Columns whose cells say two things: a name with its code, or the beginning and the end of a term."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.imports.targets import Target, bare, normal
from desktop_app.core.imports.values import is_day

Parts = tuple[str, str]
Split = Callable[[str], Parts]
"""From a cell's text to what it says of the first target and of the second; "" of what it does not say."""

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_BEFORE_CODE = re.compile(r"(?:统一)?(?:社会)?信用代码|代码")
_EDGES = " \t\n\r\u3000,，、;；:：/／|\\-—"
_EMPTY_BRACKETS = re.compile(r"[（(\[【]\s*[）)\]】]")
_OPENS, _CLOSES = "（([【", "）)]】"
_HEADING_PARTS = re.compile(r"[、/／（()）,，;；+＋&]|及其?|和|与|或")
_TERM = re.compile(r"\s*(?:至|到|—+|–|~|～)\s*|(?<=\d)\s*-\s*(?=\d{4})")
_BEGINS = re.compile(r"(.*?)(?:自|起|始|起始|开始)(?:日期|时间|日)?")
_ENDS = re.compile(r"(.*?)(?:至|止|终止|截止|届满)(?:日期|时间|日)?")
_MOSTLY = 0.5
_FEWEST = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two targets that one column fills, and how its cells are parted; None for a part that goes nowhere."""

    first: Target | None
    second: Target | None
    split: Split


def name_and_code(text: str) -> Parts:
    """Part `龙江县示例公司（91230221MA0EXAMP17）`; a cell without a code is a name alone, as of a natural person.

    A code that fails its check is still the code: whoever reads it says so.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    codes = _CODE.findall(folded)
    if len(codes) != 1 or len(folded) != len(text):
        return (text, "")
    at = folded.index(codes[0])
    before, after = text[:at].rstrip(_EDGES), text[at + len(codes[0]) :].lstrip(_EDGES)
    opened = before[-1:] in tuple(_OPENS) and after[:1] in tuple(_CLOSES)
    if opened:
        before, after = before[:-1], after[1:]
    elif _BEFORE_CODE.search(before):
        before = re.sub(r"[（(\[【]$", "", before)
    name = _BEFORE_CODE.sub("", before).strip(_EDGES) + after.strip(_EDGES)
    return (_EMPTY_BRACKETS.sub("", name).strip(_EDGES + _OPENS), codes[0])


def ends_of_term(text: str) -> Parts:
    """Part `2026-08-05至2031-08-04`; of anything else the whole stands for the beginning, which refuses it."""
    ends = [end.strip() for end in _TERM.split(unicodedata.normalize("NFKC", text)) if end and end.strip()]
    if len(ends) == 2 and is_day(ends[0]):
        return (ends[0], ends[1])
    return (text, "")


def words_of(split: Split) -> Parts:
    """Return what the two parts are, as a person calls them."""
    return ("名称", "代码") if split is name_and_code else ("开始", "结束")


def pair_of(
    heading: str, texts: Sequence[str], targets: Sequence[Target], found: Callable[[str], Sequence[Target]]
) -> Pair | None:
    """Return which two targets a column fills; None where its cells do not bear that out.

    Args:
        heading: the column's own name.
        texts: a sample of its cells.
        targets: where nothing goes yet.
        found: the targets that a name may mean, the surest first.
    """
    split = split_of(texts)
    if split is name_and_code:
        return _named_and_coded(heading, targets, found)
    return _term(heading, targets) if split else None


def split_of(texts: Sequence[str]) -> Split | None:
    """Return how most cells of a column can be parted; None where they say one thing."""
    filled = [text for text in texts if text.strip()]
    if len(filled) < _FEWEST:
        return None
    if _share(filled, _has_both) >= _MOSTLY:
        return name_and_code
    return ends_of_term if _share(filled, _is_term) >= _MOSTLY else None


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts)


def _has_both(text: str) -> bool:
    name, code = name_and_code(text)
    return bool(code) and len(name) > 1


def _is_term(text: str) -> bool:
    start, end = ends_of_term(text)
    return bool(end) and is_day(start) and is_day(end)


def _named_and_coded(
    heading: str, targets: Sequence[Target], found: Callable[[str], Sequence[Target]]
) -> Pair | None:
    free = set(targets)
    pieces = [piece for piece in _HEADING_PARTS.split(heading) if piece and piece.strip()]
    meant = [target for piece in (*pieces, bare(heading)) for target in found(piece) if target in free]
    name = next((one for one in meant if one.asked.kind != "uscc"), None)
    if name is None:
        return None
    code = next((one for one in meant if one.asked.kind == "uscc"), None) or next(
        (one for one in targets if one.asked.kind == "uscc" and one.path == f"{name.path}_uscc"), None
    )
    return Pair(name, code, name_and_code) if code else None


def _term(heading: str, targets: Sequence[Target]) -> Pair | None:
    """Find the two fields for days whose names begin alike and end with 自 and 至, and of which the heading speaks."""
    words = bare(heading).removesuffix("限").removesuffix("间")
    pairs = [pair for pair in _begun_and_ended(targets) if words.endswith(pair[0]) or pair[0].endswith(words)]
    return Pair(pairs[0][1], pairs[0][2], ends_of_term) if words and len(pairs) == 1 else None


def _begun_and_ended(targets: Sequence[Target]) -> Iterator[tuple[str, Target, Target]]:
    days = [target for target in targets if target.asked.kind == "date"]
    ends = {match[1]: one for one in days if (match := _ENDS.fullmatch(normal(one.asked.label))) and match[1]}
    for one in days:
        match = _BEGINS.fullmatch(normal(one.asked.label))
        if match and match[1] in ends:
            yield match[1], one, ends[match[1]]
