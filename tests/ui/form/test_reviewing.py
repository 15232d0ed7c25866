"""Reviewing in the window: several readings, second persons, passwords, remarks, what changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.slip import slip_code
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.succession import Succession
from desktop_app.core.people import Person, Role
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui.pages.form.paper_dialog import PaperDialog
from desktop_app.ui.pages.form.sign_dialog import SignDialog
from desktop_app.ui.pages.form_page import FormPage
from tests.ui.form.conftest import Open
from tests.ui.pages.office import Office

PENALTY = "market-supervision.penalty-publicity"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="吴示例", reviewed_on="2026-09-28", conclusion="public"
)


def settle(page: FormPage, qtbot: QtBot) -> None:
    """Wait until the page knows how the review stands."""
    qtbot.waitUntil(lambda: "审签进度" in page.side.review.words.text(), timeout=20_000)


def fill_review(page: FormPage, who: str) -> None:
    for key, raw in (
        ("confidentiality.classified", False),
        ("confidentiality.reviewed_by", who),
        ("confidentiality.conclusion", "可以公开"),
    ):
        page.sheet.edited.emit(key, raw)


def sign(page: FormPage, qtbot: QtBot, who: str, password: str = "", reason: str = "") -> None:
    """Answer the dialog that asks who signs."""
    qtbot.waitUntil(lambda: isinstance(page.reviewing.dialog, SignDialog), timeout=20_000)
    dialog = page.reviewing.dialog
    assert isinstance(dialog, SignDialog)
    dialog.who.setCurrentText(who)
    dialog.password.setText(password)
    dialog.reason.setText(reason)
    dialog.sign.click()


def state(page: FormPage) -> State:
    assert page.session is not None
    return page.session.item.state


def test_each_reader_signs_in_turn_and_the_last_one_lets_it_go(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    desk.save_settings(Settings(person="李经办", review_route="两级审核"))
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "吴示例")
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        page.header.button("approve").click()
    assert state(page) is State.IN_REVIEW
    qtbot.waitUntil(lambda: "✓ 股室负责人审核" in page.side.review.words.text(), timeout=20_000)

    page.header.button("approve").click()
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        sign(page, qtbot, "钱局长")

    assert state(page) is State.APPROVED


def test_the_outcome_of_the_confidentiality_review_is_the_first_readers_alone(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    desk.save_settings(Settings(person="李经办", review_route="两级审核"))
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "吴示例")
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        page.header.button("approve").click()

    frame = page.sheet.frames["confidentiality.reviewed_by"]
    qtbot.waitUntil(lambda: frame.editor.target.isReadOnly(), timeout=20_000)  # type: ignore[attr-defined]


def test_an_author_who_signs_alone_says_why_and_is_reminded_until_somebody_else_has_read_it(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    desk.save_settings(Settings(person="李经办"))
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "李经办")
    page.header.button("approve").click()
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        sign(page, qtbot, "李经办", reason="审核人出差")
    qtbot.waitUntil(lambda: page.reviewing.owes_look, timeout=20_000)

    page.reviewing.dialog = None
    page.header.button("look_again").click()
    sign(page, qtbot, "王审查")

    qtbot.waitUntil(lambda: not desk.reviews.owed(), timeout=20_000)


def test_the_reason_is_asked_of_the_author_alone(qtbot: QtBot) -> None:
    dialog = SignDialog("审核", "李经办", (), "李经办")
    qtbot.addWidget(dialog)
    signed: list[object] = []
    dialog.signed.connect(signed.append)
    dialog.sign.click()

    assert (signed, dialog.note.text()) == ([], "请写一人办理的理由。")
    dialog.who.setCurrentText("王审查")
    dialog.sign.click()
    assert len(signed) == 1


@pytest.mark.parametrize(
    ("password", "after"), [("wrong", State.IN_REVIEW), ("correct horse", State.APPROVED)]
)
def test_a_registered_reviewer_signs_by_password(
    open_form: Open, qtbot: QtBot, desk: Desk, password: str, after: State
) -> None:
    desk.people.put(Person("王审查", frozenset({Role.REVIEWER})), "correct horse")
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "王审查")
    page.header.button("approve").click()
    sign(page, qtbot, "王审查", password)

    qtbot.waitUntil(lambda: page.keeper.is_idle, timeout=20_000)
    assert state(page) is after
    assert ("姓名或者密码不对" in page.banner.words.text()) is (after is State.IN_REVIEW)


def test_a_remark_stands_at_its_field_for_the_author_to_see(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    page.sheet.frames["party"].remark_wanted.emit("party")
    page.reviewing.dialog.setTextValue("名称与执照不一致")  # type: ignore[union-attr]
    page.reviewing.dialog.accept()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "名称与执照不一致" in page.side.review.words.text(), timeout=20_000)
    page.header.button("send_back").click()
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        page.reviewing.dialog.accept()  # type: ignore[union-attr]
    assert page.session is not None
    item_id = page.session.item.id

    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        page.open_item(item_id)

    def remark() -> str:
        label = page.sheet.frames["party"].reviewed
        return label.text() if label is not None else ""

    qtbot.waitUntil(lambda: "名称与执照不一致" in remark(), timeout=20_000)
    assert page.side.tabText(3) == "审查 1"


def test_the_reviewer_is_shown_what_changed_since_the_last_reading(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    assert page.session is not None
    item_id = page.session.item.id
    item = desk.reviews.send_back(item_id, "吴示例", "处罚类别写全")
    desk.drafts.save(
        item_id, {**item.values, "illegal_type": "改过的行为"}, "active", REVIEWED, item.revision
    )
    desk.reviews.submit(item_id)

    with qtbot.waitSignal(page.sheet.built, timeout=20_000):
        page.open_item(item_id, review=True)

    qtbot.waitUntil(lambda: "改过的行为" in page.side.review.words.text(), timeout=20_000)
    page.side.review.words.linkActivated.emit("illegal_type")
    assert page.sheet.frames["illegal_type"].editor.target.hasFocus()


def test_a_sheet_signed_on_paper_is_registered_by_its_code(
    open_form: Open, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "吴示例")
    assert page.session is not None
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF signed")
    page.header.button("on_paper").click()
    dialog = page.reviewing.dialog
    assert isinstance(dialog, PaperDialog)
    dialog.register.click()
    assert dialog.note.isVisibleTo(dialog)
    dialog.names["review"].setText("吴示例")
    dialog.code.setText(slip_code(desk.drafts.open(page.session.item.id).seal))
    dialog.scan.setText(str(scan))

    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        dialog.register.click()

    assert state(page) is State.APPROVED


def test_the_code_is_read_off_the_scan(open_form: Open, qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    fill_review(page, "吴示例")
    assert page.session is not None
    opened = desk.drafts.open(page.session.item.id)
    page.header.button("on_paper").click()
    dialog = page.reviewing.dialog
    assert isinstance(dialog, PaperDialog)
    nothing = tmp_path / "别的.png"
    nothing.write_bytes(b"no picture")
    dialog.take_scan(str(nothing))
    qtbot.waitUntil(lambda: "没有认出二维码" in dialog.note.text(), timeout=20_000)

    dialog.take_scan(str(desk.slips.write(opened, tmp_path)))
    qtbot.waitUntil(lambda: bool(dialog.code.text()), timeout=20_000)
    dialog.names["review"].setText("吴示例")
    with qtbot.waitSignal(page.state_changed, timeout=20_000):
        dialog.register.click()
    assert state(page) is State.APPROVED


def test_a_scan_that_is_gone_is_named(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True, review=True)
    settle(page, qtbot)
    page.header.button("on_paper").click()
    dialog = page.reviewing.dialog
    assert isinstance(dialog, PaperDialog)
    dialog.signed.emit({"review": "吴示例"}, "0", str(tmp_path / "scan.pdf"))

    qtbot.waitUntil(lambda: "“scan.pdf”读不出来" in page.banner.words.text(), timeout=20_000)
    dialog.reject()


def test_a_replacement_says_what_it_takes_the_place_of(desk: Desk, qtbot: QtBot) -> None:
    original = Office(desk).published()
    draft = desk.successions.begin(original.id, Succession.REPLACE, "时间写错")
    page = FormPage(desk)
    qtbot.addWidget(page, before_close_func=FormPage.flush)
    page.show()

    page.open_item(draft.id, False)
    qtbot.waitUntil(lambda: "替换稿" in page.banner.words.text(), timeout=20_000)

    assert "时间写错" in page.banner.words.text()
    assert original.title in page.banner.words.text()
