from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.secrets import Secrets
from desktop_app.services.sharing import Sharing
from desktop_app.ui.widgets.sharing_dialog import SharingDialog
from tests.adapters.workspace.test_workspace import item
from tests.postgres import server


def test_the_first_of_an_office_moves_the_workspace_and_the_machine_remembers(qtbot: QtBot, tmp_path: Path):
    address, choice = server().fresh(), tmp_path / "shared-workspace.txt"
    with closing(open_workspace(tmp_path / "workspace.db")) as workspace:
        workspace.add_item(item("kept"))
        dialog = SharingDialog(Sharing(workspace, Secrets(tmp_path / "sealed"), choice), is_shared=False)
        qtbot.addWidget(dialog)
        dialog.address.setText(address.url)
        dialog.moves.setChecked(True)

        dialog.start.click()
        qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)

    assert "逐表核对一致" in dialog.note.text()
    assert choice.read_text().strip() == address.url
    with closing(open_workspace(address)) as shared:
        assert [one.id for one in shared.latest_items(9)] == ["kept"]


def test_an_address_that_cannot_be_read_is_said_and_the_dialog_stays(qtbot: QtBot, tmp_path: Path):
    choice = tmp_path / "shared-workspace.txt"
    with closing(open_workspace(tmp_path / "workspace.db")) as workspace:
        dialog = SharingDialog(Sharing(workspace, Secrets(tmp_path / "sealed"), choice), is_shared=False)
        qtbot.addWidget(dialog)
        dialog.show()
        assert not dialog.alone.isVisible()
        dialog.address.setText("10.0.0.8")

        dialog.start.click()
        qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)

    assert "postgresql://" in dialog.note.text()
    assert dialog.start.isEnabled()
    assert not choice.exists()


def test_a_machine_goes_back_to_its_own_workspace(qtbot: QtBot, tmp_path: Path):
    choice = tmp_path / "shared-workspace.txt"
    choice.write_text("postgresql://clerk@server/office")
    with closing(open_workspace(tmp_path / "workspace.db")) as workspace:
        dialog = SharingDialog(Sharing(workspace, Secrets(tmp_path / "sealed"), choice), is_shared=True)
        qtbot.addWidget(dialog)
        dialog.alone.click()
        qtbot.waitUntil(lambda: not dialog.is_busy, timeout=20_000)

    assert not choice.exists()
