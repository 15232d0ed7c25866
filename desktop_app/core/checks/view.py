"""A unit with its surroundings, as a rule sees it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from desktop_app.core.checks.aligned import Heading
from desktop_app.core.checks.normal import Normal
from desktop_app.core.checks.unit import Unit, UnitKind

_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_CLAUSE_LENGTH = 60
_UNPUBLISHED_PARTS = frozenset({"comment", "revision", "notes", "annotation", "metadata"})
_CAPTION = re.compile(r"[^0-9*]{2,12}")
_LONGEST_LABEL = 20
_WRAPPED = 12
"""A line of more characters without an end mark is taken for the beginning of a wrapped sentence."""
_ITEM = re.compile(
    r"\s*(?:[^\s，,。；;：:]{2,12}[：:]|[0-9]{1,3}[.、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳])"
)
"""A form's line or an item of a list: it begins anew."""
_WHOLE = re.compile(
    r"\s*[^\s，,。；;：:]{2,12}[：:][^，,。；;（(]*(?:[（(][^）)]{0,40}[）)][^，,。；;（(]{0,40}){0,3}|"
    r"[^\t]*\t.*|.*\S {2,}\S.*",
    re.DOTALL,
)
"""A form's line with its values, or columns: nothing of it goes on below."""


@lru_cache(maxsize=4096)
def _without_blanks(label: str) -> str:
    """Columns name all their cells alike."""
    return re.sub(r"\s", "", label)


class View(msgspec.Struct, frozen=True, gc=False):
    """A unit, its normalised text, and what stands around it.

    Args:
        line: the unit's place on its page or in its part, from 1.
        before: normalised texts of the units just before, nearest last; of the same part and file.
        after: normalised texts of the units just after, nearest first.
        heading: of the list, typed line by line, in which this line stands.
    """

    unit: Unit
    normal: Normal
    line: int = 1
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    heading: Heading | None = None

    @property
    def text(self) -> str:
        """The text that rules search."""
        return self.normal.text

    @property
    def is_cell(self) -> bool:
        """Whether this is a table's cell below a header."""
        return self.unit.kind is UnitKind.CELL

    @property
    def is_unpublished(self) -> bool:
        """Whether its maker did not mean it to be read: comments, deletions, notes, hidden text."""
        return self.unit.is_hidden or self.unit.place.part in _UNPUBLISHED_PARTS

    @property
    def label(self) -> str:
        """The field's or column's name without blanks."""
        return _without_blanks(self.unit.label)

    @property
    def caption(self) -> str:
        """What names the value: its label; of a form's cell without one, the short words beside it."""
        if self.label or not self.is_cell:
            return self.label
        return " ".join(text for _, text in self.unit.row if _CAPTION.fullmatch(text))

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the row's other columns."""
        return tuple(_without_blanks(header) for header, _ in self.unit.row)

    @property
    def row(self) -> tuple[tuple[str, str], ...]:
        """Header and text: of a cell's other cells, or of all of a line in a list typed line by line."""
        if self.heading is None:
            return self.unit.row
        return tuple(zip(self.heading.names, self.heading.cells(self.text), strict=False))

    def column(self, at: int) -> str:
        """Return what names the value at a place of the text: its label, or its column in a list of lines."""
        return self.caption or (self.heading.column(self.text, at) if self.heading else "")

    @property
    def where(self) -> str:
        """How a message names the place: `第 7 行“身份证号”列`; empty in running text."""
        label = self.label
        if not label or len(label) > _LONGEST_LABEL or re.search(r"[0-9*]{4}", label):
            return ""
        if not self.is_cell:
            return f"“{label}”"
        row = self.unit.place.row
        return f"第 {row} 行“{label}”列" if row else f"“{label}”列"

    def lead(self, start: int) -> str:
        """Return what its sentence says before a place, at most 60 characters.

        A line that begins in the middle of a sentence is continued backwards into the line before it.
        """
        head = self.text[max(0, start - _CLAUSE_LENGTH) : start]
        said = _SENTENCE_END.split(head)[-1]
        goes_on = bool(self.before) and len(said) == start < _CLAUSE_LENGTH and not self.is_cell
        if goes_on and not _ITEM.match(self.text):
            previous = self.before[-1]
            if not _SENTENCE_END.search(previous[-1:]) and len(previous) > _WRAPPED:
                said = _SENTENCE_END.split(previous[-_CLAUSE_LENGTH:])[-1] + said
        return said

    def tail(self, end: int, length: int = 20) -> str:
        """Return what its sentence says after a place; a wrapped line is continued into the one below."""
        said = _SENTENCE_END.split(self.text[end : end + length])[0]
        wrapped = len(self.text) > _WRAPPED and end + len(said) == len(self.text)
        if self.after and wrapped and not self.is_cell and not self._ends_here:
            said += _SENTENCE_END.split(self.after[0][: length - len(said)])[0]
        return said

    @property
    def _ends_here(self) -> bool:
        return bool(_ITEM.match(self.after[0]) or _WHOLE.fullmatch(self.text))

    def sentence(self, start: int, end: int) -> str:
        """Return the sentence around a range, the range itself included."""
        return self.lead(start) + self.text[start:end] + self.tail(end, _CLAUSE_LENGTH)
