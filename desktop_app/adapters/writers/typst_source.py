"""A document as Typst source.

Words reach Typst only as string literals, in which nothing but the quotation mark and the backslash means anything:
no answer can become markup. The source is text, not data handed over beside it, because Typst re-uses what it has laid
out for the parts of a source that did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from desktop_app.core.document import gbt9704
from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    Title,
    paper_blocks,
    red_head,
    text_of,
)
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.document.spacing import lines_above

NAMES: Mapping[Face, str] = {
    Face.TITLE: "title-face",
    Face.BODY: "body-face",
    Face.HEI: "hei-face",
    Face.KAI: "kai-face",
    Face.SONG: "song-face",
}

_BASELINE = 0.78
"""Share of a line above the baseline: leaves as much free above a character as below it."""
_DASH_HEIGHT = 0.38
"""Height of the dash's upper edge above the baseline, in em."""

_LONG_PARAGRAPH = 8 * gbt9704.CHARS_PER_LINE
"""A paragraph from which lines can go to the next page by themselves."""

FIELD_LINK = "gongkai-field:"
"""Begins the links by which a preview knows its fields."""

_PREAMBLE = """\
#let pitch = {pitch}pt
#let cell = {cell}pt
#set page(width: {width}mm, height: {height}mm,
  margin: (top: {top}mm, bottom: {bottom}mm, left: {left}mm, right: {right}mm),
  footer-descent: 0pt, footer: context {{
    let n = counter(page).get().first()
    set text(font: song-face, size: {size4}pt, tracking: 0pt, top-edge: "baseline", bottom-edge: "baseline")
    let side = {size4}pt * {number_side}
    if calc.odd(n) {{ place(top + right, dx: -side, dy: {number_drop}pt, "— " + str(n) + " —") }}
    else {{ place(top + left, dx: side, dy: {number_drop}pt, "— " + str(n) + " —") }}
  }})
#set text(font: body-face, size: {size3}pt, tracking: {tracking}pt, lang: "zh", region: "cn", fallback: false,
  cjk-latin-spacing: none, hyphenate: false, top-edge: pitch * {baseline}, bottom-edge: pitch * ({baseline} - 1))
#set par(justify: true, leading: 0pt, spacing: 0pt, first-line-indent: (amount: cell * {indent}, all: true))
#set block(spacing: 0pt)
#show heading: it => block(sticky: true, above: 0pt, below: 0pt, it.body)
#set heading(numbering: none)
#let flat = (amount: 0pt, all: true)
#let st(body) = text(font: hei-face, body)
#let gap(body) = text(fill: rgb("C00000"), body)
#let fl(key, body) = link("{field_link}" + key, body)
#let kept(body) = block(sticky: true, width: 100%, body)
#let sp(lines) = v(pitch * lines, weak: true)
#let p(body) = par(body)
#let left-p(body) = par(first-line-indent: flat, body)
#let mid-p(body) = align(center, par(first-line-indent: flat, justify: false, body))
#let title(width, body) = heading(level: 1, align(center, block(width: {size2}pt * width, {{
  set text(font: title-face, weight: "bold", size: {size2}pt, tracking: 0pt)
  par(first-line-indent: flat, justify: false, body)
}})))
#let hd(level, face, body) = heading(level: level + 1, {{
  set text(font: face, size: {size3}pt, weight: "regular")
  par(body)
}})
#let run-in(face, head, body) = par(text(font: face, head) + body)
#let sign(right-chars, sticky, body) = block(width: 100%, sticky: sticky,
  pad(right: cell * right-chars, align(right, par(first-line-indent: flat, justify: false, body))))
#let attached(lines) = pad(left: cell * {indent}, grid(columns: (cell * 3, 1fr), row-gutter: 0pt,
  ..lines.map(one => (left-p(one.at(0)), par(first-line-indent: flat, hanging-indent: one.at(2), one.at(1)))).flatten()))
#let red-head(size, name) = {{
  v({red_drop}mm)
  align(center, par(first-line-indent: flat, justify: false, text(font: title-face, weight: "bold", size: size * 1pt,
    fill: rgb("{red}"), tracking: 0pt, top-edge: "bounds", bottom-edge: "bounds", name)))
  v(pitch * {doc_no_lines})
}}
#let red-line = {{ v({line_drop}mm); line(length: 100%, stroke: {line_weight}pt + rgb("{red}")) }}
#let caption(body) = block(sticky: true, width: 100%, below: pitch * 0.25,
  align(center, par(first-line-indent: flat, justify: false, text(font: hei-face, body))))
#let sheet(size, columns, aligns, header, ..cells) = {{
  set text(size: size, tracking: 0pt, top-edge: 0.85em, bottom-edge: -0.15em)
  set par(justify: false, leading: 0.35em, first-line-indent: flat)
  table(columns: columns, align: aligns, stroke: {table_line}pt, inset: (x: 0.35em, y: 0.45em),
    table.header(..header), ..cells)
}}
#let th(..args, body) = table.cell(align: center + horizon, ..args, text(font: hei-face, body))
#let td(..args, body) = table.cell(..args, body)
"""


def typst_source(document: Document, families: Mapping[Face, tuple[str, ...]], *, fields: bool = False) -> str:
    """Return the source of the printed document.

    Args:
        families: for each kind of type the font families, in order.
        fields: whether answers become links that say their field, for previews.
    """
    writer = _Writer(fields)
    return "\n".join((*_faces(families), _metadata(document), _preamble(document), *writer.lines(document), ""))


def literal(text: str) -> str:
    """Return text as a Typst string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _faces(families: Mapping[Face, tuple[str, ...]]) -> Iterator[str]:
    for face, name in NAMES.items():
        yield f"#let {name} = ({''.join(f'{literal(family)}, ' for family in families[face])})"


def _metadata(document: Document) -> str:
    day = document.issued_on or date(2000, 1, 1)
    return (
        f"#set document(title: {literal(document.title)}, author: {literal(document.issuer)}, "
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))"
    )


def _preamble(document: Document) -> str:
    std = gbt9704
    upright = (std.PAGE_WIDTH, std.PAGE_HEIGHT, std.TOP, std.BOTTOM, std.BINDING, std.OUTER)
    across = (std.PAGE_HEIGHT, std.PAGE_WIDTH, std.BINDING, std.OUTER, std.BOTTOM, std.TOP)
    width, height, top, bottom, left, right = across if document.landscape else upright
    return _PREAMBLE.format(
        width=width,
        height=height,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        pitch=std.LINE_PITCH,
        cell=std.CHAR_PITCH,
        size2=std.SIZE_2,
        size3=std.SIZE_3,
        size4=std.SIZE_4,
        tracking=std.CHAR_SPACING,
        indent=std.FIRST_LINE_CHARS,
        baseline=_BASELINE,
        number_side=std.PAGE_NUMBER_SIDE_CHARS,
        number_drop=round(std.points(std.PAGE_NUMBER_DROP) + _DASH_HEIGHT * std.SIZE_4, 2),
        red=std.RED,
        red_drop=std.RED_HEAD_DROP,
        doc_no_lines=std.DOC_NO_LINES_ABOVE,
        line_drop=std.RED_LINE_DROP,
        line_weight=std.RED_LINE_WEIGHT,
        table_line=std.TABLE_LINE,
        field_link=FIELD_LINK,
    )


class _Writer:
    """Writes blocks; one method a kind."""

    def __init__(self, fields: bool) -> None:
        self._fields = fields

    def lines(self, document: Document) -> Iterator[str]:
        red = document.layout == "red_head"
        if red:
            name = red_head(document)
            yield f"#red-head({gbt9704.red_head_size(name):.2f}, {literal(name)})"
        previous: Block | None = None
        blocks = paper_blocks(document)
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            if red and isinstance(block, Title):
                yield "#red-line"
            if lines := lines_above(block, previous, document.layout):
                yield f"#sp({lines:g})"
            words = self._block(block, document)
            yield f"#kept({words.removeprefix('#')})" if _stays_with(block, following) else words
            previous = block

    def _block(self, block: Block, document: Document) -> str:
        match block:
            case Title():
                line_chars = gbt9704.points(gbt9704.TYPE_WIDTH) / gbt9704.SIZE_2
                width = gbt9704.title_chars(text_of(block.runs), line_chars)
                return f"#title({width:g}, {self.runs(block.runs)})"
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, document)
            case AttachmentNote():
                return _attachment_note(block)
            case Table():
                return self._table(block)

    def _heading(self, block: Heading) -> str:
        face = NAMES[gbt9704.HEADING_FACES[block.level - 1]]
        if block.body:
            return f"#run-in({face}, {self.runs(block.runs)}, {self.runs(block.body)})"
        return f"#hd({block.level}, {face}, {self.runs(block.runs)})"

    def _paragraph(self, block: Paragraph, document: Document) -> str:
        words = self.runs(block.runs)
        if block.role in ("signature", "date"):
            return f"#sign({_right_chars(block, document):g}, {str(block.role == 'signature').lower()}, {words})"
        kind = {"addressee": "left-p", "lead": "mid-p", "doc_no": "mid-p"}.get(block.role, "p")
        return f"#{kind}({words})"

    def _table(self, block: Table) -> str:
        size = gbt9704.table_size(len(block.columns))
        columns = ", ".join(f"{column.share:.4g}fr" for column in block.columns)
        aligns = ", ".join(f"{column.align} + horizon" for column in block.columns)
        header = ", ".join(self._cells(block.header))
        cells = ", ".join(self._cells((*block.rows, *block.total)))
        sheet = f"#sheet({size:g}pt, ({columns},), ({aligns},), ({header}{',' if header else ''}), {cells})"
        return f"#caption({self.runs(block.caption)})\n{sheet}" if block.caption else sheet

    def _cells(self, rows: Iterable[Row]) -> Iterator[str]:
        return (self._cell(cell) for row in rows for cell in row)

    def _cell(self, cell: Cell) -> str:
        options = [f"{name}: {value}" for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1]
        if cell.align:
            options.append(f"align: {cell.align} + horizon")
        return f"{'th' if cell.header else 'td'}({', '.join((*options, self.runs(cell.runs)))})"

    def runs(self, runs: Iterable[Run]) -> str:
        """Return a content expression."""
        return " + ".join(self._run(run) for run in runs) or '""'

    def _run(self, run: Run) -> str:
        pieces = [literal(piece) for piece in run.text.split("\n")]
        words = " + linebreak() + ".join(pieces)
        for applies, call in ((run.strong, "st"), (run.gap, "gap")):
            words = f"{call}({words})" if applies else words
        return f"fl({literal(run.field)}, {words})" if self._fields and run.field else words


def _stays_with(block: Block, following: Block | None) -> bool:
    """Say whether a block keeps to the signature below: no seal stands on a page of its own (7.3.5.5)."""
    if not (isinstance(following, Paragraph) and following.role in ("signature", "date")):
        return False
    if isinstance(block, Paragraph):
        return block.role not in ("signature", "date") and len(text_of(block.runs)) < _LONG_PARAGRAPH
    return isinstance(block, AttachmentNote)


def _right_chars(block: Paragraph, document: Document) -> float:
    others = {"signature": "", "date": ""}
    for one in document.blocks:
        if isinstance(one, Paragraph) and one.role in others:
            others[one.role] = text_of(one.runs)
    others[block.role] = text_of(block.runs)
    indents = gbt9704.signature_indents(others["signature"], others["date"])
    return indents.name if block.role == "signature" else indents.date


def _attachment_note(block: AttachmentNote) -> str:
    several = len(block.titles) > 1
    lines = []
    for number, title in enumerate(block.titles, 1):
        label = '"附件："' if number == 1 else '""'
        words = f"{number}.{title}" if several else title
        hanging = f"cell * {len(str(number)) / 2 + 0.5 if several else 0:g}"
        lines.append(f"({label}, {literal(words)}, {hanging})")
    return f"#attached(({', '.join(lines)},))"


