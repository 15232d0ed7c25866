"""A cropped picture is cut in the copy: what the page does not show of it leaves the file."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from desktop_app.adapters.cleaners.crops import cut_pictures
from tests.adapters.readers.making import rules
from tests.adapters.readers.test_crops import docx_with, drawing, picture_of

_VML = '<w:pict><v:shape><v:imagedata r:id="p1" cropright="39321f"/></v:shape></w:pict>'


def _drawn(content: bytes) -> tuple[tuple[int, int], str]:
    """The picture's size, and the document."""
    with ZipFile(BytesIO(content)) as package:
        size = Image.open(BytesIO(package.read("word/media/image1.png"))).size
        return size, package.read("word/document.xml").decode()


@pytest.mark.parametrize("drawn", [drawing('<a:srcRect r="60000"/>'), _VML])
def test_what_a_page_crops_away_is_cut_off_and_the_page_stays_as_it_is(drawn: str) -> None:
    copy, count = cut_pictures(docx_with(drawn, picture=picture_of()))
    size, document = _drawn(copy)
    assert (count, size) == (1, (80, 100))
    assert 'r="0"' in document or 'cropright="0f"' in document
    assert "hidden.cache" not in rules(copy)


def test_a_picture_that_is_drawn_twice_keeps_what_either_shows() -> None:
    narrow, wide = drawing('<a:srcRect r="60000"/>'), drawing('<a:srcRect r="20000"/>')
    size, document = _drawn(cut_pictures(docx_with(narrow, wide, picture=picture_of()))[0])
    assert size == (160, 100)
    assert 'r="50000"' in document
    assert 'r="0"' in document


@pytest.mark.parametrize("also", [drawing(""), drawing("<a:srcRect/>")])
def test_a_picture_that_is_whole_elsewhere_is_left_alone(also: str) -> None:
    content = docx_with(drawing('<a:srcRect r="60000"/>'), also, picture=picture_of())
    copy, count = cut_pictures(content)
    assert (count, _drawn(copy)) == (0, _drawn(content))


def test_a_picture_that_cannot_be_read_is_left_alone() -> None:
    assert cut_pictures(docx_with(drawing('<a:srcRect r="60000"/>'), picture=b"\x89PNG broken"))[1] == 0
