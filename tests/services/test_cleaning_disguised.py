"""Numbers that nobody reads as they stand are masked in the copy too, and the second check finds nothing more."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from docx import Document

from desktop_app.services.cleaning import clean_file
from tests.adapters.readers.making import ID, docx, p, r
from tests.adapters.readers.test_boxes import _BOX, _FILES, page, separated, table, web, workbook
from tests.adapters.readers.test_pdf import made

_PACKED = b64encode(ID.encode()).decode()
CIRCLED = "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(digit)] for digit in ID)
WRITTEN = {
    "base64": _PACKED,
    "hexadecimal": ID.encode().hex(),
    "percent": "".join(f"%{ord(sign):02X}" for sign in ID),
    "codes of digits": " ".join(f"{ord(sign):03o}" for sign in ID),
    "wide digits": "".join(chr(ord(sign) + 0xFEE0) for sign in ID),
    "circles": CIRCLED,
    "spelt out": "".join("零一二三四五六七八九"[int(digit)] for digit in ID),
    "unseen between": "\u200b".join(ID),
    "letters for digits": ID.replace("0", "O").replace("1", "l"),
    "blanks": " ".join(ID),
    "dots": ".".join(ID),
    "groups": f"{ID[:6]}（{ID[6:14]}）{ID[14:]}",
    "turned round": ID[::-1],
    "turned on the screen": f"\u202e{ID[::-1]}\u202c",
    "a wide X": "11010519491231002×",
}


def text(said: str) -> bytes:
    return f"通知\n号：{said}，请核对\n完".encode()


def table_of_texts(said: str) -> bytes:
    return f"姓名,说明\n张三,{said}\n李四,无\n".encode()


def document(said: str) -> bytes:
    file = Document()
    file.add_paragraph("通知")
    run = file.add_paragraph("号：")
    run.add_run(said[:7]).bold = True
    run.add_run(said[7:])
    file.core_properties.author = ""
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def book(said: str) -> bytes:
    out = BytesIO()
    file = openpyxl.Workbook()
    sheet = file.active
    assert sheet is not None
    for row in (("姓名", "说明"), ("张三", said), ("李四", "无")):
        sheet.append(row)
    file.save(out)
    return out.getvalue()


def web_page(said: str) -> bytes:
    return f"<html><body><p>通知</p><p>号：{said}</p></body></html>".encode()


def held(name: str, content: bytes) -> list[str]:
    return [one.rule for one in clean_file(name, content).left if one.severity != "note"]


MAKERS: dict[str, Callable[[str], bytes]] = {
    "a.txt": text,
    "a.csv": table_of_texts,
    "a.docx": document,
    "a.xlsx": book,
    "a.html": web_page,
}


@pytest.mark.parametrize("said", WRITTEN.values(), ids=WRITTEN.keys())
@pytest.mark.parametrize("name", MAKERS)
def test_number_in_another_spelling_is_masked(name: str, said: str) -> None:
    content = MAKERS[name](said)

    cleaning = clean_file(name, content)

    assert [one.rule for one in cleaning.left if one.severity != "note"] == []
    assert any("打码" in one for one in cleaning.done)
    assert said.encode() not in cleaning.content


@pytest.mark.parametrize(
    "said", [_PACKED, ID.encode().hex(), " ".join(ID), ".".join(ID)], ids=["base64", "hex", "blanks", "dots"]
)
def test_number_in_another_spelling_goes_from_a_page(said: str) -> None:
    assert held("a.pdf", made(f"BT /F1 12 Tf 100 700 Td (NO {said}) Tj ET")) == []


@pytest.mark.parametrize("kind", [kind for kind in _FILES if not kind.startswith("a slide")])
def test_number_in_pieces_is_masked_wherever_it_stands(kind: str) -> None:
    assert [one for one in held(*_FILES[kind]) if one.startswith("pii.") and one != "pii.column"] == []


def test_pieces_keep_their_boxes_and_the_other_cells_their_words() -> None:
    rows = [["姓名", "证件", "户数"], *(["张三", digit, "8"] for digit in ID)]

    for name, content in (("a.xlsx", workbook(rows)), ("a.csv", separated(rows))):
        copy = clean_file(name, content).content
        if name == "a.xlsx":
            sheet = openpyxl.load_workbook(BytesIO(copy)).active
            assert sheet is not None
            got = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
        else:
            got = [line.split(",") for line in copy.decode("utf-8-sig").split()]
        assert "".join(row[1] for row in got[1:]) == "230221********0018"
        assert {(row[0], row[2]) for row in got[1:]} == {("张三", "8")}


def test_lines_with_words_beside_the_first_and_the_last_piece_keep_them() -> None:
    lines = ["身份证号：2", *ID[1:-1], "8 住址：永发村"]

    copy = clean_file("a.txt", "\n".join(lines).encode()).content.decode().split("\n")

    assert (copy[0], copy[-1]) == ("身份证号：2", "8 住址：永发村")
    assert "".join(copy[1:-1]) == "30221********001"


@pytest.mark.parametrize(
    "content",
    [
        f"<p>甲</p><a href='http://a/?q={''.join(f'%{ord(sign):x}' for sign in ID)}'>甲</a>",
        f"<p>甲</p><a href='http://a/?q={ID[:9]}%{ord(ID[9]):x}{ID[10:]}'>甲</a>",
        "<style>p:after{content:'" + "".join(f"\\{ord(sign):x} " for sign in ID) + "'}</style><p>甲</p>",
        f"<p>甲<img src='data:text/plain;base64,{_PACKED}'></p>",
        f"<p title='{CIRCLED}'>甲</p>",
        f"<p>甲 <bdo dir=rtl>{ID[::-1]}</bdo></p>",
        f"<p alt='{_PACKED}'>甲</p>",
    ],
)
def test_number_in_disguise_in_the_source_of_a_page_goes(content: str) -> None:
    assert held("a.html", content.encode()) == []


def test_what_is_no_value_stays_as_it_is() -> None:
    said = b64encode("根据条例第二十条，现予公开。".encode()).decode()

    copy = clean_file("a.txt", f"{said}\n{_PACKED}\n12\n34\n".encode()).content.decode()

    assert copy == f"{said}\n{'*' * len(_PACKED)}\n12\n34\n"


def test_boxes_of_a_document_are_all_masked() -> None:
    for content in (
        table([["姓名", "张三"], ["身份证号", *ID]]),
        docx("".join(p(_BOX.format(p(r(digit)))) for digit in ID)),
        web([["身份证号", *ID]]),
    ):
        name = "a.html" if content.startswith(b"<") else "a.docx"
        assert held(name, content) == []


def test_boxes_of_a_page_are_covered() -> None:
    assert held("a.pdf", page([(60 + 25 * at, 700) for at in range(18)])) == []
