"""Exchange files for the credit platforms, from what was reviewed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlrd
from openpyxl import load_workbook

from desktop_app.core.credit.standard import PENALTY as COLUMNS
from desktop_app.core.credit.standard import SHEETS
from desktop_app.services.credit import NothingReviewed, NotReported, UnknownEnding, held_words
from desktop_app.services.desk import Desk
from tests.imports.sheets import PENALTY
from tests.ui.pages.office import OUTAGE, Office


@pytest.mark.parametrize("form", sorted(SHEETS))
def test_samples_are_reported_without_a_fault(desk: Desk, form: str, tmp_path: Path) -> None:
    item = Office(desk).approved(form)
    written = desk.credit.write(form, [item], tmp_path / "报送.json")
    assert written.faults == ()
    (records,) = json.loads(written.path.read_text("utf-8")).values()
    assert len(records) == 1


def test_the_old_workbook_has_the_standards_heading_and_texts(desk: Desk, tmp_path: Path) -> None:
    item = Office(desk).approved(PENALTY)
    written = desk.credit.write(PENALTY, [item], tmp_path / "报送.xls")
    sheet = xlrd.open_workbook(written.path).sheet_by_name("行政处罚")
    assert sheet.row_values(0) == [column.name for column in COLUMNS]
    assert set(sheet.row_types(1)) <= {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_EMPTY}
    assert sheet.cell_value(1, 19) == "0.2"


def test_the_new_workbook_says_the_same(desk: Desk, tmp_path: Path) -> None:
    item = Office(desk).approved(PENALTY)
    written = desk.credit.write(PENALTY, [item], tmp_path / "报送.xlsx")
    sheet = load_workbook(written.path)["行政处罚"]
    assert sheet["T2"].value == "0.2"
    assert sheet["T2"].number_format == "@"


def test_what_was_not_reviewed_is_not_reported(desk: Desk, tmp_path: Path) -> None:
    office = Office(desk)
    items = [office.draft(PENALTY), office.approved(PENALTY)]
    written = desk.credit.write(PENALTY, items, tmp_path / "报送.json")
    assert written.rows == 1
    assert "1 件还没有审查通过" in held_words(written.held)


def test_where_nothing_was_reviewed_no_file_is_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NothingReviewed, match="1 件都还没有审查通过"):
        desk.credit.write(PENALTY, [Office(desk).draft(PENALTY)], tmp_path / "报送.xls")
    assert list(tmp_path.glob("报送*")) == []


def test_other_types_and_endings_are_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotReported):
        desk.credit.write(OUTAGE, [], tmp_path / "报送.xls")
    with pytest.raises(UnknownEnding):
        desk.credit.write(PENALTY, [], tmp_path / "报送.pdf")
