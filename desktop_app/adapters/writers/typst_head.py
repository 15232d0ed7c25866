"""版头 and 版记 as Typst source (GB/T 9704-2012 7.2, 7.4, 10.1–10.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.adapters.writers.typst_parts import literal, words
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Layout, Paragraph, text_of
from desktop_app.core.document.paper import SIGNER_LABEL, Paper, head_drop, label_and_rest

_HEAD = """\
#let mark-text(size, body) = text(font: title-face, weight: "bold", size: size * 1pt, fill: rgb("{red}"), tracking: 0pt,
  top-edge: "bounds", bottom-edge: "bounds", body)
#let mark-line(size, body) = align(center, par(first-line-indent: flat, justify: false, mark-text(size, body)))
#let spread(width, name) = box(width: width, name.clusters().map(one => [#one]).join(h(1fr)))
#let joint(size, names, suffix) = align(center, context {{
  let width = calc.max(..names.map(one => measure(mark-text(size, one)).width))
  let gap = size * 1pt * {joint_gap}
  let lines = names.map(one => mark-text(size, spread(width, one)))
  grid(columns: (auto, auto), align: horizon, column-gutter: size * 0.5pt, row-gutter: gap,
    lines.first(), grid.cell(rowspan: lines.len(), mark-text(size, suffix)), ..lines.slice(1))
}})
#let marks(..lines) = place(top + left, stack(..lines.pos().map(one => left-p(one))))
#let red-line = {{ v({line_drop}pt); line(length: 100%, stroke: {line_weight}pt + rgb("{red}")) }}
#let upward(signers, body) = pad(x: cell * {upward_side}, grid(columns: (1fr, auto),
  ..signers.slice(0, -1).map(one => ([], one)).flatten(), left-p(body), signers.last()))
#let signer(label, names) = left-p(label + text(font: kai-face, names))
#let more-signers(names) = pad(left: cell * {label_chars}, signer("", names))
"""

_LETTER = """\
#let wide(body) = move(dx: {letter_shift}mm, block(width: {letter_width}mm, body))
#let stroke-of(weight) = line(length: 100%, stroke: weight * 1pt + rgb("{red}"))
#let double-line(first, second) = wide(stack(spacing: {between}pt + (first + second) * 0.5pt,
  stroke-of(first), stroke-of(second)))
#let letter-foot = place(top + left, dy: {letter_foot}pt, double-line({thin}, {thick}))
#set page(footer: context if counter(page).get().first() == 1 {{ letter-foot }} else {{ page-number }})
#let letter-head(size, ..names) = {{
  v({letter_lift}mm)
  for name in names.pos() {{ mark-line(size, name) }}
  v({letter_drop}mm)
  double-line({thick}, {thin})
  v({element_drop}pt)
}}
#let beside(left-words, right-words) = grid(columns: (1fr, auto), left-p(left-words), left-p(right-words))
"""

_IMPRINT = """\
#let rule(weight) = line(length: 100%, stroke: weight * 1mm)
#let imprint(ruled, ..rows) = {{
  set text(size: {size4}pt, tracking: 0pt, top-edge: 0.85em, bottom-edge: -0.15em)
  set par(leading: {imprint_line}pt - 1em, first-line-indent: flat, justify: false)
  let all = rows.pos()
  block(breakable: false, width: 100%, {{
    if ruled {{ rule({outer}) }}
    for (number, row) in all.enumerate() {{
      if ruled and number > 0 {{ rule({inner}) }}
      pad(x: 1em * {imprint_side}, y: ({imprint_line}pt - 1em) / 2, row)
    }}
    if ruled {{ rule({outer}) }}
  }})
}}
#let place-imprint(body) = place(bottom + left, float: true, clearance: {size4}pt * 0.5, body)
#let copied(chars, body) = par(hanging-indent: 1em * chars, body)
#let printed(office, day) = grid(columns: (1fr, auto), office, day)
"""

# What is asked for its page is a box of no height: a mark alone would move over the break with what follows.
_TURN = """\
#block(height: 0pt)[#metadata(none) <end-of-text>]
#context if query(<end-of-text>).any(one => calc.odd(one.location().page())) { pagebreak() }
"""
_ABOVE_INK, _BELOW_INK = std.Pt(9.7), std.Pt(2.6)
"""What lies above and below the ink of a line of text."""
_JOINT_GAP = std.JOINT_LINE - 1


def head_definitions(layout: Layout, paper: Paper) -> str:
    """Return the functions that a document's head and imprint call, and no others."""
    parts = [_HEAD] if paper.has_head or paper.marks else []
    parts += [_LETTER] if layout == "letter" else []
    parts += [_IMPRINT] if paper.imprint else []
    lift = std.LETTER_MARK_TOP - std.TOP
    thickness = std.LETTER_THICK + std.LETTER_THIN + std.LETTER_BETWEEN
    return "".join(parts).format(
        red=std.RED,
        joint_gap=round(_JOINT_GAP, 2),
        line_drop=round(std.points(std.RED_LINE_DROP) - _BELOW_INK, 2),
        line_weight=std.RED_LINE_WEIGHT,
        upward_side=std.UPWARD_SIDE_CHARS,
        label_chars=len(SIGNER_LABEL),
        letter_width=std.LETTER_LINE_WIDTH,
        letter_shift=(std.PAGE_WIDTH - std.LETTER_LINE_WIDTH) / 2 - std.BINDING,
        letter_lift=lift,
        letter_drop=std.LETTER_LINE_DROP,
        letter_foot=round(std.points(std.Mm(std.BOTTOM - std.LETTER_FOOT)) - thickness, 2),
        element_drop=round(std.LETTER_ELEMENT_DROP - _ABOVE_INK, 2),
        thick=std.LETTER_THICK,
        thin=std.LETTER_THIN,
        between=std.LETTER_BETWEEN,
        size4=std.SIZE_4,
        imprint_line=std.IMPRINT_LINE,
        imprint_side=std.IMPRINT_SIDE_CHARS,
        outer=std.IMPRINT_OUTER,
        inner=std.IMPRINT_INNER,
    )


def head_lines(layout: Layout, paper: Paper, *, fields: bool) -> Iterator[str]:
    """Yield the calls that write a head, down to its red line."""
    if layout == "letter":
        yield from _letter_lines(paper, fields)
        return
    if paper.marks:
        yield f"#marks({', '.join(_mark(one, fields) for one in paper.marks)})"
    if paper.has_head:
        yield from _red_head_lines(layout, paper, fields)


def _red_head_lines(layout: Layout, paper: Paper, fields: bool) -> Iterator[str]:
    size = std.red_head_size(paper.mark, paper.suffix)
    yield f"#v({head_drop(layout)}mm)"
    if paper.suffix:
        yield f"#joint({size:.2f}, ({_literals(paper.mark)},), {literal(paper.suffix)})"
    else:
        yield f"#mark-line({size:.2f}, {literal(paper.mark[0])})"
    if paper.doc_no or paper.signers:
        yield f"#v(pitch * {std.DOC_NO_LINES_ABOVE})"
    number = _number(paper, fields)
    if paper.signers:
        yield f"#upward(({', '.join(_signers(paper.signers))},), {number})"
    elif paper.doc_no:
        yield f"#mid-p({number})"
    if layout != "order":
        yield "#red-line"


def _letter_lines(paper: Paper, fields: bool) -> Iterator[str]:
    yield f"#letter-head({std.red_head_size(paper.mark):.2f}, {_literals(paper.mark)})"
    first = _mark(paper.marks[0], fields) if paper.marks else '""'
    yield f"#beside({first}, {_number(paper, fields)})"
    yield from (f"#left-p({_mark(one, fields)})" for one in paper.marks[1:])


def _number(paper: Paper, fields: bool) -> str:
    return words([one for paragraph in paper.doc_no for one in paragraph.runs], fields=fields)


def _mark(mark: Paragraph, fields: bool) -> str:
    said = words(mark.runs, fields=fields)
    return said if mark.role == "copy_no" else f"st({said})"


def _signers(lines: Sequence[str]) -> Iterator[str]:
    label, names = SIGNER_LABEL, lines[0].removeprefix(SIGNER_LABEL)
    yield f"signer({literal(label)}, {literal(names)})"
    yield from (f"more-signers({literal(line)})" for line in lines[1:])


def _literals(texts: Sequence[str]) -> str:
    return ", ".join(map(literal, texts))


def imprint_at_foot(*, has_room: bool, on_even: bool) -> str:
    """Return the call that puts 版记 at the foot of the last page.

    Args:
        has_room: whether the text's end left room for it; a float finds its own page, but is read before the text.
        on_even: whether it stands on the back of a sheet: the last page of a file printed on both sides (practice).
    """
    return (_TURN if on_even else "") + (
        "#v(1fr)\n#the-imprint" if has_room else "#place-imprint(the-imprint)"
    )


def imprint_lines(paper: Paper) -> Iterator[str]:
    """Yield the definition of 版记; a letter's has no rules (10.1)."""
    if paper.imprint:
        ruled = str(bool(paper.printed)).lower()
        yield f"#let the-imprint = imprint({ruled}, {', '.join(map(_imprint_row, paper.imprint))})"


def _imprint_row(part: Paragraph) -> str:
    said = text_of(part.runs)
    if part.role == "copies":
        return f"copied({len(label_and_rest(said)[0])}, {literal(said)})"
    office, _, day = said.partition("\n")
    return f"printed({literal(office)}, {literal(day)})"
