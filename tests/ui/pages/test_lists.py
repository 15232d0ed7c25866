"""Lists: used by keyboard, opened with Enter, in place again after they were loaded anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.models.rows import TONE_ROLE, Column
from desktop_app.ui.pages.drafts import DraftsPage
from desktop_app.ui.pages.review_list import ReviewListPage
from desktop_app.ui.widgets.rows_view import RowsView
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import GUIDE, OUTAGE, Office

COLUMNS = (
    Column[str]("名称", lambda row: row),
    Column[str]("长度", lambda row: str(len(row)), order=len, is_number=True, width=80),
    Column[str]("状态", lambda row: "长" if len(row) > 2 else "", lambda row: "red", width=80),
)


def texts(view: RowsView, column: int = 0) -> list[str]:
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def a_list(qtbot: QtBot, rows: list[str]) -> RowsView:
    view = RowsView("清单", COLUMNS, lambda row: row)
    qtbot.addWidget(view)
    view.show()
    view.show_rows(rows)
    return view


def test_enter_opens_the_row_where_one_is(qtbot: QtBot) -> None:
    view = a_list(qtbot, ["甲", "乙"])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.row_wanted) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["乙"]


def test_one_stays_at_the_same_row_when_the_list_is_loaded_anew(qtbot: QtBot) -> None:
    view = a_list(qtbot, ["甲", "乙", "丙"])
    view.go_to(2)
    view.show_rows(["新", "丙", "甲"])
    assert view.current == "丙"


def test_a_row_that_is_gone_leads_to_the_first_and_an_empty_list_to_none(qtbot: QtBot) -> None:
    view = a_list(qtbot, ["甲", "乙"])
    view.go_to(1)
    view.show_rows(["甲"])
    assert view.current == "甲"
    with qtbot.waitSignal(view.current_changed) as told:
        view.show_rows([])
    assert told.args == [None]


def test_a_column_is_sorted_by_its_order_and_the_third_click_brings_back_the_first_order(
    qtbot: QtBot,
) -> None:
    view = a_list(qtbot, ["九个字的名称在这里呢", "三个字", "一二三四五六七八九十百"])
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert texts(view, 1) == ["11", "10", "3"]
    view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert texts(view, 1) == ["10", "3", "11"]


def test_a_chip_has_its_word_and_its_colour(qtbot: QtBot) -> None:
    view = a_list(qtbot, ["三个字"])
    chip = view.model().index(0, 2)
    assert (chip.data(), chip.data(TONE_ROLE)) == ("长", "red")
    assert view.model().index(0, 0).data(TONE_ROLE) is None


def test_numbers_stand_at_the_right_under_a_title_at_the_right(qtbot: QtBot) -> None:
    view = a_list(qtbot, ["甲"])
    role = Qt.ItemDataRole.TextAlignmentRole
    assert view.model().index(0, 1).data(role) & Qt.AlignmentFlag.AlignRight
    assert view.model().headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
    assert view.model().headerData(0, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignLeft


def test_drafts_show_what_was_sent_back_and_what_may_be_published(
    show: Show[DraftsPage], desk: Desk, office: Office
) -> None:
    returned = office.handed_in(GUIDE)
    desk.reviews.send_back(returned.id, "王审查", "办理时限写错")
    office.approved(OUTAGE)
    page = show(DraftsPage)
    assert set(texts(page.list, 2)) == {"退回修改", "已审"}
    assert page.bar.about.whole == "1 件草稿 · 1 件已审、可以发布"


def test_a_draft_is_copied_into_a_new_one_that_opens(
    show: Show[DraftsPage], qtbot: QtBot, desk: Desk, office: Office
) -> None:
    item = office.draft(OUTAGE)
    page = show(DraftsPage)
    with qtbot.waitSignal(page.item_wanted, timeout=20_000) as opened:
        page.copy.click()
    assert opened.args[0] != item.id
    assert len(desk.drafts.latest(100)) == 2


def test_a_draft_is_deleted_after_a_question(
    show: Show[DraftsPage], qtbot: QtBot, desk: Desk, office: Office, monkeypatch
) -> None:
    office.draft(OUTAGE)
    page = show(DraftsPage)
    monkeypatch.setattr("desktop_app.ui.pages.drafts.ask", lambda *_words: False)
    page.delete.click()
    assert len(desk.drafts.latest(100)) == 1
    monkeypatch.setattr("desktop_app.ui.pages.drafts.ask", lambda *_words: True)
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.delete.click()
    assert desk.drafts.latest(100) == []
    assert page.empty.isVisible()


def test_what_is_approved_cannot_be_deleted(show: Show[DraftsPage], office: Office) -> None:
    office.approved(OUTAGE)
    page = show(DraftsPage)
    assert page.copy.isEnabled()
    assert not page.delete.isEnabled()


def test_no_drafts_lead_to_the_catalogue(show: Show[DraftsPage], qtbot: QtBot) -> None:
    page = show(DraftsPage)
    with qtbot.waitSignal(page.place_wanted) as place:
        page.empty.button.click()
    assert place.args == ["catalogue"]


def test_what_waits_for_review_opens_as_its_reviewer_sees_it(
    show: Show[ReviewListPage], qtbot: QtBot, office: Office
) -> None:
    item = office.handed_in(OUTAGE)
    page = show(ReviewListPage)
    with qtbot.waitSignal(page.item_wanted) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == [item.id, True]


def test_the_most_urgent_review_comes_first(show: Show[ReviewListPage], qtbot: QtBot, office: Office) -> None:
    later, undated, sooner = (
        office.handed_in(OUTAGE),
        office.handed_in(GUIDE),
        office.handed_in("market-supervision.penalty-publicity"),
    )
    page = show(ReviewListPage)
    reload(page, qtbot)
    assert [row.item.id for row in page.list.rows.rows] == [sooner.id, later.id, undated.id]


def test_a_broken_workspace_is_told_and_can_be_read_again(
    show: Show[DraftsPage], qtbot: QtBot, desk: Desk, monkeypatch
) -> None:
    from desktop_app.core.errors import OutsideError

    page = show(DraftsPage)

    def fails(*_states: object) -> None:
        raise OutsideError("数据库读不出来。", "请检查磁盘。")

    with monkeypatch.context() as broken:
        broken.setattr(desk.drafts, "items", fails)
        page.refresh()
        qtbot.waitUntil(page.banner.isVisible)
    assert page.banner.words.text() == "数据库读不出来。请检查磁盘。"
    reload(page, qtbot)


def test_columns_that_can_be_spared_give_way_where_the_list_is_narrow(qtbot: QtBot) -> None:
    columns = (
        Column[str]("名称", lambda row: row),
        Column[str]("状态", lambda row: row, width=100),
        Column[str]("备注", lambda row: row, width=200, is_spare=True),
        Column[str]("时间", lambda row: row, width=200, is_spare=True),
    )
    view = RowsView("清单", columns, lambda row: row)
    qtbot.addWidget(view)
    view.show()
    hidden = {}
    for width in (800, 600, 400):
        view.resize(width, 300)
        hidden[width] = [view.isColumnHidden(number) for number in range(4)]
    assert hidden[800] == [False, False, False, False]
    assert hidden[600] == [False, False, False, True]
    assert hidden[400] == [False, False, True, True]
