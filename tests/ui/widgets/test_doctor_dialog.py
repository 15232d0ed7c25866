from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.services.desk import Desk
from desktop_app.ui.widgets.doctor_dialog import DoctorDialog
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.rest import come_to_rest

__all__ = ["cache", "clock", "desk", "portal", "workspace"]


def shown(qtbot: QtBot, desk: Desk) -> DoctorDialog:
    dialog = DoctorDialog(desk.doctor)
    qtbot.addWidget(dialog, before_close_func=come_to_rest)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=30_000)
    return dialog


def test_every_part_is_shown_and_the_portal_only_when_asked(qtbot: QtBot, desk: Desk, portal: MemoryPortal):
    dialog = shown(qtbot, desk)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert all(part.title in words for part in dialog.parts)

    portal.fail("find", RetryLater("连不上门户。"))
    dialog.call_portal.click()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=30_000)
    assert "连不上门户。" in {part.words for part in dialog.parts}
    assert "要处理" in dialog.summary.text()


def test_the_bundle_is_written_where_the_person_says(qtbot: QtBot, desk: Desk, tmp_path: Path):
    dialog = shown(qtbot, desk)
    dialog.choose_file = lambda: str(tmp_path / "诊断包.zip")
    dialog.save.click()
    qtbot.waitUntil(lambda: "诊断包已存到" in dialog.summary.text(), timeout=30_000)
    assert (tmp_path / "诊断包.zip").is_file()
