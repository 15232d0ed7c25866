"""A month's hundred decisions, taken from their list to the reference portal by a clerk's clicks and keys."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.core.disclosure.states import State
from desktop_app.portal_server.server import Serving
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.pages.import_page import ImportPage
from tests.forms.files import FORMS
from tests.imports.filling import filled_rows
from tests.imports.sheets import PENALTY, uscc
from tests.ui.form.typing_hand import type_text
from tests.ui.rest import come_to_rest

PERMIT = "market-supervision.license-publicity"
HUNDRED = 100
_PATIENCE_MS = 240_000
_QUIET_ROUNDS = 12
_STOP_AT = 7
"""The disclosure during whose publication the clerk stops."""


@dataclass(frozen=True)
class Month:
    """One kind of decision and what the clerk calls it by."""

    form: str
    typed: str
    number: str


MONTHS = (
    Month(PENALTY, "xzcfjdgs", "龙市监罚〔2026〕{}号"),
    Month(PERMIT, "xzxkxxgs", "龙市监许〔2026〕{}号"),
)


def rows_of(month: Month) -> list[dict[str, Any]]:
    sample = FORMS[month.form].spec.sample
    return [
        {
            **sample,
            "party": f"龙江县第{number}示例经销有限公司",
            "party_uscc": uscc(f"91230221MA0EX{number:04d}"),
            "doc_no": month.number.format(number),
            "title": f"龙江县第{number}示例经销有限公司{FORMS[month.form].spec.name[:4]}决定公示",
        }
        for number in range(1, HUNDRED + 1)
    ]


@pytest.fixture(autouse=True)
def _own_file_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's own dialog, whose widgets can be used; the system's lies outside of the program."""
    ask = QFileDialog.getOpenFileName

    def asked(*arguments: Any) -> Any:
        return ask(*arguments, options=QFileDialog.Option.DontUseNativeDialog)

    monkeypatch.setattr(QFileDialog, "getOpenFileName", asked)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    desk.save_settings(
        Settings(
            office_name="龙江县市场监督管理局", person="李经办", office_phone="0452-5820100", portal="county"
        )
    )
    made = MainWindow(desk)
    made.resize(1366, 768)
    qtbot.addWidget(made, before_close_func=come_to_rest)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.rail.foot.text()), timeout=_PATIENCE_MS)
    yield made
    come_to_rest()


class Clerk:
    """Clicks and types; what is out of sight or greyed out cannot be used."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        come_to_rest()
        QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
        self.page: ImportPage = window.page("import")
        self.until(self.page.isVisible, "the import page")
        come_to_rest()

    def click(self, button: QPushButton) -> None:
        """Click a button that can be seen and used."""
        self.until(lambda: button.isVisible() and button.isEnabled(), f"“{button.text()}”")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def do(self, button: QPushButton) -> str:
        """Click and wait for the work's last word."""
        self.click(button)
        self.settled()
        return self.page.banner.words.text()

    def settled(self) -> None:
        """Wait, while the window lives on, until it works on nothing any more."""
        quiet = count()

        def rests() -> bool:
            nonlocal quiet
            if QThreadPool.globalInstance().activeThreadCount() or self.page.strip.isVisible():
                quiet = count()
            return next(quiet) >= _QUIET_ROUNDS

        self.until(rests, "rest")

    def until(self, holds: Callable[[], bool], what: str) -> None:
        self._qtbot.waitUntil(holds, timeout=_PATIENCE_MS)
        assert holds(), what

    def choose_type(self, typed: str) -> None:
        """Type pinyin initials and take the first suggestion with Enter."""
        self.page.start.form.selectAll()
        QTest.keyClicks(self.page.start.form, typed)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Qt.Key.Key_Return)

    def choose_file(self, path: Path) -> None:
        """Write a path into the file dialog, which has its own event loop."""
        QTimer.singleShot(0, self._window, lambda: self._in_dialog(path))
        self.click(self.page.start.choose)
        self.settled()

    def _in_dialog(self, path: Path) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.selectAll()
        type_text(line, str(path))
        QTest.keyClick(line, Qt.Key.Key_Return)

    def mend(self, text: str) -> None:
        """Write over the first cell that could not be used."""
        view = self.page.sheets.unused
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_F2)
        editor = view.findChild(QLineEdit)
        assert editor is not None
        editor.selectAll()
        type_text(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        come_to_rest()

    def press_yes(self, dialog: QWidget | None) -> None:
        """Click a dialog's button that goes on."""
        assert dialog is not None
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None
        (yes,) = (
            one for one in box.buttons() if box.buttonRole(one) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
        come_to_rest()

    def sign(self, name: str) -> None:
        """Answer the review's questions for the whole batch, and sign."""
        together = self.page.together
        self.click(self.page.approve)
        self.press_yes(together.dialog)
        dialog = together.dialog
        assert isinstance(dialog, SignDialog)
        line = dialog.who.lineEdit()
        assert line is not None
        type_text(line, name)
        self.press_yes(dialog)
        assert not dialog.isVisible(), dialog.note.text()
        self.settled()

    def stop_at(self, number: int) -> str:
        """Publish, and stop at a disclosure or soon after; returns what the strip said then."""
        strip = self.page.strip
        self.click(self.page.publish)
        self.until(lambda: _at(strip.words.text()) >= number, "progress")
        said = strip.words.text()
        QTest.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
        self.settled()
        return said


def _at(words: str) -> int:
    """Return which disclosure the strip speaks of; 0 for none."""
    found = re.match(r"发布第 (\d+)/", words)
    return int(found[1]) if found else 0


@pytest.mark.timeout(900)
@pytest.mark.parametrize("month", MONTHS, ids=["penalties", "permits"])
def test_a_hundred_go_from_their_list_to_the_portal(
    month: Month, window: MainWindow, qtbot: QtBot, desk: Desk, portal: Serving, tmp_path: Path
) -> None:
    rows = rows_of(month)
    file = tmp_path / "九月.xlsx"
    spec = FORMS[month.form].spec
    file.write_bytes(filled_rows(desk.imports.blank(month.form), spec, rows))
    spoil(file, spec.fields["decision_date"].label)
    clerk = Clerk(window, qtbot)
    page = clerk.page
    page.papers_folder = tmp_path / "papers"

    # one bad cell, mended where it is shown
    clerk.choose_type(month.typed)
    assert page.start.form_id == month.form
    clerk.choose_file(file)
    assert "100 条" in page.bar.about.whole
    assert "1 格要改" in page.bar.about.whole
    clerk.mend("2026年9月22日")
    assert "要改" not in page.bar.about.whole
    clerk.click(page.keep)
    clerk.settled()

    # one batch: what all say alike is said once, and each row shows in what it differs
    pane = page.pane
    assert pane.isVisible()
    assert pane.list.model().rowCount() == HUNDRED
    headings = [
        pane.list.model().headerData(number, Qt.Orientation.Horizontal)
        for number in range(pane.list.model().columnCount())
    ]
    assert {spec.fields[key].label for key in ("party", "party_uscc", "doc_no")} <= set(headings)
    assert "龙江县市场监督管理局" in pane.shared.text()
    assert "示例经销" not in pane.shared.text()
    assert clerk.do(page.check) == "检查：100 件全部完成。"
    assert clerk.do(page.submit) == "送审：100 件全部完成。"
    clerk.sign("王审查")
    assert page.banner.words.text() == "审签：100 件全部完成。"
    assert "100 件全部完成" in clerk.do(page.documents)
    for ending in ("docx", "pdf"):
        assert len(list((page.papers_folder / "九月").glob(f"*.{ending}"))) == HUNDRED

    # stopped, and gone on with where it stopped
    said = clerk.stop_at(_STOP_AT)
    assert re.fullmatch(r"发布第 \d+/100 件：龙江县第\d+示例经销有限公司.*公示", said)
    assert "接着" in page.banner.words.text()
    done = published(desk)
    assert _STOP_AT - 1 <= len(done) < HUNDRED
    assert clerk.do(page.publish) == f"发布：{HUNDRED - len(done)} 件全部完成。"
    everything = published(desk)
    assert len(everything) == HUNDRED
    assert len({item.url for item in everything}) == HUNDRED
    assert all(one in everything for one in done)
    with urllib.request.urlopen(everything[-1].url) as answer:
        assert everything[-1].title in answer.read().decode("utf-8")

    # the report tells of each where it is public
    words = clerk.do(page.report)
    book = load_workbook(page.papers_folder / "九月（情况表）.xlsx")
    assert "九月（情况表）" in words
    lines = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [line[0] for line in lines] == list(range(1, HUNDRED + 1))
    assert {line[6] for line in lines} == {item.url for item in everything}
    assert [line[1] for line in lines] == [row["title"] for row in rows]


def published(desk: Desk) -> list[Any]:
    return desk.drafts.items(State.PUBLISHED)


def spoil(file: Path, heading: str) -> None:
    """Write an impossible day into the last row of a column."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    (column,) = (cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
    sheet.cell(HUNDRED + 1, column, "2026-02-30")
    book.save(file)
