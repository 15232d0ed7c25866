"""Findings are taken as they are with a reason, seen in their attachment, cleaned, and shown to the reviewer."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.ui.pages.form_page import FormPage
from tests.ui.form.conftest import Open
from tests.ui.form.test_findings import PENALTY, check, choose

CARD = "11010519491231002X"
REASON = "依法公告送达，必须写明身份"


def attach(page: FormPage, qtbot: QtBot, file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with qtbot.waitSignal(page.checking.checked, timeout=20_000):
        page.filing.add([str(file)])


def accept(page: FormPage, qtbot: QtBot, path: str) -> None:
    choose(page, path)
    page.side.findings.bar.accept.click()
    dialog = page.deciding.dialog
    assert dialog is not None
    dialog.setTextValue(REASON)
    with qtbot.waitSignal(page.deciding.decided, timeout=20_000):
        dialog.accept()
    qtbot.waitUntil(lambda: bool(page.checking.judged.accepted), timeout=20_000)


def held(page: FormPage) -> list[str]:
    return [line.findings[0].rule for line in page.side.findings.lines if line.decision is None]


def test_a_finding_that_is_taken_as_it_is_no_longer_holds_and_is_shown_with_its_reason(
    open_form: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form(PENALTY, filled=True)
    attach(page, qtbot, tmp_path / "公告.txt", f"身份证号：{CARD}")
    assert "pii.id-card" in held(page)

    accept(page, qtbot, "attachments.0")

    assert "pii.id-card" not in held(page)
    (line,) = [one for one in page.side.findings.lines if one.decision is not None]
    assert REASON in line.sentence
    assert CARD not in line.sentence


def test_what_was_taken_back_holds_again(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True)
    attach(page, qtbot, tmp_path / "公告.txt", f"身份证号：{CARD}")
    accept(page, qtbot, "attachments.0")
    choose(page, "attachments.0")

    page.side.findings.bar.take_back.click()

    qtbot.waitUntil(lambda: "pii.id-card" in held(page), timeout=20_000)


def test_what_is_missing_offers_no_acceptance(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    check(page, qtbot)
    choose(page, "values.decision_date")
    assert not page.side.findings.bar.accept.isVisibleTo(page)


def test_the_reviewer_sees_the_reason(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True)
    attach(page, qtbot, tmp_path / "公告.txt", f"身份证号：{CARD}")
    accept(page, qtbot, "attachments.0")

    qtbot.waitUntil(lambda: REASON in page.side.review.words.text(), timeout=20_000)
    assert "接受的检查结果" in page.side.review.words.text()


def test_a_finding_is_seen_in_its_attachment_masked(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True)
    attach(page, qtbot, tmp_path / "公告.txt", f"甲\n身份证号：{CARD}\n乙")
    choose(page, "attachments.0")

    page.side.findings.bar.look.click()

    assert page.files is not None
    context = page.files.pane.context
    qtbot.waitUntil(lambda: "甲" in context.words.text(), timeout=30_000)
    assert "第 2 段" in context.where.text()
    assert CARD not in context.words.text()
    page.files.close()


def test_a_clean_copy_takes_the_attachments_place(
    open_form: Open, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = open_form(PENALTY, filled=True)
    attach(page, qtbot, tmp_path / "公告.txt", f"身份证号：{CARD}")
    choose(page, "attachments.0")
    page.side.findings.bar.look.click()
    files = page.files
    assert files is not None
    with qtbot.waitSignal(files.looking.cleaned, timeout=30_000):
        files.clean.click()

    with qtbot.waitSignal(page.checking.checked, timeout=30_000):
        files.replace()

    assert page.session is not None
    (file,) = page.session.item.attachments
    assert (file.name, file.title) == ("公告.txt", "公告")
    assert CARD.encode() not in desk.drafts.content(file)
    assert "pii.id-card" not in held(page)
    files.close()


def test_what_nobody_can_read_is_taken_by_the_reviewer_too(
    open_form: Open, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = open_form(PENALTY, filled=True)
    (tmp_path / "图纸.dwg").write_bytes(b"AC1032" + bytes(200))
    with qtbot.waitSignal(page.checking.checked, timeout=20_000):
        page.filing.add([str(tmp_path / "图纸.dwg")])
    accept(page, qtbot, "attachments.0")
    assert page.session is not None
    item_id = page.session.item.id
    assert page.flush()
    desk.reviews.submit(item_id)
    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        page.open_item(item_id, review=True)
    page.sheet.edited.emit("confidentiality.reviewed_by", "吴示例")
    with qtbot.waitSignal(page.checking.checked, timeout=20_000):
        page.check()

    accept(page, qtbot, "attachments.0")

    assert "吴示例" in {one.who for one in desk.decisions.of(item_id)}  # both were decided in the same second


def test_a_batch_that_is_stopped_keeps_what_was_checked_and_the_page_is_left_only_then(
    open_form: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form(PENALTY, filled=True)
    files = [tmp_path / f"{number}.txt" for number in range(400)]
    for file in files:
        file.write_text(f"正常{file.stem}", "utf-8")

    page.filing.add([str(file) for file in files])
    assert not page.flush()
    assert "还没有查完" in page.banner.words.text()
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.keeper.stop()

    assert page.session is not None
    assert len(page.session.item.attachments) < len(files)
    assert "已停止" in page.banner.words.text()
    assert page.flush()


def test_a_marking_that_is_pasted_into_the_form_is_neither_kept_nor_previewed(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY, filled=True)
    page.side.show_tab(page.side.preview)
    page.sheet.edited.emit("facts", "机密★10年\n某重点目标防护方案")

    qtbot.waitUntil(lambda: page.filing.notice is not None, timeout=20_000)
    assert page.filing.notice is not None
    assert "刚写进表单的内容" in page.filing.notice.words.text()
    page.filing.notice.close()
    qtbot.waitUntil(lambda: "国家秘密标志" in page.side.preview.message, timeout=20_000)
    assert page.session is not None
    assert "防护方案" not in str(desk.drafts.open(page.session.item.id).answers.values)

    page.sheet.edited.emit("facts", "当事人销售不合格化肥。")
    assert page.flush()
