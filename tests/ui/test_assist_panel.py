"""The panel beside the browser: pieces by key, in the order of the form, and the page read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.outbox.job import JobState
from desktop_app.services.desk import Desk
from desktop_app.ui.assist_panel import AssistPanel
from desktop_app.wiring import open_desk
from tests.adapters.portals.small_cms import Cms, small_cms
from tests.services.test_by_hand import PROFILE, carry
from tests.ui.pages.office import Office


@pytest.fixture
def cms() -> Iterator[Cms]:
    with small_cms() as cms:
        yield cms


@pytest.fixture
def desk(tmp_path: Path, cms: Cms) -> Iterator[Desk]:
    (tmp_path / "portals").mkdir()
    (tmp_path / "portals" / "county.yaml").write_text(PROFILE.replace("BASE", cms.url), "utf-8")
    desk = open_desk(str(tmp_path / "workspace.db"))
    yield desk
    desk.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot, tmp_path: Path) -> AssistPanel:
    item = Office(desk).approved()
    desk.outbox.queue(item.id, "county")
    (job,) = desk.outbox.run()
    panel = AssistPanel(desk.by_hand, job, tmp_path / "录入")
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(panel.rows) > 0, timeout=20_000)
    return panel


def test_it_stays_on_top(panel: AssistPanel) -> None:
    assert panel.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_space_takes_one_piece_after_the_other(panel: AssistPanel, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    seen = []
    for _ in panel.rows:
        qtbot.keyClick(panel, Qt.Key.Key_Space)
        seen.append(clipboard.text())

    assert seen[0] == "公用事业"
    assert seen[1].startswith("停水通知")
    assert [Path(text).is_file() for text in seen[-2:]] == [True, True]


def test_a_number_takes_that_piece_with_its_markup(panel: AssistPanel, qtbot: QtBot) -> None:
    number = next(row.number for row in panel.rows if row.piece.label == "正文")

    qtbot.keyClick(panel, Qt.Key(Qt.Key.Key_1 + number))

    mime = QGuiApplication.clipboard().mimeData()
    assert "<p" in mime.html()
    assert "停水" in mime.text()
    assert panel.rows[number].take.text().startswith("✓")


def test_the_address_is_read_back_and_the_job_is_done(
    panel: AssistPanel, qtbot: QtBot, desk: Desk, cms: Cms
) -> None:
    (job,) = desk.outbox.jobs()
    panel.address.setText(carry(desk, cms, desk.drafts.open(job.item).item))

    with qtbot.waitSignal(panel.settled, timeout=20_000) as settled:
        panel.check.click()

    assert settled.args[0].state is JobState.DELIVERED
    assert "一致" in panel.state.text()


def test_an_address_of_another_site_is_refused_in_words(panel: AssistPanel, qtbot: QtBot) -> None:
    panel.address.setText("https://elsewhere.invalid/1")
    panel.check.click()

    qtbot.waitUntil(lambda: "开头" in panel.state.text(), timeout=20_000)
