"""PDF documents: lines with their places, tables by their rules; pages that are pictures by what is read in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber

from desktop_app.adapters.importers.columns import halves, in_reading_order
from desktop_app.adapters.importers.labelled import labelled_tables
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.paper import (
    Box,
    Paper,
    Paragraph,
    Part,
    SetLine,
    Table,
    are_words_apart,
    is_page_number,
    joined,
    joined_tables,
    paragraphs,
)
from desktop_app.core.progress import Progress
from desktop_app.core.radicals import without_radicals

SCANNED = "这是扫描件，文字是识别出来的，会有错字：请对照原件逐项核对。"
UNREAD_SCAN = "有的页是扫描的图片，本机没有安装文字识别组件，没有读到。"
_SCALE = 2.0
"""Pixels a point at which a scanned page is drawn for recognition: 144 to the inch."""
_FEW = 5
"""Fewer characters than this on a page with a picture: the page is a scan."""

_ABOUT = 0.15
_YEAR = re.compile(r"[〔\[［](\d{4})[〕\]］](?=\s*\d{1,5}\s*号)")
_WORD_GAP = 0.2
"""In type sizes: a blank is a quarter to a third of one; letters of a word stand closer."""
_WRAP = re.compile(r"\n(?![\u4e00-\u9fa5]{2,14}[:：])")
"""A line's end within a cell; only where a labelled line follows did its writer mean it."""

Recognise = Callable[[Any], Sequence[Sequence[tuple[str, float, float, float, float]]]]
"""From a picture to its lines, each as its runs of text: text, left, top, right, bottom, in pixels."""


def read_pdf(content: bytes, recognise: Recognise | None, progress: Progress) -> Paper:
    """Return what stands in a PDF.

    Args:
        recognise: reads pictures, where that is installed.
    """
    parts: list[Part] = []
    remark = ""
    with pdfplumber.open(BytesIO(content)) as document:
        for number, page in enumerate(document.pages, 1):
            progress(f"读取第 {number} 页", number / len(document.pages))
            if len(page.chars) < _FEW and page.images:
                remark = UNREAD_SCAN if recognise is None else SCANNED
                lines, tables = ([], []) if recognise is None else _recognised(page, number, recognise)
                parts += _composed(lines, tables)
            else:
                ruled = page.find_tables()
                tables = [_ruled(table, number) for table in ruled]
                parts += _composed(_lines(page, number, ruled), tables)
            page.close()
    return Paper(_numbered(joined_tables(parts)), remark)


def _lines(page: Any, number: int, tables: Sequence[Any]) -> list[SetLine]:
    found = []
    for line in page.extract_text_lines(return_chars=True):
        text = without_radicals(_in_words(line["text"], line["chars"]).strip())
        if text and not is_page_number(text):
            box = Box(line["x0"], line["top"], line["x1"], line["bottom"])
            size = median(char["size"] for char in line["chars"])
            whole = SetLine(text, number, box, size, _table_of(box, tables))
            found.append([whole] if whole.table >= 0 else _in_halves(whole, line["chars"]))
    return in_reading_order(found)


def _in_words(text: str, chars: Sequence[Any]) -> str:
    """Return a line's text with blanks between its Latin words: WPS sets them apart without writing any."""
    signs = [char for char in chars if char["text"].strip()]
    if "".join(text.split()) != "".join(char["text"] for char in signs):
        return text
    begins: set[int] = set()
    count = 0
    for before, after in pairwise(signs):
        count += len(before["text"])
        gap = after["x0"] - before["x1"]
        if gap > after["size"] * _WORD_GAP and are_words_apart(before["text"], after["text"]):
            begins.add(count)
    return _with_blanks(text, begins) if begins else text


def _with_blanks(text: str, begins: Collection[int]) -> str:
    """Return a text with a blank before those of its signs that begin a word; they are counted without blanks."""
    made, count = "", 0
    for sign in text:
        if not sign.isspace():
            made += " " if count in begins and not made.endswith(" ") else ""
            count += 1
        made += sign
    return made


def _in_halves(whole: SetLine, chars: Sequence[Any]) -> list[SetLine]:
    """Return a line as the parts that a wide gap divides it into."""
    parts = halves(chars)
    if len(parts) == 1:
        return [whole]
    return [
        SetLine(
            without_radicals(_in_words("".join(char["text"] for char in part), part).strip()),
            whole.page,
            Box(part[0]["x0"], whole.box.top, part[-1]["x1"], whole.box.bottom),
            whole.size,
        )
        for part in parts
    ]


def _table_of(box: Box, tables: Sequence[Any]) -> int:
    middle = (box.top + box.bottom) / 2
    for place, table in enumerate(tables):
        left, top, right, bottom = table.bbox
        if top <= middle <= bottom and box.left < right and box.right > left:
            return place
    return -1


def _ruled(table: Any, number: int) -> Table:
    rows = [[_WRAP.sub("", without_radicals(text or "")) for text in row] for row in table.extract()]
    return Table(Grid("表", rows), 0, number, Box(*table.bbox))


def _recognised(page: Any, number: int, recognise: Recognise) -> tuple[list[SetLine], list[Table]]:
    """Return what a picture says: its lines, each as a whole, and the tables of which some are rows."""
    picture = page.to_image(resolution=72 * _SCALE).original
    rows = [
        [_set(number, *(edge / _SCALE for edge in edges), text=_year(text)) for text, *edges in line]
        for line in recognise(picture)
        if line and not is_page_number("".join(text for text, *_ in line))
    ]
    lines, tables = _evened([_whole(row) for row in rows]), []
    for place, (taken, table) in enumerate(labelled_tables(rows)):
        table.grid.rows = [[_WRAP.sub("", text) for text in row] for row in table.grid.rows]
        tables.append(table)
        for at in taken:
            lines[at].table = place
    return lines, tables


def _year(text: str) -> str:
    """Return a text with the brackets of a number's year, which recognition takes for square ones now and then."""
    return _YEAR.sub(r"〔\1〕", text)


def _evened(lines: list[SetLine]) -> list[SetLine]:
    """Give lines of nearly the page's usual height that height: signs with and without hooks are of one type."""
    usual = median(line.size for line in lines) if lines else 0.0
    for line in lines:
        if abs(line.size - usual) < usual * _ABOUT:
            line.size = usual
    return lines


def _set(number: int, left: float, top: float, right: float, bottom: float, *, text: str) -> SetLine:
    return SetLine(text, number, Box(left, top, right, bottom), bottom - top)


def _whole(row: Sequence[SetLine]) -> SetLine:
    left, right = row[0].box.left, max(word.box.right for word in row)
    top, bottom = min(word.box.top for word in row), max(word.box.bottom for word in row)
    return _set(row[0].page, left, top, right, bottom, text=" ".join(word.text for word in row))


def _composed(lines: Sequence[SetLine], tables: Sequence[Table]) -> list[Part]:
    """Put a page's tables among its paragraphs where they stand."""
    placed: list[tuple[float, Part]] = []
    for run in _runs(lines):
        beside = [line for line in lines if line.table < 0 and line.column == run[0].column]
        left, right = min(line.box.left for line in beside), max(line.box.right for line in beside)
        top = min(line.box.top for line in run)
        placed += [(top, one) for one in paragraphs(run, left, right)]
    placed += [(table.box.top, table) for table in tables if table.box]
    return [part for _, part in sorted(placed, key=lambda one: one[0])]


def _runs(lines: Iterable[SetLine]) -> list[list[SetLine]]:
    """Return the lines between tables, and those of each column, so that no paragraph reaches over one."""
    runs: list[list[SetLine]] = [[]]
    for line in lines:
        if line.table >= 0:
            runs.append([])
            continue
        if runs[-1] and runs[-1][-1].column != line.column:
            runs.append([])
        runs[-1].append(line)
    return [run for run in runs if run]


def _numbered(parts: Sequence[Part]) -> list[Part]:
    """Number paragraphs and tables through the whole document; a paragraph may go on over the page."""
    made: list[Part] = []
    count = tables = 0
    for part in parts:
        if isinstance(part, Table):
            tables += 1
            part.number, part.grid.name = tables, f"表{tables}"
            made.append(part)
            continue
        before = made[-1] if made else None
        if isinstance(before, Paragraph) and part.page > before.page and _goes_on(before, part):
            before.text = joined(before.text, part.text)
            continue
        count += 1
        part.number = count
        made.append(part)
    return made


def _goes_on(before: Paragraph, part: Paragraph) -> bool:
    ends = before.text.rstrip().endswith(("。", "：", "；", "！", "？", ":", ";"))
    return not ends and not before.is_centred and not part.is_centred and len(before.text) > 20
