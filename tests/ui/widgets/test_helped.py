"""F1 in a dialog opens the manual's page of what it asks, beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.manual import CONTENTS
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.unlock_dialog import UnlockDialog
from desktop_app.ui.widgets.helped import HelpedBox, HelpedDialog, TextDialog


class _Place(QWidget):
    shown = "board"

    def show_place(self, _key: str) -> None: ...


@pytest.mark.parametrize("kind", [HelpedDialog, TextDialog, HelpedBox])
def test_f1_opens_the_page_of_the_place_over_which_the_dialog_stands(qtbot: QtBot, kind: type[HelpedDialog]):
    place = _Place()
    qtbot.addWidget(place)
    dialog = kind(QWidget(place))
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.manual is not None
    assert dialog.manual.isVisible()
    assert dialog.manual.page == "board"
    assert dialog.manual.parent() is dialog, "a modal dialog blocks every window but its own children"


def test_a_dialog_with_a_page_of_its_own_opens_that_page_from_its_fields(qtbot: QtBot):
    dialog = UnlockDialog(str)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog.passphrase, Qt.Key.Key_F1)
    assert dialog.manual is not None
    assert dialog.manual.page == "trouble"
    assert SignDialog.manual_page == "review"


def test_over_no_place_f1_opens_the_contents(qtbot: QtBot):
    dialog = HelpedDialog()
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.manual is not None
    assert dialog.manual.page == CONTENTS
