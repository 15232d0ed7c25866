"""GB/T 9704-2012 7.3.1: titles break by sense, in a trapezoid or a diamond."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import rjieba

from desktop_app.core.document.blocks import Run, text_of
from desktop_app.core.document.titles import title_lines, title_width, with_breaks
from tests.forms.files import FORMS, answered, composed

LINE = 20.1
"""Characters of 二号 in a line of the type area."""
TITLES = {name: composed(answered(form, form.spec.sample)).title for name, form in FORMS.items()}
LONG = {name: title for name, title in TITLES.items() if title_width(title) > LINE}


def lines_of(title: str, most: float = LINE) -> tuple[str, ...]:
    return title_lines(title, most, rjieba.cut)


@pytest.mark.parametrize(
    "lines",
    [
        ("龙江县人民政府", "关于加强城区冬季清除冰雪管理的通知"),
        ("龙江县丰禾农资经销有限公司", "行政处罚决定公示"),
        ("龙江县住房和城乡建设局", "2026年第三批住房保障资格审核公示"),
        ("龙江县交通运输局行政处罚决定公示", "（龙交罚〔2026〕18号）"),
        ("龙江县住房和城乡建设局关于", "《龙江县城区停车管理办法（征求意见稿）》", "公开征求意见的公告"),
        ("《今年取暖费怎么交，一张图看明白》", "发布审核单"),
        ("龙江县丰泽镇向阳村村民委员会", "最低生活保障审核意见公示"),
        ("龙江县丰泽镇中心小学", "教学楼维修工程中标候选人公示"),
    ],
    ids=lambda lines: lines[0],
)
def test_titles_break_where_a_person_would_break_them(lines):
    assert lines_of("".join(lines)) == lines


@pytest.mark.parametrize("name", LONG)
class TestSamples:
    def test_lines_are_the_title_and_fit(self, name):
        lines = lines_of(LONG[name])
        assert "".join(lines) == LONG[name]
        assert len(lines) > 1
        assert all(title_width(line) <= LINE for line in lines)

    def test_no_line_begins_or_ends_with_what_belongs_to_another(self, name):
        for above, below in pairwise(lines_of(LONG[name])):
            assert below[0] not in "的了着、，。：；）》”’〕】"
            assert above[-1] not in "（《“‘〔【和与及"
            assert not above.endswith("关于") or below[0] == "《"

    def test_numbers_and_names_of_writings_stay_whole(self, name):
        lines = lines_of(LONG[name])
        for above, below in pairwise(lines):
            assert not (above[-1].isascii() and below[0].isascii())
            assert not (above[-1].isdigit() and below[0] in "年月日号次期批")
        for mark in re.findall(r"《[^》]*》|“[^”]*”|〔[^〕]*〕", LONG[name]):
            assert title_width(mark) > LINE or any(mark in line for line in lines)

    def test_lines_form_a_trapezoid_or_a_diamond(self, name):
        widths = [title_width(line) for line in lines_of(LONG[name])]
        assert all(abs(one - other) >= 1 for one, other in pairwise(widths))
        assert not any(
            above > width < below for above, width, below in zip(widths, widths[1:], widths[2:], strict=False)
        )


def test_short_title_takes_one_line():
    assert lines_of("关于停水的通知") == ("关于停水的通知",)


@pytest.mark.parametrize("title", ["国" * 50, "甲" * 200, "A" * 90, "《" + "书" * 45 + "》", "2" * 60])
def test_any_title_is_broken_within_the_line(title):
    lines = lines_of(title)
    assert "".join(lines) == title
    assert all(title_width(line) <= LINE for line in lines if not line.isascii())


@pytest.mark.parametrize("most", [7.0, 9.5, 12.0, 15.0])
def test_narrow_posters_break_by_sense_too(most):
    title = "龙江县丰泽镇人民政府关于加强城区冬季清除冰雪管理的通知"
    lines = lines_of(title, most)
    assert "".join(lines) == title
    assert all(title_width(line) <= most for line in lines)
    assert all(line[0] not in "的了" for line in lines)


@pytest.mark.parametrize(
    "title",
    [
        "龙江县人民政府关于加强城区冬季清除冰雪管理的通知",
        "龙江县住房和城乡建设局2026年第三批住房保障资格审核公示",
    ],
)
def test_title_that_says_its_parts_needs_no_dictionary(title):
    def none(_text: str) -> list[str]:
        raise AssertionError("asked for words")

    assert "".join(title_lines(title, LINE, none)) == title


def test_breaks_keep_the_marks_of_fields():
    runs = (Run("龙江县"), Run("丰泽镇", field="town"), Run("公示", strong=True))
    broken = with_breaks(runs, ("龙江县丰", "泽镇公示"))
    assert text_of(broken) == "龙江县丰\n泽镇公示"
    assert [run.field for run in broken] == [None, "town", None]
