from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import msgspec
import pytest

from desktop_app.adapters.workspace.errors import Conflict, NotFound
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import State, WrongState
from desktop_app.services.desk import Desk
from desktop_app.services.drafts import FileTooLarge
from desktop_app.services.intake import MarkedSecret, refuse_marked_name

pytestmark = pytest.mark.on_both_databases

FORM = "policy.document"
NOT_REVIEWED = Confidentiality()


def test_a_new_draft_knows_day_and_office(desk: Desk):
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县财政局", person="张三"))

    item = desk.drafts.create(FORM)

    assert item.state is State.DRAFT
    assert item.author == "张三"
    assert item.values["issuer_org"] == "龙江县财政局"
    assert [event.verb for event in desk.story(item.id)] == ["create"]


def test_what_is_saved_is_there_when_it_is_opened_again(desk: Desk):
    item = desk.drafts.create(FORM)

    desk.drafts.save(item.id, {"title": "关于修路的通知"}, "active", NOT_REVIEWED, item.revision)
    opened = desk.drafts.open(item.id)

    assert opened.item.title == "关于修路的通知"
    assert opened.answers.values == {"title": "关于修路的通知"}
    assert not opened.migrated.has_changed


def test_two_people_on_one_draft_do_not_overwrite_each_other(desk: Desk):
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, {"title": "甲"}, None, NOT_REVIEWED, item.revision)

    with pytest.raises(Conflict):
        desk.drafts.save(item.id, {"title": "乙"}, None, NOT_REVIEWED, item.revision)


def test_an_attachment_loses_its_folder_and_gets_a_title(desk: Desk):
    item = desk.drafts.create(FORM)

    item = desk.drafts.attach(item.id, r"C:\内部\名单.txt", b"x")

    assert [(file.name, file.title) for file in item.attachments] == [("名单.txt", "名单")]


def test_an_attachment_changes_the_seal(desk: Desk):
    item = desk.drafts.create(FORM)
    before = desk.drafts.open(item.id).seal

    desk.drafts.attach(item.id, "名单.txt", b"x")

    assert desk.drafts.open(item.id).seal != before


def test_a_file_that_is_too_large_is_refused_by_name(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desktop_app.services.drafts.MAX_FILE_BYTES", 10)
    item = desk.drafts.create(FORM)

    with pytest.raises(FileTooLarge, match="大文件.txt"):
        desk.drafts.attach(item.id, "大文件.txt", b"x" * 11)


def test_a_deleted_draft_is_gone_and_its_story_stays(desk: Desk):
    item = desk.drafts.create(FORM)

    desk.drafts.delete(item.id)

    with pytest.raises(NotFound):
        desk.drafts.open(item.id)
    assert [event.verb for event in desk.story(item.id)] == ["create", "delete"]


def test_a_copy_takes_over_neither_dates_nor_document_numbers(desk: Desk):
    old = {"content": "旧正文", "issue_date": "2026-01-05", "doc_no": "龙政办发〔2026〕1号"}
    item = desk.drafts.create(FORM)
    desk.drafts.save(item.id, old, "active", NOT_REVIEWED, 0)
    desk.drafts.attach(item.id, "名单.txt", b"x")

    copy = desk.drafts.duplicate(item.id)

    assert copy.values["content"] == "旧正文"
    assert "doc_no" not in copy.values
    assert copy.values.get("issue_date") != "2026-01-05"
    assert [file.name for file in copy.attachments] == ["名单.txt"]


def test_editing_something_in_review_makes_it_a_draft_again_and_tells_the_story(desk: Desk):
    item = desk.drafts.create(FORM)
    submitted = desk.reviews.submit(item.id)

    saved = desk.drafts.save(item.id, {"title": "改"}, "active", NOT_REVIEWED, submitted.revision)

    assert saved.state is State.DRAFT
    assert [event.verb for event in desk.story(item.id)] == ["create", "submit", "edit"]


def test_what_is_public_cannot_be_edited(desk: Desk, workspace: OfficeWorkspace):
    item = desk.drafts.create(FORM)
    workspace.save_item(replace(item, state=State.PUBLISHED))

    with pytest.raises(WrongState):
        desk.drafts.save(item.id, {}, None, NOT_REVIEWED, item.revision + 1)


def test_a_file_with_a_state_secret_marking_is_not_taken_in(desk: Desk, tmp_path: Path):
    item = desk.drafts.create(FORM)
    secret = "机密★10年\n关于某重点目标防护方案的请示".encode()

    with pytest.raises(MarkedSecret, match="报告本单位保密员") as refused:
        desk.drafts.attach(item.id, "请示.txt", secret)

    assert "防护方案" not in str(refused.value)
    assert desk.drafts.open(item.id).item.attachments == ()
    desk.close()
    assert not any("防护方案".encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_the_story_says_that_a_marked_file_was_stopped_and_nothing_of_it(desk: Desk):
    item = desk.drafts.create(FORM)

    with pytest.raises(MarkedSecret):
        desk.drafts.attach(item.id, "机密_演练方案.txt", b"x")

    last = desk.story(item.id)[-1]
    assert (last.verb, dict(last.data)) == ("stop", {})


@pytest.mark.parametrize("path", ["/u/机密_演练方案.docx", "/u/【秘密】收文/通知.txt", "/u/绝密★长期.pdf"])
def test_a_marked_name_or_folder_is_refused_before_the_file_is_opened(path: str):
    with pytest.raises(MarkedSecret):
        refuse_marked_name(PurePosixPath(path))


@pytest.mark.parametrize("path", ["/u/保密审查表.docx", "/u/秘密花园书目.csv", "/u/商业秘密保护办法.pdf"])
def test_a_name_that_speaks_of_secrets_is_not_refused(path: str):
    refuse_marked_name(PurePosixPath(path))


def test_a_marking_that_was_pasted_into_a_form_is_not_kept(desk: Desk, tmp_path: Path):
    item = desk.drafts.create(FORM)

    with pytest.raises(MarkedSecret):
        desk.drafts.save(
            item.id, {"title": "机密★10年 某重点目标防护方案"}, None, NOT_REVIEWED, item.revision
        )

    assert desk.drafts.open(item.id).item.revision == item.revision
    desk.close()
    assert not any("防护方案".encode() in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_an_internal_marking_is_taken_in_and_found_later(desk: Desk):
    item = desk.drafts.create(FORM)

    desk.drafts.attach(item.id, "通知.txt", "内部资料 注意保存".encode())

    assert any(one.rule.startswith("secrecy.") for one in desk.findings(desk.drafts.open(item.id)))


def test_saving_again_what_had_arrived_before_the_line_broke_is_no_conflict(desk: Desk):
    first = desk.drafts.create("policy.document")
    written = {**first.values, "title": "关于某事的通知"}
    told = (first.id, written, first.openness, first.confidentiality, first.revision)
    arrived = desk.drafts.save(*told)

    assert desk.drafts.save(*told) == arrived
    with pytest.raises(Conflict):
        desk.drafts.save(
            first.id,
            {**written, "title": "别的"},
            first.openness,
            first.confidentiality,
            first.revision,
        )
