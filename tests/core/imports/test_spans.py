"""Spans that a list says in two columns, of beginning and end, arrive in the one field for both."""

from __future__ import annotations

import pytest

from desktop_app.core.imports.grid import Grid
from desktop_app.core.imports.plan import Planner
from desktop_app.core.imports.session import Session
from tests.forms.files import FORMS

_SPANS = sorted(
    (form.id, key)
    for form in FORMS.values()
    for key, field in form.spec.fields.items()
    if field.kind == "date_range"
    and "起止" in field.label
    and any(key in step.fields for step in form.spec.steps)
)
FORM, KEY = _SPANS[0]
_SUBJECT = FORMS[FORM].spec.fields[KEY].label.partition("起止")[0]


def _session(*rows: list[str], form: str = FORM) -> Session:
    spec = FORMS[form].spec
    title = spec.fields[spec.document.title].label
    cells = [[title, f"{_SUBJECT}开始日期", f"{_SUBJECT}结束日期"], *(["某事公示", *row] for row in rows)]
    return Session(FORMS[form], "表.xlsx", [Grid("一", cells)], [], Planner(spec, [], {})).take()


def _values(session: Session) -> list[dict[str, object]]:
    return [line.values for taken in session.taken.values() for line in taken.lines]


def test_both_columns_make_one_span_and_none_is_left_over() -> None:
    session = _session(["2026-09-01", "2026年9月7日"], ["2026.9.2", "2026/9/8"])
    assert [one[KEY] for one in _values(session)] == [
        {"start": "2026-09-01", "end": "2026-09-07"},
        {"start": "2026-09-02", "end": "2026-09-08"},
    ]
    assert session.unused == []


@pytest.mark.parametrize("row", [["2026-09-01", ""], ["", "2026-09-07"], ["2026-09-07", "2026-13-01"]])
def test_half_a_span_is_told_and_not_taken(row: list[str]) -> None:
    session = _session(row)
    assert all(KEY not in one for one in _values(session))
    assert [one.cell for one in session.unused] == ["B2"]


def test_a_span_is_mended_in_the_cell_of_its_beginning() -> None:
    session = _session(["2026-09-01", ""])
    (bad,) = session.unused
    assert session.mend(bad, "2026-09-01至2026-09-07") == ""
    assert _values(session)[0][KEY] == {"start": "2026-09-01", "end": "2026-09-07"}


def test_columns_that_are_matched_by_hand_are_read_apart() -> None:
    session = _session(["2026-09-01", "2026-09-07"])
    (sheet,) = session.plan.sheets
    session.rematch(sheet, 1, None)
    (sheet,) = session.plan.sheets
    assert all(match.also < 0 and not match.is_joined for match in sheet.matches)
    assert [one.cell for one in session.unused] == ["B2", "C2"]


def test_what_is_remembered_of_a_span_is_found_again_by_its_names() -> None:
    session = _session(["2026-09-01", "2026-09-07"])
    spec = FORMS[FORM].spec
    again = Session(
        FORMS[FORM], "表.xlsx", session.grids, [], Planner(spec, [], session.to_remember())
    ).take()
    assert _values(again) == _values(session)


def test_both_ends_written_into_the_beginning_hold_though_the_end_is_spoilt() -> None:
    spec = FORMS[FORM].spec
    title = spec.fields[spec.document.title].label
    cells = [
        [title, f"{_SUBJECT}开始日期", f"{_SUBJECT}结束日期"],
        ["某事公示", "2026-09-01", "#N/A"],
    ]
    grid = Grid("一", cells, spoilt={(1, 2): "公式算出了错误。"})
    session = Session(FORMS[FORM], "表.xlsx", [grid], [], Planner(spec, [], {})).take()
    (unused,) = session.unused
    assert unused.reason == "公式算出了错误。"
    assert session.mend(unused, "2026-09-01至2026-09-07") == ""
    assert session.unused == []
    assert _values(session)[0][KEY] == {"start": "2026-09-01", "end": "2026-09-07"}
