"""Pictures: where they were taken, what their thumbnails keep, and what nobody has read."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent

PHOTO = Image.merge(
    "RGB", [Image.linear_gradient("L").rotate(turn).resize((800, 600)) for turn in (0, 90, 180)]
)
PAPER = Image.new("RGB", (800, 600), "white")
ImageDraw.Draw(PAPER).line((100, 100, 600, 100), "black", 4)


def saved(picture: Image.Image, kind: str, **saving: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **saving)
    return out.getvalue()


def findings(content: bytes) -> list[tuple[str, str]]:
    with recognition.switched_off():
        return [(one.rule, str(one.severity)) for one in check_units(units_of("图片", content, silent))]


def test_place_where_a_photo_was_taken_is_a_warning():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 20.0, 15.0), 3: "E", 4: (123.0, 11.0, 2.0)})

    assert findings(saved(PHOTO, "JPEG", exif=exif)) == [("hidden.metadata", "warn")]


def test_place_without_coordinates_is_none():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({0: b"\2\2\0\0"})

    assert findings(saved(PHOTO, "JPEG", exif=exif)) == []


def test_place_in_xmp_is_a_warning():
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="47,20.25N"/>'
        b"</rdf:RDF></x:xmpmeta>"
    )

    assert findings(saved(PHOTO, "JPEG", xmp=xmp)) == [("hidden.metadata", "warn")]


def test_author_and_remarks_are_read():
    exif = Image.Exif()
    exif[315] = "Zhang San"
    exif[40092] = "手机号13864210977".encode("utf-16-le")

    assert findings(saved(PHOTO, "JPEG", exif=exif)) == [("hidden.metadata", "note"), ("pii.mobile", "warn")]


@pytest.mark.parametrize(("thumbnail", "expected"), [(PHOTO, []), (PAPER, [("hidden.cache", "block")])])
def test_thumbnail_of_another_picture_is_a_cache(thumbnail, expected):
    small = saved(thumbnail.resize((160, 120)), "JPEG")
    upright = b"\x12\x01\x03\0\x01\0\0\0\x01\0\0\0"
    head = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + upright + b"\x1a\0\0\0"
    entries = b"\x02\0\x01\x02\x04\0\x01\0\0\0" + (56).to_bytes(4, "little")
    entries += b"\x02\x02\x04\0\x01\0\0\0" + len(small).to_bytes(4, "little") + bytes(4)

    assert findings(saved(PHOTO, "JPEG", exif=head + entries + small)) == expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_paper_that_nobody_read_is_a_scan(kind):
    assert findings(saved(PAPER, kind)) == [("unreadable.scan", "warn")]


def test_each_page_of_a_fax_is_read():
    content = saved(PAPER, "TIFF", save_all=True, append_images=[PAPER, PAPER])
    with recognition.switched_off():
        pages = [one.place.page for one in check_units(units_of("传真.tif", content, silent))]

    assert pages == [1, 2, 3]


@pytest.mark.parametrize("picture", [PHOTO, PAPER.resize((60, 60))], ids=["photo", "seal"])
def test_photos_and_small_drawings_are_no_scans(picture):
    assert findings(saved(picture, "PNG")) == []


def test_cut_off_picture_is_damaged():
    content = saved(PHOTO, "JPEG")

    assert findings(content[: len(content) // 2]) == [("unreadable.damaged", "block")]


def test_picture_beyond_two_hundred_megapixels_is_not_opened():
    content = bytearray(saved(Image.new("1", (8, 8)), "BMP"))
    content[18:26] = (30_000).to_bytes(4, "little") * 2

    assert findings(bytes(content)) == [("unreadable.limit", "block")]


@pytest.mark.parametrize("seen", ["黑政办规〔2025]11号", "黑政办规[2025]11号", "黑政办规（2025）11号"])
def test_brackets_that_recognition_takes_for_others_are_no_fault_of_the_document(seen: str) -> None:
    assert recognition.settled(seen) == "黑政办规〔2025〕11号"


def test_a_court_case_keeps_its_brackets() -> None:
    assert recognition.settled("（2026）黑0221民初123号") == "（2026）黑0221民初123号"
