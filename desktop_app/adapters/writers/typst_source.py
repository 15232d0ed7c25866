"""A document as Typst source.

The source is text, not data handed over beside it, because Typst re-uses what it has laid out for the parts of a
source that did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop_app.adapters.writers.qr import qr_svg
from desktop_app.adapters.writers.titles import broken_title, line_chars
from desktop_app.adapters.writers.typst_head import (
    head_definitions,
    head_lines,
    imprint_at_foot,
    imprint_lines,
)
from desktop_app.adapters.writers.typst_parts import NAMES, literal, opening, sheet_arguments, words
from desktop_app.core.document import gbt9704
from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Document,
    Heading,
    Paragraph,
    Role,
    Run,
    Runs,
    Table,
    Title,
    outline_depth,
    paragraphs_with,
    text_of,
)
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.document.paper import Paper, label_and_rest, names_of_row, on_paper
from desktop_app.core.document.spacing import Closing, closings, lines_above, right_chars, stays_with

_BASELINE = 0.78
"""Share of a line above the baseline: leaves as much free above a character as below it."""
_DASH_HEIGHT = 0.38
"""Height of the dash's upper edge above the baseline, in em."""

_CALLS: Mapping[Role, str] = {
    "addressee": "left-p", "lead": "mid-p", "doc_no": "mid-p", "annex": "annex",
}  # fmt: skip

_PREAMBLE = """\
#let pitch = {pitch}pt
#let cell = {cell}pt
#let page-number = context {{
  let n = counter(page).get().first()
  set text(font: song-face, size: {size4}pt, tracking: 0pt, top-edge: "baseline", bottom-edge: "baseline")
  let side = {size4}pt * {number_side}
  if calc.odd(n) {{ place(top + right, dx: -side, dy: {number_drop}pt, "— " + str(n) + " —") }}
  else {{ place(top + left, dx: side, dy: {number_drop}pt, "— " + str(n) + " —") }}
}}
#set page(width: {width}mm, height: {height}mm,
  margin: (top: {top}mm, bottom: {bottom}mm, {left_side}: {left}mm, {right_side}: {right}mm),
  footer-descent: 0pt, footer: page-number)
#set text(font: body-face, size: {size3}pt, tracking: {tracking}pt, lang: "zh", region: "cn", fallback: false,
  cjk-latin-spacing: none, hyphenate: false, overhang: false,
  top-edge: pitch * {baseline}, bottom-edge: pitch * ({baseline} - 1))
#set par(justify: true, leading: 0pt, spacing: 0pt, first-line-indent: (amount: cell * {indent}, all: true))
#set block(spacing: 0pt)
#show heading: it => block(sticky: true, width: 100%, above: 0pt, below: 0pt, it.body)
#set heading(numbering: none)
#let flat = (amount: 0pt, all: true)
#let kept(body) = block(sticky: true, width: 100%, body)
#let sp(lines) = v(pitch * lines, weak: true)
#let whole(body) = block(breakable: false, width: 100%, body)
#let with-room(tail, body, below: none) = context {{
  let room = measure(width: {type_width}mm, tail).height
  if below != none {{ room += measure(width: {type_width}mm, below).height + {size4}pt }}
  body(room)
  v(-room)
  whole(tail)
}}
#let strong-sp(lines) = v(pitch * lines)
#let strut(room) = box(width: 0pt, height: room + pitch * (1 - {baseline}), baseline: 100%)
#let foot(columns, room, ..cells) = table.footer(repeat: false, ..cells,
  table.cell(colspan: columns, inset: 0pt, stroke: (top: {table_line}pt, rest: none), box(height: room)))
#let p(body) = par(body)
#let left-p(body) = par(first-line-indent: flat, body)
#let mid-p(body) = align(center, par(first-line-indent: flat, justify: false, body))
#let large(body) = align(center, {{
  set text(font: title-face, weight: "bold", size: {size2}pt, tracking: 0pt)
  par(first-line-indent: flat, justify: false, body)
}})
#let title(body) = heading(level: 1, large(body))
#let annex(body) = {{ pagebreak(weak: true); block(sticky: true, left-p(text(font: hei-face, body))) }}
#let annex-title(body) = block(sticky: true, width: 100%, large(body))
#let hd(depth, face, body) = heading(level: depth + 1, {{
  set text(font: face, size: {size3}pt, weight: "regular")
  par(body)
}})
#let run-in(face, head, body) = par(text(font: face, head) + body)
#let sign(right-chars, sticky, body) = block(width: 100%, sticky: sticky,
  pad(right: cell * right-chars, align(right, par(first-line-indent: flat, justify: false, body))))
#let signing-row(chars, ..names) = block(width: cell * chars, sticky: true,
  grid(columns: (1fr, 1fr), align: center, ..names.pos().map(left-p)))
#let attached(lines) = pad(left: cell * {indent}, grid(columns: (cell * 3, 1fr), row-gutter: 0pt,
  ..lines.map(one => (left-p(one.at(0)), par(first-line-indent: flat, hanging-indent: one.at(2), one.at(1))))
    .flatten()))
#let attended(chars, label, names) = pad(left: cell * {indent}, par(first-line-indent: flat,
  hanging-indent: cell * chars, text(font: hei-face, label) + names))
#let caption(body) = block(sticky: true, width: 100%, below: pitch * 0.25,
  align(center, par(first-line-indent: flat, justify: false, text(font: hei-face, body))))
#let sheet(size, columns, aligns, header, ..cells) = {{
  set text(size: size, tracking: 0pt, top-edge: 0.85em, bottom-edge: -0.15em)
  set par(justify: false, leading: 0.35em, first-line-indent: flat)
  table(columns: columns, align: aligns, stroke: {table_line}pt, inset: (x: 0.35em, y: 0.4em),
    ..header, ..cells)
}}
"""


def typst_source(
    document: Document,
    families: Mapping[Face, tuple[str, ...]],
    *,
    fields: bool = False,
    mirrored: bool = False,
) -> str:
    """Return the source of the printed document.

    Args:
        families: for each kind of type the font families, in order.
        fields: whether answers become links that say their field, for previews.
        mirrored: whether even pages have their binding edge at the right, for sheets printed on both sides.
    """
    paper = on_paper(document)
    writer = _Writer(document, fields, has_imprint=bool(paper.imprint))
    return "\n".join(
        (
            opening(document, families),
            _preamble(document, mirrored) + head_definitions(document.layout, paper),
            *head_lines(document.layout, paper, fields=fields),
            *imprint_lines(paper),
            *writer.lines(paper.blocks),
            *_imprint_call(writer, paper, on_even=mirrored and bool(paper.printed)),
            "",
        )
    )


def _imprint_call(writer: _Writer, paper: Paper, *, on_even: bool) -> Iterator[str]:
    if paper.imprint:
        yield imprint_at_foot(has_room=writer.leaves_room(paper.blocks), on_even=on_even)


def _preamble(document: Document, mirrored: bool) -> str:
    std = gbt9704
    upright = (std.PAGE_WIDTH, std.PAGE_HEIGHT, std.TOP, std.BOTTOM, std.BINDING, std.OUTER)
    across = (std.PAGE_HEIGHT, std.PAGE_WIDTH, std.BINDING, std.OUTER, std.BOTTOM, std.TOP)
    width, height, top, bottom, left, right = across if document.landscape else upright
    return _PREAMBLE.format(
        width=width,
        type_width=round(width - left - right, 2),
        height=height,
        top=top,
        bottom=bottom,
        left=left,
        right=right,
        left_side="inside" if mirrored else "left",
        right_side="outside" if mirrored else "right",
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
        table_line=std.TABLE_LINE,
    )


class _Writer:
    """Writes blocks; one method a kind."""

    def __init__(self, document: Document, fields: bool, *, has_imprint: bool) -> None:
        self._has_imprint = has_imprint
        self._document = document
        self._fields = fields

    def lines(self, blocks: Sequence[Block]) -> Iterator[str]:
        at = 0
        for closing in closings(blocks, landscape=self._document.landscape):
            for number in range(at, closing.first):
                yield from self._placed(blocks, number)
            yield from self._closing(blocks, closing)
            at = closing.end
        for number in range(at, len(blocks)):
            yield from self._placed(blocks, number)

    def _placed(self, blocks: Sequence[Block], at: int, above: str = "sp") -> Iterator[str]:
        """Yield a block with the space above it; `above` is the function that makes it."""
        block, following = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        if lines := lines_above(block, blocks[at - 1] if at else None, self._document.layout):
            yield f"#{above}({lines:g})"
        call = self._block(block, outline_depth(blocks, at))
        yield f"#kept({call.removeprefix('#')})" if stays_with(block, following) else call

    def _closing(self, blocks: Sequence[Block], closing: Closing) -> Iterator[str]:
        """Yield the end of a text: room for what follows hangs on the last line, and lines come away in pairs."""
        block = blocks[closing.first]
        tail = [
            line
            for at in range(closing.first + 1, closing.end)
            for line in self._placed(blocks, at, "strong-sp")
        ]
        *before, call = self._placed(blocks, closing.first)
        yield from before
        hung = self._hung(block, closing)
        if hung:
            yield from ("#with-room([", *tail, f"], room => {hung}{self._below(blocks, closing)})")
        else:
            yield from (f"#kept({call.removeprefix('#')})", "#whole[", *tail, "]")

    def _below(self, blocks: Sequence[Block], closing: Closing) -> str:
        """Return the argument that leaves room for 版记 too, where the text ends here."""
        return ", below: the-imprint" if closing.end == len(blocks) and self._has_imprint else ""

    def leaves_room(self, blocks: Sequence[Block]) -> bool:
        """Say whether a text's end leaves room for 版记 below it."""
        ends = closings(blocks, landscape=self._document.landscape)
        return any(one.end == len(blocks) and self._hung(blocks[one.first], one) for one in ends)

    def _hung(self, block: Block, closing: Closing) -> str:
        """Return the call for a closing's first block with room below its last line; empty where it cannot have it."""
        if isinstance(block, Table) and closing.rows:
            return self._table(block, closing.rows).removeprefix("#")
        if isinstance(block, Paragraph) and block.role not in ("qr", "annex", "annex_title"):
            return f"{_CALLS.get(block.role, 'p')}({self._words(block.runs)} + strut(room))"
        if isinstance(block, Heading) and block.body:
            return self._run_in(block, " + strut(room)").removeprefix("#")
        return ""

    def _block(self, block: Block, depth: int) -> str:
        match block:
            case Title():
                return f"#title({self._title(block.runs)})"
            case Heading() if block.body:
                return self._run_in(block)
            case Heading():
                return f"#hd({depth}, {_face(block)}, {self._words(block.runs)})"
            case Paragraph():
                return self._paragraph(block)
            case AttachmentNote():
                return _attachment_note(block)
            case Table():
                return self._table(block)

    def _run_in(self, block: Heading, room: str = "") -> str:
        return f"#run-in({_face(block)}, {self._words(block.runs)}, {self._words(block.body)}{room})"

    def _paragraph(self, block: Paragraph) -> str:
        content = self._words(block.runs)
        if block.role == "signature" and len(names := names_of_row(block)) > 1:
            return self._signing_row(names)
        if block.role in ("signature", "signatory", "date"):
            sticky = str(block.role != "date").lower()
            return f"#sign({right_chars(block, self._document):g}, {sticky}, {content})"
        if block.role == "annex_title":
            return f"#annex-title({self._title(block.runs)})"
        if block.role == "attendance":
            return _attendance(block)
        if block.role == "qr":
            return _qr(text_of(block.runs))
        return f"#{_CALLS.get(block.role, 'p')}({content})"

    def _signing_row(self, names: Sequence[str]) -> str:
        dates = [text_of(one.runs) for one in paragraphs_with(self._document, "date")]
        width = gbt9704.signing_row_chars(dates[-1] if dates else "")
        return f"#signing-row({width:g}, {', '.join(map(literal, names))})"

    def _table(self, block: Table, kept_rows: int = 0) -> str:
        """Return the calls for a table, in braces; its kept rows come with room below them."""
        size = gbt9704.table_size(len(block.columns))
        sheet = f"sheet({size:g}pt, {sheet_arguments(block, fields=self._fields, kept_rows=kept_rows)})"
        caption = f"caption({self._words(block.caption)})\n" if block.caption else ""
        return f"#{{ {caption}{sheet} }}"

    def _title(self, runs: Runs) -> str:
        return self._words(broken_title(runs, line_chars(self._document)))

    def _words(self, runs: Iterable[Run]) -> str:
        return words(runs, fields=self._fields)


def _face(block: Heading) -> str:
    return NAMES[gbt9704.HEADING_FACES[block.level - 1]]


def _attendance(block: Paragraph) -> str:
    """Return 出席、请假、列席: the label in 黑体, names below each other after its colon (10.3)."""
    label, names = label_and_rest(text_of(block.runs))
    return f"#attended({len(label)}, {literal(label)}, {literal(names)})"


def _qr(text: str) -> str:
    drawing, widened = qr_svg(text)
    width = gbt9704.QR_SIDE * widened
    return (
        f'#align(right, image(bytes({literal(drawing)}), format: "svg", width: {width:.2f}mm, alt: "二维码"))'
    )


def _attachment_note(block: AttachmentNote) -> str:
    several = len(block.titles) > 1
    lines = []
    for number, title in enumerate(block.titles, 1):
        label = '"附件："' if number == 1 else '""'
        line = f"{number}.{title}" if several else title
        hanging = f"cell * {len(str(number)) / 2 + 0.5 if several else 0:g}"
        lines.append(f"({label}, {literal(line)}, {hanging})")
    return f"#attached(({', '.join(lines)},))"
