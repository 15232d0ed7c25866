"""Words, cells and metadata as Typst expressions; what document and poster sources share.

Words reach Typst only as string literals, in which nothing but the quotation mark and the backslash means anything:
no answer can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from desktop_app.core.document.blocks import Cell, Document, Row, Run, Table
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.document.spacing import stays_whole

NAMES: Mapping[Face, str] = {
    Face.TITLE: "title-face",
    Face.BODY: "body-face",
    Face.HEI: "hei-face",
    Face.KAI: "kai-face",
    Face.SONG: "song-face",
}
"""What sources call the kinds of type."""

FIELD_LINK = "gongkai-field:"
"""Begins the links by which a preview knows its fields."""

DEFINITIONS = f"""\
#let st(body) = text(font: hei-face, body)
#let gap(body) = text(fill: rgb("C00000"), body)
#let added(body) = underline(offset: 0.18em, text(fill: rgb("0B5CAD"), body))
#let removed(body) = strike(text(fill: rgb("C00000"), body))
#let loose(word) = word.clusters().map(one => [#one]).join(h(0.01pt))
#let fl(key, body) = link("{FIELD_LINK}" + key, body)
#let th(..args, body) = table.cell(align: center + horizon, ..args, text(font: hei-face, body))
#let td(..args, body) = table.cell(..args, body)
"""

_LONGEST_WORD, _LONGEST_WORD_IN_CELL = 40, 18

UNDATED = date(2000, 1, 1)
"""Stands as creation date in files of documents that have none yet."""


def literal(text: str) -> str:
    """Return text as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def opening(document: Document, families: Mapping[Face, tuple[str, ...]]) -> str:
    """Return the lines that name fonts and the document's own data."""
    faces = [
        f"#let {name} = ({''.join(f'{literal(family)}, ' for family in families[face])})"
        for face, name in NAMES.items()
    ]
    day = document.issued_on or UNDATED
    data = (
        f"#set document(title: {literal(document.title)}, author: {literal(document.issuer)}, "
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
    )
    return "\n".join((*faces, data, DEFINITIONS))


def words(runs: Iterable[Run], *, fields: bool = False, longest_word: int = _LONGEST_WORD) -> str:
    """Return runs as a content expression.

    Args:
        fields: whether answers become links that say their field.
        longest_word: characters beyond which an address or a code may be broken anywhere.
    """
    return " + ".join(_run(run, fields, longest_word) for run in runs) or '""'


def _run(run: Run, fields: bool, longest_word: int) -> str:
    expression = " + linebreak() + ".join(_breakable(piece, longest_word) for piece in run.text.split("\n"))
    for applies, call in (
        (run.strong, "st"), (run.gap, "gap"), (run.change == "added", "added"), (run.change == "removed", "removed"),
    ):  # fmt: skip
        expression = f"{call}({expression})" if applies else expression
    return f"fl({literal(run.field)}, {expression})" if fields and run.field else expression


def _breakable(text: str, longest_word: int) -> str:
    """Return text as an expression in which long Latin words can break: they would run off the paper.

    Spacing without visible width can break, and leaves no character behind as a zero-width space would.
    """
    parts = re.split(f"([!-~]{{{longest_word + 1},}})", text)
    loose = (f"loose({literal(part)})" if number % 2 else literal(part) for number, part in enumerate(parts))
    return " + ".join(loose)


def sheet_arguments(table: Table, *, fields: bool = False, kept_rows: int = 0) -> str:
    """Return columns, alignments, header cells and cells, as a `sheet` function takes them.

    Args:
        kept_rows: how many of the last rows are kept with `room` below them, which the source must have.
    """
    columns = "".join(f"{column.share:.4g}fr, " for column in table.columns)
    aligns = "".join(f"{column.align} + horizon, " for column in table.columns)
    cells = ", ".join(_cells(table.header, fields))
    header = f"table.header({cells})," if cells else ""
    rows = (*table.rows, *table.total)
    parts = list(_cells(rows[: len(rows) - kept_rows], fields))
    if kept_rows:
        kept = ", ".join(_cells(rows[-kept_rows:], fields))
        parts.append(f"foot({len(table.columns)}, room, {kept})")
    return f"({columns}), ({aligns}), ({header}), {', '.join(parts)}"


def _cells(rows: Iterable[Row], fields: bool) -> Iterator[str]:
    for row in rows:
        whole = stays_whole(row)
        yield from (_cell(cell, fields, whole=whole) for cell in row)


def _cell(cell: Cell, fields: bool, *, whole: bool) -> str:
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    options = [f"{name}: {value}" for name, value in spans if value > 1]
    if whole:
        options.append("breakable: false")
    if cell.align:
        options.append(f"align: {cell.align} + horizon")
    content = words(cell.runs, fields=fields, longest_word=_LONGEST_WORD_IN_CELL)
    return f"{'th' if cell.header else 'td'}({', '.join((*options, content))})"
