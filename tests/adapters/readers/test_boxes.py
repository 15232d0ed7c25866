"""Forms with a box for each digit, in every kind of file: across, downwards, in tables, boxes and lines."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import openpyxl
import pytest

from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent
from tests.adapters.readers.making import ID, docx, p, r
from tests.adapters.readers.test_pdf import made
from tests.adapters.readers.test_pptx import _pptx, _shape

_BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def table(rows: Sequence[Sequence[str]]) -> bytes:
    cells = ("".join(f"<w:tc>{p(r(text))}</w:tc>" for text in row) for row in rows)
    return docx("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>")


def workbook(rows: Sequence[Sequence[str]], *, as_numbers: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(text) if as_numbers and text.isdigit() else text for text in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def web(rows: Sequence[Sequence[str]]) -> bytes:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return ("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>").encode()


def separated(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def page(places: Sequence[tuple[int, int]], ruled: str = "") -> bytes:
    return made(
        ruled
        + "".join(
            f"BT /F1 12 Tf {x} {y} Td ({digit}) Tj ET " for digit, (x, y) in zip(ID, places, strict=True)
        )
    )


ACROSS = [["姓名", "身份证号"], ["张三", *ID]]
ALONE = [["身份证号", *ID]]
DOWN = [["序", "证件"], *([f"第{number}位", digit] for number, digit in enumerate(ID, 1))]
TWO_FORMS = [["姓名", "张三", "年龄", "46"], ["身份证号", *ID], ["住址", "永发村"]]
_ACROSS = [(60 + 25 * at, 700) for at in range(18)]
_DOWN = [(60, 700 - 25 * at) for at in range(18)]

_FILES = {
    "lines of a text": ("a.txt", "\n".join(ID).encode()),
    "lines with gaps": ("a.txt", "\n\n".join(f"  {digit}" for digit in ID).encode()),
    "a text's columns": ("a.txt", "\t".join(ID).encode()),
    "a row of a list": ("a.csv", separated(ACROSS)),
    "a column of a list": ("a.csv", separated(DOWN)),
    "a document's form": ("a.docx", table(TWO_FORMS)),
    "a document's only row": ("a.docx", table(ALONE)),
    "a document's column": ("a.docx", table(DOWN)),
    "paragraphs": ("a.docx", docx("".join(p(r(digit)) for digit in ID))),
    "a document's boxes": ("a.docx", docx("".join(p(_BOX.format(p(r(digit)))) for digit in ID))),
    "a sheet's row": ("a.xlsx", workbook(ACROSS, as_numbers=True)),
    "a sheet's column": ("a.xlsx", workbook(DOWN, as_numbers=True)),
    "a sheet's column alone": ("a.xlsx", workbook([[digit] for digit in ID])),
    "a sheet's form": ("a.xlsx", workbook(TWO_FORMS)),
    "a page's table": ("a.html", web(TWO_FORMS)),
    "a page's only row": ("a.html", web(ALONE)),
    "a page's column": ("a.html", web(DOWN)),
    "a page's blocks": ("a.html", "".join(f"<div>{digit}</div>" for digit in ID).encode()),
    "a page's list": ("a.html", f"<ul>{''.join(f'<li>{digit}' for digit in ID)}</ul>".encode()),
    "a slide's boxes": (
        "a.pptx",
        _pptx("".join(_shape(digit, 100 + 2000 * at) for at, digit in enumerate(ID))),
    ),
    "a PDF's line": ("a.pdf", page(_ACROSS)),
    "a PDF's column": ("a.pdf", page(_DOWN)),
    "a PDF's boxes": ("a.pdf", page(_ACROSS, "".join(f"{x - 5} 690 25 25 re S " for x, _ in _ACROSS))),
    "a PDF's boxes downwards": ("a.pdf", page(_DOWN, "".join(f"55 {y - 10} 25 25 re S " for _, y in _DOWN))),
}


@pytest.mark.parametrize(("name", "content"), _FILES.values(), ids=_FILES.keys())
def test_number_with_a_box_for_each_digit_is_found_once(name: str, content: bytes) -> None:
    found = check_units(units_of(name, content, silent))

    assert [one.rule for one in found if one.rule.startswith("pii.") and one.rule != "pii.column"] == [
        "pii.id-card"
    ]


def test_place_is_that_of_the_first_digit() -> None:
    places = {
        kind: [
            one.place.as_json()
            for one in check_units(units_of(*_FILES[kind], silent))
            if one.rule == "pii.id-card"
        ]
        for kind in ("a sheet's row", "a sheet's column", "a column of a list", "lines of a text")
    }

    assert places == {
        "a sheet's row": [{"sheet": "Sheet", "row": 2, "cell": "B2"}],
        "a sheet's column": [{"sheet": "Sheet", "row": 2, "cell": "B2"}],
        "a column of a list": [{"row": 2, "cell": "B2"}],
        "lines of a text": [{"paragraph": 1}],
    }


@pytest.mark.parametrize("make", [separated, workbook, table, web])
def test_ordinary_tables_of_small_figures_have_no_finding(make: object) -> None:
    assert callable(make)
    rows = [["村", "户数", "人数", *(f"{month}月" for month in range(1, 13)), "合计"]]
    rows += [
        [
            f"永发{number}村",
            str(number % 9 + 1),
            str(number % 7 + 1),
            *(str((number * month) % 10) for month in range(1, 13)),
            "9",
        ]
        for number in range(200)
    ]
    name = {separated: "a.csv", workbook: "a.xlsx", table: "a.docx", web: "a.html"}[make]  # type: ignore[index]

    assert [one for one in check_units(units_of(name, make(rows), silent)) if one.severity != "note"] == []
