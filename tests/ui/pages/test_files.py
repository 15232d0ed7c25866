"""Files are dropped anywhere, checked without being kept, and cleaned into a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.checks.exceptions import Exceptions
from desktop_app.services.desk import Desk
from desktop_app.services.exceptions import load_exceptions
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.files.page import FilesPage
from tests.ui.rest import come_to_rest

CARD = "11010519491231002X"


def made(tmp_path: Path, *texts: str) -> list[str]:
    files = [tmp_path / f"文件{number}.txt" for number in range(1, len(texts) + 1)]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, "utf-8")
    return [str(file) for file in files]


def page_of(desk: Desk, qtbot: QtBot) -> FilesPage:
    page = FilesPage(desk)
    qtbot.addWidget(page, before_close_func=come_to_rest)
    page.resize(1218, 720)
    page.show()
    return page


def add(page: FilesPage, qtbot: QtBot, paths: list[str]) -> None:
    with qtbot.waitSignal(page.looking.finished, timeout=30_000):
        page.add(paths)


def test_a_batch_is_checked_file_by_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)

    add(page, qtbot, made(tmp_path, f"身份证号：{CARD}", "一切正常。"))

    assert [state.chip[0] for state in page.pane.states] == ["必须改 1 处", "没有发现问题"]
    assert [line.findings[0].rule for line in page.pane.findings.lines] == ["pii.id-card"]


def test_a_file_that_is_gone_holds_up_no_other(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)

    add(page, qtbot, [str(tmp_path / "没有.txt"), *made(tmp_path, "一切正常。")])

    assert "读不出来" in page.pane.states[0].chip[0]
    assert page.pane.states[1].chip[0] == "没有发现问题"


def test_a_marked_file_covers_the_window_and_leaves_no_name(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)

    add(page, qtbot, made(tmp_path, "一切正常。", "机密★1年\n方案", "没有查到"))

    assert page.notice is not None
    assert page.notice.size() == page.size()
    assert "第 2 个文件" in page.notice.words.text()
    assert "24 小时内" in page.notice.words.text()
    assert [state.name for state in page.pane.states] == ["文件1.txt"]


def test_nothing_of_a_checked_file_is_kept(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)
    add(page, qtbot, made(tmp_path, f"身份证号：{CARD}"))
    come_to_rest()
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and file.name != "文件1.txt"]
    assert not any(CARD.encode() in file.read_bytes() for file in kept)


def test_a_clean_copy_is_saved_beside_the_original(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)
    (original,) = made(tmp_path, f"身份证号：{CARD}")
    add(page, qtbot, [original])
    copies = []
    page.looking.cleaned.disconnect(page._on_cleaned)  # noqa: SLF001 - its dialog asks the system for a name
    page.looking.cleaned.connect(lambda _number, cleaning: copies.append(cleaning))
    with qtbot.waitSignal(page.looking.cleaned, timeout=30_000):
        page.clean.click()

    page.save(tmp_path / "清理.txt", copies[0], "已清理", "green")
    qtbot.waitUntil(lambda: (tmp_path / "清理.txt").exists())

    assert CARD not in (tmp_path / "清理.txt").read_text("utf-8")
    assert CARD in Path(original).read_text("utf-8")


def test_a_place_behind_the_first_three_hundred_is_shown_when_it_is_chosen(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(desk, qtbot)
    lines = "\n".join(f"第{number}户的身份证号：{CARD}" for number in range(330))
    add(page, qtbot, made(tmp_path, lines))
    judged = page.pane.states[0].judged
    assert judged is not None

    for number in (0, 320):
        page.pane.choose(0, judged.open[number])
        qtbot.waitUntil(lambda shown=f"第{number}户": shown in page.pane.context.words.text(), timeout=30_000)

    assert CARD not in page.pane.context.words.text()
    assert len(page.pane.states[0].contexts) == 310


def test_a_stopped_batch_keeps_what_it_knows(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(desk, qtbot)
    paths = made(tmp_path, *["一切正常。"] * 200)
    page.looking.checked.connect(lambda _number, _found: page.strip.stop.click())

    add(page, qtbot, paths)

    assert any(state.judged is None for state in page.pane.states)
    assert page.pane.states[0].judged is not None


def drop(window: MainWindow, paths: list[str]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    handle, where = window.windowHandle(), window.rect().center()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(handle, QDragEnterEvent(where, Qt.DropAction.CopyAction, data, left, none))
    QApplication.sendEvent(handle, QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, left, none))


def test_files_dropped_on_any_page_are_checked(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=come_to_rest)
    window.show()
    folder = tmp_path / "一批"
    folder.mkdir()
    made(folder, "甲", "乙")

    drop(window, [str(folder)])

    assert window.shown == "files"
    states: Callable[[], list[str]] = lambda: [one.chip[0] for one in window.page("files").pane.states]  # noqa: E731
    qtbot.waitUntil(lambda: states() == ["没有发现问题"] * 2, timeout=20_000)


def test_a_file_dropped_on_a_form_becomes_its_attachment(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=come_to_rest)
    window.show()
    item = desk.drafts.create("policy.document")
    with qtbot.waitSignal(window.page("form").sheet.built, timeout=20_000):
        window.open_item(item.id)

    drop(window, made(tmp_path, "附表"))

    form = window.page("form")
    qtbot.waitUntil(lambda: form.sheet.attachments.names == ["文件1.txt"], timeout=20_000)


def test_the_countys_exceptions_are_opened_and_made_where_there_are_none(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk, qtbot)
    opened: list[Path] = []
    page.open_path = opened.append

    page.own.click()
    qtbot.waitUntil(lambda: bool(opened))

    assert opened[0].name == "exceptions.yaml"
    assert desk.exceptions.read() == Exceptions()
    lines = [line.removeprefix("# ") for line in opened[0].read_text("utf-8").splitlines()[3:]]
    assert load_exceptions("\n".join(lines), "例").permissions
