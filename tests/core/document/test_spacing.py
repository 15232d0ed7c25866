"""What keeps together on paper."""

from __future__ import annotations

import pytest

from desktop_app.core.document.blocks import Cell, Paragraph, Run
from desktop_app.core.document.spacing import stays_whole, stays_with


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
