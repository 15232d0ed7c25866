"""The ledger page: filters, figures, and the file that is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.ledger import LedgerPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import GUIDE, OUTAGE, Office
from tests.ui.rest import come_to_rest

PENALTY = "market-supervision.penalty-publicity"


def pick(page: LedgerPage, qtbot: QtBot, box, key: object) -> None:
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        box.setCurrentIndex(box.findData(key))
    come_to_rest()


def forms(page: LedgerPage) -> list[str]:
    return [row.form for row in page.list.rows.rows]


def test_what_is_public_stands_in_the_ledger_and_drafts_when_asked_for(
    show: Show[LedgerPage], qtbot: QtBot, office: Office
) -> None:
    office.published(OUTAGE)
    office.draft(GUIDE)
    page = show(LedgerPage)
    assert forms(page) == [OUTAGE]
    assert page.filters.count.text() == "共 1 件"
    pick(page, qtbot, page.filters.state, State.DRAFT)
    assert forms(page) == [GUIDE]
    pick(page, qtbot, page.filters.state, "")
    assert set(forms(page)) == {OUTAGE, GUIDE}


def test_words_of_the_text_and_the_area_narrow_the_list(
    show: Show[LedgerPage], qtbot: QtBot, office: Office
) -> None:
    office.published(OUTAGE)
    office.published(PENALTY)
    page = show(LedgerPage)
    pick(page, qtbot, page.filters.area, "market-supervision")
    assert forms(page) == [PENALTY]
    pick(page, qtbot, page.filters.area, "")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.filters.text.setText("通达路")
    assert forms(page) == [OUTAGE]
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.filters.text.setText("没有这几个字")
    assert page.empty.title.text() == "没有符合条件的"
    assert not page.export.isEnabled()


def test_figures_tell_late_from_in_time(show: Show[LedgerPage], office: Office, clock: FixedClock) -> None:
    office.published(OUTAGE)
    clock.now = datetime(2026, 10, 12, 9)
    office.published(PENALTY)
    page = show(LedgerPage)
    assert page.bar.about.whole == "2026 年 · 公开 2 件 · 按期公开 50.0%"
    assert "10 月按期 0 件、逾期 1 件" in page.months.accessibleDescription()
    assert page.shares.accessibleDescription().startswith("市场监管信息按期 0%，共 1 件")
    assert [page.list.rows.index(row, 5).data() for row in (0, 1)] == ["逾期", "按期"]


def test_another_year_has_its_own_figures(show: Show[LedgerPage], qtbot: QtBot, office: Office) -> None:
    office.published(OUTAGE)
    page = show(LedgerPage)
    pick(page, qtbot, page.filters.year, 2025)
    assert forms(page) == []
    assert page.bar.about.whole == "2025 年还没有公开的信息"


def test_the_lines_shown_are_exported(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.published(OUTAGE)
    office.draft(GUIDE)
    page = show(LedgerPage)
    page.choose_file = lambda _page, proposed: tmp_path / proposed.name
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.export.click()
    (file,) = tmp_path.glob("*.xlsx")
    rows = list(load_workbook(file).active.values)
    assert len(rows) == 2
    assert rows[1][0] == "停水通知（通达路沿线）"
    assert str(file) in page.banner.words.text()


def test_a_file_that_cannot_be_written_is_told(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    office.published(OUTAGE)
    page = show(LedgerPage)
    page.choose_file = lambda _page, _proposed: tmp_path / "没有这个文件夹" / "台账.xlsx"
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.export.click()
    assert page.banner.words.text().startswith("台账没有写进“台账.xlsx”。")


def test_a_line_opens_its_disclosure(show: Show[LedgerPage], qtbot: QtBot, office: Office) -> None:
    item = office.published(OUTAGE)
    page = show(LedgerPage)
    with qtbot.waitSignal(page.item_wanted) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == [item.id, False]


def test_charts_draw_late_months_and_low_shares_in_red(
    show: Show[LedgerPage], office: Office, clock: FixedClock
) -> None:
    clock.now = datetime(2026, 10, 12, 9)
    office.published(PENALTY)
    page = show(LedgerPage)
    for chart in (page.months, page.shares):
        image = chart.grab().toImage()
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert "#c4261d" in colours


def keep(workspace: OfficeWorkspace, count: int) -> None:
    """Put published disclosures into the workspace, a minute apart."""
    begin = datetime(2026, 9, 1, 8)
    with workspace.together():
        for number in range(count):
            at = begin + timedelta(minutes=number)
            title = f"第{number}件"
            workspace.add_item(
                Item(
                    id=f"i{number:04d}",
                    form=GUIDE,
                    form_version=1,
                    title=title,
                    state=State.PUBLISHED,
                    values={},
                    created_at=at,
                    updated_at=at,
                    published_at=at,
                )
            )


def test_the_lines_that_follow_come_when_the_person_gets_there(
    show: Show[LedgerPage], qtbot: QtBot, workspace: OfficeWorkspace
) -> None:
    keep(workspace, 250)
    page = show(LedgerPage)
    assert page.list.rows.rowCount() == 100
    assert page.filters.count.text() == "共 250 件"
    assert not page.list.isSortingEnabled()

    for rows in (200, 250):
        page.list.scrollToBottom()
        qtbot.waitUntil(lambda rows=rows: page.list.rows.rowCount() == rows, timeout=20_000)
    page.list.scrollToBottom()
    come_to_rest()

    assert len({row.id for row in page.list.rows.rows}) == 250
    assert page.list.rows.rows[0].title == "第249件"
    assert page.list.rows.rows[-1].title == "第0件"


def test_lines_of_an_older_question_are_never_added_to_those_of_a_newer(
    show: Show[LedgerPage], qtbot: QtBot, workspace: OfficeWorkspace
) -> None:
    keep(workspace, 250)
    page = show(LedgerPage)
    page.list.rows.fetchMore(page.list.rootIndex())
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.filters.text.setText("第17件")
    come_to_rest()
    assert [row.title for row in page.list.rows.rows] == ["第17件"]


def test_columns_that_are_chosen_are_shown_exported_and_remembered(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, desk: Desk, tmp_path: Path
) -> None:
    office.published(OUTAGE)
    page = show(LedgerPage)
    for action in page.columns.menu().actions():
        if action.data() in ("reviewer", "url") or action.isChecked():
            action.setChecked(action.data() in ("title", "reviewer", "url"))
    page.columns.menu().triggered.emit(page.columns.menu().actions()[0])
    come_to_rest()

    assert [column.title for column in page.list.rows.columns] == ["标题", "保密审查人", "网址"]
    assert page.list.rows.index(0, 1).data() == "王审查"
    assert desk.settings.ledger_columns == ("title", "reviewer", "url")
    page.choose_file = lambda _page, proposed: tmp_path / proposed.name
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.export.click()
    (file,) = tmp_path.glob("*.xlsx")
    assert next(load_workbook(file).active.values) == ("标题", "保密审查人", "网址")
    again = LedgerPage(desk)
    qtbot.addWidget(again)
    assert again.list.rows.columnCount() == 3


def test_a_way_of_looking_is_kept_under_a_name_taken_again_and_dropped(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, desk: Desk
) -> None:
    office.published(OUTAGE)
    office.draft(GUIDE)
    page = show(LedgerPage)
    pick(page, qtbot, page.filters.state, State.DRAFT)
    page.filters.keeping_wanted.emit()
    page.naming.setTextValue("没办完的")
    page.naming.accept()
    assert [view.name for view in desk.settings.ledger_views] == ["没办完的"]

    pick(page, qtbot, page.filters.state, State.WITHDRAWN)
    assert forms(page) == []
    names = {action.text(): action for action in page.filters.menu.actions()}
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        names["没办完的"].trigger()
    come_to_rest()
    assert forms(page) == [GUIDE]

    page.filters.dropping_wanted.emit("没办完的")
    assert desk.settings.ledger_views == ()
    assert "没办完的" not in [action.text() for action in page.filters.menu.actions()]


def test_late_ones_of_all_years_are_one_choice_away(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, clock: FixedClock
) -> None:
    clock.now = datetime(2026, 10, 12, 9)
    office.published(PENALTY)
    office.published(OUTAGE)
    clock.now = datetime(2027, 3, 1, 9)
    page = show(LedgerPage)
    assert forms(page) == []
    names = {action.text(): action for action in page.filters.menu.actions()}
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        names["所有逾期的"].trigger()
    come_to_rest()
    assert forms(page) == [PENALTY]


def test_the_evidence_of_a_line_is_bundled(
    show: Show[LedgerPage], qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    item = office.published(OUTAGE)
    page = show(LedgerPage)
    page.folder = tmp_path
    with qtbot.waitSignals([page.changed, page.loaded], timeout=30_000):
        page.evidence.click()
    (file,) = tmp_path.glob("*.zip")
    assert item.id in file.name
    assert str(file) in page.banner.words.text()
