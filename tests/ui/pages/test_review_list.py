"""What waits for readers, and the proof that the story is still what was told."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.services.reviews import Signature
from desktop_app.settings import Settings
from desktop_app.ui.pages.review_list import ReviewListPage
from tests.ui.pages.conftest import Show, reload
from tests.ui.pages.office import REVIEWED, Office


def turns(page: ReviewListPage) -> list[str]:
    model = page.list.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def test_the_list_says_whose_turn_it_is(show: Show, desk: Desk, office: Office) -> None:
    desk.save_settings(Settings(person="李经办", review_route="两级审核"))
    item = office.handed_in()
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    page = show(ReviewListPage)

    assert turns(page) == ["分管领导签发"]


def test_what_went_out_without_a_second_reader_stays_on_the_list(
    show: Show, desk: Desk, office: Office
) -> None:
    desk.save_settings(Settings(person="李经办"))
    item = office.handed_in()
    desk.reviews.approve(item.id, Signature("李经办", alone="审核人出差"), REVIEWED)
    page = show(ReviewListPage)

    assert turns(page) == ["补审"]
    assert page.bar.about.text() == "1 件一人发布、等待补审"


def test_the_story_is_verified_against_the_signed_sheet(
    show: Show, desk: Desk, office: Office, qtbot: QtBot
) -> None:
    item = office.handed_in()
    digest = desk.story(item.id)[-1].digest
    page = show(ReviewListPage)
    page.verify.click()
    assert page.dialog is not None
    page.dialog.setTextValue(f"2:{digest}")
    page.dialog.accept()
    qtbot.waitUntil(
        lambda: page.banner.words.text() == "办理经过完整，共 2 条，没有改动、删除和调换。", timeout=20_000
    )

    page.verify.click()
    page.dialog.setTextValue(f"9:{digest}")
    page.dialog.accept()
    qtbot.waitUntil(lambda: "末尾缺失" in page.banner.words.text(), timeout=20_000)


def test_the_months_sheet_is_written_to_be_signed(
    show: Show, desk: Desk, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    office.handed_in()
    page = show(ReviewListPage)
    page.papers_folder = tmp_path / "papers"
    page.sheet.click()

    qtbot.waitUntil(lambda: page.banner.words.text().startswith("已生成："), timeout=60_000)
    assert [file.suffix for file in (tmp_path / "papers").iterdir()] == [".pdf"]
    reload(page, qtbot)
