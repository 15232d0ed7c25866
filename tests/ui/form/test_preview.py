"""The preview: only pages in sight are drawn, and nothing older than what was asked last is shown."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.widgets.preview import PreviewPane
from tests.ui.form.conftest import Open


class Paper:
    """Pages of one colour, of which the drawn ones are remembered."""

    def __init__(self, page_count: int) -> None:
        self.page_count = page_count
        self.drawn: list[int] = []

    def image(self, page: int, width_px: int) -> tuple[int, int, bytes]:
        self.drawn.append(page)
        height = round(width_px * 1.414)
        return width_px, height, b"\xff" * (width_px * height * 4)


def test_only_pages_in_sight_are_drawn(qtbot: QtBot) -> None:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.resize(344, 700)
    pane.show()
    paper = Paper(40)
    pane.show_pages(paper)
    qtbot.waitUntil(lambda: pane.drawn_pages[:2] == [0, 1])
    assert max(paper.drawn) < 5


def test_new_pages_do_not_move_what_is_in_sight(qtbot: QtBot) -> None:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.resize(344, 700)
    pane.show()
    pane.show_pages(Paper(10))
    qtbot.waitUntil(lambda: pane.drawn_pages[:1] == [0])
    bar = pane.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 2_000)
    bar.setValue(1_500)

    second = Paper(10)
    pane.show_pages(second)

    qtbot.waitUntil(lambda: bool(second.drawn))
    assert bar.value() == 1_500
    assert 0 not in second.drawn


def test_a_result_that_was_overtaken_is_dropped(qtbot: QtBot) -> None:
    latest, gate = Latest(), threading.Event()
    results: list[object] = []
    latest.done.connect(results.append)

    def slow(_progress: Progress) -> str:
        gate.wait(10)
        return "old"

    latest.run(slow)
    latest.run(lambda progress: "between")
    latest.run(lambda progress: "new")
    with qtbot.waitSignal(latest.done, timeout=10_000):
        gate.set()

    assert results == ["new"]


def test_what_nobody_wants_any_more_is_not_told(qtbot: QtBot) -> None:
    latest, gate = Latest(), threading.Event()
    results: list[object] = []
    latest.done.connect(results.append)
    latest.run(lambda progress: gate.wait(10))
    latest.drop()
    gate.set()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert results == []


def test_a_sentence_stands_where_nothing_can_be_drawn(qtbot: QtBot) -> None:
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.show_pages(Paper(1))
    pane.show_message("这份表单还没有成文模板。")
    assert pane.message == "这份表单还没有成文模板。"


def test_a_click_on_an_answer_leads_to_its_field_and_escape_leads_back(open_form: Open, qtbot: QtBot) -> None:
    page = open_form("market-supervision.penalty-publicity", filled=True)
    page.side.show_tab(page.side.preview)
    qtbot.waitUntil(lambda: page.previewing.pages is not None, timeout=30_000)
    pages = page.previewing.pages
    assert pages is not None
    down = next(share / 100 for share in range(100) if pages.field_at(0, 0.5, share / 100) == "doc_no")

    page.side.preview.clicked.emit(0, 0.5, down)

    frame = page.sheet.frames["doc_no"]
    qtbot.waitUntil(lambda: frame.isAncestorOf(page.focusWidget() or page))
    qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Escape)
    assert page.side.preview.isAncestorOf(page.focusWidget() or page)
