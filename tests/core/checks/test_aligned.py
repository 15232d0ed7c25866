"""Lists typed line by line."""

from __future__ import annotations

import pytest

from desktop_app.core.checks.aligned import heading_below


@pytest.mark.parametrize(
    ("heading", "line", "column"),
    [
        ("姓名\t出生日期\t村", "常桂芝\t1956-03-02\t前进村", "出生日期"),
        ("姓名    出生日期    村", "常桂芝    1956-03-02    前进村", "出生日期"),
        ("户名;卡号;1956", "", ""),
        ("姓名/出生日期/村", "常桂芝/1956-03-02/前进村", "出生日期"),
        ("姓名 出生日期 村", " 常桂芝 1956-03-02 前进村", "出生日期"),
    ],
)
def test_a_column_is_named_by_the_heading(heading: str, line: str, column: str) -> None:
    found = heading_below(heading, None)
    assert (found.column(line, line.index("1956")) if found else "") == column


def test_a_heading_holds_while_the_list_goes_on() -> None:
    heading = heading_below("姓名\t住址", None)
    assert heading is not None
    assert heading_below("常桂芝\t前进村", heading) is heading
    assert heading_below("以上名单如有异议，请来电。", heading) is None


@pytest.mark.parametrize(
    "line", ["各位村民，请相互转告", "姓名：常桂芝", "姓名", "领款人签字时，应当出示证件。"]
)
def test_prose_is_no_list(line: str) -> None:
    heading = heading_below(line, None)
    assert heading is None or not heading.cells("2026年3月1日到龙江镇领取")
