"""Each trap of hostile files, for each kind that can hold it: an answer in bounded time, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent
from tests.adapters.readers import test_ofd as ofd
from tests.adapters.readers.making import ID, docx, p, r
from tests.adapters.readers.test_pptx import _pptx, _shape
from tests.adapters.readers.test_unseen_corners import _workbook

_BODIES: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx": (lambda: docx(p(r(f"身份证号{ID}"))), "word/document.xml"),
    "xlsx": (lambda: _workbook(lambda sheet: sheet.append((2, ID))), "xl/worksheets/sheet1.xml"),
    "pptx": (lambda: _pptx(_shape(ID)), "ppt/slides/slide1.xml"),
    "ofd": (lambda: ofd.made(ofd.text(ID)), "Doc_0/Pages/Page_0/Content.xml"),
}
"""Kind to a sound file, and to the part in which its text stands."""
KINDS = pytest.mark.parametrize("kind", list(_BODIES))
_BOMB = 300_000_000


def rules(kind: str, content: bytes) -> set[str]:
    return {one.rule for one in check_units(units_of(f"文件.{kind}", content, silent))}


def changed(kind: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with its text's part changed."""
    make, part = _BODIES[kind]
    out = BytesIO()
    with ZipFile(BytesIO(make())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def with_part(kind: str, name: str, text: bytes) -> bytes:
    out = BytesIO(_BODIES[kind][0]())
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


@KINDS
def test_sound_file_is_read(kind: str) -> None:
    assert "pii.id-card" in rules(kind, _BODIES[kind][0]())


@KINDS
def test_part_that_grows_without_bound_is_a_limit(kind: str) -> None:
    content = changed(kind, lambda text: text + b" " * _BOMB)
    assert "unreadable.limit" in rules(kind, content)


@KINDS
def test_entities_that_expand_are_a_limit(kind: str) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def change(text: bytes) -> bytes:
        head, mark, rest = text.partition(b"?>")
        return head + mark + laughs + rest if mark else laughs + text

    assert "unreadable.limit" in rules(kind, changed(kind, change))


@KINDS
def test_elements_within_elements_without_end_are_damage(kind: str) -> None:
    content = changed(kind, lambda _text: b"<a>" * 100_000 + b"</a>" * 100_000)
    assert rules(kind, content) & {"unreadable.damaged", "unreadable.limit"}


@KINDS
def test_part_that_is_cut_off_is_damage(kind: str) -> None:
    assert "unreadable.damaged" in rules(kind, changed(kind, lambda text: text[: len(text) // 2]))


@KINDS
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_file_that_is_cut_off_is_damage(kind: str, share: float) -> None:
    content = _BODIES[kind][0]()
    assert any(one.startswith("unreadable.") for one in rules(kind, content[: int(len(content) * share)]))


@KINDS
@pytest.mark.parametrize("name", ["../../etc/cron.d/x.xml", "/etc/x.xml", "C:\\x.xml", "..\\..\\x.xml"])
def test_part_whose_name_climbs_out_is_read_and_never_written(kind: str, name: str) -> None:
    assert "pii.id-card" in rules(kind, with_part(kind, name, b"<a/>"))


@KINDS
@pytest.mark.parametrize("ending", ["txt", "pdf", "jpg", "html", "csv"])
def test_file_under_a_wrong_name_is_read_as_what_it_is(kind: str, ending: str) -> None:
    assert "pii.id-card" in rules(ending, _BODIES[kind][0]())


@KINDS
def test_part_named_in_another_encoding_does_not_stop_the_reading(kind: str) -> None:
    content = with_part(kind, "zz9.xml", b"<a/>").replace(b"zz9.xml", "密1".encode("gb18030") + b".xml")
    assert "pii.id-card" in rules(kind, content)
