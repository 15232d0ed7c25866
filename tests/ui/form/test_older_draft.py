from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.form_page import FormPage

FORM = "public-utilities.water-outage"
NOW = datetime(2026, 9, 28, 10)


def test_a_draft_of_an_older_form_opens_under_the_newer_one_and_shows_what_changed(
    qtbot: QtBot, desk: Desk, tmp_path: Path
):
    old = {"title": "停水通知", "outage_kind": "早已没有的类型", "gone": "旧版里写的话"}
    draft = Item("old-1", FORM, 1, "停水通知", State.DRAFT, old, created_at=NOW, updated_at=NOW)
    office = open_workspace(tmp_path / "workspace.db")
    office.add_item(replace(draft, form_version=0, remark="请补时间"))
    office.close()
    page = FormPage(desk)
    qtbot.addWidget(page, before_close_func=FormPage.flush)
    page.show()

    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        page.open_item("old-1")

    words = page.banner.words.text()
    assert page.banner.isVisible()
    assert "请补时间" in words
    assert "旧版表单" in words
    assert "旧版里写的话" in words
    assert "停供类型" in words or "停水类型" in words
    assert page.sheet.frames["title"].editor.target.text() == "停水通知"
