from __future__ import annotations

import io

import pdfplumber
import pytest

from desktop_app.adapters.writers.calibration import write_calibration
from desktop_app.adapters.writers.poster import write_poster
from desktop_app.adapters.writers.tiles import EDGE, OVERLAP, tiled
from desktop_app.core.document.gbt9704 import Mm, points
from tests.adapters.writers.reading import pdf_pages
from tests.core.document.sample import notice

A4 = (points(Mm(210)), points(Mm(297)))


@pytest.mark.parametrize(("paper", "sheets", "size"), [("A4x2", 2, A4[::-1]), ("A4x4", 4, A4)])
def test_large_sheet_is_divided_over_sheets_of_a4(fonts, paper, sheets, size):
    with pdfplumber.open(io.BytesIO(write_poster(notice(), fonts, paper=paper).content)) as pdf:
        assert [(page.width, page.height) for page in pdf.pages] == [pytest.approx(size, abs=1)] * sheets


def test_every_sheet_says_its_place(fonts):
    pages = pdf_pages(write_poster(notice(), fonts, paper="A4x4").content)
    places = ("1-1", "1-2", "2-1", "2-2")
    assert all(f"{place} / 2-2" in page for page, place in zip(pages, places, strict=True))


def test_neighbours_both_show_the_strip_for_the_glue(fonts):
    """A long line runs over both: what the left sheet shows last, the right one shows first."""
    with pdfplumber.open(io.BytesIO(write_poster(notice(), fonts, paper="A4x4").content)) as pdf:
        left, right = ({one["text"]: one for one in page.chars if one["size"] > 40} for page in pdf.pages[:2])
    shift = A4[0] - 2 * points(EDGE) - points(OVERLAP)
    both = [text for text in left if text in right]
    assert both
    for text in both:
        assert left[text]["x0"] - right[text]["x0"] == pytest.approx(shift, abs=1)


def test_marks_to_cut_at_stand_in_the_white_edge(fonts):
    with pdfplumber.open(io.BytesIO(write_poster(notice(), fonts, paper="A4x4").content)) as pdf:
        edges = {
            round(one["x0"]) for one in pdf.pages[0].lines if one["height"] and one["bottom"] < points(EDGE)
        }
    assert edges == {
        round(points(EDGE)),
        round(A4[0] - points(EDGE)),
        round(A4[0] - points(EDGE) - points(OVERLAP)),
    }


def test_a4_stays_whole_and_the_bytes_are_the_same_twice(fonts):
    poster = write_poster(notice(), fonts, paper="A4").content
    assert pdf_pages(tiled(poster)) == pdf_pages(poster)
    assert tiled(poster) == tiled(poster)
    big = write_poster(notice(), fonts, paper="A4x2")
    assert big == write_poster(notice(), fonts, paper="A4x2")


def test_lines_of_the_calibration_sheet_are_100_millimetres(fonts):
    with pdfplumber.open(io.BytesIO(write_calibration(fonts).content)) as pdf:
        page = pdf.pages[0]
        across = max(one["width"] for one in page.lines)
        down = max(one["height"] for one in page.lines)
        assert "都应当是 100 毫米" in page.extract_text()
    assert across == pytest.approx(points(Mm(100)), abs=0.1)
    assert down == pytest.approx(points(Mm(100)), abs=0.1)
