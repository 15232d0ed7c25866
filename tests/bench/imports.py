"""A list of 100,000 rows imported and validated, against bare reading of the same file by openpyxl, read-only."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.desk import Desk, Places
from tests.bench.table import Row

FORM = "social-security.subsistence-allowance-publicity"
ROWS = 100_000
HEADINGS = ("序号", "户主姓名", "家庭人口数", "保障人数", "月保障金额", "村民小组", "享受起始月")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_NAMES = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉春红梅海波"


def workbook(rows: int) -> bytes:
    """Write a list of households."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(HEADINGS)
    for number in range(rows):
        name = _SURNAMES[number % 16] + _NAMES[number // 16 % 30] + _NAMES[number // 480 % 30]
        covered = number % 4 + 1
        sheet.append(
            (
                number + 1,
                name,
                covered + number % 2,
                covered,
                covered * 360.5,
                f"{number % 9 + 1}组",
                date(2026, 12, 1),
            )
        )
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def measure() -> list[Row]:
    """Import the list as the command does: guarded process, marking, matching, every cell by its kind."""
    content = workbook(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        desk.catalogue.form(FORM)
        begun = time.perf_counter()
        session = desk.imports.open(FORM, "名单.xlsx", content)
        made = desk.imports.made(session)
        taken = time.perf_counter() - begun
        desk.close()
    assert len(made[0].values["list"]) == ROWS
    begun = time.perf_counter()
    book = load_workbook(BytesIO(content), read_only=True)
    cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    bare = time.perf_counter() - begun
    unit = 1 if sys.platform == "darwin" else 1024
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6
    return [
        Row(
            f"{ROWS:,} rows imported and validated",
            "bare reading with openpyxl, read-only",
            taken / bare,
            "not slower",
            taken <= bare,
            f"{taken:.1f} s, bare {bare:.1f} s, {cells:,} cells; "
            f"most memory {here:.0f} MB, reading process {child:.0f} MB",
        )
    ]


def _desk(folder: Path) -> Desk:
    portal = MemoryPortal("local", now=lambda: datetime(2026, 9, 28, 10))
    return Desk(
        open_workspace(folder / "workspace.db"),
        Places(paths.HOME, folder / "cache"),
        folder / "settings.json",
        lambda _name: portal,
        lambda: datetime(2026, 9, 28, 10),
    )


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
