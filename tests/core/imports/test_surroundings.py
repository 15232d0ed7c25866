"""What is shown around a place of a paper without pages."""

from __future__ import annotations

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.paper import Paper, Paragraph, Table
from desktop_app.core.imports.record import paper_of
from desktop_app.core.imports.suggestion import Source
from desktop_app.core.imports.surroundings import around

_ROWS = [["姓名", "金额"], ["甲", "1"], ["乙", "2"], ["丙", "3"], ["丁", "4"]]
_PAPER = Paper([*(Paragraph(f"第{at}段", at) for at in range(1, 7)), Table(Grid("表1", _ROWS), 1)])


def test_a_paragraph_stands_among_its_neighbours() -> None:
    pieces = around(_PAPER, Source(paragraph=3))
    assert [piece.cells[0] for piece in pieces] == ["第1段", "第2段", "第3段", "第4段", "第5段"]
    assert [piece.here for piece in pieces] == [-1, -1, 0, -1, -1]


def test_a_cell_stands_in_its_rows() -> None:
    pieces = around(_PAPER, Source(table=1, cell="B4"))
    assert [piece.cells for piece in pieces] == [tuple(row) for row in _ROWS[1:]]
    assert [piece.here for piece in pieces] == [-1, -1, 1, -1]


def test_a_sheet_is_found_by_its_name() -> None:
    paper = paper_of([Grid("一", _ROWS), Grid("二", [["年份", "2026"]])])
    assert [piece.here for piece in around(paper, Source(sheet="二", cell="B1"))] == [1]


def test_an_unknown_place_shows_nothing() -> None:
    assert around(_PAPER, Source(paragraph=60)) == []
