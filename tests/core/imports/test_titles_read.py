"""A paper's title, set on several lines of which some reach both edges, is read whole or not at all."""

from __future__ import annotations

import pytest

from desktop_app.core.imports.paper import Paragraph
from desktop_app.core.imports.running_text import title_in


def read(*lines: tuple[str, bool]) -> list[str]:
    """Return the lines of the title; each line is given with whether it looks centred."""
    top = [(at, Paragraph(text, at + 1, 1, centred)) for at, (text, centred) in enumerate(lines)]
    return [one.text for _, one in title_in(top)]


@pytest.mark.parametrize(
    "title",
    [
        [("龙江县人民政府", True), ("关于加强城区冬季清除冰雪管理的通知", False)],
        [
            ("龙江县住房和城乡建设局关于", True),
            ("《龙江县城区停车管理办法（征求意见稿）》", False),
            ("公开征求意见的公告", True),
        ],
        [("龙江县交通运输局关于2026年农村公路", False), ("改造民生实事实施方案的公告", True)],
        [("交易运行统计公告", True), ("（2026年1月至8月）", True)],
        [("行政处罚决定书", True)],
    ],
    ids=["long last line", "long middle line", "long first line", "bracketed line", "one line"],
)
def test_all_lines_of_a_title_belong_to_it(title: list[tuple[str, bool]]) -> None:
    texts = [text for text, _ in title]
    assert read(*title, ("各乡（镇）人民政府、县直各有关单位：", False)) == texts
    assert read(*title, ("为保障冬季道路安全畅通，现将有关事项通知如下。", False)) == texts


def test_the_beginning_of_a_title_alone_is_none() -> None:
    assert read(("龙江县住房和城乡建设局关于", True), ("为保障安全，现就有关事项通知如下。", False)) == []


def test_a_short_line_of_text_under_an_office_name_is_no_title() -> None:
    lines = [("龙江县民政局", True), ("办公时间 周一至周五", False), ("地址 正阳路1号", False)]
    assert read(*lines) == ["龙江县民政局"]
