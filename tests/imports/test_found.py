"""Files that Excel, Word, WPS and others wrote themselves: every cell as it looked, every paragraph as it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_app.adapters.importers import read_sheets
from desktop_app.adapters.importers.pdf import read_pdf
from desktop_app.adapters.importers.word import read_word
from desktop_app.adapters.readers.legacy.raw_text import word_units
from desktop_app.core.encoding import decode
from desktop_app.core.imports.grid import Grid, cell_name, letters
from desktop_app.core.imports.paper import Paragraph
from desktop_app.core.progress import silent

FOLDER = Path(__file__).parent / "found"
WORKBOOKS: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))
PAPERS: dict[str, Any] = yaml.safe_load((FOLDER / "papers.yaml").read_text("utf-8"))
ORIGINS: dict[str, Any] = yaml.safe_load((FOLDER / "origins.yaml").read_text("utf-8"))
FEWEST_BY_EXCEL = 20
_LAST_LETTER = 26


@dataclass
class Count:
    """What came of cells: right, wrong and told, wrong and not told, missing."""

    right: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def _compared(grid: Grid, rows: list[list[str]], count: Count) -> None:
    for row in range(max(len(rows), len(grid.rows))):
        wanted = rows[row] if row < len(rows) else []
        for column in range(max(len(wanted), grid.width)):
            got, want = grid.text(row, column).strip(), wanted[column] if column < len(wanted) else ""
            name = f"{grid.name}!{cell_name(row, column)}: {got!r}, wanted {want!r}"
            if got == want:
                count.right += bool(want)
            elif (row, column) in grid.spoilt:
                count.told += 1
            else:
                (count.wrong if got else count.missing).append(name)


def count_of(name: str) -> Count:
    """Read a workbook; what it hides has to be told exactly."""
    sheets = read_sheets((FOLDER / name).read_bytes(), decode, silent)
    wanted = WORKBOOKS[name]
    assert sheets.hidden == wanted.get("hidden", [])
    assert {grid.name for grid in sheets.grids} == set(wanted["sheets"])
    count = Count()
    for grid in sheets.grids:
        sheet = wanted["sheets"][grid.name]
        _compared(grid, sheet["rows"], count)
        assert {cell_name(*spot) for spot in grid.spoilt} == set(sheet.get("told", []))
        assert {cell_name(*spot): day for spot, day in grid.days.items()} == sheet.get("days", {})
        assert sorted(row + 1 for row in grid.hidden_rows) == sheet.get("hidden_rows", [])
        hidden = [letters(column) for column in sorted(grid.hidden_columns) if column < _LAST_LETTER]
        assert hidden == sheet.get("hidden_columns", [])
    return count


@pytest.mark.parametrize("name", list(WORKBOOKS))
def test_cells_are_read_as_they_looked(name: str) -> None:
    count = count_of(name)
    assert (count.wrong, count.missing) == ([], [])


@pytest.mark.parametrize("name", list(PAPERS))
def test_documents_are_read_as_they_read(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    paper = read_pdf(content, None, silent) if name.endswith(".pdf") else read_word(content, silent)
    found = [
        part.text.strip() if isinstance(part, Paragraph) else part.grid.rows
        for part in paper.parts
        if not isinstance(part, Paragraph) or part.text.strip()
    ]
    assert found == PAPERS[name]


def test_an_old_document_of_wps_is_read_by_the_look_for_a_marking() -> None:
    lines = [unit.text.strip() for unit in word_units((FOLDER / "wps2md" / "sample.wps").read_bytes())]
    assert lines[:4] == [
        "春季露营活动指南",
        "一、活动筹备清单",
        "1. 必备露营装备",
        "基础住宿类：自动充气帐篷、防潮垫、羽绒睡袋",
    ]
    assert any("负氧离子浓度是市区的15倍" in line for line in lines)


def test_every_file_says_where_it_comes_from_and_who_made_it() -> None:
    files = {
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.glob("*/*")
        if path.is_file() and path.parent.name != "licences"
    }
    assert {f"{folder}/{name}" for folder, one in ORIGINS.items() for name in one["files"]} == files
    assert files == {*WORKBOOKS, *PAPERS, "wps2md/sample.wps"}
    makers = [maker for one in ORIGINS.values() for _path, maker in one["files"].values()]
    assert sum("Excel" in maker for maker in makers) >= FEWEST_BY_EXCEL
    assert all(one["licence"] and one["package"] for one in ORIGINS.values())
