"""How wide the columns of a table are."""

from __future__ import annotations

import pytest

from desktop_app.core.document.blocks import Cell, Row, Run, Table, TableColumn
from desktop_app.core.document.columns import is_overfull, shares


def _row(*texts: str, header: bool = False) -> Row:
    return tuple(Cell((Run(text),), header) for text in texts)


def _chars(share: float, line: float) -> float:
    return share / 100 * line


def test_shares_that_leave_room_for_everything_stay_as_they_are() -> None:
    assert shares([30, 70], [_row("甲", "乙")], landscape=False) == pytest.approx([30, 70])


def test_shares_of_columns_left_out_go_to_the_others_in_proportion() -> None:
    assert shares([20, 30], [_row("甲", "乙")], landscape=False) == pytest.approx([40, 60])


def test_a_row_number_beside_wide_columns_stays_narrow() -> None:
    number, _text = shares([0, 40], [_row("序号", "事项", header=True), _row("1", "停水")], landscape=False)
    assert number < 12


def test_no_column_is_too_narrow_for_its_longest_number() -> None:
    rows = [_row("单位", "金额", header=True), _row("龙江县示例局", "123456789.00")]
    _name, amount = shares([95, 5], rows, landscape=False)
    assert _chars(amount, 31.6) > 12 * 0.55


def test_a_date_stands_on_one_line_where_there_is_room() -> None:
    rows = [_row("地点", "日期", header=True), _row("村务公示栏", "2026年9月28日")]
    _place, day = shares([90, 10], rows, landscape=False)
    assert _chars(day, 31.6) > 3 + 7 * 0.55


def test_where_all_wishes_do_not_fit_numbers_stay_whole_and_the_rest_is_shared() -> None:
    rows = [_row(*["123456.00"] * 6, *["2026年9月28日"] * 4)]
    got = shares([10] * 10, rows, landscape=False)
    assert sum(got) == pytest.approx(100)
    assert all(_chars(one, 42.1) > 9 * 0.55 for one in got[:6])
    assert got[6] < got[0] * 1.6


def test_numbers_that_fit_nowhere_still_make_a_whole_table() -> None:
    got = shares([5] * 12, [_row(*["12345678901.00"] * 12)], landscape=False)
    assert got == pytest.approx([100 / 12] * 12)


def test_a_lying_page_needs_less_of_its_width_for_a_date() -> None:
    rows = [_row("地点", "日期"), _row("村务公示栏", "2026年9月28日")]
    assert shares([95, 5], rows, landscape=True)[1] < shares([95, 5], rows, landscape=False)[1]


def test_a_table_with_more_numbers_than_fit_is_overfull_and_a_lying_page_holds_more() -> None:
    table = Table((TableColumn(1),) * 8, (), (_row(*["120000.00"] * 8),))
    assert is_overfull(table, landscape=False)
    assert not is_overfull(table, landscape=True)
