"""Whatever stands on a sheet: planning and taking never fail, and every filled cell is used, told or skipped."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.core.imports.extract import extract
from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.plan import NothingMatches, Planner
from desktop_app.core.imports.record import paper_of
from desktop_app.core.imports.session import Session
from desktop_app.core.imports.take import is_line_number
from desktop_app.core.imports.targets import field_targets
from tests.forms.files import FORMS
from tests.imports.sheets import ALLOWANCE, LIST_LABELS, OFFICIAL, PENALTY

_WORDS = [
    *OFFICIAL.values(),
    *LIST_LABELS.values(),
    "序号",
    "合计",
    "注：以上",
    "单位：万元",
    "2026-09-28",
    "2026年2月30日",
    "1,234.5",
    "无",
    "法人及非法人组织",
    "91230221MA0EXAMP17",
    "一、违法事实",
    "",
    " ",
    "\n",
]
_TEXTS = st.one_of(st.sampled_from(_WORDS), st.text(max_size=6))
_ROWS = st.lists(st.lists(_TEXTS, max_size=7), max_size=9)
_MERGES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)), max_size=3
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    merged = [(top, left, top + down, left + right) for top, left, down, right in draw(_MERGES)]
    return Grid(
        "表", draw(_ROWS), merged=merged, hidden_rows=set(draw(st.lists(st.integers(0, 8), max_size=2)))
    )


_MERGED_BELOW_THE_END = Grid("表", [[], ["行政相对人名称", "行政相对人类别"]], merged=[(1, 0, 2, 0)])


@settings(max_examples=300)
@given(grids(), st.sampled_from([PENALTY, ALLOWANCE]))
@example(_MERGED_BELOW_THE_END, PENALTY)
def test_no_sheet_makes_an_import_fail_and_no_cell_is_lost(grid: Grid, form_id: str) -> None:
    form = FORMS[form_id]
    try:
        session = Session(form, "表.xlsx", [grid], [], Planner(form.spec, [], {})).take()
    except NothingMatches:
        return
    (sheet,) = session.plan.sheets
    skipped = {one.row for one in session.skipped}
    told = {(one.row, one.column) for one in session.unused}
    used = {
        (line.row, match.column)
        for line in session.taken[0].lines
        for match in sheet.taken
        if match.target and match.target.key in {**line.values, **line.shared}
    }
    numbers = {match.column for match in sheet.matches if is_line_number(match.heading)}
    covered = {
        (row, column)
        for top, left, bottom, right in grid.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for row in range(sheet.header.bottom + 1, len(grid.rows)):
        for column, text in enumerate(grid.rows[row]):
            known = (row, column) in told | used | covered or row in skipped or column in numbers
            assert known or not text.strip(), (row, column, text)


@settings(max_examples=200)
@given(grids(), st.sampled_from([PENALTY, ALLOWANCE]))
def test_no_sheet_makes_the_reading_of_records_fail(grid: Grid, form_id: str) -> None:
    form = FORMS[form_id]
    extract(form, paper_of([grid]), Planner(form.spec, [], {}), Names(field_targets(form.spec), []))
