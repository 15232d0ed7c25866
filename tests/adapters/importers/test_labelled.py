"""Labels and values on a scanned page are told apart as rows, or not at all."""

from __future__ import annotations

from desktop_app.adapters.importers.labelled import labelled_tables
from desktop_app.core.imports.paper import Box, SetLine


def word(text: str, left: float, top: float) -> SetLine:
    return SetLine(text, 1, Box(left, top, left + 14 * len(text), top + 18), 18)


def test_values_of_several_lines_stand_beside_one_label() -> None:
    rows = [
        [word("行政处罚决定书摘要", 230, 60)],
        [word("决定书文号", 110, 100), word("龙市监罚〔2026〕37号", 218, 100)],
        [word("处罚依据", 115, 126), word("《中华人民共和国价格法》", 215, 126)],
        [word("罚款", 130, 152), word("0.20", 221, 152)],
        [word("龙江县市场监督管理局", 216, 178)],
        [word("处罚机关", 115, 188)],
        [word("统一社会信用代码：112302210EXAMPLE76", 214, 198)],
        [word("备注", 130, 224)],
        [word("特此公示。", 81, 270)],
    ]
    ((taken, table),) = labelled_tables(rows)
    assert taken == range(1, 8)
    assert table.grid.rows == [
        ["决定书文号", "龙市监罚〔2026〕37号"],
        ["处罚依据", "《中华人民共和国价格法》"],
        ["罚款", "0.20"],
        ["处罚机关", "龙江县市场监督管理局\n统一社会信用代码：112302210EXAMPLE76"],
        ["备注", ""],
    ]
    assert table.box is not None
    assert (table.box.left, table.box.top) == (110, 100)


def test_a_value_without_a_label_makes_no_table() -> None:
    rows = [
        [word("罚款", 130, 100), word("0.20", 218, 100)],
        [word("没收", 130, 126), word("0.02", 218, 126)],
        [word("处罚依据", 115, 152), word("《中华人民共和国价格法》", 215, 152)],
        [word("这一行没有标签", 218, 190)],
    ]
    assert labelled_tables(rows) == []


def test_words_that_happen_to_stand_apart_are_no_table() -> None:
    rows = [
        [word("甲", 100, 100), word("乙", 218, 100)],
        [word("丙", 100, 126), word("丁", 300, 126)],
        [word("一整行的文字", 100, 152)],
    ]
    assert labelled_tables(rows) == []
