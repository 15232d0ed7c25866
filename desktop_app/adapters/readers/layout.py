"""Words with their place on a page to units: paragraphs, and tables that know their header.

Shared by PDFs and recognised pictures. Rows and columns follow ruled lines where there are any, else gaps.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from desktop_app.adapters.readers.table import header_row, table_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2
_UNRULED_ROWS, _UNRULED_COLUMNS = 3, 3
_SAME_ROW = 0.5
_SAME_STROKE = 2.5
_FEWEST_BOXES = 8
_ADDRESS = re.compile(r"(?:@|://)\S*$")
_WRAP_EM = 1.6
_LATIN_EM = 0.5
_UNBROKEN = re.compile(r"[!-~]{0,60}")
"""What typesetters move to the next line as a whole: a number, an address, a word."""
_LINE_GAP_EM = 1.3


@dataclass(frozen=True, slots=True)
class Word:
    """A run of text without a wide gap, in points or pixels, downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The size of its type, near enough."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Stroke(NamedTuple):
    """A ruled line: where it lies across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """A page's ruled lines, downwards like words; both sorted by where they lie."""

    upright: tuple[Stroke, ...] = ()
    level: tuple[Stroke, ...] = ()

    def columns_at(self, y: float) -> tuple[float, ...]:
        """Return where upright lines stand at this height, near ones taken for one."""
        return _distinct(stroke.at for stroke in self.upright if stroke.start <= y <= stroke.end)

    def rows_between(self, left: float, right: float) -> tuple[float, ...]:
        """Return where level lines lie within this width."""
        return _distinct(stroke.at for stroke in self.level if stroke.start < right and left < stroke.end)


Line = tuple[Word, ...]
"""What stands on one level, from the left."""
_Row = dict[int, list[Word]]


class _Look(Enum):
    """What a line looks like."""

    PLAIN = auto()
    GAPPED = auto()
    RULED = auto()


@dataclass(slots=True)
class _Table:
    columns: int
    rows: list[tuple[str, ...]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)


class Flow:
    """Turns page after page into units; paragraphs and tables are counted through the document.

    A table is kept until something else follows it, for it may go on upon the next page without its header.
    """

    def __init__(self) -> None:
        self._paragraph = 0
        self._tables = 0
        self._open: _Table | None = None

    def page(self, number: int | None, lines: Sequence[Line], rules: Rules | None = None) -> Iterator[Unit]:
        """Yield a page's units in reading order; a table at its end comes with a later page or `finish`.

        Args:
            number: of the page, None for a picture.
            lines: in reading order.
            rules: where the page has any.
        """
        going_on = self._open.columns if self._open else 0
        for part in _parts(lines, rules or Rules(), going_on):
            if isinstance(part, list):
                yield from self._continue(part, number)
            else:
                yield from self.finish()
                yield self.paragraph(part, number)

    def paragraph(self, text: str, number: int | None) -> Unit:
        """Return a text of its own as the document's next paragraph."""
        self._paragraph += 1
        return Unit(text, Place(page=number, paragraph=self._paragraph))

    def next_place(self, number: int | None) -> Place:
        """Return the place of something else upon the page, counted like a paragraph."""
        return self.paragraph("", number).place

    def finish(self) -> Iterator[Unit]:
        """Yield the table that is still open."""
        table, self._open = self._open, None
        if table:
            self._tables += 1
            yield from table_units(table.rows, _place_in(table, self._tables))

    def _continue(self, rows: list[tuple[str, ...]], number: int | None) -> Iterator[Unit]:
        table, page = self._open, number or 0
        columns = max(map(len, rows))
        if table and table.columns == columns and table.pages[-1] < page:
            rows = rows[1:] if rows[0] == table.rows[0] else rows
            is_new = header_row(rows) is not None and header_row(table.rows) != header_row(rows)
            if not is_new:
                table.rows += rows
                table.pages += [page] * len(rows)
                return
        yield from self.finish()
        self._open = _Table(columns, rows, [page] * len(rows))


def lines_from(words: Iterable[Word], gap_em: float | None = None) -> list[Line]:
    """Return words in any order as lines, downwards; those nearer than the gap (in heights of type) as one."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if rows and word.middle[1] - rows[-1][-1].middle[1] < _SAME_ROW * rows[-1][-1].height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_closed_up(sorted(row, key=lambda word: word.left), gap_em) for row in rows]


def _closed_up(row: list[Word], gap_em: float | None) -> Line:
    words: list[Word] = []
    for word in row:
        last = words[-1] if words else None
        if last is None or gap_em is None or word.left - last.right >= gap_em * last.height:
            words.append(word)
            continue
        top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
        words[-1] = Word(last.text + word.text, last.left, top, max(last.right, word.right), bottom)
    return tuple(words)


def _place_in(table: _Table, number: int) -> Callable[[int, int], Place]:
    def place(row: int, _column: int) -> Place:
        return Place(page=table.pages[row] or None, table=number, row=row + 1)

    return place


def _parts(lines: Sequence[Line], rules: Rules, going_on: int) -> Iterator[str | list[tuple[str, ...]]]:
    """Yield paragraphs as texts and tables as rows, in reading order.

    Args:
        going_on: the columns of a table that the page before has begun; its end may be a single row.
    """
    right = max((line[-1].right for line in lines if line), default=0.0)
    pending: list[Line] = []
    for look, run in _runs(lines, rules):
        if look is _Look.GAPPED:
            pending, run = [*pending, *_leading(run)], run[len(_leading(run)) :]
        table = None if look is _Look.PLAIN else _table(run, rules, look, going_on)
        if table is None:
            pending += run
            continue
        yield from _paragraphs(pending, right)
        pending = []
        yield table
    yield from _paragraphs(pending, right)


def _runs(lines: Sequence[Line], rules: Rules) -> Iterator[tuple[_Look, list[Line]]]:
    """Yield stretches of lines of one look."""
    for look, run in groupby(lines, key=lambda line: _look(line, rules)):
        yield look, list(run)


def _leading(run: list[Line]) -> list[Line]:
    """Lines before a table that only look alike, as a sentence with a gap."""
    return list(takewhile(lambda line: len(line) < _UNRULED_COLUMNS, run))


def _look(line: Line, rules: Rules) -> _Look:
    columns = rules.columns_at(line[0].middle[1]) if rules.upright else ()
    if len(columns) > _FEWEST_COLUMNS and all(columns[0] < word.middle[0] < columns[-1] for word in line):
        return _Look.RULED
    return _Look.GAPPED if len(line) > 1 else _Look.PLAIN


def _table(lines: list[Line], rules: Rules, look: _Look, going_on: int) -> list[tuple[str, ...]] | None:
    words = [word for line in lines for word in line]
    is_ruled = look is _Look.RULED
    rows = _ruled_rows(words, rules) if is_ruled else _unruled_rows(words)
    columns = max((max(row) + 1 for row in rows), default=0)
    fewest = (_FEWEST_ROWS, _FEWEST_COLUMNS) if is_ruled else (_UNRULED_ROWS, _UNRULED_COLUMNS)
    is_rest = rows and columns == going_on
    if not is_rest and (len(rows) < fewest[0] or columns < fewest[1]):
        return None
    return [_boxed([_joined(row.get(column, ())) for column in range(columns)]) for row in rows]


def _boxed(cells: list[str]) -> tuple[str, ...]:
    """Return a row's cells, a number that has a box for each digit put together into the first of them."""
    for start, end in _single_runs(cells):
        cells[start:end] = ["".join(cells[start:end]), *[""] * (end - start - 1)]
    return tuple(cells)


def _single_runs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where so many single letters or digits follow each other that they are one number."""
    start = 0
    for is_single, run in groupby(
        texts, key=lambda text: len(text) == 1 and text.isascii() and text.isalnum()
    ):
        end = start + len(list(run))
        if is_single and end - start >= _FEWEST_BOXES:
            yield start, end
        start = end


def _ruled_rows(words: list[Word], rules: Rules) -> list[_Row]:
    """Words by the cells of a grid; its columns are the upright lines at any of their heights."""
    ys = rules.rows_between(min(word.left for word in words), max(word.right for word in words))
    xs = _distinct(x for word in words for x in rules.columns_at(word.middle[1]))
    rows: dict[int, _Row] = {}
    for word in words:
        x, y = word.middle
        rows.setdefault(bisect(ys, y), {}).setdefault(bisect(xs, x) - 1, []).append(word)
    return [rows[index] for index in sorted(rows)]


def _unruled_rows(words: list[Word]) -> list[_Row]:
    rows = _levels(words)
    edges = _column_edges(words)
    return [_by_column(row, edges) for row in rows]


def _levels(words: list[Word]) -> list[list[Word]]:
    """Words by the level on which they stand."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle[1]):
        if rows and word.middle[1] - rows[-1][0].middle[1] < _SAME_ROW * rows[-1][0].height:
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _column_edges(words: list[Word]) -> list[float]:
    """Where columns begin: words that overlap in x belong to one."""
    edges: list[float] = []
    reach = float("-inf")
    for word in sorted(words, key=lambda word: word.left):
        if word.left >= reach:
            edges.append(word.left)
        reach = max(reach, word.right)
    return edges


def _by_column(row: list[Word], edges: list[float]) -> _Row:
    cells: _Row = {}
    for word in row:
        cells.setdefault(bisect(edges, word.left) - 1, []).append(word)
    return cells


def _joined(words: Sequence[Word]) -> str:
    """A cell's text: wrapped lines without a blank between Chinese or figures."""
    ordered = [word for level in _levels(list(words)) for word in sorted(level, key=lambda word: word.left)]
    text = ""
    for word in ordered:
        text += " " + word.text if _needs_blank(text, word.text) else word.text
    return text


def _paragraphs(lines: Sequence[Line], right: float) -> Iterator[str]:
    """Yield texts of lines, those joined that one line break has parted."""
    text = ""
    for line, following in pairwise([*lines, ()]):
        said = "  ".join(filter(None, _boxed([word.text for word in line])))
        text += " " + said if _needs_blank(text, said) else said
        if not following or not _goes_on(line, following, right):
            yield text
            text = ""


def _goes_on(line: Line, following: Line, right: float) -> bool:
    """Tell whether a full line is continued by the one below."""
    if len(line) > 1 or len(following) > 1:
        return False
    this, below = line[0], following[0]
    em = max(this.height, 1.0)
    moved = len(_UNBROKEN.match(below.text)[0])  # type: ignore[index]
    return (
        right - this.right < (_WRAP_EM + _LATIN_EM * moved) * em
        and below.left <= this.left + 0.5 * em
        and abs(below.height - this.height) < 0.3 * em
        and 0 < below.top - this.bottom < _LINE_GAP_EM * em
    )


def _needs_blank(before: str, after: str) -> bool:
    """Tell whether a line break stood for a blank: between Latin words, but not within an address."""
    are_words = all(sign.isascii() and sign.isalpha() for sign in (before[-1:] or "1", after[:1] or "1"))
    return are_words and not _ADDRESS.search(before)


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME_STROKE:
            kept.append(value)
    return tuple(kept)
