"""The ledger page: filters, figures, and the file that is handed in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.disclosure.states import State
from desktop_app.ui.pages.ledger import LedgerPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import GUIDE, OUTAGE, Office

PENALTY = "market-supervision.penalty-publicity"


def pick(page: LedgerPage, qtbot: QtBot, box, key: object) -> None:
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        box.setCurrentIndex(box.findData(key))


def forms(page: LedgerPage) -> list[str]:
    return [row.form for row in page.list.rows.rows]


def test_what_is_public_stands_in_the_ledger_and_drafts_when_asked_for(
    show: Show[LedgerPage], qtbot: QtBot, office: Office
) -> None:
    office.published(OUTAGE)
    office.draft(GUIDE)
    page = show(LedgerPage)
    assert forms(page) == [OUTAGE]
    assert page.count.text() == "共 1 件"
    pick(page, qtbot, page.state, State.DRAFT)
    assert forms(page) == [GUIDE]
    pick(page, qtbot, page.state, "")
    assert set(forms(page)) == {OUTAGE, GUIDE}


def test_words_of_the_text_and_the_area_narrow_the_list(
    show: Show[LedgerPage], qtbot: QtBot, office: Office
) -> None:
    office.published(OUTAGE)
    office.published(PENALTY)
    page = show(LedgerPage)
    pick(page, qtbot, page.area, "market-supervision")
    assert forms(page) == [PENALTY]
    pick(page, qtbot, page.area, "")
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.text.setText("通达路")
    assert forms(page) == [OUTAGE]
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.text.setText("没有这几个字")
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
    pick(page, qtbot, page.year, 2025)
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
