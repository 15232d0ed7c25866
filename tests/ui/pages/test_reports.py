"""The reports page: charts that say in words what they draw, the founding document's sentences, the annual report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.core.board.place import Place
from desktop_app.core.reports.implementation import Standing
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.pages.reports import ReportsPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import ALLOWANCE, GUIDE, OUTAGE, Office
from tests.ui.rest import come_to_rest

PENALTY = "market-supervision.penalty-publicity"


def busy(office: Office, desk: Desk, clock: FixedClock) -> None:
    places = (Place("永发村", "村委会公示栏"), Place("永胜村", "文化广场公示栏"))
    desk.save_settings(Settings(office_name="龙江县市场监督管理局", person="李经办", boards=places))
    office.published(OUTAGE)
    desk.reviews.send_back(office.handed_in(GUIDE).id, "王审查", "办理时限写错")
    remarked = office.handed_in(GUIDE)
    desk.reviews.remark(remarked.id, "service_object", "写错了", "王审查")
    desk.reviews.send_back(remarked.id, "王审查", "")
    hung = office.approved(ALLOWANCE)
    desk.postings.record(hung.id, places[0], desk.deadlines.today(), witness="钱样", sheet="盖章件")
    clock.now = datetime(2026, 10, 12, 9)
    office.published(PENALTY)


def test_charts_say_what_they_draw(
    show: Show[ReportsPage], office: Office, desk: Desk, clock: FixedClock
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    charts = page.charts
    assert "9 月按期 1 件、逾期 0 件" in charts.months.accessibleDescription()
    assert "10 月按期 0 件、逾期 1 件" in charts.months.accessibleDescription()
    assert charts.volumes.accessibleDescription() == "公共企事业单位办事共 1 件；市场监管信息共 1 件"
    assert charts.returned.accessibleDescription() == "整件意见 1；服务对象 1"
    assert charts.boards.accessibleDescription() == (
        "永发村村委会公示栏 0 本季度还没有张贴；永胜村文化广场公示栏 0 本季度还没有张贴"
    )
    assert charts.cards["退回修改"].note.text() == "2026 年 · 共退回 2 次"


def test_charts_are_saved_as_images_at_twice_the_screen_s_sharpness(
    show: Show[ReportsPage], office: Office, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    page.choose_folder = lambda _page: tmp_path
    page.images.click()
    for name, card in page.charts.cards.items():
        image = QImage(str(tmp_path / f"{name}.png"))
        assert image.width() == card.width() * 2
        colours = {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, 400, 3)
        }
        assert len(colours) > 3
    assert str(tmp_path) in page.banner.words.text()


def test_images_are_light_whatever_the_window_wears(
    show: Show[ReportsPage], office: Office, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    theme.wear("dark", theme.USUAL)
    try:
        files = page.charts.save_images(tmp_path)
        worn = page.charts.palette().window().color().lightness()
    finally:
        theme.wear("light", theme.USUAL)
    for file in files:
        image = QImage(str(file))
        assert image.pixelColor(image.width() // 2, 6).lightness() > 200
    assert worn < 100


def test_late_ones_are_told_apart_without_colour(
    show: Show[ReportsPage], office: Office, desk: Desk, clock: FixedClock
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    bars = page.charts.months
    image = bars.grab().toImage()
    column = range(int(bars.width() * 9.2 / 12), int(bars.width() * 9.8 / 12))
    shades = [[image.pixelColor(x, y).lightness() for x in column] for y in range(40, image.height() - 30, 2)]
    dark = [row for row in shades if min(row) < 130]
    assert dark
    assert all(max(row[len(row) // 4 : -len(row) // 4]) > 200 for row in dark)  # hatched through and through


def test_sentences_are_listed_with_how_they_stand_and_narrowed(
    show: Show[ReportsPage], qtbot: QtBot, office: Office, desk: Desk, clock: FixedClock
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    all_of_them = page.duties.shown
    assert len(all_of_them) == len(desk.implementation.duties)
    penalty = next(row for row in all_of_them if row.forms == (PENALTY,))
    assert penalty.standing is Standing.LATE
    page.duties.open_only.click()
    assert penalty not in page.duties.shown
    with qtbot.waitSignal(page.loaded, timeout=20_000):
        page.duties.own.click()
    come_to_rest()
    assert 0 < len(page.duties.shown) < len(all_of_them)


def test_a_sentence_leads_to_what_is_missing(
    show: Show[ReportsPage], qtbot: QtBot, office: Office, desk: Desk, clock: FixedClock
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    page.tabs.setCurrentWidget(page.duties)
    first = page.duties.shown[0]
    assert page.duties.missing.text().startswith("本年没有公开的事项：")
    with qtbot.waitSignal(page.form_wanted) as asked:
        qtbot.keyClick(page.duties.list, Qt.Key.Key_Return)
    assert asked.args == [first.missing[0]]


def test_sentences_are_exported_as_they_are_listed(
    show: Show[ReportsPage], qtbot: QtBot, office: Office, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    page.choose_folder = lambda _page: tmp_path
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        page.duties.export.click()
    (file,) = tmp_path.glob("*.xlsx")
    rows = list(load_workbook(file).active.values)
    assert len(rows) == len(page.duties.shown) + 1
    penalty = next(row for row in rows if row[2] == "行政处罚决定公示（双公示）")
    assert penalty[3:5] == (1, 1)
    assert penalty[7] == datetime(2026, 10, 12)


def test_the_annual_report_begins_here_and_its_figures_lead_to_what_was_counted(
    show: Show[ReportsPage], qtbot: QtBot, office: Office, desk: Desk, clock: FixedClock
) -> None:
    busy(office, desk, clock)
    page = show(ReportsPage)
    page.tabs.setCurrentWidget(page.annual)
    (line,) = page.annual.list.rows.rows
    assert line.place == "二、第二十条第（六）项 行政处罚，本年处理决定数量"
    with qtbot.waitSignal(page.item_wanted) as opened:
        qtbot.keyClick(page.annual.list, Qt.Key.Key_Return)
    assert opened.args == [line.disclosure, False]
    with qtbot.waitSignal(page.item_wanted, timeout=20_000) as begun:
        page.annual.begin.click()
    assert desk.drafts.open(begun.args[0]).item.title == "龙江县市场监督管理局2026年政府信息公开工作年度报告"


def test_until_march_the_report_is_of_the_year_before(show: Show[ReportsPage], clock: FixedClock) -> None:
    clock.now = datetime(2027, 1, 8, 9)
    page = show(ReportsPage)
    assert page.year.currentText() == "2026 年"
    assert not page.annual.none.isHidden()
    assert page.annual.begin.text() == "开始写 2026 年度报告"
