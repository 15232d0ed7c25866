"""文件, 信函, 命令, 纪要: each element of 版头, 版记 in its place by measure (GB/T 9704-2012 7.2, 7.4, 10)."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pdfplumber
import pytest

from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Document
from desktop_app.core.document.paper import on_paper
from tests.adapters.writers.reading import docx_part, pdf_pages
from tests.core.document.sample import joint, joint_of, letter, minutes, order, upward

MM = std.POINTS_PER_MM
LEFT, RIGHT = 28.0, 184.0


@pytest.fixture(scope="module")
def papers() -> dict[tuple[str, str], bytes]:
    """What was printed before, by maker and document: LibreOffice takes its time."""
    return {}


@pytest.fixture(params=["typst", "docx"])
def maker(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def pages(request: pytest.FixtureRequest, maker: str, papers, fonts) -> Iterator[list[Any]]:
    document: Document = request.param
    known = (maker, repr(document))
    if known not in papers and maker == "typst":
        papers[known] = write_pdf(document, fonts).content
    elif known not in papers:
        papers[known] = request.getfixturevalue("pdf_by_office")(document)
    with pdfplumber.open(io.BytesIO(papers[known])) as pdf:
        yield pdf.pages


def place(page: Any, text: str, number: int = 0) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a word in millimetres; LibreOffice sets digits a little apart from characters."""
    found = page.search(" ?".join(map(re.escape, text)))[number]
    return tuple(found[side] / MM for side in ("x0", "top", "x1", "bottom"))


def rules(page: Any) -> list[tuple[float, float, float, float]]:
    """Left, top, width and weight of every horizontal line, from top to bottom, weight in points."""
    lines = [(one["x0"] / MM, one["top"] / MM, one["width"] / MM, one["linewidth"]) for one in page.lines]
    return sorted(lines, key=lambda line: line[1])


def ink_top(page: Any, text: str) -> float:
    """The upper edge of large red characters as drawn, in millimetres: fonts' boxes are higher than their ink."""
    left, _, right, bottom = place(page, text)
    drawn = page.crop((0, 0, page.width, bottom * MM + 20)).to_image(resolution=144).original.convert("RGB")
    for row in range(drawn.height):
        if any(
            drawn.getpixel((column, row))[1] < 100
            for column in range(round(left * 144 / 25.4), round(right * 144 / 25.4), 3)
            if drawn.getpixel((column, row))[0] > 200
        ):
            return row / 144 * 25.4
    raise AssertionError(text)


def bands(page: Any) -> list[tuple[float, float]]:
    """Upper and lower edge in millimetres of everything that is drawn, from top to bottom, a band each."""
    dots = page.to_image(resolution=254).original.convert("L").point(lambda light: 255 if light < 160 else 0)
    inked = [dots.crop((0, row, dots.width, row + 1)).getbbox() is not None for row in range(dots.height)]
    edges = [row / 10 for row in range(1, len(inked)) if inked[row] != inked[row - 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("pages", [upward()], indirect=True)
class TestFile:
    def test_marks_stand_below_each_other_at_the_left_edge(self, pages):
        places = [place(pages[0], mark) for mark in ("000012", "内部★1年", "特急")]
        assert [left for left, *_ in places] == pytest.approx([LEFT] * 3, abs=1)
        tops = [top for _, top, *_ in places]
        assert tops[0] == pytest.approx(37, abs=5)
        assert [below - above for above, below in pairwise(tops)] == pytest.approx(
            [std.LINE_PITCH / MM] * 2, abs=1
        )

    def test_red_head_stands_72_mm_below_the_edge_of_the_paper(self, pages):
        assert ink_top(pages[0], "龙江县人民政府文件") == pytest.approx(72, abs=1)

    def test_number_stands_at_the_left_of_the_last_signer(self, pages):
        number, last = place(pages[0], "龙政呈〔2026〕3号"), place(pages[0], "欧阳试填")
        assert number[0] == pytest.approx(LEFT + std.CHAR_PITCH / MM, abs=1)
        assert number[3] == pytest.approx(last[3], abs=1)

    def test_names_of_signers_stand_below_each_other_near_the_right_edge(self, pages):
        first, second, last = (place(pages[0], name) for name in ("王示例", "李样本", "欧阳试填"))
        assert last[0] == pytest.approx(first[0], abs=1)
        assert second[2] == pytest.approx(RIGHT - std.CHAR_PITCH / MM, abs=1)
        kai = {
            one["fontname"].partition("+")[2] for one in pages[0].search("欧阳试填", regex=False)[0]["chars"]
        }
        assert any("Kai" in name for name in kai)

    def test_red_line_is_156_mm_wide_and_4_mm_below_the_number(self, pages):
        left, top, width, _ = rules(pages[0])[0]
        assert (left, width) == (pytest.approx(LEFT, abs=1), pytest.approx(156, abs=1))
        number = [band for band in bands(pages[0]) if band[1] < top][-1]
        assert top - number[1] == pytest.approx(4, abs=1)

    def test_imprint_ends_with_the_type_area_of_the_last_page(self, pages):
        lines = rules(pages[-1])[-3:]
        assert lines[-1][1] == pytest.approx(262, abs=1)
        assert [width for _, _, width, _ in lines] == pytest.approx([156] * 3, abs=1)
        assert [weight / MM for *_, weight in lines] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)

    def test_imprint_names_office_and_day_at_both_sides(self, pages):
        office, day = place(pages[-1], "龙江县人民政府办公室"), place(pages[-1], "2026年9月21日印发")
        char = std.SIZE_4 / MM
        assert office[0] == pytest.approx(LEFT + char, abs=1)
        assert day[2] == pytest.approx(RIGHT - char, abs=1)

    def test_imprint_is_never_alone_on_a_page(self, pages):
        assert "龙江县人民政府\n2026年9月21日" in pages[-1].extract_text().replace(" ", "")


@pytest.mark.parametrize("pages", [letter()], indirect=True)
class TestLetter:
    def test_mark_stands_30_mm_below_the_edge_of_the_paper_without_文件(self, pages):
        assert ink_top(pages[0], "龙江县人民政府") == pytest.approx(30, abs=1)
        assert "文件" not in pages[0].extract_text()

    def test_double_lines_are_170_mm_wide_thick_one_outside(self, pages):
        above, below, upper, lower = rules(pages[0])
        for left, _, width, _ in (above, below, upper, lower):
            assert (left, width) == (pytest.approx(20, abs=0.5), pytest.approx(170, abs=0.5))
        assert above[3] > below[3]
        assert upper[3] < lower[3]
        assert lower[1] == pytest.approx(277, abs=1)

    def test_each_element_of_the_head_stands_so_far_below_the_one_above(self, pages):
        mark, thick, thin, number, title, *_ = bands(pages[0])
        assert thick[0] - mark[1] == pytest.approx(4, abs=1)
        assert number[0] - thin[1] == pytest.approx(7 / 8 * 15.75 / MM, abs=1)
        assert title[0] - number[1] == pytest.approx(2 * std.LINE_PITCH / MM + 2.5, abs=1.5)

    def test_imprint_has_no_lines_and_ends_with_the_type_area_of_the_last_page(self, pages):
        *_, last, number = bands(pages[-1])
        assert rules(pages[-1]) == []
        assert "抄送：" in pages[-1].extract_text()
        assert "印发" not in pages[-1].extract_text()
        assert last[1] == pytest.approx(262, abs=2)
        assert number[0] > 262

    def test_number_stands_at_the_right_below_the_line_and_the_urgency_at_the_left(self, pages):
        number, urgency = place(pages[0], "龙政函〔2026〕6号"), place(pages[0], "加急")
        assert number[2] == pytest.approx(RIGHT, abs=1)
        assert urgency[0] == pytest.approx(LEFT, abs=1)
        assert number[3] == pytest.approx(urgency[3], abs=1)

    def test_first_page_has_no_number_and_the_second_has(self, pages):
        assert "— 1 —" not in pages[0].extract_text()
        assert "— 2 —" in pages[1].extract_text()
        assert len(rules(pages[1])) == 0


@pytest.mark.parametrize("pages", [order()], indirect=True)
class TestOrder:
    """命令（令）格式, 10.2, with the signer's stamp, 7.3.5.3."""

    def test_mark_stands_20_mm_below_the_type_area(self, pages):
        assert ink_top(pages[0], "龙江县人民政府令") == pytest.approx(57, abs=1)

    def test_number_stands_in_the_middle_two_lines_below_the_mark(self, pages):
        left, top, right, _ = place(pages[0], "第3号")
        assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
        gap = top - place(pages[0], "龙江县人民政府令")[3]
        assert 2 * std.LINE_PITCH / MM - 6 < gap < 3 * std.LINE_PITCH / MM

    def test_text_begins_two_lines_below_the_number_without_a_title_or_a_red_line(self, pages):
        number, text = place(pages[0], "第3号"), place(pages[0], "为进一步规范")
        assert text[3] - number[3] == pytest.approx(3 * std.LINE_PITCH / MM, abs=1)
        assert "龙江县封山禁火令" not in pages[0].extract_text()
        assert rules(pages[0]) == []

    def test_stamp_stands_two_lines_below_the_text_and_four_characters_from_the_edge(self, pages):
        above = [one for one in pages[0].extract_text_lines() if "见。" in one["text"]][-1]["bottom"] / MM
        name = place(pages[0], "王示例")
        assert name[3] - above == pytest.approx(3 * std.LINE_PITCH / MM, abs=1)
        assert name[2] == pytest.approx(RIGHT - 4 * std.CHAR_PITCH / MM, abs=1)

    def test_post_stands_two_characters_left_of_the_stamp_on_its_line(self, pages):
        post, name = place(pages[0], "县长"), place(pages[0], "王示例")
        assert name[0] - post[2] == pytest.approx(2 * std.CHAR_PITCH / MM, abs=0.5)
        assert post[3] == pytest.approx(name[3], abs=0.1)

    def test_date_stands_a_line_below_the_stamp_four_characters_from_the_edge(self, pages):
        name, day = place(pages[0], "王示例"), place(pages[0], "2026年9月21日")
        assert day[3] - name[3] == pytest.approx(2 * std.LINE_PITCH / MM, abs=1)
        assert day[2] == pytest.approx(RIGHT - 4 * std.CHAR_PITCH / MM, abs=1)


@pytest.mark.parametrize("pages", [minutes()], indirect=True)
def test_minutes_name_those_present_below_the_text(pages):
    assert ink_top(pages[0], "龙江县人民政府常务会议纪要") == pytest.approx(72, abs=1)
    lines = pages[1].extract_text_lines()
    (at,) = (number for number, line in enumerate(lines) if line["text"].startswith("出席"))
    label, absent = place(pages[1], "出席："), place(pages[1], "请假：")
    assert label[0] == pytest.approx(LEFT + 2 * std.CHAR_PITCH / MM, abs=1)
    assert lines[at + 1]["x0"] / MM == pytest.approx(label[2], abs=1)
    assert (lines[at]["bottom"] - lines[at - 1]["bottom"]) == pytest.approx(2 * std.LINE_PITCH, abs=2)
    assert (absent[0], absent[1] - label[1]) == (
        pytest.approx(label[0], abs=0.1),
        pytest.approx(2 * std.LINE_PITCH / MM, abs=0.5),
    )
    faces = {one["fontname"].partition("+")[2] for one in lines[at]["chars"]}
    assert any("Hei" in face for face in faces)
    assert any("Fang" in face for face in faces)


@pytest.mark.parametrize("pages", [joint()], indirect=True)
class TestJoint:
    """联合行文, 7.2.4 and 7.3.5.1."""

    def test_names_are_spread_to_one_width_beside_文件(self, pages):
        red = [one for one in pages[0].chars if one["non_stroking_color"] in ((1, 0, 0), [1, 0, 0])]
        tops = sorted({round(one["top"]) for one in red if one["text"] not in "文件"})
        edges = [
            (min(one["x0"] for one in row), max(one["x1"] for one in row))
            for top in tops
            if (row := [one for one in red if abs(one["top"] - top) < 3 and one["text"] not in "文件"])
        ]
        assert len(edges) == 2
        assert edges[0] == pytest.approx(edges[1], abs=3)

    def test_names_sign_side_by_side_and_the_last_one_over_the_date(self, pages):
        page = pages[-1]
        first, last, day = (
            place(page, one) for one in ("龙江县人民政府", "龙江县人民武装部", "2026年9月21日")
        )
        assert first[3] == pytest.approx(last[3], abs=1)
        # LibreOffice 7 sets the date's digits apart, whatever the file says, and so the date wider to the left
        assert (last[0] + last[2]) / 2 == pytest.approx((day[0] + day[2]) / 2, abs=3)


THREE = ("龙江县人民武装部", "龙江县公安局")
FIVE = (*THREE, "龙江县教育局", "龙江县卫生健康局")


@pytest.mark.parametrize("pages", [joint_of(*THREE), joint_of(*FIVE)], ids=["three", "five"], indirect=True)
class TestJointOfMany:
    def test_first_page_shows_text_below_its_names(self, pages):
        assert "关于做好征兵工作的通知" in pages[0].extract_text()
        assert "为进一步规范政务公开工作" in pages[0].extract_text()
        assert ink_top(pages[0], "文件") > 72

    def test_names_sign_in_their_order_two_a_row_and_the_last_one_over_the_date(self, pages):
        text = pages[-1].extract_text()
        names = ["龙江县人民政府", *(one for one in FIVE if one in text)]
        places = [place(pages[-1], name) for name in names]
        rows = [round(bottom) for *_, bottom in places]
        assert rows == sorted(rows)
        assert [rows.count(row) for row in dict.fromkeys(rows)] == [2] * (len(names) // 2) + [1]
        assert all(
            left[2] < right[0] for left, right in pairwise(places) if round(left[3]) == round(right[3])
        )
        last, day = places[-1], place(pages[-1], "2026年9月21日")
        assert (last[0] + last[2]) / 2 == pytest.approx((day[0] + day[2]) / 2, abs=3)

    def test_seals_of_a_county_neither_touch_nor_leave_the_type_area(self, pages):
        text = pages[-1].extract_text()
        places = [place(pages[-1], one) for one in ("龙江县人民政府", *FIVE) if one in text]
        seals = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in places]
        apart = [math.dist(one, other) for one, other in combinations(seals, 2)]
        assert min(apart) > std.SEAL_ACROSS
        assert min(across for across, _ in seals) - std.SEAL_ACROSS / 2 > LEFT
        assert max(across for across, _ in seals) + std.SEAL_ACROSS / 2 < RIGHT


def test_web_page_and_board_have_neither_marks_nor_imprint(fonts):
    from desktop_app.adapters.writers import page
    from desktop_app.adapters.writers.poster import write_poster

    shown = page.article(upward()) + "".join(pdf_pages(write_poster(upward(), fonts).content))
    assert not [word for word in ("特急", "抄送", "000012", "签发人", "印发") if word in shown]


def test_letter_has_no_printing_office():
    assert on_paper(letter()).printed == ()


@pytest.mark.parametrize("document", [upward(), joint(), minutes()], ids=["upward", "joint", "minutes"])
def test_imprint_of_a_file_for_both_sides_stands_at_the_foot_of_an_even_page(document, fonts):
    with pdfplumber.open(io.BytesIO(write_pdf(document, fonts, mirrored=True).content)) as pdf:
        pages = pdf.pages
        assert len(pages) % 2 == 0
        assert "抄送：" in pages[-1].extract_text()
        assert rules(pages[-1])[-1][1] == pytest.approx(262, abs=1)
        assert all(page.extract_text().strip() for page in pages)


def test_sheets_for_both_sides_change_their_binding_edge(fonts, base):
    from desktop_app.adapters.writers.docx import write_docx

    document = letter()
    settings = docx_part(write_docx(document, base, mirrored=True).content, "word/settings.xml")
    assert settings.find("{*}mirrorMargins") is not None
    with pdfplumber.open(io.BytesIO(write_pdf(document, fonts, mirrored=True).content)) as pdf:
        lefts = [min(one["x0"] for one in page.chars if one["size"] == 16) / MM for page in pdf.pages[:2]]
    assert lefts == pytest.approx([28, 26], abs=1)
