"""Autosave: soon, in order, and with a way out where two people write."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from tests.ui.form.conftest import Open
from tests.ui.form.typing_hand import type_text

PENALTY = "market-supervision.penalty-publicity"


def test_what_was_typed_is_in_the_workspace_a_moment_later(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY)
    assert page.session is not None
    line = page.sheet.frames["party"].editor.target
    with qtbot.waitSignal(page.keeper.kept, timeout=5_000):
        type_text(line, "龙江县丰禾农资经销有限公司")
        assert page.has_unsaved()
    assert desk.drafts.open(page.session.item.id).answers.values["party"] == "龙江县丰禾农资经销有限公司"
    assert not page.has_unsaved()
    assert page.header.saved.text() == "已保存 10:00"


def test_many_keys_make_few_writes_and_the_latest_wins(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY)
    assert page.session is not None
    writes: list[object] = []
    page.keeper.kept.connect(writes.append)
    line = page.sheet.frames["illegal_type"].editor.target
    for character in "收取未予标明的费用收取未予标明的费用":
        type_text(line, character)
    assert page.flush()
    assert len(writes) <= 2
    kept = desk.drafts.open(page.session.item.id).answers.values["illegal_type"]
    assert kept == "收取未予标明的费用收取未予标明的费用"


def test_a_flush_keeps_everything_before_it_returns(open_form: Open, desk: Desk) -> None:
    page = open_form(PENALTY)
    assert page.session is not None
    type_text(page.sheet.frames["party"].editor.target, "某公司")
    assert page.flush()
    assert desk.drafts.open(page.session.item.id).answers.values["party"] == "某公司"


def test_two_writers_are_told_and_either_version_can_be_kept(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY)
    assert page.session is not None
    mine = page.session.item
    theirs = desk.drafts.save(mine.id, {"party": "对方写的"}, "active", mine.confidentiality, mine.revision)
    type_text(page.sheet.frames["party"].editor.target, "我写的")
    assert not page.flush()
    assert page.header.saved.text() == "没有保存"

    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        page.doing.keep_copy()

    assert page.session is not None
    assert page.session.item.id != theirs.id
    assert page.session.value("party") == "我写的"
    assert desk.drafts.open(theirs.id).answers.values["party"] == "对方写的"
