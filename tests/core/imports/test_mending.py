"""Cells mended by hand: where one cell speaks for several rows or columns, mending it mends it for all of them."""

from __future__ import annotations

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.plan import Planner
from desktop_app.core.imports.session import Session
from tests.forms.files import FORMS
from tests.imports.sheets import ALLOWANCE


def opened(form_id: str, grid: Grid) -> Session:
    form = FORMS[form_id]
    return Session(form, "表.xlsx", [grid], [], Planner(form.spec, [], {})).take()


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
