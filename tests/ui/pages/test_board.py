"""The board page: what may hang, until when, and its sheets on three papers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.board.place import Place
from desktop_app.services.desk import Desk
from desktop_app.services.documents import PAPERS
from desktop_app.ui.pages.board import BoardPage
from desktop_app.ui.widgets.print_dialog import PrintDialog
from tests.services.conftest import FixedClock
from tests.services.photographs import photograph
from tests.services.test_postings import DATES
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office


def asked(page: BoardPage, qtbot: QtBot) -> PrintDialog:
    """Ask for the sheets of the row that is current, and return what asks how to print them."""
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.make.click()
    qtbot.waitUntil(lambda: page.printing is not None and page.printing.dialog is not None)
    assert page.printing is not None
    dialog = page.printing.dialog
    assert dialog is not None
    return dialog


def test_the_sheet_is_shown_before_it_is_printed_on_any_paper(
    show: Show[BoardPage],
    qtbot: QtBot,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office.approved(OUTAGE)
    page = show(BoardPage)
    dialog = asked(page, qtbot)
    assert dialog.isVisible()
    assert [dialog.paper.itemData(at) for at in range(dialog.paper.count())] == list(PAPERS)
    first = page.printing.sheets
    dialog.paper.setCurrentIndex(dialog.paper.findData("A3"))
    qtbot.waitUntil(lambda: page.printing.sheets is not first, timeout=60_000)
    out = tmp_path / "张贴稿.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    dialog.file.click()
    qtbot.waitUntil(lambda: "已存成" in dialog.note.text(), timeout=30_000)
    width, height = pypdfium2.PdfDocument(out)[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 420)
    dialog.reject()


def test_what_was_changed_behind_the_review_gets_no_sheet(
    show: Show[BoardPage], qtbot: QtBot, office: Office, workspace: OfficeWorkspace
) -> None:
    item = office.approved(OUTAGE)
    workspace.attach(item.id, "后加.txt", "后加", b"x")
    page = show(BoardPage)
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.make.click()
    assert "审查之后内容又改过" in page.banner.words.text()
    assert page.printing is not None
    assert page.printing.dialog is None


def test_the_period_of_a_published_sheet_counts_from_publication(
    show: Show[BoardPage], qtbot: QtBot, office: Office, clock: FixedClock
) -> None:
    office.published(ALLOWANCE)
    page = show(BoardPage)
    assert page.list.rows.index(0, 3).data() == "9 月 29 日至 10 月 8 日（10天）"
    assert page.list.rows.index(0, 4).data() == "明天起算"
    clock.pass_by(days=3)
    reload(page, qtbot)
    assert page.list.rows.index(0, 4).data() == "第 3 天"
    assert page.how.text().startswith("按公开之日起算：2026-09-28（周一）张贴，09-29 为第一天")
    clock.pass_by(days=8)
    reload(page, qtbot)
    assert page.list.rows.index(0, 4).data() == "已期满"


def test_what_is_not_public_yet_is_counted_as_if_posted_today(show: Show[BoardPage], office: Office) -> None:
    office.approved(ALLOWANCE)
    page = show(BoardPage)
    assert page.list.rows.index(0, 4).data() == "未公开"
    assert page.how.text().startswith("还没有公开，按今天张贴试算")
    assert page.bar.about.whole == "0 件在公示期内 · 共 1 件可以张贴"


def test_drafts_and_types_that_are_never_posted_stay_away(show: Show[BoardPage], office: Office) -> None:
    office.draft(OUTAGE)
    office.approved("market-supervision.penalty-publicity")
    page = show(BoardPage)
    assert page.list.rows.rows == []
    assert page.empty.isVisible()
    assert not page.make.isEnabled()


BOARD = Place("永发村", "村委会公示栏", 47.3370, 123.1800)


@pytest.fixture
def listed(desk: Desk) -> None:
    desk.save_settings(msgspec.structs.replace(desk.settings, person="孙演示", boards=(BOARD,)))


def answer(page: BoardPage, qtbot: QtBot, **answers: object) -> None:
    """Fill the open dialog and take it; wait until what follows is done and shown."""
    assert page.dialog is not None
    page.dialog.values |= answers
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.dialog.accept()
    settle(page, qtbot)


def settle(page: BoardPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.is_busy, timeout=20_000)


@pytest.mark.usefixtures("listed")
def test_a_sheet_is_posted_objected_to_and_taken_down_at_the_page(
    show: Show[BoardPage], qtbot: QtBot, office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    office.published(ALLOWANCE, **DATES)
    page = show(BoardPage)
    page.folder, page.open_path = tmp_path / "文书", lambda _path: None
    settle(page, qtbot)
    photo = tmp_path / "张贴.jpg"
    photo.write_bytes(photograph(datetime(2026, 9, 28, 9), (47.3371, 123.1801)))
    page.panel.buttons["post"].click()
    assert page.dialog is not None
    page.dialog.add_photos([str(photo)])
    answer(page, qtbot, place=str(BOARD), sheet="盖章件原件")
    assert page.banner.words.text() == "已登记张贴在“永发村村委会公示栏”。"
    assert page.panel.hung.rows.index(0, 2).data() == "2026-10-08（10天）"
    assert page.panel.hung.rows.index(0, 3).data() == "2026-10-13（15天）"
    assert "满15天" in page.panel.how.text()
    assert not page.panel.buttons["result"].isEnabled()

    page.panel.buttons["objection"].click()
    answer(page, qtbot, way="电话", summary="人口数不对", contact="周虚拟")
    page.panel.objections.go_to(0)
    page.panel.buttons["conclude"].click()
    answer(page, qtbot, handled="入户核实", outcome="经核查不成立")
    assert page.panel.objections.rows.index(0, 3).data() == "经核查不成立"

    clock.pass_by(days=16)
    reload(page, qtbot)
    settle(page, qtbot)
    page.panel.hung.go_to(0)
    assert page.panel.hung.rows.index(0, 5).data() == "可以取下"
    page.panel.buttons["down"].click()
    answer(page, qtbot)
    assert page.panel.hung.rows.index(0, 5).data() == "已取下"
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.panel.buttons["result"].click()
    qtbot.waitUntil(lambda: page.made is not None)
    assert page.made is not None
    assert page.made.name == "公示结果报告.docx"


@pytest.mark.usefixtures("listed")
def test_taking_down_early_asks_why(show: Show[BoardPage], qtbot: QtBot, office: Office, desk: Desk) -> None:
    item = office.approved(ALLOWANCE)
    desk.postings.record(item.id, BOARD, date(2026, 9, 28))
    page = show(BoardPage)
    settle(page, qtbot)
    page.panel.hung.go_to(0)
    page.panel.buttons["down"].click()
    assert page.dialog is not None
    page.dialog.accept()
    assert page.dialog.frames["early_reason"].error == "请填写提前取下的原因。"
    answer(page, qtbot, early_reason="被风吹破")
    assert page.panel.hung.rows.index(0, 5).data() == "提前取下"


def test_the_offices_boards_are_kept_and_each_shows_what_hangs(
    show: Show[BoardPage], qtbot: QtBot, office: Office, desk: Desk
) -> None:
    office.approved(ALLOWANCE)
    page = show(BoardPage)
    settle(page, qtbot)
    page.panel.buttons["post"].click()
    assert "还没有公示栏名单" in page.banner.words.text()
    page.places.click()
    rows = [
        {"village": "永发村", "name": "村委会公示栏", "latitude": "47.3370", "longitude": "123.18"},
        {"village": "", "name": "政务大厅公示栏", "latitude": "", "longitude": ""},
    ]
    answer(page, qtbot, boards=rows)
    assert desk.settings.boards == (BOARD, Place("", "政务大厅公示栏"))
    page.by_board.click()
    assert page.states.isVisible()
    assert not page.panel.isVisible()
    assert page.states.rows.index(0, 6).data() == "本季度未公布"
    assert page.states.rows.index(1, 6).data() == ""
