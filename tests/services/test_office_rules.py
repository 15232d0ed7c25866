"""Workbooks and documents that services write, by the rules of Excel and Word as the Open XML SDK holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.core.ledger.filters import Filters
from desktop_app.services.cleaning import clean_file
from desktop_app.services.desk import Desk
from desktop_app.services.ledger_export import export
from tests import ooxml
from tests.forms.files import FORMS, chosen
from tests.imports.makers import Sheet, openpyxl_file, xlsxwriter_file
from tests.imports.sheets import ALLOWANCE, HOUSEHOLDS, LIST_LABELS, PENALTY, grid
from tests.services.test_imports import opened, penalties
from tests.ui.pages.office import Office

pytestmark = pytest.mark.skipif(bool(ooxml.what_is_missing()), reason=ooxml.what_is_missing() or "-")


def test_blank_workbooks_are_ones_that_excel_opens(desk: Desk, tmp_path: Path) -> None:
    names = sorted({PENALTY, ALLOWANCE, *chosen()[::6]} & FORMS.keys())
    files = {f"{name}.xlsx": desk.imports.blank(name) for name in names}
    assert ooxml.faults(files, tmp_path) == {}


def test_copies_for_the_sender_are_ones_that_excel_opens(desk: Desk, tmp_path: Path) -> None:
    cells = grid(HOUSEHOLDS, LIST_LABELS)
    cells[1][1] = "三"
    files = {}
    for name, content, form in (
        ("openpyxl.xlsx", penalties(decision_date="2026-02-30"), PENALTY),
        ("xlsxwriter.xlsx", xlsxwriter_file(Sheet(cells)), ALLOWANCE),
        ("text.csv", "\n".join(",".join(map(str, line)) for line in cells).encode("gb18030"), ALLOWANCE),
    ):
        session = opened(desk, content, name, form)
        assert session.unused
        files[f"{Path(name).stem}.xlsx"] = desk.imports.annotated(session, content)
    assert ooxml.faults(files, tmp_path) == {}


def test_reports_are_ones_that_excel_and_word_open(desk: Desk, tmp_path: Path) -> None:
    item = Office(desk).approved(PENALTY)
    docx, sources, _ = desk.annual_report.write(2026, tmp_path / "年报.docx")
    paths = [
        export(desk.ledger.rows(Filters()), 1, tmp_path / "台账.xlsx"),
        desk.credit.write(PENALTY, [item], tmp_path / "报送.xlsx").path,
        desk.implementation.export(desk.implementation.rows(2026), tmp_path / "落实.xlsx"),
        docx,
        sources,
    ]
    folder = tmp_path / "judged"
    folder.mkdir()
    assert ooxml.faults({path.name: path.read_bytes() for path in paths}, folder) == {}


def test_clean_copies_are_ones_that_excel_opens(tmp_path: Path) -> None:
    sheet = Sheet(grid(HOUSEHOLDS, LIST_LABELS), hidden_columns=(3,), hidden_rows=(2,))
    files = {
        name: clean_file(name, write(sheet)).content
        for name, write in (("openpyxl.xlsx", openpyxl_file), ("xlsxwriter.xlsx", xlsxwriter_file))
    }
    assert ooxml.faults(files, tmp_path) == {}
