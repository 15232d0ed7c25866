"""GB/T 9704-2012, measured on pages: Typst's PDF, and what LibreOffice prints of the docx.

One type of every area by default; `EVERY_LAYOUT=1` measures the sample of every type.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import FontSet, font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Document, Heading, paragraphs_with, text_of
from desktop_app.core.document.gbt9704 import Face
from desktop_app.core.document.paper import on_paper, paper_text
from tests.adapters.writers.reading import bare, docx_text
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS, answered, chosen, composed
from tests.forms.measuring import (
    MM,
    Edges,
    Sheet,
    full_lines,
    gaps_between,
    ink_top,
    sheets,
    type_area,
)

_FANDOL = {
    Face.TITLE: "FandolSong", Face.BODY: "FandolFang R", Face.HEI: "FandolHei", Face.KAI: "FandolKai",
    Face.SONG: "FandolSong",
}  # fmt: skip
_SHAPES = {Face.TITLE: "Song", Face.BODY: "Fang", Face.HEI: "Hei", Face.KAI: "Kai", Face.SONG: "Song"}
_BASE = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()
_TOLERANCE = 1.0
"""Millimetres, 5.2.1."""


@dataclass(frozen=True)
class Printed:
    """A sample on paper."""

    document: Document
    content: bytes
    sheets: list[Sheet]

    @property
    def area(self) -> Edges:
        return type_area(self.document)


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    if not (REPOSITORY / ".fonts" / "FandolFang-Regular.otf").exists():
        pytest.skip("the document fonts are not set up")
    return load_fonts(font_folders(REPOSITORY))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {name: composed(answered(FORMS[name], FORMS[name].spec.sample)) for name in chosen()}


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory, documents: dict[str, Document]) -> Path:
    """The folder in which LibreOffice printed every docx: one run for all, for its start takes longest."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    home = tmp_path_factory.mktemp("office")
    (home / ".fonts").symlink_to(REPOSITORY / ".fonts")
    for name, document in documents.items():
        (home / f"{name}.docx").write_bytes(write_docx(document, _BASE, _FANDOL).content)
    profile = f"-env:UserInstallation=file://{home}/profile"
    files = [str(file) for file in sorted(home.glob("*.docx"))]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(home), *files],
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        timeout=110,
        check=True,
    )
    return home


@pytest.fixture(params=["typst", "docx"], scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=chosen(), scope="module")
def printed(
    request: pytest.FixtureRequest, kind: str, documents: dict[str, Document], fonts: FontSet
) -> Printed:
    document = documents[request.param]
    if kind == "typst":
        content = write_pdf(document, fonts).content
    else:
        content = (request.getfixturevalue("by_office") / f"{request.param}.pdf").read_bytes()
    return Printed(document, content, sheets(content, type_area(document)))


def test_text_stays_within_the_type_area(printed: Printed) -> None:
    """5.2.1, 5.2.2."""
    area = printed.area
    for sheet in printed.sheets:
        assert min(line.left for line in sheet.lines) >= area.left - _TOLERANCE
        assert max(line.right for line in sheet.lines) <= area.right + _TOLERANCE
        assert sheet.lines[0].baseline / MM > area.top
        assert sheet.lines[-1].baseline / MM < area.bottom + _TOLERANCE


def test_full_lines_have_28_characters_from_edge_to_edge(printed: Printed) -> None:
    """5.2.3; lines of characters alone, since marks may be narrower at a line's end."""
    for sheet in printed.sheets:
        for line in full_lines(sheet, printed.area):
            if not printed.document.landscape and len(line.chars) >= std.CHARS_PER_LINE - 1:
                assert len(line.chars) == std.CHARS_PER_LINE
                assert line.left == pytest.approx(printed.area.left, abs=_TOLERANCE)
                assert line.right == pytest.approx(printed.area.right, abs=_TOLERANCE)


def test_lines_of_text_follow_each_other_by_the_22nd_of_the_type_area(printed: Printed) -> None:
    """5.2.3: no line of text is nearer to the one above it, and text's own pitch is that of 22 lines."""
    for sheet in printed.sheets:
        text = [line for line in sheet.lines if {round(one["size"]) for one in line.chars} == {std.SIZE_3}]
        near = [gap for gap in gaps_between(text) if gap < std.LINE_PITCH * 1.2]
        assert near == pytest.approx([std.LINE_PITCH] * len(near), abs=0.5)
        assert len(text) <= std.LINES_PER_PAGE


def test_title_stands_in_the_middle_in_xiaobiaosong_of_size_2(printed: Printed) -> None:
    """7.3.1."""
    title = bare(printed.document.title)
    lines = [
        line
        for line in printed.sheets[0].lines
        if {round(one["size"]) for one in line.chars} == {std.SIZE_2} and line.text in title
    ]
    assert "".join(line.text for line in lines) == title
    middle = (printed.area.left + printed.area.right) / 2
    for line in lines:
        assert min(abs(one - middle) for one in line.middle) <= _TOLERANCE
        assert all(_SHAPES[Face.TITLE] in font or "Noto" in font for font in line.fonts)


def test_headings_stand_in_their_faces(printed: Printed) -> None:
    """7.3.3: 黑体, 楷体, 仿宋, 仿宋."""
    found = {line.text: line for sheet in printed.sheets for line in sheet.lines}
    for block in printed.document.blocks:
        if isinstance(block, Heading) and (line := found.get(bare(text_of(block.runs)))):
            shape = _SHAPES[std.HEADING_FACES[block.level - 1]]
            hanzi = {one["fontname"] for one in line.chars if "\u4e00" <= one["text"] <= "\u9fff"}
            assert all(shape in font or "Noto" in font for font in hanzi), block


def test_page_numbers_stand_outside_7_mm_below_the_type_area(printed: Printed) -> None:
    """7.5: an odd one at the right, an even one at the left, one character in."""
    side = std.SIZE_4 * std.PAGE_NUMBER_SIDE_CHARS / MM
    for sheet in printed.sheets:
        if printed.document.layout == "letter" and sheet.number == 1:
            continue
        assert sheet.page_number == f"—{sheet.number}—"
        left, right = sheet.foot[0]["x0"] / MM, sheet.foot[-1]["x1"] / MM
        if sheet.number % 2:
            assert right == pytest.approx(printed.area.right - side, abs=_TOLERANCE)
        else:
            assert left == pytest.approx(printed.area.left + side, abs=_TOLERANCE)
    dash = printed.sheets[0].foot[:1]
    for one in dash:
        box = (one["x0"], printed.area.bottom * MM + 8, one["x1"], one["bottom"] + 8)
        top = ink_top(printed.content, 0, box)
        assert top - printed.area.bottom == pytest.approx(std.PAGE_NUMBER_DROP, abs=_TOLERANCE)


def test_no_seal_stands_on_a_page_without_two_lines_of_text(printed: Printed) -> None:
    """7.3.5.5."""
    names = {bare(text_of(one.runs)) for one in paragraphs_with(printed.document, "signature")}
    dates = {bare(text_of(one.runs)) for one in paragraphs_with(printed.document, "date")}
    for sheet in printed.sheets:
        said = [line.text for line in sheet.lines]
        for at, line in enumerate(said):
            if line in dates and at:
                assert len([one for one in said[:at] if one not in names]) >= 2


def test_every_character_of_the_text_is_printed(printed: Printed) -> None:
    """The same text in both; headers of tables are printed again on every page."""
    said = Counter("".join(one["text"] for sheet in printed.sheets for one in (*sheet.body, *sheet.foot)))
    for one in ("\u00b7", "\u2014", "-"):  # printed by look-alikes of some fonts
        said.pop(one, None)
    lacking = Counter(bare(paper_text(printed.document))) - said
    assert {one for one in lacking if one not in "\u00b7\u2014-"} == set()


@pytest.mark.parametrize("name", chosen())
def test_docx_says_the_text_and_both_are_made_the_same_twice(
    name: str, documents: dict[str, Document], fonts: FontSet
) -> None:
    document = documents[name]
    word = write_docx(document, _BASE).content
    assert bare(docx_text(word)) == bare(paper_text(document))
    assert write_docx(document, _BASE).content == word
    assert write_pdf(document, fonts).content == write_pdf(document, fonts).content
    assert on_paper(document).blocks
