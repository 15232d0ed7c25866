"""What was found leads to its place, and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.services.desk import Desk
from desktop_app.ui.fields.table import TableField
from desktop_app.ui.pages.form_page import FormPage
from desktop_app.ui.widgets.findings_panel import lines_of
from tests.ui.form.conftest import Open

PENALTY = "market-supervision.penalty-publicity"
ALLOWANCE = "social-security.subsistence-allowance-publicity"


def check(page: FormPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.checking.checked, timeout=20_000):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_F8)


def choose(page: FormPage, path: str) -> None:
    view = page.side.findings.view
    lines = page.side.findings.lines
    row = next(row for row, line in enumerate(lines) if line.findings[0].place.field == path)
    view.setCurrentIndex(view.model().index(row, 0))
    view.setFocus()


def test_a_check_lists_what_is_missing_and_marks_its_field(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    check(page, qtbot)
    assert page.side.tabText(0) == f"检查 {len(page.side.findings.lines)}"
    assert page.sheet.frames["party"].error.startswith("“行政相对人名称”没有填写。")


def test_a_finding_leads_to_its_field_and_escape_leads_back(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY)
    check(page, qtbot)
    choose(page, "values.decision_date")

    qtbot.keyClick(page.side.findings.view, Qt.Key.Key_Return)

    focused = page.focusWidget()
    assert focused is not None
    assert page.sheet.frames["decision_date"].isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.side.findings.view


def test_a_finding_in_a_table_leads_to_its_cell(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(ALLOWANCE)
    field = page.sheet.frames["list"].editor
    assert isinstance(field, TableField)
    field.table.model.write(0, 1, [["赵示例"], [""], ["孙示例"]], "填写")
    check(page, qtbot)
    choose(page, "values.list.1.name")

    qtbot.keyClick(page.side.findings.view, Qt.Key.Key_Return)

    here = field.table.view.currentIndex()
    assert (here.row(), here.column()) == (1, 1)
    assert field.table.view.hasFocus()


def test_the_review_is_led_to_like_any_field(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY, filled=True)
    check(page, qtbot)
    choose(page, "confidentiality")
    qtbot.keyClick(page.side.findings.view, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert focused is not None
    assert page.sheet.frames["confidentiality.classified"].isAncestorOf(focused)


def test_equal_findings_are_one_line_that_leads_to_each_in_turn() -> None:
    found = [
        Finding(
            "pii.id-card",
            Severity.BLOCK,
            f"第 {row + 1} 行有完整的身份证号。",
            Place(field=f"values.list.{row}.name"),
        )
        for row in range(30)
    ]
    lines = lines_of([Finding("wording.date", Severity.NOTE, "日期。"), *found], lambda one: "名单")
    assert [len(line.findings) for line in lines] == [30, 1]
    assert lines[0].sentence.endswith("共 30 处。")


def test_an_identity_number_is_found_while_typing_pauses(open_form: Open, qtbot: QtBot) -> None:
    page = open_form(PENALTY, filled=True)
    page.sheet.edited.emit("facts", "当事人身份证号11010519491231002X。")
    rules = lambda: {line.findings[0].rule for line in page.side.findings.lines}  # noqa: E731
    qtbot.waitUntil(lambda: "pii.id-card" in rules(), timeout=20_000)


def test_a_file_is_attached_checked_and_led_to(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY, filled=True)
    file = tmp_path / "名单.txt"
    file.write_text("赵某 身份证号 11010519491231002X", "utf-8")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.sheet.attachments.add_wanted.emit([str(file)])
    assert page.sheet.attachments.names == ["名单.txt"]
    check(page, qtbot)
    choose(page, "attachments.0")

    qtbot.keyClick(page.side.findings.view, Qt.Key.Key_Return)

    assert page.focusWidget() is page.sheet.attachments.choose_button


def test_a_removed_file_can_be_had_back(open_form: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_form(PENALTY)
    file = tmp_path / "说明.txt"
    file.write_text("说明", "utf-8")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.sheet.attachments.add_wanted.emit([str(file)])
    page.sheet.attachments.remove("说明.txt")
    assert page.sheet.attachments.names == []
    page.sheet.attachments.undo()
    assert page.sheet.attachments.names == ["说明.txt"]

    page.sheet.attachments.remove("说明.txt")
    assert page.flush()

    assert page.session is not None
    assert page.session.item.attachments == ()


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(
    open_form: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    page = open_form(PENALTY)
    sound = tmp_path / "说明.txt"
    sound.write_text("说明", "utf-8")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.sheet.attachments.add_wanted.emit([str(tmp_path / "没有.txt"), str(sound)])
    assert "“没有.txt”读不出来" in page.banner.words.text()
    assert page.sheet.attachments.names == ["说明.txt"]


def test_a_marked_state_secret_is_refused_at_the_door(
    open_form: Open, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = open_form(PENALTY)
    file = tmp_path / "请示.txt"
    file.write_text("秘密★5年\n关于某事的请示", "utf-8")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.sheet.attachments.add_wanted.emit([str(file)])
    assert page.filing.notice is not None
    assert "报告本单位保密员" in page.filing.notice.words.text()
    assert "请示" not in page.filing.notice.words.text()
    assert page.sheet.attachments.names == []
    assert desk.drafts.open(page.session.item.id).item.attachments == ()


def test_who_points_at_a_finding_reads_which_version_made_it(
    open_form: Open, qtbot: QtBot, desk: Desk
) -> None:
    page = open_form(PENALTY)
    check(page, qtbot)
    form = desk.catalogue.form(PENALTY)
    model, lines = page.side.findings.view.model(), page.side.findings.lines

    def told(rule: str) -> str:
        row = next(row for row, line in enumerate(lines) if line.findings[0].rule == rule)
        return str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole))

    assert f"版本：表单第 {form.spec.version} 版（程序" in told("required.missing")
    assert "版本：检查规则（程序" in told("required.flag")
