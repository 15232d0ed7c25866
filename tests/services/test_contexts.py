"""What stands around a finding is shown, and no found value with it."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook
from PIL import Image

from desktop_app.core.checks.finding import Finding
from desktop_app.services.checks import file_findings
from desktop_app.services.contexts import CannotShow, Context, contexts_of, page_of
from tests.adapters.readers.test_pdf import CARD, made

MASKED = "230221********2280"


def contexts(name: str, content: bytes, rule: str) -> tuple[list[Finding], tuple[Context, ...]]:
    found = [one for one in file_findings(name, content).findings if one.rule == rule]
    return found, contexts_of(name, content, [one.place for one in found])


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["姓名", "身份证号", "村"])
    for number in range(20):
        sheet.append([f"张{number}", CARD if number == 9 else f"2302211984071222{number:02d}", "甲村"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cell_is_shown_in_its_rows_masked():
    found, (context, *_) = contexts("名单.xlsx", workbook(), "pii.id-card")

    assert found[0].place.cell is not None
    assert context.header[context.column] == "身份证号"
    assert len(context.rows) > 3
    assert all("*" in row[context.column] for row in context.rows)


def test_a_paragraph_is_shown_between_its_neighbours():
    text = "一、甲\n二、乙\n身份证号：" + CARD + "。\n三、丙"
    _found, (context,) = contexts("公告.txt", text.encode(), "pii.id-card")

    assert context.rows == (("一、甲",), ("二、乙",), (f"身份证号：{MASKED}。",), ("三、丙",))
    assert context.here == 2


def test_another_value_beside_it_is_masked_too():
    text = f"身份证号：{CARD}\n户主电话：13812345678"
    _found, (context,) = contexts("公告.txt", text.encode(), "pii.id-card")

    assert "13812345678" not in str(context)


def test_a_pdf_page_is_drawn_with_its_value_barred():
    content = made(f"BT /F1 12 Tf 100 700 Td (CARD {CARD} OF A PERSON) Tj ET")

    picture = Image.open(BytesIO(page_of("公示.pdf", content, 1)))

    assert picture.convert("RGB").getpixel((int(200 * 1.6), int((842 - 704) * 1.6))) == (128, 128, 128)


def test_a_page_that_is_a_picture_is_not_shown():
    out = BytesIO()
    Image.linear_gradient("L").resize((800, 1100)).save(out, "PDF")

    assert page_of("扫描.pdf", out.getvalue(), 1) == b""


def test_nothing_is_shown_of_a_marked_file():
    with pytest.raises(CannotShow):
        contexts_of("通知.txt", "机密★1年\n方案".encode(), [])
