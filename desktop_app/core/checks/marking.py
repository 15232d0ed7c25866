"""Where a text bears a marking, as opposed to speaking of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop_app.core.checks.lexicon import marks as words
from desktop_app.core.checks.unit import UnitKind
from desktop_app.core.checks.view import View

MARGINS = frozenset({"header", "footer", "textbox", "layer", "annotation"})
"""Parts that carry markings rather than sentences; a watermark is a layer or a header's text box."""
_OPENING, _CLOSING = '（(【[［〔《“"「『<〈', '）)】]］〕》”"」』>〉'
_DECORATION = " \t●■◆▲△※★☆!！。.-—_　·|*#=~"
_LONGEST_MARK = 48
_LONGEST_LABEL = 10
_FORM_LABEL = re.compile(words.MARK_LABEL)
_NUMBERED = r"(?:[0-9]{4}年?[-—]?)?第?\s*[0-9一二三四五六七八九十X×_]{1,6}\s*[页期号份]"
_PAGE = re.compile(
    rf"^(?:{_NUMBERED}|[Nn№][oO]?\.?[:：]?[0-9]{{1,6}}|[0-9]{{1,3}}/[0-9]{{1,3}})\s+|"
    rf"(?:[\s|｜/·,，-]*(?:{_NUMBERED}|共\s*[0-9]{{1,4}}\s*页|[0-9]{{1,3}}\s*/\s*[0-9]{{1,3}}|-\s*[0-9]{{1,3}}\s*-|\s[0-9]{{1,3}})){{1,3}}$"
)
"""The number that a page's margin has beside its mark."""
_BESIDE, _APART = r"[^，,。；;：:的·•|｜/—-]{2,24}", r"(?:\s*[·•|｜/—-]+|\s{2,})"
_FIRM = r"[^，,。；;：:的\s·•|｜/—-]{0,20}(?:公司|集团|[厂社院所]|中心)"
_IN_BRACKETS = re.compile(r"[（(【\[［〔]([^（(【\[［〔）)】\]］〕]{2,60})[）)】\]］〕]")
_GAP = re.compile(r"[，,；;·•|｜/—]+|\s+")
_CONDITION = re.compile("[的者]$|^[是指的]|除外|应当|依法|涉及|属于|秘密|包括|[如若凡]")
"""Words of a rule about such papers."""
_OF_ITSELF = re.compile(
    rf"(?<=[。！!；;）)])\s*((?:{words.OURSELVES})[^。！!；;\n]{{2,{_LONGEST_MARK}}})(?=[。！!；;\n]|$)"
)
_BETWEEN = r"[，,、。；;:：·•/|｜▪◇◎—\-★☆*▲▲◆※●（）()【】\[\]!！]"


def mark_of(word: str, *others: str) -> re.Pattern[str]:
    """Return what a whole mark looks like: the word, said of the paper itself or not, and what goes with it.

    Args:
        word: a pattern of the words that make it a mark.
        others: patterns that may stand beside it.
    """
    beside = [one for one in (words.BAN, words.KEEP, *others) if one not in word]
    before = rf"(?:(?:{'|'.join(beside)}){_BETWEEN}*){{0,2}}" if beside else ""
    return re.compile(
        rf"{before}(?:注意[:：]?)?(?:(?:{words.OURSELVES})(?:{words.IS})?)?(?:{word})"
        rf"(?:{_BETWEEN}*(?:{'|'.join((*beside, word))})){{0,6}}{_BETWEEN}*"
    )


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text with the index at which it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def standalone(view: View, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a line consists of nothing but the mark; a form's label, page numbers and ornament aside.

    Cells below a header are skipped: a list may have such words as entries.
    """
    if view.unit.kind is UnitKind.HEADER or (view.is_cell and view.label):
        return
    for start, line in lines(view.text):
        for bare in _bare(line):
            if mark.fullmatch(re.sub(r"\s", "", bare)):
                at = start + line.index(bare)
                yield at, at + len(bare)
                break


def _bare(line: str) -> Iterator[str]:
    """Yield what is left of a line that may be a mark: without ornament, then without label and page."""
    bare = line.strip(_DECORATION + _OPENING + _CLOSING)
    if not bare or len(bare) > _LONGEST_MARK + 2 * _LONGEST_LABEL:
        return
    if len(bare) <= _LONGEST_MARK:
        yield bare
    label = _FORM_LABEL.match(bare)
    inner = _PAGE.sub("", bare[label.end() :] if label else bare).strip(_DECORATION + _OPENING + _CLOSING)
    if inner and inner != bare and len(inner) <= _LONGEST_MARK:
        yield inner


def bracketed(view: View, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a line begins or ends with the mark in brackets, as a title or a note bears it."""
    if view.is_cell and view.label:
        return
    for start, line in lines(view.text):
        for match in _IN_BRACKETS.finditer(line):
            outside = line[: match.start()].strip(_DECORATION), line[match.end() :].strip(_DECORATION)
            if not all(outside) and mark.fullmatch(re.sub(r"\s", "", match[1])):
                yield start + match.start(1), start + match.end(1)
            elif not any(outside):
                yield from ((start + at, start + end) for at, end in _beside_a_note(match, mark))


def _beside_a_note(brackets: re.Match[str], mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the mark that begins or ends a line in brackets; the rest says from whom the paper is, or which draft."""
    note, start = brackets[1], brackets.start(1)
    for gap in _GAP.finditer(note):
        first, last = note[: gap.start()], note[gap.end() :]
        if mark.fullmatch(re.sub(r"\s", "", last)) and not _CONDITION.search(first):
            yield start + gap.end(), brackets.end(1)
            return
        if mark.fullmatch(re.sub(r"\s", "", first)) and not _CONDITION.search(last):
            yield start, start + gap.start()
            return


def in_margin(view: View, word: str) -> Iterator[tuple[int, int]]:
    """Yield where a margin has the word set apart from what else it says: a firm, a number, who holds the page."""
    if view.unit.place.part in MARGINS:
        for start, line in lines(view.text):
            if match := _margin_with(word).fullmatch(line):
                yield start + match.start(1), start + match.end(1)


@lru_cache(maxsize=8)
def _margin_with(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{_BESIDE}{_APART}\s*|{_FIRM}\s+)?((?:{word})(?:[★☆*]?[0-9]{{1,2}}年)?)"
        rf"(?:(?:\s*{_APART}{_BESIDE}){{1,3}}|\s+{_FIRM})?\s*"
    )


def said(view: View, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the sentences within a paragraph that say of the paper itself nothing but the mark."""
    if view.is_cell and view.label:
        return
    for match in _OF_ITSELF.finditer(view.text):
        if mark.fullmatch(re.sub(r"\s", "", match[1])):
            yield match.span(1)
