from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop_app.adapters.workspace.errors import (
    Conflict,
    NotFound,
    WorkspaceDamaged,
)
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import Event, first_break
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.outbox.submission import Receipt

NOW = datetime(2026, 9, 28, 8)
_PIECE = 1 << 20


def item(item_id: str = "i1", **changes: object) -> Item:
    made = Item(item_id, "a.b", 1, "标题", State.DRAFT, {"x": ["值"]}, created_at=NOW, updated_at=NOW)
    return replace(made, **changes)


def job(job_id: str = "i1", **changes: object) -> Job:
    return replace(Job(job_id, job_id, "标题", "local", JobState.WAITING, NOW), **changes)


def test_a_disclosure_is_found_again_as_it_was_kept(workspace: OfficeWorkspace):
    kept = workspace.add_item(item(published_at=NOW, remark="改"))

    assert workspace.item("i1") == kept
    assert workspace.items(State.DRAFT) == [kept]
    assert workspace.items(State.PUBLISHED) == []


def test_saving_over_somebody_elses_change_is_refused(workspace: OfficeWorkspace):
    first = workspace.add_item(item())
    workspace.save_item(replace(first, title="甲改的"))

    with pytest.raises(Conflict):
        workspace.save_item(replace(first, title="乙改的"))

    assert workspace.item("i1").title == "甲改的"


def test_what_is_not_there_is_said_by_name(workspace: OfficeWorkspace):
    with pytest.raises(NotFound, match="nowhere"):
        workspace.item("nowhere")


def test_an_attachment_of_several_pieces_comes_back_whole(workspace: OfficeWorkspace):
    content = bytes(range(256)) * 10_000
    workspace.add_item(item())

    stored = workspace.attach("i1", "a.bin", "附件", content)

    assert workspace.item("i1").attachments == (stored,)
    assert workspace.content(stored.sha256) == content


def test_an_empty_attachment_is_kept_too(workspace: OfficeWorkspace):
    assert workspace.content(workspace.keep(b"")) == b""


def test_a_piece_that_was_changed_is_noticed(workspace: OfficeWorkspace):
    sha256 = workspace.keep(bytes(_PIECE) + b"rest")
    with workspace.database.transaction() as connection:
        connection.execute("update blob set piece = (select piece from blob where number = 1)")

    with pytest.raises(WorkspaceDamaged):
        workspace.content(sha256)


def test_changes_together_happen_together_or_not_at_all(workspace: OfficeWorkspace):
    def half() -> None:
        with workspace.together():
            workspace.add_item(item())
            raise RuntimeError("killed in between")

    with pytest.raises(RuntimeError):
        half()

    assert workspace.latest_items(100) == []


def test_the_story_is_chained_and_cannot_be_edited(workspace: OfficeWorkspace):
    for verb in ("create", "submit"):
        workspace.tell(Event(0, NOW, verb, "i1", "张"))

    assert first_break(workspace.events()) is None
    with pytest.raises(Exception, match="append-only"), workspace.database.transaction() as connection:
        connection.execute("update event set who = '李'")


def test_only_one_sender_gets_a_job(workspace: OfficeWorkspace):
    workspace.add_job(job(), "{}")
    due = workspace.due_jobs(NOW, 9)[0]

    taken = [workspace.claim(due, NOW, timedelta(minutes=1)) for _ in range(2)]

    assert [one is not None for one in taken] == [True, False]
    assert workspace.due_jobs(NOW, 9) == []


def test_a_job_whose_sender_fell_silent_is_due_again(workspace: OfficeWorkspace):
    workspace.add_job(job(), "{}")
    workspace.claim(workspace.due_jobs(NOW, 9)[0], NOW, timedelta(minutes=1))

    due = workspace.due_jobs(NOW + timedelta(minutes=2), 9)

    assert [one.state for one in due] == [JobState.SENDING]
    assert due[0].may_have_arrived


def test_a_job_waits_for_its_hour(workspace: OfficeWorkspace):
    later = NOW + timedelta(minutes=5)
    workspace.add_job(job(), "{}")
    workspace.settle(job(), JobState.WAITING, "忙", next_at=later)

    assert workspace.due_jobs(NOW, 9) == []
    assert len(workspace.due_jobs(later, 9)) == 1


def test_a_receipt_stays_with_its_job(workspace: OfficeWorkspace):
    receipt = Receipt("i1", "local", "7", "http://127.0.0.1/7", NOW, "d")
    workspace.add_job(job(), "{}")

    workspace.settle(job(), JobState.DELIVERED, "好", receipt)

    assert workspace.job("i1").receipt == receipt


def test_threads_share_the_workspace(workspace: OfficeWorkspace):
    def write(number: int) -> None:
        workspace.add_item(item(f"i{number}"))
        workspace.tell(Event(0, NOW, "create", f"i{number}", "张"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(workspace.latest_items(100)) == 20
    assert first_break(workspace.events()) is None
