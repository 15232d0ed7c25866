"""The outbox page: sends, tells what became of it, tries again, and withdraws with a reason."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.errors import Rejected, RetryLater
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.outbox.let_out import LetOut
from desktop_app.services.desk import Desk
from desktop_app.ui.pages.carrying import Brought, ChosenFiles
from desktop_app.ui.pages.outbox import OutboxPage
from tests.ui.pages.conftest import Show
from tests.ui.pages.office import Office
from tests.ui.rest import come_to_rest


def after(page: OutboxPage, qtbot: QtBot, act) -> None:
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        act()


def state(page: OutboxPage) -> str:
    return page.list.rows.index(0, 1).data()


def test_what_waits_is_sent_at_once(show: Show[OutboxPage], qtbot: QtBot, office: Office) -> None:
    office.queued()
    page = show(OutboxPage)
    assert (state(page), page.bar.about.whole) == ("等待发送", "1 件待发 · 共 1 件")
    after(page, qtbot, page.send.click)
    assert state(page) == "已核对"
    assert page.banner.words.text() == "发送了 1 件，网页都与审定稿核对一致。"
    assert not page.send.isEnabled()


def test_a_portal_that_is_down_is_told_with_the_next_attempt(
    show: Show[OutboxPage], qtbot: QtBot, office: Office, portal: MemoryPortal
) -> None:
    office.queued()
    portal.fail("publish", RetryLater("连不上门户。"))
    page = show(OutboxPage)
    after(page, qtbot, page.send.click)
    assert state(page) == "等待发送"
    assert "连不上门户。" in page.message.text()
    assert page.list.current.next.startswith("2026-09-28")
    assert page.banner.words.text() == "发送了 0 件，1 件没有完成，原因见“说明”一栏。"


def test_try_again_sends_what_is_not_due_yet(
    show: Show[OutboxPage], qtbot: QtBot, desk: Desk, office: Office, portal: MemoryPortal
) -> None:
    item = office.queued()
    portal.fail("publish", RetryLater("连不上门户。"))
    desk.outbox.send(item.id)
    page = show(OutboxPage)
    after(page, qtbot, page.retry.click)
    assert state(page) == "已核对"
    assert portal.published == [item.id]


def test_the_published_page_is_opened(show: Show[OutboxPage], office: Office) -> None:
    item = office.published()
    page = show(OutboxPage)
    opened: list[str] = []
    page.open_address = opened.append
    page.visit.click()
    assert opened == [item.url]


@pytest.mark.parametrize(
    ("published", "enabled"), [(True, [True, True, False]), (False, [False, False, True])]
)
def test_only_what_can_be_done_is_offered(
    show: Show[OutboxPage], office: Office, published: bool, enabled: list[bool]
) -> None:
    if published:
        office.published()
    else:
        office.queued()
    page = show(OutboxPage)
    assert [button.isEnabled() for button in (page.withdraw, page.visit, page.retry)] == enabled


def test_withdrawing_asks_for_the_reason(
    show: Show[OutboxPage], qtbot: QtBot, desk: Desk, office: Office, portal: MemoryPortal
) -> None:
    item = office.published()
    page = show(OutboxPage)
    page.withdraw.click()
    assert page.reason_dialog is not None
    page.reason_dialog.setTextValue("停水取消")
    after(page, qtbot, page.reason_dialog.accept)
    assert desk.drafts.open(item.id).item.state is State.WITHDRAWN
    assert portal.withdrawn == {item.id: "停水取消"}
    assert state(page) == "已撤回"


def test_withdrawing_without_a_reason_changes_nothing(
    show: Show[OutboxPage], qtbot: QtBot, office: Office, portal: MemoryPortal
) -> None:
    office.published()
    page = show(OutboxPage)
    page.withdraw.click()
    assert page.reason_dialog is not None
    page.reason_dialog.setTextValue("  ")
    after(page, qtbot, page.reason_dialog.accept)
    assert page.banner.words.text().startswith("撤回要写理由。")
    assert portal.withdrawn == {}


def test_what_the_portal_refuses_says_why(
    show: Show[OutboxPage], qtbot: QtBot, office: Office, portal: MemoryPortal
) -> None:
    office.queued()
    portal.fail("publish", Rejected("门户没有“停供信息”这个栏目。"))
    page = show(OutboxPage)
    after(page, qtbot, page.send.click)
    assert state(page) == "门户退回"
    assert "门户没有“停供信息”这个栏目。" in page.list.current.message
    assert page.retry.isEnabled()


def test_sending_shows_what_it_does_and_can_be_stopped(
    show: Show[OutboxPage], qtbot: QtBot, desk: Desk, office: Office, portal: MemoryPortal, monkeypatch
) -> None:
    item = office.queued()
    stopped = threading.Event()
    publish = portal.publish

    def slow(submission, progress):
        progress("上传附件", 0.3)
        stopped.wait(10)
        return publish(submission, progress)

    monkeypatch.setattr(portal, "publish", slow)
    page = show(OutboxPage)
    page.send.click()
    qtbot.waitUntil(lambda: page.strip.words.text() == "上传附件")
    assert page.strip.isVisible()
    page.strip.stop.click()
    with qtbot.waitSignals([page.changed, page.loaded], timeout=20_000):
        stopped.set()
    assert not page.strip.isVisible()
    assert page.banner.words.text() == "已停止。"
    (job,) = desk.outbox.jobs()
    assert (job.id, job.state) == (item.id, JobState.UNCERTAIN)


def test_an_empty_outbox_says_what_will_stand_here(show: Show[OutboxPage]) -> None:
    page = show(OutboxPage)
    assert page.empty.isVisible()
    assert not page.send.isEnabled()


def test_menu_begins_a_replacement_with_its_reason(
    show: Show[OutboxPage], qtbot: QtBot, desk: Desk, office: Office
) -> None:
    item = office.published()
    page = show(OutboxPage)
    page.menu.actions_by_verb["replace"].trigger()
    page.reason_dialog.setTextValue("时间写错")

    with qtbot.waitSignal(page.item_wanted, timeout=20_000) as opened:
        page.reason_dialog.accept()

    link = desk.successions.of(opened.args[0])
    assert (link.original, link.reason) == (item.id, "时间写错")


def test_menu_offers_only_what_is_possible(
    show: Show[OutboxPage], office: Office, portal: MemoryPortal
) -> None:
    office.queued()
    page = show(OutboxPage)

    offered = {verb for verb, action in page.menu.actions_by_verb.items() if action.isEnabled()}

    assert offered == {"check_all", "take_receipt", "receive", "pack", "urge", "pause"}


def test_what_others_changed_is_shown_beside_ours_and_overwritten_only_when_told(
    show: Show[OutboxPage],
    qtbot: QtBot,
    desk: Desk,
    office: Office,
    portal: MemoryPortal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    item = office.published()
    real = portal.read_back

    def altered(receipt):
        page = real(receipt)
        return page if page.withdrawn else dataclasses.replace(page, text="别人改过的正文")

    monkeypatch.setattr(portal, "read_back", altered)
    desk.outbox.withdraw(item.id, "理由")
    page = show(OutboxPage)
    page.list.go_to(1)
    after(page, qtbot, page.menu.actions_by_verb["check"].trigger)
    shown = [label.text() for label in page.compare_dialog.findChildren(QLabel)]
    assert "别人改过的正文" in shown
    assert portal.withdrawn == {}

    after(page, qtbot, page.compare_dialog.overwrite.click)

    assert portal.withdrawn == {item.id: "理由"}


def test_a_package_is_made_here_published_there_and_its_receipt_taken_back(
    show: Show[OutboxPage], qtbot: QtBot, office: Office, portal: MemoryPortal, tmp_path: Path
) -> None:
    item = office.queued()
    page = show(OutboxPage)
    package, receipt = tmp_path / "移交.zip", tmp_path / "回执-移交.json"
    page.chosen = Chosen(page, package, receipt)

    after(page, qtbot, page.menu.actions_by_verb["pack"].trigger)
    assert (state(page), package.is_file()) == ("已暂停", True)
    page.menu.actions_by_verb["receive"].trigger()
    come_to_rest()
    assert portal.published == [item.id]
    assert receipt.name in page.banner.words.text()
    after(page, qtbot, page.menu.actions_by_verb["take_receipt"].trigger)

    assert state(page) == "已核对"


@pytest.mark.parametrize("agrees", [True, False])
def test_a_package_that_is_opened_on_the_desktop_is_verified_and_published_only_on_a_yes(
    show: Show[OutboxPage], qtbot: QtBot, office: Office, portal: MemoryPortal, tmp_path: Path, agrees: bool
) -> None:
    item = office.queued()
    page = show(OutboxPage)
    page.chosen = Chosen(page, tmp_path / "移交.zip", tmp_path / "回执.json", agrees=agrees)
    after(page, qtbot, page.menu.actions_by_verb["pack"].trigger)

    page.open_package(str(tmp_path / "移交.zip"))
    come_to_rest()

    assert portal.published == ([item.id] if agrees else [])


def test_a_package_that_is_none_is_said(show: Show[OutboxPage], tmp_path: Path) -> None:
    page = show(OutboxPage)
    (tmp_path / "移交.zip").write_bytes(b"no package")
    page.open_package(str(tmp_path / "移交.zip"))
    come_to_rest()
    assert page.banner.isVisible()
    assert page.banner.words.text()


def test_who_publishes_a_package_is_told_what_somebody_answers_for_and_why(
    show: Show[OutboxPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "desktop_app.ui.pages.carrying.ask", lambda _parent, words, _yes: bool(asked.append(words))
    )
    named = [LetOut(f"附件{n}.txt", "pii.id-card", "2302**", "有身份证号。", "公告送达") for n in range(7)]
    named += [LetOut(f"录像{n}.mp4", "unreadable", "", "读不出来。", f"看过第{n}遍") for n in range(7)]
    brought = Brought(Path("移交.zip"), "送达公告", "龙江县示例局", tuple(named))

    assert not ChosenFiles(show(OutboxPage)).agrees(brought, "local")

    (words,) = asked
    assert "其中 14 处" in words
    assert "附件0.txt、附件1.txt、附件2.txt 等 7 处：有身份证号。\n  理由：公告送达" in words
    assert all(f"录像{n}.mp4：读不出来。\n  理由：看过第{n}遍" in words for n in range(7))


class Chosen(ChosenFiles):
    """A person who always chooses the same files."""

    def __init__(self, page: OutboxPage, package: Path, receipt: Path, *, agrees: bool = True) -> None:
        super().__init__(page)
        self._agrees = agrees
        self._package, self._receipt = str(package), str(receipt)

    def new_package(self, job: Job) -> str:
        return self._package

    def package(self) -> str:
        return self._package

    def agrees(self, brought: Brought, portal: str) -> bool:
        assert brought.title
        return self._agrees

    def receipt(self) -> str:
        return self._receipt
