"""The import page at each of its works, for pictures and for tests of what every page keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.services.desk import Desk
from desktop_app.ui.main_window import MainWindow
from tests.forms.files import FORMS
from tests.imports.documents import decision
from tests.imports.filling import filled_rows
from tests.imports.makers import Sheet, openpyxl_file
from tests.imports.sheets import OWN_WORDS, PENALTIES, PENALTY, grid, in_yuan, uscc

_FIRMS = 14


def works(window: MainWindow, desk: Desk, folder: Path, settle: Callable[[], None]) -> Iterator[str]:
    """Bring the page to each of its works in turn and yield its name."""
    window.import_files(PENALTY)
    page = window.page("import")
    settle()
    for name, file in (
        ("sheets", _list_with_faults(folder)),
        ("paper", _decision(folder)),
        ("batch", _clean_list(desk, folder)),
    ):
        page.start.choose_form(PENALTY)
        page.open_file(str(file))
        settle()
        if name == "batch":
            page.keep.click()
            settle()
        yield name
        if name == "batch":
            page.check.click()
            settle()
            yield "batch-checked"
        page.back.click()
        settle()
    yield "batches"


def _list_with_faults(folder: Path) -> Path:
    """A month's list in a unit's own words, with three cells that cannot be used and a column that no form has."""
    cells = [
        ["龙江县市场监督管理局2026年9月行政处罚信息公示表", *[None] * 13],
        *grid(PENALTIES, OWN_WORDS, in_yuan),
    ]
    cells[2][10] = "2026-02-30"
    cells[3][2] = f"{PENALTIES[1]['party_uscc'][:-1]}0"
    cells[4][9] = "约800"
    rows = [[*line, extra] for line, extra in zip(cells, ["", "承办人", *"甲乙丙丁"], strict=True)]
    return _written(folder / "九月处罚.xlsx", openpyxl_file(Sheet(rows, "9月")))


def _decision(folder: Path) -> Path:
    return _written(folder / "决定书.docx", decision())


def _clean_list(desk: Desk, folder: Path) -> Path:
    sample = FORMS[PENALTY].spec.sample
    rows = [
        {
            **sample,
            "party": f"龙江县第{number}示例农资有限公司",
            "party_uscc": uscc(f"91230221MA0EX{number:04d}"),
            "doc_no": f"龙市监罚〔2026〕{number}号",
            "title": f"龙江县第{number}示例农资有限公司行政处罚决定公示",
        }
        for number in range(1, _FIRMS + 1)
    ]
    content = filled_rows(desk.imports.blank(PENALTY), FORMS[PENALTY].spec, rows)
    return _written(folder / "十月处罚.xlsx", content)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
