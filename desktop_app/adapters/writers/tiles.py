"""A large sheet over several A4 sheets, to be glued together: with overlap, marks to cut at, and each one's place."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import pikepdf

from desktop_app.core.document.gbt9704 import Mm, points

OVERLAP = Mm(10)
"""What two neighbours both show: the strip for the glue."""
EDGE = Mm(6)
"""What office printers leave white around a sheet, and the place of the marks."""
_A4 = (points(Mm(210)), points(Mm(297)))
_MARK = points(Mm(4))
_LABEL_PT = 7
_SLACK = 0.01


def tiled(content: bytes) -> bytes:
    """Return every page of a PDF divided over A4 sheets, row by row; pages of A4 stay whole; same input, same bytes."""
    with pikepdf.open(io.BytesIO(content)) as source, pikepdf.new() as made:
        for page in source.pages:
            left, bottom, right, top = (float(edge) for edge in page.mediabox)
            for sheet in _sheets(right - left, top - bottom):
                _add(made, page, sheet)
        buffer = io.BytesIO()
        made.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def poster_side(sheets: int, side: float) -> Mm:
    """Return how long a poster may be along so many sheets, each `side` millimetres long."""
    return Mm(sheets * (side - 2 * EDGE - OVERLAP) + OVERLAP)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of a page: its size, its place in the grid from 0, the left and lower edge of what it shows."""

    size: tuple[float, float]
    column: int
    row: int
    columns: int
    rows: int
    left: float
    bottom: float

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of what it shows."""
        return _room(self.size)


def _sheets(width: float, height: float) -> Iterator[_Sheet | None]:
    """Yield the sheets for a page, lying or upright, whichever are fewer; None for one that is A4 itself."""
    if min(width, height) <= _A4[0] + 1 and max(width, height) <= _A4[1] + 1:
        yield None
        return
    size, columns, rows = min(
        ((size, *_grid(width, height, size)) for size in (_A4, _A4[::-1])), key=lambda one: one[1] * one[2]
    )
    across, down = _room(size)
    lap = points(OVERLAP)
    for row in range(rows):
        for column in range(columns):
            bottom = height - row * (down - lap) - down
            yield _Sheet(size, column, row, columns, rows, column * (across - lap), bottom)


def _grid(width: float, height: float, size: tuple[float, float]) -> tuple[int, int]:
    across, down = _room(size)
    lap = points(OVERLAP)
    return ceil((width - lap) / (across - lap) - _SLACK), ceil((height - lap) / (down - lap) - _SLACK)


def _room(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] - 2 * points(EDGE), size[1] - 2 * points(EDGE)


def _add(made: pikepdf.Pdf, page: pikepdf.Page, sheet: _Sheet | None) -> None:
    if sheet is None:
        made.pages.append(page)
        return
    form = made.copy_foreign(page.as_form_xobject())
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    made.add_blank_page(page_size=sheet.size)
    added = made.pages[-1]
    added.Resources = pikepdf.Dictionary(XObject={"/Poster": form}, Font={"/Label": made.make_indirect(font)})
    added.Contents = made.make_stream(_drawing(sheet).encode())


def _drawing(sheet: _Sheet) -> str:
    edge = points(EDGE)
    across, down = sheet.room
    shown = (
        f"q {edge:.2f} {edge:.2f} {across:.2f} {down:.2f} re W n "
        f"1 0 0 1 {edge - sheet.left:.2f} {edge - sheet.bottom:.2f} cm /Poster Do Q"
    )
    return "\n".join((shown, *_marks(sheet), _label(sheet)))


def _marks(sheet: _Sheet) -> Iterator[str]:
    """Yield a corner's marks, and where a neighbour's edge comes to lie upon this sheet."""
    edge, lap = points(EDGE), points(OVERLAP)
    width, height = sheet.size
    xs = [edge, width - edge] + ([width - edge - lap] if sheet.column < sheet.columns - 1 else [])
    ys = [edge, height - edge] + ([edge + lap] if sheet.row < sheet.rows - 1 else [])
    yield "0.5 w 0.4 G"
    for x in xs:
        yield from (_stroke(x, 0, x, _MARK), _stroke(x, height, x, height - _MARK))
    for y in ys:
        yield from (_stroke(0, y, _MARK, y), _stroke(width, y, width - _MARK, y))


def _stroke(left: float, bottom: float, right: float, top: float) -> str:
    return f"{left:.2f} {bottom:.2f} m {right:.2f} {top:.2f} l S"


def _label(sheet: _Sheet) -> str:
    """Return row and column of how many, in the white edge below."""
    words = f"{sheet.row + 1}-{sheet.column + 1} / {sheet.rows}-{sheet.columns}"
    return f"BT /Label {_LABEL_PT} Tf 0.4 g {sheet.size[0] / 2 - 12:.2f} {_MARK / 2:.2f} Td ({words}) Tj ET"
