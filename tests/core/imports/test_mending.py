"""Cells and matches mended by hand: where one cell speaks for several rows, or one column for two fields."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.plan import Planner
from desktop_app.core.imports.session import Session
from tests.forms.files import FORMS
from tests.imports.sheets import ALLOWANCE, PENALTY

CODE = "91230221MA0EXAMP17"


def opened(form_id: str, grid: Grid, remembered: Mapping[str, str] | None = None) -> Session:
    form = FORMS[form_id]
    return Session(form, "表.xlsx", [grid], [], Planner(form.spec, [], remembered or {})).take()


def parted(remembered: Mapping[str, str] | None = None) -> Session:
    """A list whose first column says name and code."""
    rows = [["行政相对人名称及代码", "处罚决定日期"], [f"甲公司（{CODE}）", "2026-09-22"]]
    return opened(PENALTY, Grid("名单", rows), remembered)


def matched(session: Session) -> list[tuple[int, int, str]]:
    return [
        (match.column, match.part, match.target.key if match.target else "")
        for match in session.plan.sheets[0].matches
    ]


def test_a_cell_merged_down_over_rows_is_mended_for_all_of_them() -> None:
    rows = [
        ["申请人姓名", "保障人数", "月保障金额（元）"],
        ["赵示例", "2", "约800"],
        ["钱样", "3", ""],
        ["孙例", "1", "360"],
    ]
    session = opened(ALLOWANCE, Grid("名单", rows, merged=[(1, 2, 2, 2)]))
    assert [(one.cell, one.text) for one in session.unused] == [("C2", "约800"), ("C3", "约800")]
    lower = session.unused[1]
    before = session.cells_used
    assert session.mend(lower, "800") == ""
    assert session.unused == []
    assert session.cells_used == before + 2
    assert [line.values["amount"] for line in session.taken[0].lines] == ["800.00", "800.00", "360.00"]
    assert [(one.cell, one.before, one.after) for one in session.mended] == [("C2", "约800", "800")]


def test_a_part_can_go_elsewhere_and_the_other_stays() -> None:
    session = parted()
    assert matched(session)[:2] == [(0, 0, "party"), (0, 1, "party_uscc")]
    remark = next(one for one in session.planner.targets("") if one.key == "remark")
    session.rematch(session.plan.sheets[0], 0, remark, part=0)
    assert matched(session)[:2] == [(0, 0, "remark"), (0, 1, "party_uscc")]
    values = session.taken[0].lines[0].values
    assert (values["remark"], values["party_uscc"]) == ("甲公司", CODE)


def test_a_part_that_is_not_taken_is_told_alone() -> None:
    session = parted()
    session.rematch(session.plan.sheets[0], 0, None, part=1)
    assert matched(session)[:2] == [(0, 0, "party"), (0, 1, "")]
    assert [(one.text, one.reason) for one in session.unused] == [(CODE, "按您的选择不导入这一半。")]
    assert session.taken[0].lines[0].values["party"] == "甲公司"


def test_a_part_whose_field_another_column_takes_is_told_and_not_lost() -> None:
    session = parted()
    party = next(one for one in session.planner.targets("") if one.key == "party")
    session.rematch(session.plan.sheets[0], 1, party)
    assert matched(session) == [(0, 0, ""), (0, 1, "party_uscc"), (1, 0, "party")]
    assert [one.text for one in session.unused] == ["甲公司"]


def test_what_was_said_of_both_parts_is_remembered() -> None:
    session = parted()
    session.rematch(session.plan.sheets[0], 0, None, part=1)
    again = parted(session.to_remember())
    assert matched(again)[:2] == [(0, 0, "party"), (0, 1, "")]
    assert again.plan.sheets[0].matches[0].how == "remembered"
    assert again.unused[0].reason == "上次说明不导入这一半。"


def test_cells_that_say_one_thing_are_not_parted_though_it_was_remembered() -> None:
    rows = [
        ["行政相对人名称及代码", "处罚决定日期", "标题"],
        ["甲公司", "2026-09-22", "甲公司行政处罚决定公示"],
    ]
    session = opened(PENALTY, Grid("名单", rows), parted().to_remember())
    assert all(match.split is None for match in session.plan.sheets[0].matches)
