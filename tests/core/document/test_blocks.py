from __future__ import annotations

import typing

import pytest

from desktop_app.core.document.blocks import (
    Cell,
    Heading,
    Layout,
    Run,
    Title,
    cells_placed,
    outline_depth,
    plain_text,
)
from desktop_app.core.document.paper import on_paper
from desktop_app.core.document.wording import chinese_number
from desktop_app.core.forms.spec import DocumentPart
from tests.core.document.sample import notice, red_head_notice


def test_forms_may_ask_for_the_layouts_that_there_are():
    assert typing.get_type_hints(DocumentPart)["layout"] == Layout


def test_cells_know_the_columns_that_spans_leave_free():
    cell = Cell((Run("甲"),))
    rows = ((Cell((), rowspan=2), Cell((), colspan=2)), (cell, cell), (cell, cell, cell))
    assert [(row, column) for row, column, _ in cells_placed(rows)] == [
        (0, 0), (0, 1), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2),
    ]  # fmt: skip


def test_number_of_a_document_comes_first_on_paper_and_second_on_the_web():
    document = red_head_notice()
    assert plain_text(document).splitlines()[1] == "龙政规〔2026〕2号"
    assert on_paper(document).doc_no == (document.blocks[1],)
    assert on_paper(notice()).blocks == notice().blocks


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chinese_numerals(number, words):
    assert chinese_number(number) == words


@pytest.mark.parametrize(
    ("levels", "depths"),
    [((1, 2, 3, 1), (1, 2, 3, 1)), ((1, 3, 3, 2), (1, 2, 2, 2)), ((3, 1, 4), (1, 1, 2)), ((2, 2), (1, 1))],
)
def test_an_outline_skips_no_depth_whatever_the_numbering_skips(levels, depths):
    blocks = (Title((Run("题"),)), *(Heading(level, (Run("节"),)) for level in levels))
    assert tuple(outline_depth(blocks, at + 1) for at in range(len(levels))) == depths


def test_run_in_headings_are_no_part_of_the_outline():
    blocks = (Heading(1, (Run("（一）"),), (Run("文"),)), Heading(2, (Run("节"),)))
    assert outline_depth(blocks, 1) == 1
