"""A page's text as lines with places, and the pieces of it that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from typing import Any

import pypdfium2.raw as pdfium

from desktop_app.adapters.readers.layout import Line, Rules, Stroke, Word
from desktop_app.adapters.readers.pdf.drawing import Box
from desktop_app.adapters.readers.pdf.visibility import Hiding

UNMAPPED = "\ufffd"
"""A character whose font does not say what it means."""
_TOKEN = re.compile(r"\S+")
_SET_APART = re.compile(r" (?:(?<=[一-鿿] )(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%] )(?=[一-鿿]))")
"""Typesetters leave a thin gap between Chinese and Latin, of which PDFium makes a blank."""
_GAP_EM = 0.9
_LEVEL_EM, _BLANK_EM = 0.2, 0.15
_RUN_ON = re.compile(r"[0-9]{17}[0-9Xx][0-9*.,Xx]+")
"""Longer than any number that people have: two columns without a blank between them."""
_LEAP_EM = 0.05
_SHORTEST_RULE_PT = 8.0
_TOUCH_PT = 0.6
"""So far a character may reach over the line of its cell."""
_ANSWER = pdfium.FS_RECTF()


def characters(text_page: Any) -> str:
    """Return the page's text, one character for each of PDFium's, so that indexes agree."""
    count = pdfium.FPDFText_CountChars(text_page)
    text: str = text_page.get_text_range(errors="replace") if count else ""
    if len(text) == count:
        return text
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNMAPPED


def lines_of(text_page: Any, text: str, hidden: Mapping[int, Hiding], rules: Rules) -> Iterator[Line]:
    """Yield the lines that are seen, as words parted where a wide gap or a ruled line lies between them.

    A page with few words PDFium may take for one written downwards: each of its letters is a line.
    """
    line: Line = ()
    for start, end in _line_ranges(text):
        words = [
            word
            for first, last in _seen_ranges(start, end, hidden)
            for word in _words(text_page, text, first, last, rules)
        ]
        if line and words and _goes_on(line[-1], words[0], rules):
            line = (*line[:-1], _together(line[-1], words[0]), *words[1:])
        elif words:
            if line:
                yield line
            line = tuple(words)
    if line:
        yield line


def _goes_on(word: Word, following: Word, rules: Rules) -> bool:
    """Tell whether a word stands on the same level right behind another, in the same cell."""
    em = max(word.height, 1.0)
    return (
        abs(following.top - word.top) < _LEVEL_EM * em
        and abs(following.bottom - word.bottom) < _LEVEL_EM * em
        and -_LEVEL_EM * em < following.left - word.right < _GAP_EM * em
        and not any(
            word.right - _TOUCH_PT <= x <= following.left + _TOUCH_PT
            for x in rules.columns_at(word.middle[1])
        )
    )


def _together(word: Word, following: Word) -> Word:
    blank = " " if following.left - word.right > _BLANK_EM * word.height else ""
    return Word(
        word.text + blank + following.text,
        word.left,
        min(word.top, following.top),
        following.right,
        max(word.bottom, following.bottom),
    )


def hidden_pieces(text: str, hidden: Mapping[int, Hiding]) -> Iterator[tuple[Hiding, str]]:
    """Yield each piece of a line that is not seen; a single character's edge is no piece."""
    for start, end in _line_ranges(text):
        indexes = [index for index in range(start, end) if index in hidden or text[index].isspace()]
        for run in _runs(indexes):
            while run and run[0] not in hidden:
                run = run[1:]
            for why, part in groupby(
                (index for index in run if index in hidden), key=lambda index: hidden[index]
            ):
                piece = list(part)
                said = text[piece[0] : piece[-1] + 1].strip()
                if len(said) > 1 or (said and end - start == 1):
                    yield why, said


def rules_of(rules: list[Box]) -> Rules:
    """Return a page's ruled lines; short strokes are ornaments."""
    upright = (
        Stroke((rule.left + rule.right) / 2, -rule.top, -rule.bottom)
        for rule in rules
        if rule.top - rule.bottom > _SHORTEST_RULE_PT
    )
    level = (
        Stroke(-(rule.top + rule.bottom) / 2, rule.left, rule.right)
        for rule in rules
        if rule.right - rule.left > _SHORTEST_RULE_PT
    )
    return Rules(tuple(sorted(upright)), tuple(sorted(level)))


def type_box(text_page: Any, index: int) -> Box:
    """Return where a character stands, as high as its line: a full stop and an ideograph alike."""
    pdfium.FPDFText_GetLooseCharBox(text_page, index, _ANSWER)
    return Box(_ANSWER.left, _ANSWER.bottom, _ANSWER.right, _ANSWER.top)


def _line_ranges(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\r\n\x00]+", text):
        if not match[0].isspace():
            yield match.span()


def _seen_ranges(start: int, end: int, hidden: Mapping[int, Hiding]) -> list[tuple[int, int]]:
    if not hidden:
        return [(start, end)]
    seen = [index for index in range(start, end) if index not in hidden]
    return [(run[0], run[-1] + 1) for run in _runs(seen)]


def _runs(indexes: list[int]) -> Iterator[list[int]]:
    """Yield stretches of neighbouring numbers."""
    for _, run in groupby(enumerate(indexes), key=lambda pair: pair[1] - pair[0]):
        yield [index for _, index in run]


def _words(text_page: Any, text: str, start: int, end: int, rules: Rules) -> Iterator[Word]:
    """Yield the words of a line; only a blank may be a gap, so few characters are asked for their place."""
    first: tuple[int, Box] | None = None
    last_end, last_box = start, Box(0, 0, 0, 0)
    columns = _columns(text_page, text, start, end, rules)
    for begin, stop in _tokens(text_page, text, start, end, columns):
        opening = type_box(text_page, begin)
        closing = type_box(text_page, stop - 1) if stop - begin > 1 else opening
        if first is not None:
            em = max(last_box.top - last_box.bottom, opening.top - opening.bottom, 1.0)
            gap = opening.left - last_box.right
            is_cut = begin == last_end
            if gap > _GAP_EM * em or gap < -em or is_cut or _are_parted(last_box, opening, columns):
                yield _word(text[first[0] : last_end], first[1], last_box)
                first = None
        if first is None:
            first = begin, opening
        last_end, last_box = stop, closing
    if first is not None:
        yield _word(text[first[0] : last_end], first[1], last_box)


def _columns(text_page: Any, text: str, start: int, end: int, rules: Rules) -> tuple[float, ...]:
    """Return where upright lines stand beside a line of text."""
    token = _TOKEN.search(text, start, end) if rules.upright else None
    if token is None:
        return ()
    box = type_box(text_page, token.start())
    return rules.columns_at(-(box.top + box.bottom) / 2)


def _tokens(
    text_page: Any, text: str, start: int, end: int, columns: tuple[float, ...]
) -> Iterator[tuple[int, int]]:
    """Yield where runs without a blank stand.

    One that crosses a ruled line between two letters is two, and so are two columns' figures that nearly touch.
    """
    for token in _TOKEN.finditer(text, start, end):
        begin, stop = token.span()
        cuts = set(_cuts(text_page, begin, stop, columns)) if columns and stop - begin > 1 else set()
        for run_on in _RUN_ON.finditer(text, begin, stop):
            cuts.update(_leaps(text_page, *run_on.span()))
        for cut in sorted(cuts):
            yield begin, cut
            begin = cut
        yield begin, stop


def _cuts(text_page: Any, begin: int, stop: int, columns: tuple[float, ...]) -> Iterator[int]:
    left, right = type_box(text_page, begin).right, type_box(text_page, stop - 1).left
    if not any(left - _TOUCH_PT < x < right + _TOUCH_PT for x in columns):
        return
    boxes = [type_box(text_page, index) for index in range(begin, stop)]
    for index, (one, other) in enumerate(pairwise(boxes), begin + 1):
        if _are_parted(one, other, columns):
            yield index


def _leaps(text_page: Any, begin: int, stop: int) -> Iterator[int]:
    """Yield where a figure does not stand right behind the one before."""
    boxes = [type_box(text_page, index) for index in range(begin, stop)]
    for index, (one, other) in enumerate(pairwise(boxes), begin + 1):
        if other.left - one.right > _LEAP_EM * (one.top - one.bottom):
            yield index


def _are_parted(one: Box, other: Box, columns: tuple[float, ...]) -> bool:
    """Tell whether a ruled line stands between two characters: they are in two cells."""
    return any(one.right - _TOUCH_PT <= x <= other.left + _TOUCH_PT for x in columns)


def _word(text: str, first: Box, last: Box) -> Word:
    return Word(
        _SET_APART.sub("", text.strip()),
        min(first.left, last.left),
        -max(first.top, last.top),
        max(first.right, last.right),
        -min(first.bottom, last.bottom),
    )
