"""docx by python-docx, upon our own base file with its named styles."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.shared import Mm

from desktop_app.adapters.writers.docx_base import CHAR, mm_twips
from desktop_app.adapters.writers.docx_elements import (
    element,
    indent,
    paragraph,
    run,
    set_attributes,
    sizes,
    spacing,
    tab_run,
)
from desktop_app.adapters.writers.docx_head import head_elements, letter_footer
from desktop_app.adapters.writers.docx_imprint import with_imprint
from desktop_app.adapters.writers.package import packed, unpacked
from desktop_app.adapters.writers.qr import qr_png
from desktop_app.adapters.writers.titles import broken_title, line_chars
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
    Runs,
    Table,
    Title,
    cells_placed,
    paragraphs_with,
    text_of,
)
from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from desktop_app.core.document.paper import label_and_rest, names_of_row, on_paper
from desktop_app.core.document.spacing import (
    Closing,
    closings,
    lines_above,
    right_chars,
    stays_whole,
    stays_with,
)

_STYLES = {
    "body": "Body", "lead": "Lead", "addressee": "Addressee", "period": "Body", "hotline": "Body", "contact": "Body",
    "signature": "Signature", "signatory": "Signature", "date": "IssueDate", "note": "Note", "doc_no": "DocNo",
    "annex": "Annex",
}  # fmt: skip
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_AFTER_REMOVALS = 2  # the schema's order of settings: behind what removes personal information
_CELL_PAD = 60  # twips above and below a cell's text


def write_docx(
    document: Document, base: bytes, font_names: Mapping[Face, str] = FONT_NAMES, *, mirrored: bool = False
) -> Written:
    """Write a document as docx.

    Args:
        base: `resources/style/base.docx`.
        font_names: what the office calls the five kinds of type.
        mirrored: whether even pages have their binding edge at the right, for sheets printed on both sides.
    """
    file = docx.Document(io.BytesIO(base))
    _name_fonts(file, font_names)
    _properties(file, document)
    if document.landscape:
        _lay_across(file)
    if document.layout == "letter":
        letter_footer(file)
    if mirrored:
        file.settings.element.insert(_AFTER_REMOVALS, element("mirrorMargins"))
    body = file.element.body
    for made in _Writer(document, file.part).elements():
        body.insert(len(body) - 1, made)  # the section's properties stay last
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
    set_attributes(size, w=mm_twips(std.PAGE_HEIGHT), h=mm_twips(std.PAGE_WIDTH), orient="landscape")
    edges = {"top": std.BINDING, "bottom": std.OUTER, "left": std.BOTTOM, "right": std.TOP}
    set_attributes(
        margin, **{side: mm_twips(width) for side, width in edges.items()}, footer=mm_twips(std.OUTER - 10)
    )


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _keep_next(block: Block, following: Block | None, closing: Closing | None, at: int) -> Sequence[Any]:
    """Return what keeps a block to the next one; of a closing's first block the last two lines alone are kept.

    A run-in heading is a paragraph of the text: it does not hold on to the next one, as its style would.
    """
    if closing is not None and at < closing.end - 1:
        return element("keepNext"), element("widowControl") if at == closing.first else None
    if isinstance(block, Heading) and block.body:
        return (element("keepNext", val=0),)
    return (element("keepNext") if stays_with(block, following) else None,)


class _Writer:
    """Turns blocks into elements of the body; one method a kind."""

    def __init__(self, document: Document, part: Any) -> None:
        self._document = document
        self._part = part
        self._width = mm_twips(
            std.PAGE_HEIGHT - std.TOP - std.BOTTOM if document.landscape else std.TYPE_WIDTH
        )

    def elements(self) -> Iterable[Any]:
        paper = on_paper(self._document)
        yield from head_elements(self._document.layout, paper)
        yield from with_imprint(list(self._text(paper.blocks)), paper)

    def _text(self, blocks: Sequence[Block]) -> Iterable[Any]:
        kept = {
            at: one
            for one in closings(blocks, landscape=self._document.landscape)
            for at in range(one.first, one.end)
        }
        previous: Block | None = None
        for at, (block, following) in enumerate(zip(blocks, (*blocks[1:], None), strict=True)):
            above = spacing(lines_above(block, previous, self._document.layout))
            if isinstance(block, Table):
                yield from self._table(block, above, kept[at].rows if at in kept else 0)
            else:
                yield from self._block(block, _keep_next(block, following, kept.get(at), at), above)
            previous = block

    def _block(
        self, block: Title | Heading | Paragraph | AttachmentNote, before: Sequence[Any], above: Any
    ) -> Iterable[Any]:
        match block:
            case Title():
                yield paragraph("Title", self._title(block.runs), *before, above)
            case Heading():
                tail = [run(one, style="" if one.gap or one.strong else "BodyText") for one in block.body]
                yield paragraph(f"Heading{block.level}", [*map(run, block.runs), *tail], *before, above)
            case AttachmentNote():
                yield from _attachment_note(block, before, above)
            case Paragraph():
                yield self._paragraph(block, before, above)

    def _paragraph(self, block: Paragraph, before: Sequence[Any], above: Any) -> Any:
        match block.role:
            case "qr":
                return self._qr(text_of(block.runs))
            case "annex_title":
                return paragraph("AnnexTitle", self._title(block.runs), *before, above)
            case "attendance":
                return _attendance(block, before, above)
            case "signature" if len(names := names_of_row(block)) > 1:
                return self._signing_row(names, before, above)
        side = indent(right=right_chars(block, self._document))
        return paragraph(_STYLES[block.role], map(run, block.runs), *before, above, side)

    def _signing_row(self, names: Sequence[str], before: Sequence[Any], above: Any) -> Any:
        """Return two names side by side, each centred over its half of the row."""
        dates = [text_of(one.runs) for one in paragraphs_with(self._document, "date")]
        width = std.signing_row_chars(dates[-1] if dates else "") * CHAR
        stops = [element("tab", val="center", pos=round(width * part)) for part in (0.25, 0.75)]
        runs = [made for name in names for made in (tab_run(), run(Run(name)))]
        left = element("jc", val="left")
        return paragraph("Signature", runs, *before, element("tabs", *stops), above, left)

    def _qr(self, text: str) -> Any:
        side = Mm(std.QR_SIDE)
        inline = self._part.new_pic_inline(io.BytesIO(qr_png(text)), side, side)
        drawing = element("r", element("drawing", inline))
        return paragraph("TableText", [drawing], element("jc", val="right"))

    def _title(self, runs: Runs) -> list[Any]:
        return [run(one) for one in broken_title(runs, line_chars(self._document))]

    def _table(self, block: Table, above: Any, kept_rows: int) -> Iterable[Any]:
        if block.caption:
            yield paragraph("TableCaption", map(run, block.caption), above)
        whole = sum(column.share for column in block.columns)
        widths = [round(column.share / whole * self._width) for column in block.columns]
        table = element("tbl", _table_properties(sum(widths)))
        table.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
        for part, is_header in ((block.header, True), (block.rows, False), (block.total, False)):
            table.extend(_rows(part, block, widths, is_header=is_header))
        rows = table.findall(qn("w:tr"))
        for row in (*rows[: len(block.header)], *(rows[-kept_rows:] if kept_rows else ())):
            _keep_row(row)
        yield table


def _attachment_note(block: AttachmentNote, before: Sequence[Any], above: Any) -> Iterable[Any]:
    label = 3.0  # 附件：
    for number, line in enumerate(block.lines(), 1):
        hanging = len(str(number)) / 2 + 0.5 if len(block.titles) > 1 else 0
        own = hanging + label if number == 1 else hanging
        side = indent(left=std.FIRST_LINE_CHARS + label + hanging, hanging=own)
        keep = before if number == len(block.titles) else (element("keepNext"),)
        yield paragraph("AttachmentNote", [run(Run(line))], *keep, above if number == 1 else None, side)


def _attendance(block: Paragraph, before: Sequence[Any], above: Any) -> Any:
    """Return 出席、请假、列席: the label in 黑体, names below each other after its colon (10.3)."""
    label, names = label_and_rest(text_of(block.runs))
    side = indent(left=std.FIRST_LINE_CHARS + len(label), hanging=len(label))
    return paragraph("Normal", [run(Run(label, strong=True)), run(Run(names))], *before, above, side)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table_properties(width: int) -> Any:
    weight = round(std.TABLE_LINE * 8)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [element(side, val="single", sz=weight, space=0, color="000000") for side in sides]
    margins = [element(side, w=60, type="dxa") for side in ("left", "right")]
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )


def _rows(part: Sequence[Row], table: Table, widths: Sequence[int], *, is_header: bool) -> list[Any]:
    rows = [_row(row, is_header=is_header) for row in part]
    for number, column, cell in cells_placed(part):
        for down in range(cell.rowspan):
            rows[number + down].append(_table_cell(cell, column, table, widths, is_below=down > 0))
    return rows


def _keep_row(row: Any) -> None:
    """Keep a row to what follows it: every paragraph in it must say so."""
    for style in row.iter(qn("w:pStyle")):
        style.addnext(element("keepNext"))


def _row(row: Row, *, is_header: bool) -> Any:
    marks = (
        element("cantSplit") if stays_whole(row) else None,
        element("tblHeader") if is_header else None,
    )
    return element("tr", element("trPr", *marks))


def _table_cell(cell: Cell, column: int, table: Table, widths: Sequence[int], *, is_below: bool) -> Any:
    merge = None
    if cell.rowspan > 1:
        merge = element("vMerge") if is_below else element("vMerge", val="restart")
    properties = element(
        "tcPr",
        element("tcW", w=sum(widths[column : column + cell.colspan]), type="dxa"),
        element("gridSpan", val=cell.colspan) if cell.colspan > 1 else None,
        merge,
        element("vAlign", val="center"),
    )
    return element("tc", properties, _cell_paragraph(cell, table, column, () if is_below else cell.runs))


def _cell_paragraph(cell: Cell, table: Table, column: int, runs: Iterable[Run]) -> Any:
    size = round(std.table_size(len(table.columns)) * 2)
    align = cell.align or (None if cell.header else table.columns[column].align)
    return paragraph(
        "TableHead" if cell.header else "TableText",
        [run(one, *sizes(size)) for one in runs],
        element("spacing", before=_CELL_PAD, after=_CELL_PAD),
        element("jc", val=align) if align else None,
        element("rPr", *sizes(size)),  # the mark that ends the paragraph is as high as its words
    )
