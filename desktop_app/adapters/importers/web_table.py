"""Web pages that call themselves workbooks: what many systems export as `.xls`."""

from __future__ import annotations

from typing import Any

from lxml import html

from desktop_app.core.imports.grid import Grid

_WIDEST_SPAN = 500


def read_web_tables(text: str) -> list[Grid]:
    """Return each table of a page as a sheet; a table within a cell belongs to that cell."""
    page = html.fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    tables = [table for table in page.iter("table") if not any(True for _ in table.iterancestors("table"))]
    return [_grid(f"表{number}", table) for number, table in enumerate(tables, 1)]


def _grid(name: str, table: Any) -> Grid:
    grid = Grid(name, [])
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        grid.rows.append([])
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            text = "\n".join(part for part in (" ".join(one.split()) for one in cell.itertext()) if part)
            grid.write(row, column, text)
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            if down * across > 1:
                grid.merged.append((row, column, row + down - 1, column + across - 1))
                taken.update((row + y, column + x) for y in range(down) for x in range(across))
            column += across
    return grid


def _span(cell: Any, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), _WIDEST_SPAN) if text.isdecimal() else 1
