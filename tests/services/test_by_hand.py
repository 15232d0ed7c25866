"""Assisted entry: a person carries the pieces into the back end's form; the page is read back like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.adapters.portals.assisted import WrongAddress
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.job import JobState
from desktop_app.services.by_hand import NotByHand, StillPublic
from desktop_app.services.desk import Desk
from desktop_app.wiring import open_desk
from tests.adapters.portals.small_cms import Cms, small_cms

FORM = "public-utilities.water-outage"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)
PROFILE = """
name: county
title: 县门户（手工录入）
kind: assisted
base_url: BASE
entry_url: BASE/admin/new
page_prefix: BASE/article/
advice: 先插 UKey。
columns: {公共企事业单位信息公开: 公用事业, "*": 其他}
pieces:
  - {label: 栏目, value: "{{ column_id }}", put: choose}
  - {label: 标题, value: "{{ title }}"}
  - {label: 文号, value: "{{ doc_no }}", when: doc_no}
  - {label: 正文, value: "{{ html }}", put: html}
  - {label: 附件, put: files}
read_back: {title: "//h1", article: "//*[@class='body']"}
"""


@pytest.fixture
def cms() -> Iterator[Cms]:
    with small_cms() as cms:
        yield cms


@pytest.fixture
def desk(tmp_path: Path, cms: Cms) -> Iterator[Desk]:
    (tmp_path / "portals").mkdir()
    (tmp_path / "portals" / "county.yaml").write_text(PROFILE.replace("BASE", cms.url), "utf-8")
    desk = open_desk(str(tmp_path / "workspace.db"))
    yield desk
    desk.close()


@pytest.fixture
def queued(desk: Desk) -> Item:
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, desk.exchange.sample(FORM).values, "active", Confidentiality(), item.revision)
    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    desk.outbox.queue(item.id, "county")
    return item


def carry(desk: Desk, cms: Cms, item: Item) -> str:
    """Do what the person does in the back end's form; return the page's address."""
    handover = desk.by_hand.handover(item.id)
    by_label = {piece.label: piece for piece in handover.pieces}
    links = ""
    for piece in handover.pieces:
        if piece.file is not None:
            number = len(cms.files) + 1
            cms.files[number] = (piece.file.name, piece.file.content)
            links += f'<a href="/file/{number}?name=x.{piece.file.name.rpartition(".")[2]}">{piece.text}</a>'
    links = links.replace("?name=x", "/x")
    number = len(cms.articles) + 1
    cms.articles[number] = {
        "state": "public",
        "title": by_label["标题"].text,
        "content": f"<p>发布时间：今天</p>{by_label['正文'].html}{links}",
    }
    return f"{cms.url}/article/{number}"


def test_a_job_for_such_a_portal_waits_for_a_person(desk: Desk, queued: Item) -> None:
    (job,) = desk.outbox.run()

    assert job.state is JobState.BY_HAND
    assert "手工录入" in job.message
    assert desk.outbox.run() == []


def test_pieces_come_in_the_order_of_the_form(desk: Desk, queued: Item) -> None:
    desk.outbox.run()

    handover = desk.by_hand.handover(queued.id)

    labels = [piece.label for piece in handover.pieces]
    assert labels[:3] == ["栏目", "标题", "正文"] or labels[:4] == ["栏目", "标题", "文号", "正文"]
    assert handover.pieces[0].text == "公用事业"
    assert handover.pieces[0].is_choice
    assert handover.advice == "先插 UKey。"
    assert [piece.file is not None for piece in handover.pieces if piece.label == "附件"] == [True, True]


def test_the_page_is_read_back_and_compared_like_any_other(desk: Desk, cms: Cms, queued: Item) -> None:
    desk.outbox.run()
    url = carry(desk, cms, queued)

    job = desk.by_hand.hand_in(queued.id, url)

    assert job.state is JobState.DELIVERED, job.message
    item = desk.drafts.open(queued.id).item
    assert (item.state, item.url) == (State.PUBLISHED, url)
    assert b"<h1" in desk.public_pages.kept(job.id)
    assert desk.public_pages.check(job.id)[1] == []
    assert desk.public_pages.check_all() == []


@pytest.mark.parametrize("change", ["text", "file", "title"])
def test_a_slip_in_the_form_is_told_and_can_be_mended(
    desk: Desk, cms: Cms, queued: Item, change: str
) -> None:
    desk.outbox.run()
    url = carry(desk, cms, queued)
    good = dict(cms.articles[1]), dict(cms.files)
    if change == "file":
        cms.files[1] = ("x", b"another version")
    else:
        key = {"text": "content", "title": "title"}[change]
        cms.articles[1][key] = cms.articles[1][key].replace("停水", "停电")

    job = desk.by_hand.hand_in(queued.id, url)
    assert job.state is JobState.BY_HAND
    assert {"text": "正文", "file": "附件", "title": "标题"}[change] in job.message
    assert desk.drafts.open(queued.id).item.state is State.QUEUED

    cms.articles[1], cms.files = good
    assert desk.by_hand.hand_in(queued.id, url).state is JobState.DELIVERED


@pytest.mark.parametrize(
    "address", ["https://elsewhere.invalid/article/1", "article/1", "http://[::1/article/1", "http://a:8x/1"]
)
def test_a_page_of_another_site_or_of_none_is_not_taken(desk: Desk, queued: Item, address: str) -> None:
    desk.outbox.run()

    with pytest.raises(WrongAddress):
        desk.by_hand.hand_in(queued.id, address)


def test_a_withdrawal_is_done_by_hand_and_looked_at_too(desk: Desk, cms: Cms, queued: Item) -> None:
    desk.outbox.run()
    url = carry(desk, cms, queued)
    desk.by_hand.hand_in(queued.id, url)
    job = desk.outbox.withdraw(queued.id, "内容有误")
    assert job.state is JobState.BY_HAND
    assert "内容有误" in desk.by_hand.handover(job.id).pieces[0].text

    with pytest.raises(StillPublic):
        desk.by_hand.hand_in(job.id, url)
    cms.articles[1]["content"] = "本信息已撤回"

    assert desk.by_hand.hand_in(job.id, url).state is JobState.DELIVERED
    assert desk.drafts.open(queued.id).item.state is State.WITHDRAWN


def test_other_portals_need_no_hand(desk: Desk, queued: Item) -> None:
    with pytest.raises(NotByHand):
        desk.by_hand.handover(queued.id)


def test_files_are_written_where_the_form_can_take_them(desk: Desk, queued: Item, tmp_path: Path) -> None:
    desk.outbox.run()
    handover = desk.by_hand.handover(queued.id)

    paths = desk.by_hand.write_files(handover, tmp_path / "录入")

    files = [piece.file for piece in handover.pieces if piece.file is not None]
    assert [path.read_bytes() for path in paths] == [file.content for file in files]
    assert replace(handover, pieces=()).pieces == ()
