"""Typing into the form: what shows, what is said, what is counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.fields.choices import ChoiceField, MultiChoiceField
from desktop_app.ui.fields.dates import MomentField
from desktop_app.ui.fields.line import LineField, MoneyField
from desktop_app.ui.pages.form_page import FormPage
from tests.ui.form.conftest import Open
from tests.ui.form.typing_hand import type_text

PENALTY = "market-supervision.penalty-publicity"


def _line(page: FormPage, key: str) -> LineField:
    editor = page.sheet.frames[key].editor
    assert isinstance(editor, LineField)
    return editor


def _choose(page: FormPage, key: str, text: str) -> None:
    editor = page.sheet.frames[key].editor
    assert isinstance(editor, ChoiceField)
    editor.box.setCurrentText(text)
    editor.box.activated.emit(editor.box.findText(text))


def _tick(page: FormPage, key: str, text: str) -> None:
    editor = page.sheet.frames[key].editor
    assert isinstance(editor, MultiChoiceField)
    next(box for box in editor.boxes if box.text() == text).click()


def test_a_choice_shows_and_hides_the_fields_that_depend_on_it(open_form: Open) -> None:
    page = open_form(PENALTY)
    _choose(page, "party_kind", "法人及非法人组织")
    assert page.sheet.frames["party_uscc"].isVisibleTo(page)

    _choose(page, "party_kind", "自然人")

    assert not page.sheet.frames["party_uscc"].isVisibleTo(page)


def test_a_required_mark_comes_and_goes_with_its_condition(open_form: Open) -> None:
    page = open_form(PENALTY)
    _choose(page, "party_kind", "个体工商户")
    assert "*" not in page.sheet.frames["legal_rep"].label.text()

    _choose(page, "party_kind", "法人及非法人组织")

    assert "*" in page.sheet.frames["legal_rep"].label.text()


def test_leaving_a_field_says_in_one_sentence_what_is_wrong(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    _choose(page, "party_kind", "法人及非法人组织")
    line = _line(page, "party_uscc").line
    line.setFocus()
    type_text(line, "91230221MA1B2C3D4X")
    assert page.sheet.frames["party_uscc"].error == ""

    qtbot.keyClick(line, Qt.Key.Key_Tab)

    frame = page.sheet.frames["party_uscc"]
    assert "校验" in frame.error
    assert frame.note.text() == frame.error
    assert line.property("bad") is True


def test_mending_a_value_takes_its_sentence_back_while_typing(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    line = _line(page, "doc_no").line
    line.setFocus()
    type_text(line, "龙市监罚2026-37")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert page.sheet.frames["doc_no"].error

    line.selectAll()
    type_text(line, "龙市监罚〔2026〕37号")

    assert page.sheet.frames["doc_no"].error == ""


def test_nobody_is_blamed_for_what_is_only_not_filled_yet(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    line = _line(page, "illegal_type").line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert page.sheet.frames["illegal_type"].error == ""


def test_the_section_counts_what_it_lacks(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    before = page.nav.status(0)
    assert before.startswith("缺 ")

    type_text(_line(page, "party").line, "龙江县丰禾农资经销有限公司")

    assert int(page.nav.status(0).split()[1]) == int(before.split()[1]) - 1


@pytest.mark.parametrize("typed", ["2026年9月22日", "2026.9.22", "２０２６-09-22", "20260922"])
def test_a_date_is_typed_as_one_is_used_to(open_form: Open, qtbot: QtBot, typed: str) -> None:
    page = open_form(PENALTY)
    editor = page.sheet.frames["decision_date"].editor
    assert isinstance(editor, MomentField)
    editor.moment.line.setFocus()
    type_text(editor.moment.line, typed)
    qtbot.keyClick(editor.moment.line, Qt.Key.Key_Tab)

    assert page.session is not None
    assert page.session.value("decision_date") == "2026-09-22"
    assert editor.moment.line.text() == "2026-09-22"


def test_the_deadline_appears_with_the_date_it_counts_from(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    editor = page.sheet.frames["decision_date"].editor
    assert isinstance(editor, MomentField)
    type_text(editor.moment.line, "2026-09-22")

    assert page.header.deadline.text().startswith("应于 2026-09-30 前公开（还有 ")
    assert "计算：" in page.header.deadline.toolTip()
    assert "版本：表单第 " in page.header.deadline.toolTip()
    assert "2026 年放假安排 国办发明电〔2025〕7号（程序" in page.header.deadline.toolTip()


def test_money_is_typed_in_its_unit_kept_in_yuan_and_said_in_words(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    _tick(page, "penalty_type", "罚款")
    editor = page.sheet.frames["fine"].editor
    assert isinstance(editor, MoneyField)
    type_text(editor.line, "0.2")

    assert page.session is not None
    assert page.session.value("fine") == "2000.00"
    assert "贰仟元整" in page.sheet.frames["fine"].note.text()


def test_a_pick_list_takes_pinyin_initials(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    editor = page.sheet.frames["party_kind"].editor
    assert isinstance(editor, ChoiceField)
    line = editor.box.line
    line.setFocus()
    type_text(line, "gtgsh")
    qtbot.keyClick(line, Qt.Key.Key_Tab)

    assert page.session is not None
    assert page.session.value("party_kind") == "个体工商户"


def test_a_computed_field_is_filled_as_what_it_follows_from_is_typed(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    _choose(page, "serious_level", "一般")
    date_line = page.sheet.frames["decision_date"].editor
    assert isinstance(date_line, MomentField)
    type_text(date_line.moment.line, "2026-09-22")

    until = page.sheet.frames["publicity_until"].editor
    assert isinstance(until, MomentField)
    assert until.moment.line.text() == "2027-09-22"


def test_guided_mode_shows_one_step_and_is_remembered(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY)
    page.guided.click()
    qtbot.waitUntil(lambda: desk.settings.guided)
    assert [card.isVisibleTo(page) for card in page.sheet.cards].count(True) == 1

    page.sheet.forth_button.click()

    assert page.sheet.step == 1
    assert page.sheet.cards[1].isVisibleTo(page)
    assert page.nav.currentRow() == 1


def test_the_whole_form_is_reached_by_the_tab_key(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    page.sheet.go_to("party")
    seen = set()
    for _ in range(200):
        focused = page.focusWidget()
        assert focused is not None
        seen |= {key for key, frame in page.sheet.frames.items() if frame.isAncestorOf(focused)}
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    shown = {key for key, frame in page.sheet.frames.items() if frame.isVisibleTo(page)}
    assert seen == shown
