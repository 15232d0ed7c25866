"""PDF documents: lines with their places, tables by their rules; pages that are pictures by what is read in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from statistics import median
from typing import Any

import pdfplumber

from desktop_app.adapters.importers.columns import halves, in_reading_order
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.paper import (
    Box,
    Paper,
    Paragraph,
    Part,
    SetLine,
    Table,
    is_page_number,
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

_WRAP = re.compile(r"\n(?![\u4e00-\u9fa5]{2,14}[:：])")
"""A line's end within a cell; only where a labelled line follows did its writer mean it."""

Recognise = Callable[[Any], Sequence[tuple[str, float, float, float, float]]]
"""From a picture to its lines: text, left, top, right, bottom, in pixels."""


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
                lines = [] if recognise is None else _recognised(page, number, recognise)
                parts += _composed(lines, [], page)
            else:
                tables = page.find_tables()
                parts += _composed(_lines(page, number, tables), tables, page)
            page.close()
    return Paper(_numbered(joined_tables(parts)), remark)


def _lines(page: Any, number: int, tables: Sequence[Any]) -> list[SetLine]:
    found = []
    for line in page.extract_text_lines(return_chars=True):
        text = without_radicals(line["text"].strip())
        if text and not is_page_number(text):
            box = Box(line["x0"], line["top"], line["x1"], line["bottom"])
            size = median(char["size"] for char in line["chars"])
            whole = SetLine(text, number, box, size, _table_of(box, tables))
            found.append([whole] if whole.table >= 0 else _in_halves(whole, line["chars"]))
    return in_reading_order(found)


def _in_halves(whole: SetLine, chars: Sequence[Any]) -> list[SetLine]:
    """Return a line as the parts that a wide gap divides it into."""
    parts = halves(chars)
    if len(parts) == 1:
        return [whole]
    return [
        SetLine(
            without_radicals("".join(char["text"] for char in part).strip()),
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


def _recognised(page: Any, number: int, recognise: Recognise) -> list[SetLine]:
    picture = page.to_image(resolution=72 * _SCALE).original
    return [
        SetLine(
            text,
            number,
            Box(left / _SCALE, top / _SCALE, right / _SCALE, bottom / _SCALE),
            (bottom - top) / _SCALE,
        )
        for text, left, top, right, bottom in recognise(picture)
        if not is_page_number(text)
    ]


def _composed(lines: Sequence[SetLine], tables: Sequence[Any], page: Any) -> list[Part]:
    """Put a page's tables among its paragraphs where they stand."""
    number = lines[0].page if lines else page.page_number
    placed: list[tuple[float, Part]] = []
    for run in _runs(lines):
        beside = [line for line in lines if line.table < 0 and line.column == run[0].column]
        left, right = min(line.box.left for line in beside), max(line.box.right for line in beside)
        top = min(line.box.top for line in run)
        placed += [(top, one) for one in paragraphs(run, left, right)]
    for table in tables:
        rows = [[_WRAP.sub("", without_radicals(text or "")) for text in row] for row in table.extract()]
        x0, top, x1, bottom = table.bbox
        placed.append((top, Table(Grid("表", rows), 0, number, Box(x0, top, x1, bottom))))
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
            before.text += part.text
            continue
        count += 1
        part.number = count
        made.append(part)
    return made


def _goes_on(before: Paragraph, part: Paragraph) -> bool:
    ends = before.text.rstrip().endswith(("。", "：", "；", "！", "？", ":", ";"))
    return not ends and not before.is_centred and not part.is_centred and len(before.text) > 20
