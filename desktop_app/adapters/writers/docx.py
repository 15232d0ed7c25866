"""docx by python-docx, upon our own base file with its named styles."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from desktop_app.adapters.writers.docx_base import CHAR, LINE, mm_twips, twips
from desktop_app.adapters.writers.package import packed, unpacked
from desktop_app.adapters.writers.qr import qr_png
from desktop_app.adapters.writers.written import Written
from desktop_app.core.document import gbt9704 as std
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
    cells_placed,
    paper_blocks,
    red_head,
    text_of,
)
from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from desktop_app.core.document.spacing import lines_above, right_chars, stays_whole, stays_with

_STYLES = {
    "body": "Body", "lead": "Lead", "addressee": "Addressee", "period": "Body", "hotline": "Body", "contact": "Body",
    "signature": "Signature", "date": "IssueDate", "note": "Note", "doc_no": "DocNo",
    "annex": "Annex", "annex_title": "AnnexTitle",
}  # fmt: skip
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_HEADROOM = 0.06  # em that lie above a character in an exact line of 1.1 em, as LibreOffice sets it
_CELL_PAD = 60  # twips above and below a cell's text


def write_docx(document: Document, base: bytes, font_names: Mapping[Face, str] = FONT_NAMES) -> Written:
    """Write a document as docx.

    Args:
        base: `resources/style/base.docx`.
        font_names: what the office calls the five kinds of type.
    """
    file = docx.Document(io.BytesIO(base))
    _name_fonts(file, font_names)
    _properties(file, document)
    if document.landscape:
        _lay_across(file)
    body = file.element.body
    for element in _Writer(document, file.part).elements():
        body.insert(len(body) - 1, element)  # the section's properties stay last
    buffer = io.BytesIO()
    file.save(buffer)
    return Written(packed(unpacked(buffer.getvalue())))


def _name_fonts(file: DocxDocument, font_names: Mapping[Face, str]) -> None:
    renamed = {FONT_NAMES[face]: name for face, name in font_names.items()}
    for fonts in file.styles.element.iter(qn("w:rFonts")):
        for key in ("ascii", "hAnsi", "eastAsia", "cs"):
            name = fonts.get(qn(f"w:{key}"))
            fonts.set(qn(f"w:{key}"), renamed.get(name, name))


def _properties(file: DocxDocument, document: Document) -> None:
    """Set the title; nobody's name, no number of revisions and no clock go along."""
    properties = file.core_properties
    day = document.issued_on
    properties.title = document.title[:255]
    properties.created = properties.modified = (
        datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNDATED
    )


def _lay_across(file: DocxDocument) -> None:
    section = file.sections[0]._sectPr  # noqa: SLF001 - python-docx has no setter for all of it at once
    size, margin = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    _set(size, w=mm_twips(std.PAGE_HEIGHT), h=mm_twips(std.PAGE_WIDTH), orient="landscape")
    edges = {"top": std.BINDING, "bottom": std.OUTER, "left": std.BOTTOM, "right": std.TOP}
    _set(margin, **{side: mm_twips(width) for side, width in edges.items()}, footer=mm_twips(std.OUTER - 10))


# ── elements ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _element(tag: str, *children: Any, **attributes: object) -> Any:
    element = OxmlElement(f"w:{tag}")
    _set(element, **attributes)
    element.extend(child for child in children if child is not None)
    return element


def _set(element: Any, **attributes: object) -> None:
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))


def _paragraph(style: str, runs: Iterable[Any], *properties: Any) -> Any:
    """Return a paragraph; its direct properties come in the order that the schema wants."""
    return _element("p", _element("pPr", _element("pStyle", val=style), *properties), *runs)


def _run(run: Run, *properties: Any, style: str = "") -> Any:
    style = style or ("Gap" if run.gap else "Strong" if run.strong else "")
    marks = (
        _element("rStyle", val=style) if style else None,
        _element("rFonts", hint="eastAsia"),
        *properties,
    )
    made = _element("r", _element("rPr", *marks))
    for number, piece in enumerate(run.text.split("\n")):
        if number:
            made.append(_element("br"))
        text = _element("t")
        text.text = piece
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(text)
    return made


def _spacing(lines: float) -> Any:
    return _element("spacing", beforeLines=round(lines * 100), before=round(lines * LINE)) if lines else None


def _indent(**chars: float) -> Any:
    """Return an indent in characters, with twips for programs that do not count in characters."""
    pairs = [(key, amount) for key, amount in chars.items() if amount]
    attributes = {f"{key}Chars": round(amount * 100) for key, amount in pairs}
    return (
        _element("ind", **attributes, **{key: round(amount * CHAR) for key, amount in pairs})
        if pairs
        else None
    )


def _keep_next(block: Block, following: Block | None) -> Any:
    """A run-in heading is a paragraph of the text: it does not hold on to the next one, as its style would."""
    if isinstance(block, Heading) and block.body:
        return _element("keepNext", val=0)
    return _element("keepNext") if stays_with(block, following) else None


class _Writer:
    """Turns blocks into elements of the body; one method a kind."""

    def __init__(self, document: Document, part: Any) -> None:
        self._document = document
        self._part = part
        self._width = mm_twips(
            std.PAGE_HEIGHT - std.TOP - std.BOTTOM if document.landscape else std.TYPE_WIDTH
        )

    def elements(self) -> Iterable[Any]:
        blocks = paper_blocks(self._document)
        red = self._document.layout == "red_head"
        if red:
            yield self._red_head(is_last=isinstance(blocks[0], Title))
        previous: Block | None = None
        for block, following in zip(blocks, (*blocks[1:], None), strict=True):
            spacing = _spacing(lines_above(block, previous, self._document.layout))
            keep = _keep_next(block, following)
            border = _red_line() if red and isinstance(following, Title) else None
            yield from self._block(block, (keep, border), spacing)
            previous = block

    def _red_head(self, *, is_last: bool) -> Any:
        name = red_head(self._document)
        size = round(std.red_head_size(name) * 2)
        spacing = _element(
            "spacing",
            before=mm_twips(std.RED_HEAD_DROP) - round(size * 10 * _HEADROOM),
            after=0 if is_last else LINE * std.DOC_NO_LINES_ABOVE,
            line=size * 11,
            lineRule="exact",
        )
        run = _run(Run(name), *_sizes(size))
        return _paragraph("RedHead", [run], _red_line() if is_last else None, spacing)

    def _block(self, block: Block, before: Sequence[Any], spacing: Any) -> Iterable[Any]:
        match block:
            case Title():
                yield _paragraph("Title", map(_run, block.runs), *before, spacing, self._title_indent(block))
            case Heading():
                tail = [_run(run, style="" if run.gap or run.strong else "BodyText") for run in block.body]
                yield _paragraph(f"Heading{block.level}", [*map(_run, block.runs), *tail], *before, spacing)
            case Paragraph(role="qr"):
                yield self._qr(text_of(block.runs))
            case Paragraph():
                indent = _indent(right=right_chars(block, self._document))
                if block.role == "annex_title":
                    indent = self._title_indent(block)
                yield _paragraph(_STYLES[block.role], map(_run, block.runs), *before, spacing, indent)
            case AttachmentNote():
                yield from _attachment_note(block, before, spacing)
            case Table():
                yield from self._table(block, spacing)

    def _qr(self, text: str) -> Any:
        side = Mm(std.QR_SIDE)
        inline = self._part.new_pic_inline(io.BytesIO(qr_png(text)), side, side)
        drawing = _element("r", _element("drawing", inline))
        return _paragraph("TableText", [drawing], _element("jc", val="right"))

    def _title_indent(self, block: Title | Paragraph) -> Any:
        chars = std.title_chars(text_of(block.runs), self._width / twips(std.SIZE_2))
        side = round((self._width - chars * twips(std.SIZE_2)) / 2)
        return _element("ind", left=side, right=side) if side > 0 else None

    def _table(self, block: Table, spacing: Any) -> Iterable[Any]:
        if block.caption:
            yield _paragraph("TableCaption", map(_run, block.caption), spacing)
        whole = sum(column.share for column in block.columns)
        widths = [round(column.share / whole * self._width) for column in block.columns]
        table = _element("tbl", _table_properties(sum(widths)))
        table.append(_element("tblGrid", *(_element("gridCol", w=width) for width in widths)))
        for part, is_header in ((block.header, True), (block.rows, False), (block.total, False)):
            table.extend(_rows(part, block, widths, is_header=is_header))
        yield table


def _attachment_note(block: AttachmentNote, before: Sequence[Any], spacing: Any) -> Iterable[Any]:
    label = 3.0  # 附件：
    for number, line in enumerate(block.lines(), 1):
        hanging = len(str(number)) / 2 + 0.5 if len(block.titles) > 1 else 0
        own = hanging + label if number == 1 else hanging
        indent = _indent(left=std.FIRST_LINE_CHARS + label + hanging, hanging=own)
        keep = before if number == len(block.titles) else (_element("keepNext"),)
        yield _paragraph("AttachmentNote", [_run(Run(line))], *keep, spacing if number == 1 else None, indent)


def _red_line() -> Any:
    drop = round(std.points(std.RED_LINE_DROP))
    weight = round(std.RED_LINE_WEIGHT * 8)
    return _element("pBdr", _element("bottom", val="single", sz=weight, space=drop, color=std.RED))


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table_properties(width: int) -> Any:
    weight = round(std.TABLE_LINE * 8)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [_element(side, val="single", sz=weight, space=0, color="000000") for side in sides]
    margins = [_element(side, w=60, type="dxa") for side in ("left", "right")]
    return _element(
        "tblPr",
        _element("tblW", w=width, type="dxa"),
        _element("jc", val="center"),
        _element("tblBorders", *borders),
        _element("tblLayout", type="fixed"),
        _element("tblCellMar", *margins),
    )


def _rows(part: Sequence[Row], table: Table, widths: Sequence[int], *, is_header: bool) -> list[Any]:
    rows = [_row(row, is_header=is_header) for row in part]
    for number, column, cell in cells_placed(part):
        for down in range(cell.rowspan):
            rows[number + down].append(_table_cell(cell, column, table, widths, is_below=down > 0))
    return rows


def _row(row: Row, *, is_header: bool) -> Any:
    marks = (
        _element("cantSplit") if stays_whole(row) else None,
        _element("tblHeader") if is_header else None,
    )
    return _element("tr", _element("trPr", *marks))


def _table_cell(cell: Cell, column: int, table: Table, widths: Sequence[int], *, is_below: bool) -> Any:
    merge = None
    if cell.rowspan > 1:
        merge = _element("vMerge") if is_below else _element("vMerge", val="restart")
    properties = _element(
        "tcPr",
        _element("tcW", w=sum(widths[column : column + cell.colspan]), type="dxa"),
        _element("gridSpan", val=cell.colspan) if cell.colspan > 1 else None,
        merge,
        _element("vAlign", val="center"),
    )
    return _element("tc", properties, _cell_paragraph(cell, table, column, () if is_below else cell.runs))


def _cell_paragraph(cell: Cell, table: Table, column: int, runs: Iterable[Run]) -> Any:
    size = round(std.table_size(len(table.columns)) * 2)
    align = cell.align or (None if cell.header else table.columns[column].align)
    return _paragraph(
        "TableHead" if cell.header else "TableText",
        [_run(run, *_sizes(size)) for run in runs],
        _element("spacing", before=_CELL_PAD, after=_CELL_PAD),
        _element("jc", val=align) if align else None,
        _element("rPr", *_sizes(size)),  # the mark that ends the paragraph is as high as its words
    )


def _sizes(half_points: int) -> tuple[Any, Any]:
    return _element("sz", val=half_points), _element("szCs", val=half_points)
