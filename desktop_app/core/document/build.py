"""From the tree of a template's markup to blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import cast

from desktop_app.core.document.blocks import (
    Align,
    AttachmentNote,
    Block,
    Cell,
    Heading,
    Level,
    Paragraph,
    Role,
    Row,
    Run,
    Runs,
    Table,
    TableColumn,
    Title,
    cells_placed,
    text_of,
)
from desktop_app.core.document.columns import shares as column_shares
from desktop_app.core.document.markup import Element

_BROKEN_LINE = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[ \t]+")


def blocks(root: Element, *, landscape: bool = False) -> Iterator[Block]:
    """Yield the blocks of a tree, in order; paragraphs without words are left out.

    Args:
        landscape: whether the page lies, which gives tables more room.

    Raises:
        TemplateError: a table whose rows differ in width.
    """
    for child in root.children:
        if not isinstance(child, Element):
            continue
        if child.tag == "section":
            yield from blocks(child, landscape=landscape)
        elif (block := _block(child, landscape)) is not None:
            yield block


def _block(element: Element, landscape: bool) -> Block | None:
    if element.tag == "table":
        return _table(element, landscape)
    if element.tag == "ul":
        titles = tuple(text for item in element.elements("li") if (text := text_of(_runs(item))))
        return AttachmentNote(titles) if titles else None
    words = _runs(element)
    if element.tag == "h1":
        return Title(words)
    if not words:
        return None
    if element.tag == "p":
        return Paragraph(words, cast(Role, element.attributes.get("class", "body")))
    return _heading(element)


def _heading(element: Element) -> Heading:
    pieces = list(_pieces(element, Run("")))
    head = tuple(run for run, is_body in pieces if not is_body)
    body = tuple(run for run, is_body in pieces if is_body)
    return Heading(cast(Level, int(element.tag[1]) - 1), _tidy(head), _tidy(body))


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _runs(element: Element) -> Runs:
    return _tidy(run for run, _ in _pieces(element, Run("")))


def _pieces(element: Element, style: Run, is_body: bool = False) -> Iterator[tuple[Run, bool]]:
    """Yield runs, each with whether it belongs to a run-in heading's body."""
    for child in element.children:
        if isinstance(child, str):
            yield _with_text(style, child if style.field else _template_text(child)), is_body
        elif child.tag == "br":
            yield _with_text(style, "\n"), is_body
        else:
            yield from _pieces(
                child, _styled(style, child), is_body or child.attributes.get("class") == "body"
            )


def _with_text(style: Run, text: str) -> Run:
    return Run(text, style.strong, style.field, style.gap)


def _styled(style: Run, element: Element) -> Run:
    return Run(
        "",
        style.strong or element.tag == "strong",
        element.attributes.get("data-field", style.field),
        style.gap or "data-gap" in element.attributes,
    )


def _template_text(text: str) -> str:
    """Chinese needs no space where the template breaks a line."""
    return _SPACES.sub(" ", _BROKEN_LINE.sub("", text))


def _tidy(runs: Iterable[Run]) -> Runs:
    """Join neighbours of one kind and drop white space at both ends."""
    joined = [
        Run(text_of(same), *kind)
        for kind, same in groupby(runs, lambda run: (run.strong, run.field, run.gap))
    ]
    forward = _without_leading_space(joined, str.lstrip)
    backward = _without_leading_space(reversed(forward), str.rstrip)
    return tuple(reversed(backward))


def _without_leading_space(runs: Iterable[Run], strip: Callable[[str, str], str]) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        text = run.text if kept else strip(run.text, " \n")
        if text:
            kept.append(_with_text(run, text))
    return kept


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(element: Element, landscape: bool) -> Table | None:
    header, rows, total = (_rows(element, part) for part in ("thead", "tbody", "tfoot"))
    if not (header or rows or total):
        return None
    caption = next((_runs(one) for one in element.elements("caption")), ())
    columns = [column for group in element.elements("colgroup") for column in group.elements("col")]
    width = _width(element, (header, rows, total))
    if columns and len(columns) != width:
        raise element.error(f"表格每行 {width} 格，<col> 却有 {len(columns)} 个。")
    given = [float(column.attributes.get("width", 0)) for column in columns] or [0.0] * width
    shares = column_shares(given, (*header, *rows, *total), landscape=landscape)
    aligns = [cast(Align, column.attributes.get("class", "left")) for column in columns] or ["left"] * width
    return Table(
        tuple(TableColumn(share, align) for share, align in zip(shares, aligns, strict=True)),
        header,
        rows,
        total,
        caption,
    )


def _rows(table: Element, part: str) -> tuple[Row, ...]:
    return tuple(
        tuple(_cell(cell) for cell in row.elements("th", "td"))
        for group in table.elements(part)
        for row in group.elements("tr")
    )


def _cell(element: Element) -> Cell:
    return Cell(
        _runs(element),
        element.tag == "th",
        cast(Align | None, element.attributes.get("class")),
        int(element.attributes.get("colspan", 1)),
        int(element.attributes.get("rowspan", 1)),
    )


def _width(element: Element, parts: Iterable[tuple[Row, ...]]) -> int:
    """Return how many columns a table has."""
    width = 0
    for part in parts:
        filled: dict[int, int] = dict.fromkeys(range(len(part)), 0)
        for number, _, cell in cells_placed(part):
            for down in range(cell.rowspan):
                if number + down not in filled:
                    raise element.error("有单元格的 rowspan 超出了表头、表体或合计的最后一行。")
                filled[number + down] += cell.colspan
        for number, cells in filled.items():
            width = width or cells
            if cells != width:
                raise element.error(f"表格各行的格数不同：前面 {width} 格，第 {number + 1} 行 {cells} 格。")
    return width
