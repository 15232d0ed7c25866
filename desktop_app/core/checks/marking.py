"""Where a text bears a marking, as opposed to speaking of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.unit import UnitKind
from desktop_app.core.checks.view import View

MARGINS = frozenset({"header", "footer", "textbox", "layer", "annotation"})
"""Parts that carry markings rather than sentences; a watermark is a layer or a header's text box."""
_OPENING, _CLOSING = '（(【[［〔《“"「『<〈', '）)】]］〕》”"」』>〉'
_DECORATION = " \t●■◆▲△※★☆!！。.-—_　·"
_LONGEST_MARK = 24


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text with the index at which it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def standalone(view: View, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a line consists of nothing but the mark, brackets and ornament aside.

    Cells below a header are skipped: a list may have such words as entries.
    """
    if view.unit.kind is UnitKind.HEADER or (view.is_cell and view.label):
        return
    for start, line in lines(view.text):
        bare = line.strip(_DECORATION + _OPENING + _CLOSING)
        if bare and len(bare) <= _LONGEST_MARK and mark.fullmatch(re.sub(r"\s", "", bare)):
            at = start + line.index(bare)
            yield at, at + len(bare)


def bracketed(view: View, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where a line begins or ends with the mark in brackets, as a title or a note bears it."""
    if view.is_cell and view.label:
        return
    for start, line in lines(view.text):
        for match in re.finditer(r"[（(【\[［]([^（(【\[［）)】\]］]{2,24})[）)】\]］]", line):
            outside = line[: match.start()].strip(), line[match.end() :].strip(_DECORATION)
            if not all(outside) and mark.fullmatch(re.sub(r"\s", "", match[1])):
                yield start + match.start(1), start + match.end(1)
