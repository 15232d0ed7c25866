"""A document as Typst source.

The source is text, not data handed over beside it, because Typst re-uses what it has laid out for the parts of a
source that did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop_app.adapters.writers.qr import qr_svg
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
    Table,
    Title,
    paper_blocks,
    red_head,
    text_of,
)
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.document.spacing import lines_above, right_chars, stays_with

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
  cjk-latin-spacing: none, hyphenate: false, overhang: false,
  top-edge: pitch * {baseline}, bottom-edge: pitch * ({baseline} - 1))
#set par(justify: true, leading: 0pt, spacing: 0pt, first-line-indent: (amount: cell * {indent}, all: true))
#set block(spacing: 0pt)
#show heading: it => block(sticky: true, width: 100%, above: 0pt, below: 0pt, it.body)
#set heading(numbering: none)
#let flat = (amount: 0pt, all: true)
#let kept(body) = block(sticky: true, width: 100%, body)
#let sp(lines) = v(pitch * lines, weak: true)
#let p(body) = par(body)
#let left-p(body) = par(first-line-indent: flat, body)
#let mid-p(body) = align(center, par(first-line-indent: flat, justify: false, body))
#let large(width, body) = align(center, block(width: {size2}pt * width, {{
  set text(font: title-face, weight: "bold", size: {size2}pt, tracking: 0pt)
  par(first-line-indent: flat, justify: false, body)
}}))
#let title(width, body) = heading(level: 1, large(width, body))
#let annex(body) = {{ pagebreak(weak: true); block(sticky: true, left-p(text(font: hei-face, body))) }}
#let annex-title(width, body) = block(sticky: true, width: 100%, large(width, body))
#let hd(level, face, body) = heading(level: level + 1, {{
  set text(font: face, size: {size3}pt, weight: "regular")
  par(body)
}})
#let run-in(face, head, body) = par(text(font: face, head) + body)
#let sign(right-chars, sticky, body) = block(width: 100%, sticky: sticky,
  pad(right: cell * right-chars, align(right, par(first-line-indent: flat, justify: false, body))))
#let attached(lines) = pad(left: cell * {indent}, grid(columns: (cell * 3, 1fr), row-gutter: 0pt,
  ..lines.map(one => (left-p(one.at(0)), par(first-line-indent: flat, hanging-indent: one.at(2), one.at(1))))
    .flatten()))
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
  table(columns: columns, align: aligns, stroke: {table_line}pt, inset: (x: 0.35em, y: 0.4em),
    ..header, ..cells)
}}
"""


def typst_source(
    document: Document, families: Mapping[Face, tuple[str, ...]], *, fields: bool = False
) -> str:
    """Return the source of the printed document.

    Args:
        families: for each kind of type the font families, in order.
        fields: whether answers become links that say their field, for previews.
    """
    lines = _Writer(fields).lines(document)
    return "\n".join((opening(document, families), _preamble(document), *lines, ""))


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
            call = self._block(block, document)
            yield f"#kept({call.removeprefix('#')})" if stays_with(block, following) else call
            previous = block

    def _block(self, block: Block, document: Document) -> str:
        match block:
            case Title():
                return f"#title({_title_width(block.runs, document):g}, {self._words(block.runs)})"
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
            return f"#run-in({face}, {self._words(block.runs)}, {self._words(block.body)})"
        return f"#hd({block.level}, {face}, {self._words(block.runs)})"

    def _paragraph(self, block: Paragraph, document: Document) -> str:
        content = self._words(block.runs)
        if block.role in ("signature", "date"):
            return f"#sign({right_chars(block, document):g}, {str(block.role == 'signature').lower()}, {content})"
        if block.role == "annex_title":
            return f"#annex-title({_title_width(block.runs, document):g}, {content})"
        if block.role == "qr":
            return _qr(text_of(block.runs))
        return f"#{_CALLS.get(block.role, 'p')}({content})"

    def _table(self, block: Table) -> str:
        size = gbt9704.table_size(len(block.columns))
        sheet = f"#sheet({size:g}pt, {sheet_arguments(block, fields=self._fields)})"
        return f"#caption({self._words(block.caption)})\n{sheet}" if block.caption else sheet

    def _words(self, runs: Iterable[Run]) -> str:
        return words(runs, fields=self._fields)


def _qr(text: str) -> str:
    drawing, widened = qr_svg(text)
    width = gbt9704.QR_SIDE * widened
    return (
        f'#align(right, image(bytes({literal(drawing)}), format: "svg", width: {width:.2f}mm, alt: "二维码"))'
    )


def _title_width(runs: Iterable[Run], document: Document) -> float:
    """Return how wide a title's lines are to be, in its own characters."""
    width = gbt9704.TYPE_HEIGHT if document.landscape else gbt9704.TYPE_WIDTH
    return gbt9704.title_chars(text_of(runs), gbt9704.points(width) / gbt9704.SIZE_2)


def _attachment_note(block: AttachmentNote) -> str:
    several = len(block.titles) > 1
    lines = []
    for number, title in enumerate(block.titles, 1):
        label = '"附件："' if number == 1 else '""'
        line = f"{number}.{title}" if several else title
        hanging = f"cell * {len(str(number)) / 2 + 0.5 if several else 0:g}"
        lines.append(f"({label}, {literal(line)}, {hanging})")
    return f"#attached(({', '.join(lines)},))"
