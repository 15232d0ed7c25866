"""Cropped pictures: what a page does not show of them stays in the file."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from tests.adapters.readers.making import named, package, relations, rules

_WHOLE = "<pic:blipFill {0}><a:blip r:embed='p1'/>{1}</pic:blipFill>"
_PIC = "xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'"


def picture_of(written: bool = True) -> bytes:
    """A picture of 200 × 100 with writing in its right half."""
    picture = Image.new("RGB", (200, 100), "white")
    if written:
        ImageDraw.Draw(picture).text((120, 40), "SIGNED", fill="black")
    stream = BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def docx_with(*drawn: str, picture: bytes) -> bytes:
    body = "".join(f"<w:p><w:r>{one}</w:r></w:p>" for one in drawn)
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(("p1", "image", "media/image1.png")),
        "word/media/image1.png": picture,
    }
    return package("word/document.xml", named("w:document", f"<w:body>{body}</w:body>"), parts)


def drawing(crop: str) -> str:
    return f"<w:drawing>{_WHOLE.format(_PIC, crop)}</w:drawing>"


def _caches(content: bytes) -> list[str]:
    return [rule for rule in rules(content) if rule == "hidden.cache"]


@pytest.mark.parametrize(
    "drawn",
    [
        drawing('<a:srcRect r="60000"/>'),
        drawing('<a:srcRect r="60%"/>'),
        '<w:pict><v:shape><v:imagedata r:id="p1" cropright="39321f"/></v:shape></w:pict>',
        '<w:pict><v:shape><v:imagedata r:id="p1" cropright=".6"/></v:shape></w:pict>',
    ],
)
def test_cropped_away_writing_is_a_cache(drawn: str) -> None:
    assert _caches(docx_with(drawn, picture=picture_of())) == ["hidden.cache"]


@pytest.mark.parametrize(
    "crop", ["", "<a:srcRect/>", '<a:srcRect l="30000"/>', '<a:srcRect r="-60000"/>', '<a:srcRect b="500"/>']
)
def test_margin_that_is_cropped_away_is_none(crop: str) -> None:
    assert _caches(docx_with(drawing(crop), picture=picture_of())) == []


def test_picture_that_is_whole_elsewhere_hides_nothing() -> None:
    assert _caches(docx_with(drawing('<a:srcRect r="60000"/>'), drawing(""), picture=picture_of())) == []


def test_damaged_picture_is_said_to_be_damaged_and_no_more() -> None:
    found = rules(docx_with(drawing('<a:srcRect r="60000"/>'), picture=picture_of()[:90]))
    assert found == ["unreadable.damaged"]


def test_slide_is_named() -> None:
    shape = "<p:pic><p:blipFill><a:blip r:embed='p1'/><a:srcRect t='60000'/></p:blipFill></p:pic>"
    slide = named("p:sld", f"<p:cSld><p:spTree>{shape}</p:spTree></p:cSld>")
    parts: dict[str, str | bytes] = {
        "ppt/_rels/presentation.xml.rels": relations(("s1", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": slide,
        "ppt/slides/_rels/slide1.xml.rels": relations(("p1", "image", "../media/image1.png")),
        "ppt/media/image1.png": picture_of(),
    }
    listed = '<p:sldIdLst><p:sldId id="256" r:id="s1"/></p:sldIdLst>'
    assert _caches(package("ppt/presentation.xml", named("p:presentation", listed), parts)) == [
        "hidden.cache"
    ]
