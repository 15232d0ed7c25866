from __future__ import annotations

from desktop_app.core.document.blocks import (
    Cell,
    Document,
    Row,
    Run,
    Table,
    TableColumn,
    Title,
    block_lines,
    cells_placed,
    text_of,
)
from desktop_app.core.document.redline import LEGEND, is_changed, redline
from tests.core.document.sample import NOTICE_VALUES, RED_HEAD_VALUES, notice, red_head_notice, rows


def marks(document: Document) -> list[tuple[str, str]]:
    """Every marked piece of a redline, with its mark."""
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            runs = [run for row in block.all_rows() for cell in row for run in cell.runs]
        else:
            runs = [*getattr(block, "runs", ()), *getattr(block, "body", ())]
        found += [(run.change, run.text) for run in runs if run.change]
    return found


def test_same_version_is_not_marked():
    assert not is_changed(redline(notice(), notice()))


def test_words_are_marked_where_they_changed_and_numbers_whole():
    after = notice({**NOTICE_VALUES, "tel": "0452-5820188", "addr": "丰泽镇政务服务大厅"})
    assert marks(redline(notice(), after)) == [
        ("removed", "5820100"),
        ("added", "5820188"),
        ("removed", "便民"),
        ("added", "政务"),
        ("removed", "中心"),
        ("added", "大厅"),
    ]


def test_paragraphs_that_came_and_went_are_marked_whole():
    body = RED_HEAD_VALUES["body"]
    after = red_head_notice(
        {**RED_HEAD_VALUES, "body": body.replace("1.人行道；\n", "") + "\n三、本办法由县住建局解释。"}
    )
    found = marks(redline(red_head_notice(), after))
    assert ("removed", "1.人行道；") in found
    assert ("added", "三、本办法由县住建局解释。") in found


def test_rows_of_a_list_are_compared_one_by_one():
    before = rows(4)
    after = [before[0], {**before[1], "amount": "600.00"}, before[3]]
    found = marks(redline(notice(), notice({**NOTICE_VALUES, "list": [*after, *rows(6)[4:]]})))
    assert ("removed", "521.00") in found
    assert ("added", "600.00") in found
    assert ("removed", "张演示") in found
    assert not [text for change, text in found if text == "赵试填"]


def grouped(*bands: tuple[str, tuple[str, ...]]) -> Document:
    """A list whose first column is one cell for several rows."""
    lines: list[Row] = []
    for group, names in bands:
        head, *others = ((Cell((Run(name),)), Cell((Run("元"),))) for name in names)
        lines += [(Cell((Run(group),), rowspan=len(names)), *head), *others]
    header = ((Cell((Run("组"),)), Cell((Run("户主和金额"),), colspan=2)),)
    return Document((Title((Run("题"),)), Table((TableColumn(1),) * 3, header, tuple(lines))))


def test_merged_cells_are_compared_one_by_one():
    before = grouped(("一组", ("赵", "钱")), ("二组", ("孙",)))
    after = grouped(("一组", ("赵", "李")), ("二组", ("孙",)))
    assert marks(redline(before, after)) == [("removed", "钱"), ("added", "李")]


def test_a_group_of_rows_of_another_shape_is_replaced_whole_and_the_table_stays_one():
    before = grouped(("一组", ("赵", "钱")), ("二组", ("孙",)), ("三组", ("周", "吴")))
    after = grouped(("一组", ("赵", "钱", "李")), ("二组", ("孙",)), ("三组", ("周", "吴")))
    marked = redline(before, after)
    found = marks(marked)
    assert [text for change, text in found if change == "removed"] == ["一组", "赵", "元", "钱", "元"]
    assert [text for change, text in found if change == "added"] == [
        "一组", "赵", "元", "钱", "元", "李", "元",
    ]  # fmt: skip
    (table,) = [block for block in marked.blocks if isinstance(block, Table)]
    places = [
        (row + down, column + across)
        for row, column, cell in cells_placed(table.rows)
        for down in range(cell.rowspan)
        for across in range(cell.colspan)
    ]
    assert sorted(places) == [(row, column) for row in range(len(table.rows)) for column in range(3)]


def test_newer_version_is_there_in_full_and_the_legend_says_what_the_marks_mean():
    after = notice({**NOTICE_VALUES, "tel": "0452-5820188"})
    marked = redline(notice(), after)
    kept = [
        "".join(run.text for run in block.runs if run.change != "removed")
        for block in marked.blocks
        if hasattr(block, "runs")
    ]
    assert LEGEND in kept
    assert [text_of(block.runs) for block in after.blocks if hasattr(block, "runs")] == [
        one for one in kept if one != LEGEND
    ]
    assert list(block_lines(marked.blocks[0])) == [after.title]
    assert Run("x").change == ""
