"""A list with faults, as each kind of file: shown where it is, mended there, nothing good lost, returned marked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import Cancelled
from desktop_app.core.imports.grid import cell_name
from desktop_app.core.imports.session import Session
from desktop_app.services.desk import Desk
from desktop_app.services.imports import SameFile
from tests.imports.makers import Sheet, csv_file, openpyxl_file, xlwt_file
from tests.imports.sheets import LABELS, PENALTIES, PENALTY, as_text, grid, uscc

KEYS = list(LABELS)
WRONG = {(0, "decision_date"): "2026-02-30", (1, "party_uscc"): "91230221MA1C2D3E40", (3, "fine"): "约1.2"}
"""Row of the list and field to what was written there."""
KINDS: dict[str, Callable[..., bytes]] = {
    ".xlsx": openpyxl_file,
    ".xls": xlwt_file,
    ".csv": csv_file("gb18030"),
}


def cells() -> list[list[Any]]:
    made = grid(PENALTIES, LABELS, as_text)
    for (row, key), text in WRONG.items():
        made[row + 1][KEYS.index(key)] = text
    return made


def place(row: int, key: str) -> str:
    return cell_name(row + 1, KEYS.index(key))


@pytest.fixture(params=list(KINDS))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"九月{request.param}"
    path.write_bytes(KINDS[request.param](Sheet(cells(), "名单")))
    return path


@pytest.fixture
def session(desk: Desk, file: Path) -> Session:
    return desk.imports.open(PENALTY, file.name, desk.imports.read_file(file))


def taken(session: Session) -> list[dict[str, Any]]:
    (sheet,) = session.plan.sheets
    return [line.values for line in session.taken[sheet.sheet].lines]


def test_each_fault_is_shown_in_its_place_with_its_reason_and_all_else_is_taken(session: Session) -> None:
    told = {one.cell: one for one in session.unused}
    assert set(told) == {place(*one) for one in WRONG}
    for (row, key), text in WRONG.items():
        one = told[place(row, key)]
        assert (one.text, one.path, one.heading) == (text, key, LABELS[key])
        assert len(one.reason) > 6
    good = [
        {key: value for key, value in line.items() if (row, key) not in WRONG}
        for row, line in enumerate(PENALTIES)
    ]
    assert taken(session) == good


def test_mended_in_place_one_after_the_other_nothing_is_lost(session: Session) -> None:
    for (row, key), _text in WRONG.items():
        one = next(one for one in session.unused if one.cell == place(row, key))
        assert session.mend(one, "还是不对") != ""
        one = next(one for one in session.unused if one.cell == place(row, key))
        assert session.mend(one, str(as_text(key, PENALTIES[row][key]))) == ""
    assert session.unused == []
    assert taken(session) == PENALTIES


def test_the_copy_is_marked_in_these_cells_alone_and_the_file_stays(
    desk: Desk, session: Session, file: Path
) -> None:
    before = file.read_bytes()
    copy = load_workbook(BytesIO(desk.imports.annotated(session, desk.imports.read_file(file))))
    assert file.read_bytes() == before
    sheet = copy.worksheets[0]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    coloured = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"
    }
    assert marked == coloured == {place(*one) for one in WRONG}
    texts = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert texts == [["" if value is None else str(value) for value in line] for line in cells()]
    reasons = {row[1].value: row[4].value for row in copy["退回说明"].iter_rows(min_row=7)}
    assert reasons == {one.cell: one.reason for one in session.unused}


def test_cells_that_were_mended_here_are_shown_in_the_copy_as_well(
    desk: Desk, session: Session, file: Path
) -> None:
    for (row, key), _text in WRONG.items():
        one = next(one for one in session.unused if one.cell == place(row, key))
        session.mend(one, str(as_text(key, PENALTIES[row][key])))
    content = desk.imports.annotated(session, desk.imports.read_file(file))
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked == {place(*one) for one in WRONG}
    for (row, key), text in WRONG.items():
        cell = sheet[place(row, key)]
        assert cell.comment.text.startswith(f"原来写的是“{text}”：")
        assert cell.value == str(as_text(key, PENALTIES[row][key]))
    again = desk.imports.open(PENALTY, "退回.xlsx", content)
    assert again.unused == []
    assert taken(again) == PENALTIES


def test_a_cell_that_holds_again_what_was_sent_is_not_told_as_mended(session: Session) -> None:
    (row, key), text = next(iter(WRONG.items()))
    for words in ("还是不对", text):
        one = next(one for one in session.unused if one.cell == place(row, key))
        session.mend(one, words)
    assert session.mended == []


def test_the_copy_is_a_workbook_beside_the_file_and_never_the_file_itself(
    desk: Desk, session: Session, file: Path
) -> None:
    content = desk.imports.read_file(file)
    written = desk.imports.write_returned(session, file, content, file.with_name("退回.xls"))
    assert written.name == "退回.xls.xlsx"
    assert load_workbook(written).sheetnames == [
        "名单" if file.suffix != ".csv" else session.grids[0].name,
        "退回说明",
    ]
    own = file.with_suffix(".xlsx")
    with pytest.raises(SameFile):
        desk.imports.write_returned(session, own, content, own)


def test_what_the_sender_mended_in_the_copy_is_taken_whole(desk: Desk, session: Session, file: Path) -> None:
    copy = load_workbook(BytesIO(desk.imports.annotated(session, desk.imports.read_file(file))))
    for row, key in WRONG:
        copy.worksheets[0][place(row, key)] = as_text(key, PENALTIES[row][key])
    out = BytesIO()
    copy.save(out)
    again = desk.imports.open(PENALTY, "改好.xlsx", out.getvalue())
    assert again.unused == []
    assert taken(again) == PENALTIES


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_long_file_says_how_far_it_is_and_can_be_stopped(desk: Desk, kind: str) -> None:
    line = grid(PENALTIES, LABELS, as_text)[1]
    party, code = KEYS.index("party"), KEYS.index("party_uscc")
    rows = [
        [
            *line[:party],
            f"第{number}示例公司",
            *line[party + 1 : code],
            uscc(f"91230221MA0{number:06d}"),
            *line[code + 1 :],
        ]
        for number in range(4_000)
    ]
    content = KINDS[kind](Sheet([list(LABELS.values()), *rows], "名单"))
    told: list[tuple[str, float]] = []
    session = desk.imports.open(
        PENALTY, f"长名单{kind}", content, lambda what, share: told.append((what, share))
    )
    assert session.lines == 4_000
    assert len([share for what, share in told if what.startswith("读取“")]) >= 4
    assert all(0 <= share <= 1 for _what, share in told)

    def stop(what: str, share: float) -> None:
        if what.startswith("读取“") and share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.imports.open(PENALTY, f"长名单{kind}", content, stop)
    assert desk.drafts.items(State.DRAFT) == []
