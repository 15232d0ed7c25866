"""Handing in, reviewing, printing and publishing from the form page."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.board.place import Place
from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.form_page import FormPage
from tests.ui.form.conftest import Open
from tests.ui.form.typing_hand import type_text

PENALTY = "market-supervision.penalty-publicity"
HOUSES = "land-and-housing.house-survey-valuation"


def approve(page: FormPage, qtbot: QtBot) -> None:
    for key, raw in (
        ("confidentiality.classified", False),
        ("confidentiality.reviewed_by", "吴示例"),
        ("confidentiality.conclusion", "可以公开"),
    ):
        page.sheet.edited.emit(key, raw)
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        page.header.button("approve").click()


def test_a_draft_is_handed_in_only_when_nothing_must_be_changed(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY)
    with qtbot.waitSignal(page.checking.checked, timeout=20_000):
        page.header.button("submit").click()
    assert page.session is not None
    assert page.session.item.state is State.DRAFT
    assert "处必须改" in page.banner.words.text()


def test_a_filled_draft_is_handed_in_passed_and_locked(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    approve(page, qtbot)
    assert page.session is not None
    assert page.session.item.state is State.APPROVED
    assert page.session.item.confidentiality.reviewed_on == "2026-09-28"
    qtbot.waitUntil(lambda: page.header.button("publish").isVisibleTo(page))
    assert page.sheet.frames["party"].editor.target.isReadOnly()  # type: ignore[attr-defined]


def test_a_review_without_outcome_is_not_passed(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    with qtbot.waitSignal(page.keeper.failed, timeout=20_000):
        page.header.button("approve").click()
    assert page.session is not None
    assert page.session.item.state is State.IN_REVIEW
    assert page.banner.isVisibleTo(page)


def test_what_is_sent_back_says_why_to_its_author(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    page.header.button("send_back").click()
    dialog = page.reviewing.dialog
    assert dialog is not None
    page.sheet.edited.emit("confidentiality.reviewed_by", "吴示例")
    dialog.setTextValue("处罚依据缺条款")
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        dialog.accept()
    assert page.session is not None
    item = desk.drafts.open(page.session.item.id).item
    assert (item.state, item.remark) == (State.DRAFT, "处罚依据缺条款")


def test_what_was_approved_is_changed_only_on_purpose(open_form: Open, qtbot: QtBot, desk: Desk) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    approve(page, qtbot)

    page.header.button("edit").click()
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        type_text(page.sheet.frames["illegal_type"].editor.target, "改")

    assert page.session is not None
    assert page.session.item.state is State.DRAFT


def test_one_click_publishes_what_was_approved_and_shows_the_receipt(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    approve(page, qtbot)

    with qtbot.waitSignal(page.state_changed, timeout=60_000):
        page.header.button("publish").click()

    assert page.session is not None
    assert page.session.item.state is State.PUBLISHED
    qtbot.waitUntil(lambda: page.banner.words.text().startswith("已公开，网页与审定稿核对一致："))


def test_what_hangs_in_its_place_alone_is_noted_as_posted_and_never_sent(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(HOUSES, filled=True, review=True)
    approve(page, qtbot)
    qtbot.waitUntil(lambda: page.header.button("post").isVisibleTo(page))

    with qtbot.waitSignal(page.state_changed, timeout=60_000):
        page.header.button("post").click()

    assert page.session is not None
    assert page.session.item.state is State.PUBLISHED
    assert desk.outbox.jobs() == []


def test_an_office_with_a_list_of_boards_is_asked_where_it_hangs(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    boards = (Place("永发村", "村委会公示栏"), Place("", "政务大厅公示栏"))
    desk.save_settings(msgspec.structs.replace(desk.settings, boards=boards))
    page = open_form(HOUSES, filled=True, review=True)
    approve(page, qtbot)
    qtbot.waitUntil(lambda: page.header.button("post").isVisibleTo(page))

    page.header.button("post").click()
    dialog = page.doing.place_dialog
    assert dialog is not None
    assert dialog.comboBoxItems() == [str(one) for one in boards]
    dialog.reject()
    assert page.session is not None
    assert page.session.item.state is State.APPROVED

    page.header.button("post").click()
    page.doing.place_dialog.setTextValue(str(boards[1]))
    with qtbot.waitSignal(page.state_changed, timeout=60_000):
        page.doing.place_dialog.accept()

    assert page.session.item.state is State.PUBLISHED
    assert [one.posting.place for one in desk.sheets.of(page.session.item.id)] == [boards[1]]


@pytest.mark.parametrize("what", ["pdf", "docx"])
def test_a_paper_is_written_into_a_folder_of_its_own(
    open_form: Open, qtbot: QtBot, tmp_path: Path, what: str
) -> None:
    page = open_form(PENALTY, filled=True)
    page.doing.papers_folder = tmp_path / "papers"
    page.doing.do(what)
    qtbot.waitUntil(lambda: page.banner.words.text().startswith("已生成："), timeout=60_000)
    (file,) = (tmp_path / "papers").rglob(f"*.{what}")
    assert file.stat().st_size > 1_000


def test_a_poster_is_held_back_until_it_was_reviewed(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form("social-security.subsistence-allowance-publicity", filled=True)
    page.doing.papers_folder = tmp_path / "papers"
    page.doing.do("poster")
    qtbot.waitUntil(lambda: page.banner.words.text().startswith("还不能发布："), timeout=60_000)
    assert not list(tmp_path.rglob("*.pdf"))
