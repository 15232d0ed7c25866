"""The board page: what may hang, until when, and its sheets on three papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace.sqlite import SqliteWorkspace
from desktop_app.ui.pages.board import BoardPage
from tests.services.conftest import FixedClock
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office


@pytest.mark.parametrize("paper", ["A4", "A3", "A2"])
def test_a_sheet_is_written_on_the_paper_chosen_and_opened(
    show: Show[BoardPage], qtbot: QtBot, office: Office, tmp_path: Path, paper: str
) -> None:
    office.approved(OUTAGE)
    page = show(BoardPage)
    opened: list[Path] = []
    page.folder, page.open_path = tmp_path / "文书", opened.append
    page.paper.setCurrentText(paper)
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.make.click()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].read_bytes().startswith(b"%PDF")
    assert paper in opened[0].name
    assert str(opened[0]) in page.banner.words.text()


def test_what_was_changed_behind_the_review_gets_no_sheet(
    show: Show[BoardPage], qtbot: QtBot, office: Office, workspace: SqliteWorkspace, tmp_path: Path
) -> None:
    item = office.approved(OUTAGE)
    workspace.attach(item.id, "后加.txt", "后加", b"x")
    page = show(BoardPage)
    page.folder = tmp_path / "文书"
    with qtbot.waitSignals([page.changed, page.loaded], timeout=60_000):
        page.make.click()
    assert "审查之后内容又改过" in page.banner.words.text()
    assert not page.folder.exists()


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
