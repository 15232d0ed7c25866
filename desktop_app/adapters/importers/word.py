"""Documents (docx): paragraphs and tables in reading order, as they read with all revisions accepted."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from desktop_app.adapters.importers.word_numbers import Numbers
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.paper import Paper, Paragraph, Part, Table
from desktop_app.core.progress import Progress

_TEXT, _TAB, _BREAK, _RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:delText"), qn("w:txbxContent"), qn("w:rt")})
"""What is no part of the text: what was deleted, text boxes, and how a word is pronounced (17.3.3.24)."""
_ROW, _CELL, _PARAGRAPH, _TABLE = qn("w:tr"), qn("w:tc"), qn("w:p"), qn("w:tbl")
_CONTENT = qn("w:sdtContent")


def read_word(content: bytes, progress: Progress) -> Paper:
    """Return what stands in a document; headers, footers and text boxes are no part of its text."""
    progress("读取文档", 0.0)
    document = Document(BytesIO(content))
    parts: list[Part] = []
    counts = {"paragraph": 0, "table": 0}
    numbers = Numbers(document)
    for element in _blocks(document.element.body):
        if element.tag == _TABLE:
            counts["table"] += 1
            parts.append(Table(_grid(element, f"表{counts['table']}"), counts["table"]))
        else:
            counts["paragraph"] += 1
            paragraph = WordParagraph(element, document)
            style = paragraph.style.name or "" if paragraph.style is not None else ""
            text = numbers.before(paragraph) + _text(element)
            parts.append(Paragraph(text, counts["paragraph"], 0, _is_centred(paragraph), style))
    return Paper(parts)


def _blocks(body: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, those within content controls as well."""
    for element in body:
        if element.tag in (_PARAGRAPH, _TABLE):
            yield element
        elif element.tag == qn("w:sdt"):
            for inner in element.iter(_CONTENT):
                yield from _blocks(inner)
                break


def _text(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag in (_BREAK, _RETURN):
            yield "\n"
        else:
            yield from _pieces(child)


def _is_centred(paragraph: Any) -> bool:
    own = paragraph.alignment
    style = paragraph.style
    while own is None and style is not None:
        own = style.paragraph_format.alignment
        style = style.base_style
    return bool(own == WD_ALIGN_PARAGRAPH.CENTER)


def _grid(table: Any, name: str) -> Grid:
    grid = Grid(name, [])
    open_merges: dict[int, int] = {}
    for row, line in enumerate(element for element in table.iter(_ROW) if _owner(element) is table):
        grid.rows.append([])
        column = 0
        for cell in (one for one in line.iter(_CELL) if _owner_row(one) is line):
            width = _width(cell)
            if _goes_on_down(cell):
                _extend(grid, open_merges, row, column)
            else:
                grid.write(row, column, "\n".join(filter(None, map(_text, cell.iter(_PARAGRAPH)))).strip())
                if width > 1 or _begins_merge(cell):
                    grid.merged.append((row, column, row, column + width - 1))
                    open_merges[column] = len(grid.merged) - 1
            column += width
    grid.merged = [one for one in grid.merged if one[0] != one[2] or one[1] != one[3]]
    return grid


def _owner(element: Any) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != _TABLE:
        parent = parent.getparent()
    return parent


def _owner_row(element: Any) -> Any:
    parent = element.getparent()
    while parent is not None and parent.tag != _ROW:
        parent = parent.getparent()
    return parent


def _property(cell: Any, name: str) -> Any:
    properties = cell.find(qn("w:tcPr"))
    return None if properties is None else properties.find(qn(name))


def _width(cell: Any) -> int:
    span = _property(cell, "w:gridSpan")
    return 1 if span is None else max(1, int(span.get(qn("w:val"), "1")))


def _begins_merge(cell: Any) -> bool:
    merge = _property(cell, "w:vMerge")
    return merge is not None and merge.get(qn("w:val")) == "restart"


def _goes_on_down(cell: Any) -> bool:
    merge = _property(cell, "w:vMerge")
    return merge is not None and merge.get(qn("w:val"), "continue") != "restart"


def _extend(grid: Grid, open_merges: dict[int, int], row: int, column: int) -> None:
    number = open_merges.get(column)
    if number is not None:
        top, left, _, right = grid.merged[number]
        grid.merged[number] = (top, left, row, right)
