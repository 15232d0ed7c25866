"""A portal's profile is edited with its faults beside it, given its secret, and tried out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as Nowhere
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.portal_server.server import Serving, running
from desktop_app.services.portal_desk import PortalDesk
from desktop_app.services.secrets import Secrets
from desktop_app.ui.widgets.portal_dialog import PortalDialog

TOKEN = "s3cret-token"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with running(tmp_path / "portal", token=TOKEN) as serving:
        yield serving


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PortalDesk]:
    before = keyring.get_keyring()
    keyring.set_keyring(Nowhere())
    secrets = Secrets(tmp_path / "config" / "secrets.sealed")
    yield PortalDesk(
        tmp_path / "portals", paths.RESOURCES / "portals", secrets, lambda: datetime(2026, 9, 28, 10)
    )
    keyring.set_keyring(before)


def profile(serving: Serving) -> str:
    return f"name: county\nkind: reference\nbase_url: {serving.url}\ntoken_ref: portal.county\n"


@pytest.fixture
def dialog(desk: PortalDesk, serving: Serving, qtbot: QtBot) -> PortalDialog:
    dialog = PortalDialog(desk, profile(serving))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.save.isEnabled())
    return dialog


def test_a_fault_is_named_with_its_line_and_leads_there(dialog: PortalDialog, qtbot: QtBot) -> None:
    dialog.text.setPlainText(dialog.text.toPlainText().replace("token_ref", "tokn_ref"))
    qtbot.waitUntil(lambda: dialog.faults.count() == 1)

    dialog.faults.itemClicked.emit(dialog.faults.item(0))

    assert "token_ref" in dialog.faults.item(0).text()
    assert dialog.text.textCursor().blockNumber() == 3
    assert not dialog.save.isEnabled()


def test_saving_makes_it_the_offices_own(dialog: PortalDialog, qtbot: QtBot, desk: PortalDesk) -> None:
    with qtbot.waitSignal(dialog.saved) as saved:
        dialog.save.click()

    assert saved.args == ["county"]
    assert desk.text("county") == dialog.text.toPlainText()


def test_secret_is_sealed_and_the_trial_uses_it_without_showing_it(
    dialog: PortalDialog, qtbot: QtBot, desk: PortalDesk
) -> None:
    secrets = dialog.secrets
    dialog.tabs.setCurrentWidget(secrets)
    qtbot.waitUntil(lambda: secrets.passphrase.isVisible())
    secrets.passphrase.setText("a long passphrase")
    secrets.unlock.click()
    qtbot.waitUntil(lambda: secrets.keep.isEnabled())
    line = secrets.lines["portal.county"]
    assert line.echoMode() is QLineEdit.EchoMode.Password
    line.setText(TOKEN)
    secrets.keep.click()
    qtbot.waitUntil(lambda: "已登记" in secrets.lines["portal.county"].placeholderText())

    dialog.try_out.click()
    qtbot.waitUntil(lambda: dialog.trial.steps.count() == 1, timeout=20_000)

    assert dialog.trial.words.text().startswith("✓ 登录成功")
    assert (
        "Authorization" in dialog.trial.exchange.toPlainText()
        or "authorization" in dialog.trial.exchange.toPlainText()
    )
    assert TOKEN not in dialog.trial.exchange.toPlainText()
    assert TOKEN not in "".join(one.text() for one in dialog.findChildren(QLineEdit))
