"""Locking by hand: set, sheet, change, take off; what is wrong is said and nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace import cipher
from desktop_app.adapters.workspace.cipher import is_locked
from desktop_app.services.desk import Desk
from desktop_app.services.lock import proposed_passphrase
from desktop_app.ui.widgets.lock_dialog import LockDialog
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.rest import come_to_rest
from tests.ui.test_fits import dressed

__all__ = ["cache", "clock", "desk", "dressed", "portal", "workspace"]

PHRASE = "兴安岭上第一场雪"


@pytest.fixture
def printed() -> list[str]:
    return []


@pytest.fixture
def dialog(
    qtbot: QtBot, dressed: QApplication, desk: Desk, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> LockDialog:
    monkeypatch.setattr(cipher, "_COST", 2**10)
    made = LockDialog(desk.lock, printed.append, proposed_passphrase)
    qtbot.addWidget(made, before_close_func=come_to_rest)
    made.show()
    come_to_rest()
    return made


def lock(dialog: LockDialog, fresh: str, again: str | None = None) -> None:
    dialog.fresh.setText(fresh)
    dialog.again.setText(fresh if again is None else again)
    dialog.set_button.click()
    come_to_rest()


def test_locked_printed_changed_and_unlocked_by_hand(dialog: LockDialog, desk: Desk, printed: list[str]):
    file = desk.folder / "workspace.db"
    assert (dialog.now.isVisible(), dialog.sheet.isVisible(), dialog.remove.isVisible()) == (False,) * 3
    lock(dialog, PHRASE)
    assert is_locked(file)
    assert "密码单" in dialog.note.text()

    dialog.sheet.click()
    come_to_rest()
    assert printed == [PHRASE]

    dialog.propose.click()
    made = dialog.fresh.text()
    lock(dialog, made)
    assert desk.lock.state.is_locked
    dialog.sheet.click()
    come_to_rest()
    assert printed == [PHRASE, made]

    dialog.remove.click()
    come_to_rest()
    assert not is_locked(file)
    assert not dialog.remove.isVisible()


def test_two_that_differ_a_short_one_and_a_wrong_one_change_nothing(dialog: LockDialog, desk: Desk):
    lock(dialog, PHRASE, PHRASE + "。")
    assert "不一样" in dialog.note.text()
    lock(dialog, "123")
    assert "至少要 8 个字符" in dialog.note.text()
    assert not desk.lock.state.is_locked

    lock(dialog, PHRASE)
    dialog.now.setText("wrong one")
    dialog.remove.click()
    come_to_rest()
    assert "不对" in dialog.note.text()
    assert desk.lock.state.is_locked


def test_passphrases_are_seen_only_when_wanted(dialog: LockDialog):
    assert dialog.fresh.echoMode() is dialog.fresh.EchoMode.Password
    dialog.shown.setChecked(True)
    assert dialog.fresh.echoMode() is dialog.fresh.EchoMode.Normal
