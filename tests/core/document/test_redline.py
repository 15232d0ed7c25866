from __future__ import annotations

from desktop_app.core.document.blocks import Document, Run, Table, block_lines, text_of
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
