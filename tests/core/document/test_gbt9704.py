from __future__ import annotations

import pytest

from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.paper import paper_text
from tests.core.document.sample import red_head_notice


class TestPage:
    """5.2."""

    def test_margins_and_type_area_fill_the_paper(self):
        assert std.BOTTOM == 35
        assert std.OUTER == 26

    def test_lines_and_characters_fit_the_type_area(self):
        assert std.LINES_PER_PAGE * std.LINE_PITCH <= std.points(std.TYPE_HEIGHT) < 23 * std.LINE_PITCH
        assert std.CHARS_PER_LINE * std.CHAR_PITCH <= std.points(std.TYPE_WIDTH) < 28.5 * std.CHAR_PITCH


class TestSignature:
    """7.3.5.1."""

    @pytest.mark.parametrize(
        ("name", "date", "indent"),
        [
            ("龙江县人民政府办公室", "2026年11月23日", 2.5),
            ("县政府", "2026年1月5日", 5.5),
            ("字" * 30, "2026年1月5日", 0),
        ],
    )
    def test_name_is_centred_over_the_date(self, name, date, indent):
        assert std.name_right_chars(name, date) == indent


class TestHead:
    """7.2.4, 7.2.5."""

    def test_long_names_shrink_to_the_type_area(self):
        assert std.red_head_size(["龙江县文件"]) == std.RED_HEAD_LARGEST
        assert std.red_head_size(["字" * 15]) * 15 <= std.points(std.TYPE_WIDTH)

    def test_number_stands_between_head_and_title(self):
        assert paper_text(red_head_notice()).splitlines()[:3] == [
            "龙江县人民政府文件",
            "龙政规〔2026〕2号",
            "龙江县人民政府关于加强城区冬季清除冰雪管理的通知",
        ]
