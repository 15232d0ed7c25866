"""Files that offices have become drafts: read, matched, mended, remembered, returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import Cancelled
from desktop_app.core.imports.plan import NothingMatches
from desktop_app.core.imports.session import NothingToImport, Session
from desktop_app.services.desk import Desk
from desktop_app.services.import_reading import FileUnreadable
from desktop_app.services.imports import DocumentSession
from desktop_app.services.intake import MarkedSecret
from tests.forms.files import FORMS
from tests.imports.binary import binary_workbook, row, words_cell
from tests.imports.makers import Sheet, csv_file, openpyxl_file, xlwt_file
from tests.imports.sheets import (
    ALLOWANCE,
    HOUSEHOLDS,
    LABELS,
    LIST_LABELS,
    PENALTIES,
    PENALTY,
    grid,
    id_card,
)


def penalties(**changes: Any) -> bytes:
    cells = grid(PENALTIES, LABELS)
    for key, value in changes.items():
        cells[1][list(LABELS).index(key)] = value
    return openpyxl_file(Sheet(cells))


def opened(desk: Desk, content: bytes, name: str = "处罚.xlsx", form: str = PENALTY) -> Session:
    return desk.imports.open(form, name, content)


def test_every_row_becomes_a_disclosure_with_what_follows_from_it(desk: Desk) -> None:
    made = desk.imports.made(opened(desk, penalties()))
    assert [one.values["party"] for one in made] == [row["party"] for row in PENALTIES]
    assert made[0].values["title"] == "龙江县丰禾农资经销有限公司行政处罚决定公示"
    assert made[0].values["fine"] == "2000.00"


def test_a_list_becomes_one_disclosure(desk: Desk) -> None:
    session = opened(desk, openpyxl_file(Sheet(grid(HOUSEHOLDS, LIST_LABELS))), "低保.xlsx", ALLOWANCE)
    (made,) = desk.imports.made(session)
    assert [row["name"] for row in made.values["list"]] == [row["name"] for row in HOUSEHOLDS]


@pytest.mark.parametrize("form", sorted(FORMS)[::17])
def test_a_blank_workbook_filled_with_the_sample_gives_the_sample_back(desk: Desk, form: str) -> None:
    from tests.imports.filling import filled

    sample = FORMS[form].spec.sample
    content, wanted = filled(desk.imports.blank(form), FORMS[form].spec)
    session = desk.imports.open(form, "填好.xlsx", content)
    assert session.unused == []
    (made,) = desk.imports.made(session)
    got = {key: made.values.get(key) for key in wanted}
    assert got == wanted
    assert sample


def test_an_empty_blank_workbook_says_that_nothing_was_filled_in(desk: Desk) -> None:
    with pytest.raises(NothingToImport):
        desk.imports.made(opened(desk, desk.imports.blank(PENALTY)))


def test_a_bad_cell_is_told_where_it_stands_and_mended_there(desk: Desk) -> None:
    session = opened(desk, penalties(decision_date="2026-02-30"))
    (bad,) = session.unused
    assert (bad.cell, bad.path) == ("K2", "decision_date")
    assert "日历" in bad.reason
    assert session.mend(bad, "下周") != ""
    assert session.mend(bad, "2026年9月22日") == ""
    assert session.unused == []
    assert desk.imports.made(session)[0].values["decision_date"] == "2026-09-22"


def test_the_match_is_corrected_by_hand_and_remembered_for_the_office(desk: Desk) -> None:
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县市场监督管理局"))
    cells = grid(PENALTIES, LABELS | {"party": "甲方"})
    content = openpyxl_file(Sheet(cells))
    session = opened(desk, content)
    (sheet,) = session.plan.sheets
    target = next(one for one in session.planner.targets("") if one.key == "party")
    session.rematch(sheet, 0, target)
    desk.imports.remember(session)
    assert desk.imports.made(opened(desk, content))[0].values["party"] == PENALTIES[0]["party"]
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县民政局"))
    assert "party" not in desk.imports.made(opened(desk, content))[0].values


def test_keeping_makes_drafts_and_a_batch(desk: Desk) -> None:
    items = desk.imports.keep(opened(desk, penalties()))
    assert [item.state for item in desk.drafts.items(State.DRAFT)] == [State.DRAFT] * len(PENALTIES)
    (batch,) = desk.batches.all()
    assert batch.items == tuple(item.id for item in items)
    assert desk.story(items[1].id)[0].data["from"] == {"file": "处罚.xlsx", "sheet": "Sheet1", "row": 3}


def test_keeping_is_all_or_nothing(desk: Desk) -> None:
    session = opened(desk, penalties())
    calls: list[float] = []

    def stop(what: str, share: float) -> None:
        calls.append(share)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.imports.keep(session, stop)
    assert desk.drafts.items(State.DRAFT) == []


def test_personal_numbers_in_a_list_stay_in_the_draft_and_are_found_by_the_check(desk: Desk) -> None:
    number = id_card("23022119800101001")
    session = opened(desk, penalties(facts=f"当事人身份证号{number}。"))
    item = desk.imports.keep(session)[0]
    rules = [finding.rule for finding in desk.findings(desk.drafts.open(item.id))]
    assert "pii.id-card" in rules


@pytest.mark.parametrize(
    "content",
    [
        openpyxl_file(Sheet([["机密★1年"], *grid(PENALTIES, LABELS)])),
        xlwt_file(Sheet([["秘密★10年"], *grid(PENALTIES, LABELS)])),
        csv_file("gb18030")(Sheet([["机 密 ★ 1年"], *grid(PENALTIES, LABELS)])),
        binary_workbook(row(0), words_cell(0, "机密★10年"), row(1), words_cell(0, "当事人")),
    ],
    ids=["xlsx", "xls", "csv", "xlsb"],
)
def test_a_file_with_a_state_secret_mark_is_refused_and_nothing_is_kept(desk: Desk, content: bytes) -> None:
    with pytest.raises(MarkedSecret):
        opened(desk, content, "名单.csv")
    assert desk.drafts.items(State.DRAFT) == []


def test_a_damaged_workbook_is_refused(desk: Desk) -> None:
    with pytest.raises(FileUnreadable):
        opened(desk, penalties()[:2000])


def test_a_list_of_something_else_is_refused(desk: Desk) -> None:
    with pytest.raises(NothingMatches):
        opened(desk, openpyxl_file(Sheet([["品名", "规格"], ["化肥", "50kg"]])))


def test_the_copy_for_the_sender_says_why_and_leaves_the_rest(desk: Desk, tmp_path: Path) -> None:
    content = penalties(decision_date="2026-02-30")
    session = opened(desk, content)
    copy = load_workbook(BytesIO(desk.imports.annotated(session, content)))
    cell = copy["Sheet1"]["K2"]
    assert "日历" in str(cell.comment.text)
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert copy["Sheet1"]["A2"].value == PENALTIES[0]["party"]
    assert copy["退回说明"]["B7"].value == "K2"


def test_hidden_rows_and_sheets_are_told_and_not_taken(desk: Desk) -> None:
    sheet = Sheet(grid(PENALTIES, LABELS), hidden_rows=(2,))
    session = opened(desk, openpyxl_file(sheet))
    assert len(desk.imports.made(session)) == len(PENALTIES) - 1
    assert any("隐藏" in one.reason for one in session.skipped)


def test_texts_arrive_as_they_showed(desk: Desk) -> None:
    cells = grid(HOUSEHOLDS, LIST_LABELS)
    cells[1][5], cells[2][5] = date(2026, 1, 1), 33
    sheet = Sheet(cells, formats={5: "yyyy-mm"})
    session = opened(desk, openpyxl_file(sheet), "低保.xlsx", ALLOWANCE)
    assert desk.imports.made(session)[0].values["list"][0]["start"] == "2026-01"


def households(heading: list[str], told: Callable[[int], list[str]]) -> bytes:
    """Write the list with columns before it that say something of the whole."""
    rows = grid(HOUSEHOLDS, LIST_LABELS)
    cells = [[*heading, *rows[0]], *([*told(at), *row] for at, row in enumerate(rows[1:]))]
    return openpyxl_file(Sheet(cells))


def test_what_every_row_says_alike_belongs_to_the_whole_list(desk: Desk) -> None:
    content = households(["乡镇", "村"], lambda _at: ["丰泽镇", "向阳村"])
    session = opened(desk, content, "低保.xlsx", ALLOWANCE)
    assert session.unused == []
    (made,) = desk.imports.made(session)
    assert (made.values["town"], made.values["village"]) == ("丰泽镇", "向阳村")
    assert "town" not in made.values["list"][0]


def test_rows_that_contradict_each_other_about_the_whole_are_told(desk: Desk) -> None:
    content = households(["村"], lambda at: [f"{'甲乙'[at % 2]}村"])
    session = opened(desk, content, "低保.xlsx", ALLOWANCE)
    assert [one.cell for one in session.unused] == [f"A{row}" for row in range(2, 7)]
    assert "village" not in desk.imports.made(session)[0].values


def test_a_sheet_with_labels_beside_its_values_is_read_as_a_record(desk: Desk) -> None:
    row = PENALTIES[0]
    cells = [
        ["行政处罚信息登记表", None, None, None],
        ["当事人", row["party"], "相对人类别", row["party_kind"]],
        ["社会信用代码", row["party_uscc"], "法定代表人", row["legal_rep"]],
        ["处罚决定日期", "2026年9月22日", "决定书文号", row["doc_no"]],
        ["违法事实", row["facts"], None, None],
    ]
    found = desk.imports.open_any(PENALTY, "登记表.xlsx", openpyxl_file(Sheet(cells, "登记")))
    assert isinstance(found, DocumentSession)
    values = found.extract.values()
    wanted = ("party", "party_kind", "party_uscc", "legal_rep", "doc_no", "facts")
    assert {key: values.get(key) for key in wanted} == {key: row[key] for key in wanted}
    assert found.extract.suggestions[0].source.words == "登记 B2"


def test_lists_are_never_taken_for_records(desk: Desk) -> None:
    assert isinstance(desk.imports.open_any(PENALTY, "处罚.xlsx", penalties()), Session)
    content = openpyxl_file(Sheet(grid(HOUSEHOLDS, LIST_LABELS)))
    assert isinstance(desk.imports.open_any(ALLOWANCE, "低保.xlsx", content), Session)
