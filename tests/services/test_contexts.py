"""What stands around a finding is shown, and no found value with it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image

from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.services.checks import file_findings
from desktop_app.services.contexts import CannotShow, Context, contexts_of, page_of
from tests.adapters.readers.test_pdf import CARD, made

RED = (196, 43, 28)
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

    picture = drawn(content)

    assert (128, 128, 128) in colours(picture)


def drawn(content: bytes, rule: str = "pii.id-card") -> Image.Image:
    """The page of the first finding by this rule."""
    found = next(one for one in file_findings("公示.pdf", content).findings if one.rule == rule)
    return Image.open(BytesIO(page_of("公示.pdf", content, found))).convert("RGB")


def colours(picture: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _count, colour in picture.getcolors(1 << 24) or []}  # type: ignore[misc]


def framed(picture: Image.Image) -> tuple[int, int, int, int]:
    """The frame around all that is of the frame's colour."""
    reds = [
        (x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == RED
    ]
    return min(x for x, _ in reds), min(y for _, y in reds), max(x for x, _ in reds), max(y for _, y in reds)


def bars(picture: Image.Image) -> list[tuple[int, int]]:
    grey = (128, 128, 128)
    return [
        (x, y)
        for x in range(picture.width)
        for y in range(picture.height)
        if picture.getpixel((x, y)) == grey
    ]


def test_the_frame_stands_around_the_bar_and_the_part_of_the_page_around_it_is_shown():
    content = made(f"BT /F1 12 Tf 100 700 Td (CARD {CARD} OF A PERSON) Tj ET")

    picture = drawn(content)

    left, top, right, bottom = framed(picture)
    assert picture.height < 600
    assert all(left < x < right and top < y < bottom for x, y in bars(picture))
    assert right - left < picture.width / 2


def test_of_the_same_value_twice_on_a_page_the_place_of_the_finding_is_framed():
    first, second = f"CARD {CARD} OF A PERSON", f"HOLDER OF {CARD} ONCE MORE"
    content = made(f"BT /F1 12 Tf 100 700 Td ({first}) Tj 0 -200 Td ({second}) Tj ET")
    found = [one for one in file_findings("公示.pdf", content).findings if one.rule == "pii.id-card"]

    heights = [Image.open(BytesIO(page_of("公示.pdf", content, one))).convert("RGB").height for one in found]
    whole = [framed(Image.open(BytesIO(page_of("公示.pdf", content, one))).convert("RGB")) for one in found]

    assert len(found) == 2
    assert whole[0][0] < whole[1][0]
    assert all(height < 600 for height in heights)


def test_the_frame_follows_a_page_that_is_turned():
    with pikepdf.open(BytesIO(made(f"BT /F1 12 Tf 100 700 Td (CARD {CARD} OF A PERSON) Tj ET"))) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        out = BytesIO()
        pdf.save(out)

    picture = drawn(out.getvalue())

    left, top, right, bottom = framed(picture)
    assert right - left < bottom - top
    assert all(left < x < right and top < y < bottom for x, y in bars(picture))


def test_of_two_values_on_a_page_only_the_chosen_one_is_framed():
    content = made(f"BT /F1 12 Tf 100 700 Td (CARD {CARD}) Tj 0 -40 Td (MAIL someone@example.com) Tj ET")

    picture = drawn(content, "pii.email")

    _left, top, _right, bottom = framed(picture)
    assert {top < y < bottom for _x, y in bars(picture)} == {True, False}


def test_a_page_that_is_a_picture_is_not_shown():
    out = BytesIO()
    Image.linear_gradient("L").resize((800, 1100)).save(out, "PDF")

    scan = Finding("unreadable.scan", Severity.WARN, "", Place(page=1))
    assert page_of("扫描.pdf", out.getvalue(), scan) == b""


def test_nothing_is_shown_of_a_marked_file():
    with pytest.raises(CannotShow):
        contexts_of("通知.txt", "机密★1年\n方案".encode(), [])
