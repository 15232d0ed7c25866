"""From the form to paper: the dialog shows what will be printed, refuses what cannot be, remembers the rest."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.form_page import FormPage
from desktop_app.ui.widgets.print_dialog import PrintDialog
from tests.ui.form.conftest import Open
from tests.ui.pages.office import REVIEWED


def ask(page: FormPage, qtbot: QtBot, verb: str = "print-pdf") -> PrintDialog:
    """Print from the menu and wait for the dialog's first page."""
    page.doing.do(verb)
    qtbot.waitUntil(
        lambda: page.doing.printing is not None and page.doing.printing.dialog is not None, timeout=30_000
    )
    dialog = page.doing.printing.dialog
    qtbot.waitUntil(lambda: bool(dialog.preview.drawn_pages), timeout=30_000)
    return dialog


@pytest.fixture
def dialog(open_form: Open, qtbot: QtBot) -> PrintDialog:
    return ask(open_form("policy.document", filled=True), qtbot)


def test_pages_are_shown_before_they_are_printed(dialog: PrintDialog):
    assert 0 in dialog.preview.drawn_pages
    assert dialog.note.text().startswith("共 ")


def test_unclear_pages_are_refused_with_a_sentence(dialog: PrintDialog, qtbot: QtBot):
    dialog.pages.setText("第七页")
    with qtbot.assertNotEmitted(dialog.file_wanted):
        dialog.file.click()
    assert "第七页" in dialog.note.text()


def test_without_a_printer_a_file_can_still_be_written(
    dialog: PrintDialog, qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    dialog.pages.setText("2")
    dialog.duplex.setCurrentIndex(dialog.duplex.findData("long"))
    dialog.colour.setChecked(False)
    QTest.mouseClick(dialog.file, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已存成" in dialog.note.text(), timeout=30_000)
    assert len(pypdfium2.PdfDocument(out)) == 1
    kept = desk.settings.printing
    assert (kept.duplex, kept.colour, kept.pages) == ("long", False, "")


def test_what_was_asked_for_last_time_stands_in_the_fields(open_form: Open, qtbot: QtBot, desk: Desk):
    desk.printing.remember(desk.printing.last_ticket.__class__(duplex="short", across=99.0))
    dialog = ask(open_form("policy.document", filled=True), qtbot)
    assert dialog.duplex.currentData() == "short"
    assert dialog.across.value() == 99.0


def test_poster_is_shown_on_the_paper_that_is_chosen(open_form: Open, qtbot: QtBot, desk: Desk):
    page = open_form("policy.document", filled=True, review=True)
    desk.reviews.approve(page.session.item.id, "王审查", REVIEWED)
    page.reload()
    qtbot.waitUntil(
        lambda: page.session is not None and page.session.item.state is State.APPROVED, timeout=20_000
    )
    dialog = ask(page, qtbot, "print-poster")
    printing = page.doing.printing
    first = printing.sheets
    dialog.paper.setCurrentIndex(dialog.paper.findData("A4x4"))
    qtbot.waitUntil(lambda: printing.sheets is not first, timeout=60_000)
    assert len(pypdfium2.PdfDocument(printing.sheets.content)) % 4 == 0


def test_poster_of_a_draft_is_held_back_by_the_gate(open_form: Open, qtbot: QtBot):
    page = open_form("social-security.subsistence-allowance-publicity", filled=True)
    page.doing.do("print-poster")
    qtbot.waitUntil(lambda: "处" in page.banner.words.text(), timeout=30_000)
    assert page.doing.printing is None or page.doing.printing.dialog is None
