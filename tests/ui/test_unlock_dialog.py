"""A locked workspace at the start: asked for, wrong ones named, given up without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace import cipher
from desktop_app.adapters.workspace.cipher import key_of, new_key
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.ui.unlock_dialog import UnlockDialog
from tests.ui.rest import come_to_rest
from tests.ui.test_fits import dressed

__all__ = ["dressed"]

PHRASE = "兴安岭上第一场雪"


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cipher, "_COST", 2**10)
    workspace = open_workspace(tmp_path / "workspace.db")
    workspace.relock(new_key(PHRASE))
    workspace.close()
    return workspace.file


@pytest.fixture
def dialog(qtbot: QtBot, dressed: QApplication, locked: Path) -> UnlockDialog:
    made = UnlockDialog(lambda passphrase: key_of(locked, passphrase))
    qtbot.addWidget(made, before_close_func=come_to_rest)
    made.show()
    return made


def test_a_wrong_passphrase_is_named_and_the_right_one_opens(
    dialog: UnlockDialog, qtbot: QtBot, locked: Path
):
    qtbot.keyClicks(dialog.passphrase, "wrong one")
    dialog.open_button.click()
    come_to_rest()
    assert "密码短语不对" in dialog.note.text()
    assert dialog.passphrase.selectedText() or dialog.passphrase.hasSelectedText()

    dialog.passphrase.setText(PHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=10_000):
        dialog.open_button.click()
    assert dialog.key is not None
    open_workspace(locked, dialog.key).close()


def test_nothing_typed_is_said_and_nothing_is_tried(dialog: UnlockDialog):
    dialog.open_button.click()
    assert not dialog.is_busy
    assert "请输入" in dialog.note.text()


def test_who_gives_up_gets_no_key(dialog: UnlockDialog):
    dialog.reject()
    assert dialog.key is None
