"""The import page: a list is looked through and mended, a document confirmed, a batch taken all the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop_app.core.disclosure.states import State
from desktop_app.core.imports.batch import Batch
from desktop_app.core.progress import Progress
from desktop_app.services.batches import Outcome
from desktop_app.services.desk import Desk
from desktop_app.services.reviews import Signature
from desktop_app.ui.pages.import_page import ImportPage
from desktop_app.ui.widgets.ask_dialog import AskDialog
from tests.forms.files import FORMS
from tests.imports.documents import decision
from tests.imports.filling import filled_rows
from tests.imports.makers import Sheet, openpyxl_file
from tests.imports.sheets import ALLOWANCE, HOUSEHOLDS, LABELS, LIST_LABELS, PENALTIES, PENALTY, grid
from tests.ui.pages.conftest import Show
from tests.ui.rest import come_to_rest

PAPERS = Path(__file__).parents[2] / "imports" / "papers"


@pytest.fixture
def page(show: Show[ImportPage], tmp_path: Path) -> ImportPage:
    shown = show(ImportPage)
    shown.papers_folder = tmp_path / "papers"
    return shown


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list with one impossible day and one column that no form knows."""
    cells = [
        [*line, extra] for line, extra in zip(grid(PENALTIES, LABELS), ["承办人", *"甲乙丙丁"], strict=True)
    ]
    cells[1][list(LABELS).index("decision_date")] = "2026-02-30"
    file = tmp_path / "九月处罚.xlsx"
    file.write_bytes(openpyxl_file(Sheet(cells)))
    return file


def opened(page: ImportPage, file: Path, form: str = PENALTY) -> ImportPage:
    page.start.choose_form(form)
    page.open_file(str(file))
    come_to_rest()
    return page


def test_the_match_and_the_unused_cells_are_shown(page: ImportPage, listed: Path) -> None:
    opened(page, listed)
    assert page.views.currentWidget() is page.sheets
    assert "3 格" not in page.bar.about.text()
    assert [one.cell for one in page.sheets.unused.cells.cells] == ["K2", "O2", "O3", "O4", "O5"]
    box = page.sheets.matches.cellWidget(0, 3)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "行政相对人名称"


def test_a_bad_cell_is_mended_in_place(page: ImportPage, listed: Path) -> None:
    opened(page, listed)
    model = page.sheets.unused.cells
    assert model.flags(model.index(0, 2)) & Qt.ItemFlag.ItemIsEditable
    model.setData(model.index(0, 2), "后天")
    assert "还不能用" in page.banner.words.text()
    model.setData(model.index(0, 2), "2026年9月22日")
    assert all(one.cell != "K2" for one in model.cells)
    assert not page.banner.isVisible()


def test_a_column_is_matched_by_hand(page: ImportPage, listed: Path) -> None:
    opened(page, listed)
    box = page.sheets.matches.cellWidget(14, 3)
    assert isinstance(box, QComboBox)
    number = box.findText("备注")
    box.setCurrentIndex(number)
    box.activated.emit(number)
    come_to_rest()
    assert [one.cell for one in page.sheets.unused.cells.cells] == ["K2"]


def test_a_list_of_which_no_column_is_recognised_is_matched_by_hand_and_remembered(
    page: ImportPage, tmp_path: Path, desk: Desk
) -> None:
    file = tmp_path / "奇怪.xlsx"
    file.write_bytes(openpyxl_file(Sheet([["户头", "凭据"], ["甲公司", "龙市监罚〔2026〕1号"]])))
    opened(page, file)
    assert page.views.currentWidget() is page.sheets
    assert "逐列选" in page.banner.words.text()
    assert not page.keep.isEnabled()
    for row, label in ((0, "行政相对人名称"), (1, "决定书文号")):
        box = page.sheets.matches.cellWidget(row, 3)
        assert isinstance(box, QComboBox)
        box.activated.emit(box.findText(label))
        come_to_rest()
    assert page.keep.text() == "建立 1 件草稿"
    page.keep.click()
    come_to_rest()
    (item,) = desk.drafts.items(State.DRAFT)
    assert (item.values["party"], item.values["doc_no"]) == ("甲公司", "龙市监罚〔2026〕1号")
    opened(page, file)
    box = page.sheets.matches.cellWidget(0, 3)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "行政相对人名称"
    assert not page.banner.isVisible()


def test_a_file_that_is_gone_is_said_to_be_gone(page: ImportPage, tmp_path: Path) -> None:
    opened(page, tmp_path / "没有.xlsx")
    assert "找不到“没有.xlsx”" in page.banner.words.text()


def test_a_parted_column_is_one_line_with_its_two_fields(page: ImportPage, tmp_path: Path) -> None:
    code = PENALTIES[0]["party_uscc"]
    rows = [["行政相对人名称（代码）", "处罚决定日期"], [f"甲公司（{code}）", "2026-09-22"]]
    file = tmp_path / "两项.xlsx"
    file.write_bytes(openpyxl_file(Sheet(rows)))
    opened(page, file)
    table = page.sheets.matches
    assert [table.rowSpan(0, column) for column in range(5)] == [2, 2, 1, 1, 1]
    samples = [item.text() for row in (0, 1) if (item := table.item(row, 2))]
    assert samples == ["甲公司", code]
    assert "2 列导入，0 列不导入" in page.sheets.match_card.note.text()
    first, second = table.cellWidget(0, 3), table.cellWidget(1, 3)
    assert isinstance(first, QComboBox)
    assert isinstance(second, QComboBox)
    assert (first.currentText(), second.currentText()) == ("行政相对人名称", "统一社会信用代码")
    second.activated.emit(second.findText("（这一半不导入）"))
    come_to_rest()
    assert [one.text for one in page.sheets.unused.cells.cells] == [code]
    first = table.cellWidget(0, 3)
    assert isinstance(first, QComboBox)
    first.activated.emit(first.findText("整格填“行政相对人名称”，不分开"))
    come_to_rest()
    assert table.rowCount() == 2
    assert table.rowSpan(0, 0) == 1


def test_keeping_a_list_opens_its_batch(page: ImportPage, listed: Path, desk: Desk) -> None:
    opened(page, listed)
    assert page.keep.text() == "建立 4 件草稿"
    page.keep.click()
    come_to_rest()
    assert len(desk.drafts.items(State.DRAFT)) == 4
    assert page.views.currentWidget() is page.pane
    assert len(page.pane.list.rows.rows) == 4


def test_a_list_of_people_becomes_one_draft_that_is_opened(
    page: ImportPage, tmp_path: Path, desk: Desk
) -> None:
    wanted: list[str] = []
    page.item_wanted.connect(lambda item_id, _review: wanted.append(item_id))
    file = tmp_path / "低保.xlsx"
    file.write_bytes(openpyxl_file(Sheet(grid(HOUSEHOLDS, LIST_LABELS))))
    opened(page, file, ALLOWANCE)
    page.keep.click()
    come_to_rest()
    (item,) = desk.drafts.items(State.DRAFT)
    assert wanted == [item.id]


def test_a_filled_blank_workbook_says_its_type_itself(page: ImportPage, tmp_path: Path, desk: Desk) -> None:
    file = tmp_path / "填好.xlsx"
    file.write_bytes(
        filled_rows(desk.imports.blank(PENALTY), FORMS[PENALTY].spec, [FORMS[PENALTY].spec.sample])
    )
    opened(page, file, "no-such-form")
    assert page.session is not None
    assert page.session.form.id == PENALTY


def test_a_file_of_an_unknown_type_asks_for_it(page: ImportPage, listed: Path) -> None:
    opened(page, listed, "no-such-form")
    assert "先选好事项类型" in page.banner.words.text()


def test_the_copy_for_the_sender_and_the_blank_workbook_are_written(
    page: ImportPage, listed: Path, tmp_path: Path
) -> None:
    opened(page, listed)
    page.write_returned(tmp_path / "退回.xlsx")
    come_to_rest()
    assert load_workbook(tmp_path / "退回.xlsx")["Sheet1"]["K2"].comment is not None
    page.write_blank(tmp_path / "空白.xlsx")
    come_to_rest()
    assert (tmp_path / "空白.xlsx").is_file()


def test_of_a_document_only_what_is_ticked_is_taken(page: ImportPage, tmp_path: Path, desk: Desk) -> None:
    file = tmp_path / "决定书.docx"
    file.write_bytes(decision())
    opened(page, file)
    assert page.paper.keys == []
    assert not page.keep.isEnabled()
    tick = page.paper.table.item(0, 0)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Checked)
    page.keep.click()
    come_to_rest()
    (item,) = desk.drafts.items(State.DRAFT)
    assert item.values["party"] == "龙江县丰禾农资经销有限公司"
    assert "facts" not in item.values


def test_the_page_is_shown_beside_a_value_with_its_region_framed(page: ImportPage) -> None:
    opened(page, PAPERS / "decision by ReportLab, two columns.pdf")
    assert page.paper_session is not None
    first = page.paper_session.extract.suggestions[0].source
    assert first.box is not None
    picture = page.paper.place.page.pixmap()
    ratio = picture.width() / 595.3
    image, line = picture.toImage(), round((first.box.top + first.box.bottom) / 2 * ratio)
    beside = [image.pixelColor(round(first.box.left * ratio) - room, line) for room in range(10)]
    assert any(colour.red() > colour.green() + 60 for colour in beside)  # the frame
    assert page.paper.place.where.text() == first.words


def test_a_document_without_pages_shows_the_paragraph_among_its_neighbours(page: ImportPage) -> None:
    opened(page, PAPERS / "decision by LibreOffice.docx")
    page.paper.table.selectRow(4)
    words = page.paper.place.words.text()
    assert "font-weight:600;'>依据《中华人民共和国价格法》" in words
    assert "二、处罚依据" in words


def test_what_was_not_used_shows_its_place_as_well(page: ImportPage) -> None:
    opened(page, PAPERS / "decision by pandoc.docx")
    page.paper.left.selectRow(0)
    assert "font-weight:600;'>龙江县市场监督管理局" in page.paper.place.words.text()
    assert not page.paper.table.selectedItems()


def test_a_batch_is_checked_reviewed_and_published_in_the_window(
    page: ImportPage, tmp_path: Path, desk: Desk
) -> None:
    file = tmp_path / "填好.xlsx"
    sample = FORMS[PENALTY].spec.sample
    rows = [{**sample, "doc_no": f"龙市监罚〔2026〕{number}号"} for number in (1, 2, 3)]
    file.write_bytes(filled_rows(desk.imports.blank(PENALTY), FORMS[PENALTY].spec, rows))
    opened(page, file)
    page.keep.click()
    come_to_rest()
    page.check.click()
    come_to_rest()
    assert "3 件全部完成" in page.banner.words.text()
    page.submit.click()
    come_to_rest()
    page.approve.click()
    assert isinstance(page.together.dialog, AskDialog)
    page.together.dialog.accept()
    page.together.dialog.signed.emit(Signature("王审查"))
    page.together.dialog.close()
    come_to_rest()
    page.documents.click()
    come_to_rest()
    assert len(list((page.papers_folder / "填好").glob("*.pdf"))) == 3
    page.publish.click()
    come_to_rest()
    assert {item.state for item in desk.drafts.items(State.PUBLISHED)} == {State.PUBLISHED}
    page.submission.click()
    come_to_rest()
    assert (page.papers_folder / "填好（双公示报送）.xls").is_file()


def test_all_that_is_one_s_own_is_read_in_full_beside_what_all_share(page: ImportPage, listed: Path) -> None:
    opened(page, listed)
    page.keep.click()
    come_to_rest()
    page.pane.list.go_to(2)
    own = page.pane.own.text()
    assert PENALTIES[2]["facts"] in own  # too long for a cell of the list
    assert "<b>罚款金额</b>" in own
    assert PENALTIES[2]["illegal_type"] in page.pane.shared.text()
    assert PENALTIES[2]["illegal_type"] not in own


def test_a_stopped_work_says_how_it_goes_on_and_takes_the_earlier_marks_away(
    page: ImportPage, listed: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_stopped = threading.Event()
    submit = desk.batches.submit

    def submitted(batch: Batch, progress: Progress) -> list[Outcome]:
        assert is_stopped.wait(20)
        return submit(batch, progress)

    monkeypatch.setattr(desk.batches, "submit", submitted)
    opened(page, listed)
    page.keep.click()
    come_to_rest()
    page.check.click()
    come_to_rest()
    assert all("必须改" in line.message for line in page.pane.list.rows.rows)
    page.submit.click()
    page.strip.stop_wanted.emit()
    is_stopped.set()
    come_to_rest()
    assert page.banner.words.text() == "送审停在中间：办完的都算数，不会重办；再点“送审”，接着办剩下的。"
    assert not any("必须改" in line.message for line in page.pane.list.rows.rows)


def test_a_batch_is_found_again(page: ImportPage, listed: Path) -> None:
    opened(page, listed)
    page.keep.click()
    come_to_rest()
    page.back.click()
    come_to_rest()
    (line,) = page.start.list.rows.rows
    assert line.standing == "草稿 4"
    page.start.list.row_wanted.emit(line)
    come_to_rest()
    assert page.views.currentWidget() is page.pane
