"""The sheet for the bulletin board: type as large as the paper allows, legible from a step away.

Title and 公示期 stand at the head of every sheet, the phone numbers at its foot, so that no sheet says too little by
itself. Sizes follow the project's advice on legibility: no binding standard for boards is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.adapters.writers.fonts import FontSet, glyph_losses
from desktop_app.adapters.writers.qr import qr_svg
from desktop_app.adapters.writers.tiles import poster_side, tiled
from desktop_app.adapters.writers.titles import broken_title
from desktop_app.adapters.writers.typesetting import archival_pdf, page_sizes
from desktop_app.adapters.writers.typst_parts import literal, opening, sheet_arguments, words
from desktop_app.adapters.writers.written import Written
from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Document,
    Heading,
    Paragraph,
    Role,
    Table,
    Title,
    outline_depth,
    paragraphs_with,
    public_blocks,
)
from desktop_app.core.document.gbt9704 import SEAL_ACROSS, Face, Mm, Pt, points
from desktop_app.core.document.spacing import stays_with

PaperName = Literal["A4", "A3", "A2", "A4x2", "A4x4"]
"""A4x2 and A4x4: as large as A3 and A2, over sheets of A4 that are glued together."""

SMALLEST_TITLE, SMALLEST_BODY, SMALLEST_TABLE, SMALLEST_PHONE = Pt(26), Pt(16), Pt(14), Pt(18)
_TITLE, _TABLE, _PHONE = 1.75, 0.875, 1.2
"""Sizes as shares of the body's."""
_STEP = 0.5
_LEADING, _CLOSE_LEADING = 0.55, 0.35
"""Between lines, in em; close together where that saves a sheet."""
_KEPT_BLOCKS = 2
"""Paragraphs that go along with the signature: no seal stands on a sheet of its own."""
_SEAL = Mm(SEAL_ACROSS + 2)
"""The seal's room, with a little around it."""
_LABEL, _ADDRESS = 0.42, 0.3
"""Sizes in points of the words beside the code, as shares of its side in millimetres."""
_ALT = '"二维码：本公示的网页版"'
_CALLS: Mapping[Role, str] = {
    "addressee": "left-p", "lead": "mid-p", "doc_no": "mid-p", "annex": "annex", "annex_title": "caption",
}  # fmt: skip
_FEWEST_CHARS = 2
"""Fewer characters than this in a table's column cannot be read as words."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: width and height upright, margin, the largest body size, the code's side without its quiet zone."""

    width: Mm
    height: Mm
    margin: Mm
    largest: Pt
    code: Mm


PAPERS: dict[PaperName, Paper] = {
    "A4": Paper(Mm(210), Mm(297), Mm(14), Pt(26), Mm(27)),
    "A3": Paper(Mm(297), Mm(420), Mm(18), Pt(38), Mm(42)),
    "A2": Paper(Mm(420), Mm(594), Mm(24), Pt(54), Mm(52)),
    "A4x2": Paper(poster_side(1, 297), poster_side(2, 210), Mm(10), Pt(38), Mm(42)),
    "A4x4": Paper(poster_side(2, 210), poster_side(2, 297), Mm(14), Pt(54), Mm(52)),
}
_TILED = frozenset({"A4x2", "A4x4"})

_PREAMBLE = """\
#let body-size = {body}pt
#let indent = (amount: 2em, all: true)
#let flat = (amount: 0pt, all: true)
#set text(font: song-face, size: body-size, lang: "zh", region: "cn", fallback: false, cjk-latin-spacing: none,
  hyphenate: false, top-edge: 0.85em, bottom-edge: -0.15em)
#set par(justify: true, leading: {leading}em, spacing: {leading}em, first-line-indent: indent)
#set block(spacing: {leading}em)
#set heading(numbering: none)
#show heading: it => block(sticky: true, width: 100%, above: 0.7em, below: {leading}em, it.body)
#let title(body) = heading(level: 1, align(center, {{
  set text(font: title-face, weight: "bold", size: {title}pt)
  par(justify: false, leading: 0.3em, first-line-indent: flat, body)
}}))
#let period(body) = align(center, par(first-line-indent: flat, justify: false,
  text(font: hei-face, weight: "bold", body)))
#let phone(body) = par(first-line-indent: flat, justify: false,
  text(font: hei-face, weight: "bold", size: {phone}pt, body))
#let hd(depth, body) = heading(level: depth, {{
  set text(font: hei-face, size: body-size, weight: "regular")
  par(body)
}})
#let run-in(head, body) = par(text(font: hei-face, head) + body)
#let kept(body) = block(sticky: true, width: 100%, body)
#let p(body) = par(body)
#let left-p(body) = par(first-line-indent: flat, body)
#let annex(body) = block(sticky: true, above: 1.2em, left-p(text(font: hei-face, body)))
#let mid-p(body) = align(center, par(first-line-indent: flat, justify: false, body))
#let sealed(lines) = block(breakable: false, width: 100%, above: 1em, align(right, block(
  height: {seal}mm, align(horizon, pad(right: 3em, stack(spacing: 0.5em, ..lines.map(one => align(center, one))))))))
#let caption(body) = block(sticky: true, width: 100%, above: 0.8em, below: 0.4em,
  align(center, par(first-line-indent: flat, justify: false, text(font: hei-face, body))))
#let code-box(width, drawing, address) = grid(columns: (1fr, width), column-gutter: 0.4em,
  align: (right + horizon, right + horizon), {{
    set par(first-line-indent: flat, justify: false, leading: 0.35em)
    text(font: hei-face, size: {label}pt, "扫码查看网页版")
    linebreak()
    text(size: {address}pt, address)
  }}, drawing)
#let sheet(columns, aligns, header, ..cells) = {{
  set text(font: song-face, size: {table}pt)
  set par(justify: false, leading: 0.3em, first-line-indent: flat)
  table(columns: columns, align: aligns, stroke: 0.8pt, inset: (x: 0.3em, y: {cell}em), ..header, ..cells)
}}
"""

_LAYOUT = """\
#let width = {width}mm - {margin}mm * 2
#let number = context {{
  let all = counter(page).final().first()
  if all > 1 {{ text(font: hei-face, "第 " + counter(page).display() + " 张　共 " + str(all) + " 张") }}
}}
#let head-band = block(width: width, {{
  head
  v(0.2em)
  line(length: 100%, stroke: 1.2pt)
}})
#let foot-band = block(width: width, {{
  line(length: 100%, stroke: 1.2pt)
  v(0.3em)
  grid(columns: (auto, 1fr), align: (left + horizon, right + horizon), column-gutter: 1em,
    {{ foot; par(first-line-indent: flat, number) }}, code)
}})
#context {{
  let gap = body-size * 0.8
  let top = measure(head-band).height
  let bottom = measure(foot-band).height
  set page(width: {width}mm, height: {height}mm,
    margin: (x: {margin}mm, top: {margin}mm + top + gap, bottom: {margin}mm + bottom + gap),
    header-ascent: gap, footer-descent: gap, header: head-band, footer: foot-band)
  text-of-sheet
}}
"""


def write_poster(document: Document, fonts: FontSet, *, paper: PaperName = "A4", url: str = "") -> Written:
    """Write the sheets for the board.

    Args:
        document: made from the answers for those before the board (audience `board`).
        paper: laid across where the document is.
        url: the page's address, printed as a code; without it there is none.

    The type is as large as one sheet allows; where the smallest legible type needs more, several numbered sheets.
    """
    size, content = SMALLEST_BODY, _compiled(document, fonts, paper, url, SMALLEST_BODY)
    sheets = len(page_sizes(content))
    if sheets == 1:
        size, content = _enlarged(document, fonts, paper, url, content)
    else:
        closer = _compiled(document, fonts, paper, url, SMALLEST_BODY, _CLOSE_LEADING)
        if len(page_sizes(closer)) < sheets:
            content, sheets = closer, len(page_sizes(closer))
    told = [*glyph_losses(document, fonts, Face.SONG), *_narrow_tables(document, paper, size)]
    if sheets > 1:
        told.append(f"用看得清的字号，{paper} 一张放不下，分成 {sheets} 张；想用一张，请换大一号的纸。")
    return Written(tiled(content) if paper in _TILED else content, tuple(told))


def _enlarged(
    document: Document, fonts: FontSet, paper: PaperName, url: str, smallest: bytes
) -> tuple[Pt, bytes]:
    """Return the largest body size with which all stays on one sheet, found by bisection, and that sheet."""
    best = SMALLEST_BODY, smallest
    low, high = 1, round((PAPERS[paper].largest - SMALLEST_BODY) / _STEP)
    while low <= high:
        middle = (low + high) // 2
        size = Pt(SMALLEST_BODY + middle * _STEP)
        content = _compiled(document, fonts, paper, url, size)
        if len(page_sizes(content)) == 1:
            best, low = (size, content), middle + 1
        else:
            high = middle - 1
    return best


def _compiled(
    document: Document, fonts: FontSet, paper: PaperName, url: str, size: Pt, leading: float = _LEADING
) -> bytes:
    source = poster_source(document, fonts.families, paper=paper, url=url, size=size, leading=leading)
    return archival_pdf(source, fonts, document.issued_on)


def _narrow_tables(document: Document, paper: PaperName, size: Pt) -> Iterator[str]:
    width = points(_across(document, paper)) / _table_size(size)
    for table in (block for block in document.blocks if isinstance(block, Table)):
        whole = sum(column.share for column in table.columns)
        if min(column.share for column in table.columns) / whole * width < _FEWEST_CHARS:
            yield f"表格有 {len(table.columns)} 列，在 {paper} 上有的列太窄；请改用大一号的纸，或减少要张贴的列。"


def _across(document: Document, paper: PaperName) -> Mm:
    """Return the width between the margins."""
    sheet = PAPERS[paper]
    return Mm((sheet.height if document.landscape else sheet.width) - 2 * sheet.margin)


def _table_size(body: Pt) -> Pt:
    return Pt(max(SMALLEST_TABLE, body * _TABLE))


# ── source ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def poster_source(
    document: Document,
    families: Mapping[Face, tuple[str, ...]],
    *,
    paper: PaperName,
    url: str,
    size: Pt,
    leading: float = _LEADING,
) -> str:
    """Return the Typst source of the sheets at one body size.

    Args:
        leading: between lines, in em.
    """
    sheet = PAPERS[paper]
    title_size = Pt(max(SMALLEST_TITLE, size * _TITLE))
    sizes = {
        "body": size,
        "title": title_size,
        "table": _table_size(size),
        "phone": max(SMALLEST_PHONE, size * _PHONE),
        "label": sheet.code * _LABEL,
        "address": sheet.code * _ADDRESS,
        "seal": _SEAL,
        "leading": leading,
        "cell": round(leading - 0.2, 2),
    }
    width, height = (sheet.height, sheet.width) if document.landscape else (sheet.width, sheet.height)
    hotlines = (f"phone({words(one.runs)})" for one in paragraphs_with(document, "hotline"))
    return "\n".join(
        (
            opening(document, families),
            _PREAMBLE.format(**sizes),
            f"#let code = {_code(url, sheet.code) if url else 'none'}",
            f"#let head = {_braced(_head(document, title_size, points(_across(document, paper))))}",
            f"#let foot = {_braced(hotlines)}",
            f"#let text-of-sheet = {_braced(_body(document))}",
            _LAYOUT.format(width=width, height=height, margin=sheet.margin),
        )
    )


def _braced(lines: Iterable[str]) -> str:
    return "{\n" + "\n".join(lines) + "\n}"


def _head(document: Document, size: Pt, width: Pt) -> Iterator[str]:
    title = next(block for block in document.blocks if isinstance(block, Title))
    yield f"title({words(broken_title(title.runs, width / size))})"
    periods = paragraphs_with(document, "period")
    yield from (f"period({words(one.runs)})" for one in periods)


def _body(document: Document) -> Iterator[str]:
    """Yield what stands between head and foot, names with room for their seal.

    What head and foot repeat stays in the text where a heading would otherwise stand over nothing.
    """
    signed: list[str] = []
    blocks = public_blocks(document)
    shown = [
        (at, block)
        for at, (previous, block) in enumerate(zip((None, *blocks), blocks, strict=False))
        if isinstance(previous, Heading) or not _is_at_the_edge(block)
    ]
    for place, (at, block) in enumerate(shown):
        if isinstance(block, Paragraph) and _signs(block):
            signed.append(words(block.runs))
            continue
        yield from _signed(signed)
        signed = []
        following = [one for _, one in shown[place + 1 : place + 1 + _KEPT_BLOCKS]]
        calls = list(_block(block, outline_depth(blocks, at)))
        yield from (f"kept({call})" for call in calls) if _stays(block, following) else calls
    yield from _signed(signed)


def _signs(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in ("signature", "signatory", "date")


def _stays(block: Block, following: Sequence[Block]) -> bool:
    """Say whether a block keeps to what is below it: what it announces, or the signature near by."""
    if not following:
        return False
    return stays_with(block, following[0]) or (isinstance(block, Paragraph) and any(map(_signs, following)))


def _is_at_the_edge(block: Block) -> bool:
    """Say whether a block stands in head or foot."""
    return isinstance(block, Title) or (isinstance(block, Paragraph) and block.role in ("period", "hotline"))


def _signed(lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"sealed(({', '.join(lines)},))"


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Heading() if block.body:
            yield f"run-in({words(block.runs)}, {words(block.body)})"
        case Heading():
            yield f"hd({depth}, {words(block.runs)})"
        case Paragraph():
            kind = _CALLS.get(block.role, "p")
            yield f"{kind}({words(block.runs)})"
        case AttachmentNote():
            yield from (f"p({literal(line)})" for line in block.lines())
        case Table():
            if block.caption:
                yield f"caption({words(block.caption)})"
            yield f"sheet({sheet_arguments(block)})"


def _code(url: str, side: Mm) -> str:
    """Return a QR code at error level M with its quiet zone of four modules, and the address below it."""
    drawing, widened = qr_svg(url)
    whole = side * widened
    image = f'image(bytes({literal(drawing)}), format: "svg", width: {whole:.2f}mm, alt: {_ALT})'
    return f"code-box({whole:.2f}mm, {image}, {literal(url)})"
