"""What keeps together on paper."""

from __future__ import annotations

import pytest

from desktop_app.core.document.blocks import (
    AttachmentNote,
    Cell,
    Paragraph,
    Run,
    Table,
    TableColumn,
    Title,
)
from desktop_app.core.document.spacing import Closing, closings, stays_whole, stays_with


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("存在问题：", True),
        ("存在问题：没有。", False),
        ("根据有关规定，结合本县实际，经县政府常务会议研究同意，现将下列事项予以公告，请遵照执行：", False),
    ],
    ids=["announces", "says it itself", "a paragraph of its own"],
)
def test_a_line_that_announces_what_follows_does_not_end_a_page(text: str, stays: bool) -> None:
    assert stays_with(_paragraph(text), _paragraph("个别项目支付偏慢。")) is stays


def test_nothing_is_kept_to_what_does_not_follow() -> None:
    assert not stays_with(_paragraph("存在问题："), None)


def test_a_row_of_few_words_stays_on_one_page_and_a_long_one_may_be_broken() -> None:
    assert stays_whole((Cell((Run("赵示例"),)), Cell((Run("120.00"),))))
    assert not stays_whole((Cell((Run("一"),)), Cell((Run("说明" * 200),))))


class TestClosings:
    """GB/T 9704-2012 7.3.5.5: two lines of text go along with a signature."""

    SIGNED = (Paragraph((Run("龙江县人民政府"),), "signature"), Paragraph((Run("2026年9月21日"),), "date"))

    def test_long_paragraph_lends_its_last_lines(self):
        blocks = (Title((Run("题"),)), _paragraph("文" * 300), *self.SIGNED)
        assert closings(blocks) == (Closing(1, 4),)

    def test_one_line_is_not_enough(self):
        blocks = (Title((Run("题"),)), _paragraph("文" * 300), _paragraph("特此公告。"), *self.SIGNED)
        assert closings(blocks) == (Closing(1, 5),)

    def test_attachment_note_and_note_go_along(self):
        blocks = (
            _paragraph("文" * 300),
            AttachmentNote(("名单",)),
            *self.SIGNED,
            Paragraph((Run("（此件公开发布）"),), "note"),
            Paragraph((Run("附件1"),), "annex"),
        )
        assert closings(blocks) == (Closing(0, 5),)

    def test_table_lends_its_last_rows_and_parts_no_merged_cell(self):
        row = (Cell((Run("一"),)), Cell((Run("二"),)))
        tall = (
            (Cell((Run("一"),), rowspan=3), Cell((Run("二"),))),
            *((Cell((Run("二"),)),) for _ in range(2)),
        )
        columns = (TableColumn(1), TableColumn(1))
        plain = (_paragraph("文"), Table(columns, (), (row,) * 9), *self.SIGNED)
        merged = (_paragraph("文"), Table(columns, (), ((row,) * 5 + tall)), *self.SIGNED)
        assert closings(plain) == (Closing(1, 4, rows=2),)
        assert closings(merged) == (Closing(1, 4, rows=3),)

    def test_annexes_have_ends_of_their_own(self):
        text = (_paragraph("文" * 300), *self.SIGNED)
        assert closings((*text, *text)) == (Closing(0, 3), Closing(3, 6))

    def test_text_without_a_signature_has_none(self):
        assert closings((Title((Run("题"),)), _paragraph("文" * 300))) == ()
