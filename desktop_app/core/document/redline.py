"""Two versions of a document as one: what was taken out and what was put in, marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest

from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Cell,
    Change,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    Title,
    block_lines,
    text_of,
)

LEGEND = "（修改对照稿：划去的是删掉的，加下划线的是新写的）"
_TOKEN = re.compile(r"\d[\d.,%年月日〔〕号]*|[A-Za-z]+|.", re.DOTALL)
"""What is never marked in part: a number with its unit, a Latin word."""
_ALIKE = 0.4
"""Share from which two paragraphs count as one that was changed."""


def redline(before: Document, after: Document) -> Document:
    """Return the newer version with the older one's words marked as removed and its own new ones as added."""
    blocks = list(_blocks(before.blocks, after.blocks))
    place = next(at for at, block in enumerate(blocks) if isinstance(block, Title)) + 1
    legend = Paragraph((Run(LEGEND),), "lead")
    return replace(after, blocks=(*blocks[:place], legend, *blocks[place:]))


def is_changed(document: Document) -> bool:
    """Say whether a redline marks anything."""
    return any(run.change for block in document.blocks for run in _all_runs(block))


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Block]:
    old, new = [_key(block) for block in before], [_key(block) for block in after]
    for tag, first, last, start, stop in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from after[start:stop]
        else:
            yield from _replaced(before[first:last], after[start:stop])


def _replaced(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks that took each other's place: like ones merged, in the order of both."""
    at = 0
    for block in after:
        twin = next((number for number in range(at, len(before)) if _are_alike(before[number], block)), None)
        if twin is None:
            yield _marked(block, "added")
            continue
        yield from (_marked(one, "removed") for one in before[at:twin])
        yield _merged(before[twin], block)
        at = twin + 1
    yield from (_marked(one, "removed") for one in before[at:])


def _key(block: Block) -> tuple[str, str]:
    kind = block.role if isinstance(block, Paragraph) else type(block).__name__
    return kind, "\n".join(block_lines(block))


def _are_alike(one: Block, other: Block) -> bool:
    if isinstance(one, Title) and isinstance(other, Title):
        return True
    if isinstance(one, Table) and isinstance(other, Table):
        return len(one.columns) == len(other.columns)
    if _key(one)[0] != _key(other)[0]:
        return False
    return SequenceMatcher(None, _key(one)[1], _key(other)[1], autojunk=False).ratio() >= _ALIKE


def _merged(before: Block, after: Block) -> Block:
    match before, after:
        case Title() as old, Title() as new:
            return replace(new, runs=_runs(old.runs, new.runs))
        case Paragraph() as was, Paragraph() as now:
            return replace(now, runs=_runs(was.runs, now.runs))
        case Heading(), Heading():
            return replace(after, runs=_runs(before.runs, after.runs), body=_runs(before.body, after.body))
        case Table(), Table():
            return replace(
                after,
                caption=_runs(before.caption, after.caption),
                header=tuple(_rows(before.header, after.header)),
                rows=tuple(_rows(before.rows, after.rows)),
                total=tuple(_rows(before.total, after.total)),
            )
    return after


def _rows(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    was, now = list(_bands(before)), list(_bands(after))
    old, new = [_words_of(band) for band in was], [_words_of(band) for band in now]
    for tag, first, last, start, stop in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            for band in now[start:stop]:
                yield from band
            continue
        for removed, added in zip_longest(was[first:last], now[start:stop], fillvalue=()):
            yield from _band(removed, added)


def _band(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    """Yield a band's rows: cell by cell where both have the same shape, else the older ones before the newer."""
    if _shape(before) != _shape(after):
        yield from (_marked_row(row, "removed") for row in before)
        yield from (_marked_row(row, "added") for row in after)
        return
    for was, now in zip(before, after, strict=True):
        yield tuple(
            replace(cell, runs=_runs(old.runs, cell.runs)) for old, cell in zip(was, now, strict=True)
        )


def _bands(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield the rows that hold together: no cell reaches out of its band."""
    band: list[Row] = []
    below = 0
    for row in rows:
        band.append(row)
        below = max(below, *(cell.rowspan for cell in row), 1) - 1
        if not below:
            yield tuple(band)
            band = []
    if band:
        yield tuple(band)


def _shape(band: Sequence[Row]) -> list[list[tuple[int, int]]]:
    return [[(cell.rowspan, cell.colspan) for cell in row] for row in band]


def _runs(before: Runs, after: Runs) -> Runs:
    """Return the newer words with the differences marked; the fields of what is there now stay."""
    old, new = list(_tokens(before)), list(_tokens(after))
    words = [token.text for token in old], [token.text for token in new]
    made: list[Run] = []
    for tag, first, last, start, stop in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag == "equal":
            made += new[start:stop]
        else:
            made += [replace(one, change="removed") for one in old[first:last]]
            made += [replace(one, change="added") for one in new[start:stop]]
    return tuple(_joined(made))


def _tokens(runs: Runs) -> Iterator[Run]:
    for run in runs:
        yield from (replace(run, text=token) for token in _TOKEN.findall(run.text))


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    waiting: Run | None = None
    for run in runs:
        if waiting is not None and replace(waiting, text="") == replace(run, text=""):
            waiting = replace(waiting, text=waiting.text + run.text)
            continue
        if waiting is not None:
            yield waiting
        waiting = run
    if waiting is not None:
        yield waiting


def _marked(block: Block, change: Change) -> Block:
    match block:
        case Title() | Paragraph():
            return replace(block, runs=_all(block.runs, change))
        case Heading():
            return replace(block, runs=_all(block.runs, change), body=_all(block.body, change))
        case Table():
            parts = {
                name: tuple(_marked_row(row, change) for row in rows)
                for name, rows in (("header", block.header), ("rows", block.rows), ("total", block.total))
            }
            return Table(block.columns, **parts, caption=_all(block.caption, change))
        case AttachmentNote():
            return Paragraph(_all((Run("\n".join(block.lines())),), change))


def _marked_row(row: Row, change: Change) -> Row:
    return tuple(replace(cell, runs=_all(cell.runs, change)) for cell in row)


def _all(runs: Runs, change: Change) -> Runs:
    return tuple(replace(run, change=change) for run in runs)


def _words_of(band: Sequence[Row]) -> tuple[str, ...]:
    """Return what rows are known by: their words without the number, which moves when another row goes."""
    words = tuple(text_of(cell.runs) for row in band for cell in row)
    return words[1:] if words and words[0].isdigit() else words


def _all_runs(block: Block) -> Iterator[Run]:
    match block:
        case Title() | Paragraph():
            yield from block.runs
        case Heading():
            yield from (*block.runs, *block.body)
        case Table():
            yield from block.caption
            cells: Iterator[Cell] = (cell for row in block.all_rows() for cell in row)
            yield from (run for cell in cells for run in cell.runs)
        case AttachmentNote():
            return
