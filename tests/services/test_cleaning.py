"""Clean copies: what was there is gone from the bytes, what is seen stays, and the checks have nothing left to say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from desktop_app.core.checks.finding import Severity
from desktop_app.services.cleaning import CannotClean, Cleaning, clean_file
from tests.adapters.readers.test_pdf import BOX, CARD, WRITE, made

MASKED = "230221********2280"


def held(cleaning: Cleaning) -> list[str]:
    return [finding.rule for finding in cleaning.left if finding.severity is not Severity.NOTE]


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def look_of(content: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("RGB")


def streams_of(content: bytes) -> bytes:
    with Pdf.open(BytesIO(content)) as pdf:
        return b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))


def test_lists_keep_their_width_when_masked():
    content = f"姓名,身份证号,村\n张三,{CARD},甲村\n".encode("gb18030")

    cleaning = clean_file("名单.csv", content)

    assert cleaning.content.decode("utf-8-sig").splitlines()[1] == f"张三,{MASKED},甲村"
    assert held(cleaning) == []


def test_wide_and_spaced_numbers_are_masked_in_text():
    wide = CARD.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    content = f"身份证号：{wide}。\n身份证号：230221 19840712 2280。\n".encode()

    cleaning = clean_file("声明.txt", content)

    assert wide not in cleaning.content.decode()
    assert "19840712" not in cleaning.content.decode()
    assert held(cleaning) == []


def test_text_under_a_box_is_taken_out_and_the_page_looks_the_same():
    content = made(f"{WRITE} 0 g {BOX} BT /F1 12 Tf 100 600 Td (STAYS) Tj ET")

    cleaning = clean_file("决定书.pdf", content)

    assert "STAYS" in text_of(cleaning.content)
    assert CARD not in text_of(cleaning.content)
    assert CARD.encode() not in streams_of(cleaning.content)
    assert ImageChops.difference(look_of(content), look_of(cleaning.content)).getextrema()[0][1] < 96
    assert held(cleaning) == []


def test_number_that_is_seen_is_taken_out_and_barred():
    content = made(f"BT /F1 12 Tf 100 700 Td (CARD {CARD} OF A PERSON) Tj ET")

    cleaning = clean_file("公示.pdf", content)
    bar = look_of(cleaning.content).getpixel((200, 842 - 704))

    assert CARD.encode() not in streams_of(cleaning.content)
    assert bar == (128, 128, 128)
    assert held(cleaning) == []


def test_text_within_a_form_is_left_and_said():
    def embed(pdf: Pdf) -> None:
        pdf.pages[0].Resources.XObject.Fm = pdf.make_stream(
            WRITE.encode(), Subtype=Name.Form, BBox=[0, 0, 595, 842], Resources=pdf.pages[0].Resources
        )

    cleaning = clean_file("公示.pdf", made("/Fm Do", embed))

    assert cleaning.undone
    assert held(cleaning) == ["pii.id-card"]


def test_everything_beside_the_pages_is_removed():
    def fill(pdf: Pdf) -> None:
        pdf.attachments["名单.csv"] = CARD.encode()
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(CARD))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots = Array([note, link])
        field = Dictionary(FT=Name.Tx, T=String("身份证号"), V=String(CARD))
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(field)])
        pdf.docinfo["/Author"] = "王某"

    before = made("BT /F1 12 Tf 100 700 Td (STAYS) Tj ET", fill)

    cleaning = clean_file("意见.pdf", made(WRITE) + before)

    with Pdf.open(BytesIO(cleaning.content)) as pdf:
        assert len(pdf.attachments) == 0
        assert [str(one.Subtype) for one in pdf.pages[0].Annots] == ["/Link"]
        assert str(pdf.Root.AcroForm.Fields[0].V) == MASKED
        assert "/Author" not in pdf.docinfo
    assert cleaning.content.count(b"%%EOF") == 1
    assert CARD.encode() not in cleaning.content
    assert cleaning.left == []


def test_document_is_settled_as_it_reads_on_paper():
    document = Document()
    paragraph = document.add_paragraph("身份证号：")
    for part in (CARD[:7], CARD[7:]):
        paragraph.add_run(part)
    document.add_paragraph().add_run("看不见的话").font.hidden = True
    document.core_properties.author = "王某"
    ins = paragraph._p.makeelement(paragraph._p.tag.replace("}p", "}ins"), {})  # noqa: SLF001
    paragraph._p.append(ins)  # noqa: SLF001
    ins.append(paragraph.add_run("（新增）")._r)  # noqa: SLF001
    out = BytesIO()
    document.save(out)

    cleaning = clean_file("公示.docx", out.getvalue())
    copy = Document(BytesIO(cleaning.content))

    assert copy.paragraphs[0].text == f"身份证号：{MASKED}（新增）"
    assert "看不见" not in ZipFile(BytesIO(cleaning.content)).read("word/document.xml").decode()
    assert copy.core_properties.author == ""
    assert held(cleaning) == []


def test_workbook_keeps_only_what_is_seen():
    book = Workbook()
    sheet = book.active
    sheet.title = "公示表"
    rows = [
        ("序号", "姓名", "备注", "金额"),
        (1, "张三", "只在隐藏列", 10),
        (2, CARD, "乙", 20),
        (3, "只在隐藏行", "丙", 30),
    ]
    for row in rows:
        sheet.append(row)
    sheet["D5"] = "=SUM(D2:D4)"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet["A2"].comment = Comment("电话13864210977", "某人")
    book.create_sheet("底册").append(["只在隐藏表"])
    book["底册"].sheet_state = "veryHidden"
    book.create_sheet("说明").append(["看得见"])
    book.defined_names["秘密"] = DefinedName("秘密", attr_text=f'"{CARD}"')
    out = BytesIO()
    book.save(out)

    cleaning = clean_file("公示表.xlsx", out.getvalue())
    copy = load_workbook(BytesIO(cleaning.content))
    package = ZipFile(BytesIO(cleaning.content))
    everything = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())

    assert copy.sheetnames == ["公示表", "说明"]
    assert [cell.value for cell in copy["公示表"][3]] == [2, MASKED, None, 20]
    assert copy["说明"]["A1"].value == "看得见"
    assert copy["公示表"]["A2"].comment is None
    assert "=SUM" not in everything
    assert not any(gone in everything for gone in ("只在隐藏", CARD, "13864210977"))
    assert held(cleaning) == []


def test_text_of_a_workbook_that_nobody_sees_goes_and_its_like_stays():
    book = Workbook()
    sheet = book.active
    sheet.title = "公示表"
    for row in (("序号", "备注"), (1, "同样的字"), (2, "同样的字")):
        sheet.append(row)
    sheet["B3"].font = Font(color="FFFFFF")
    sheet.oddFooter.left.text = f"经办{CARD}"
    out = BytesIO()
    book.save(out)

    cleaning = clean_file("公示表.xlsx", out.getvalue())
    copy = load_workbook(BytesIO(cleaning.content))["公示表"]

    assert [copy["B2"].value, copy["B3"].value] == ["同样的字", None]
    assert copy.oddFooter.left.text == f"经办{MASKED}"
    assert "清空看不见字的单元格 1 个" in cleaning.done
    assert held(cleaning) == []


def test_pivot_table_is_not_promised_clean():
    book = Workbook()
    out = BytesIO()
    book.save(out)
    with ZipFile(out, "a") as package:
        package.writestr("xl/pivotCache/pivotCacheDefinition1.xml", "<pivotCacheDefinition/>")

    assert "数据透视表" in clean_file("汇总.xlsx", out.getvalue()).undone[0]


def photo() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({2: (47.0, 20.0, 15.0), 4: (123.0, 11.0, 2.0)})
    out = BytesIO()
    Image.linear_gradient("L").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_photos_within_documents_lose_their_place():
    document = Document()
    document.add_picture(BytesIO(photo()))
    out = BytesIO()
    document.save(out)

    def insert(pdf: Pdf) -> None:
        pdf.pages[0].Resources.XObject.Im = pdf.make_stream(
            photo(),
            Type=Name.XObject, Subtype=Name.Image, Width=256, Height=256, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
        )  # fmt: skip

    page = made("q 100 0 0 100 100 100 cm /Im Do Q", insert)
    for name, content in (("照片.docx", out.getvalue()), ("照片.pdf", page)):
        cleaning = clean_file(name, content)
        assert held(cleaning) == []
        assert b"Exif" not in cleaning.content


def test_photo_loses_its_place_and_keeps_its_pixels():
    picture = Image.linear_gradient("L").convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({2: (47.0, 20.0, 15.0), 4: (123.0, 11.0, 2.0)})
    out = BytesIO()
    picture.save(out, "PNG", exif=exif)

    cleaning = clean_file("照片.png", out.getvalue())
    copy = Image.open(BytesIO(cleaning.content))

    assert not copy.getexif()
    assert ImageChops.difference(copy.convert("RGB"), picture).getbbox() is None
    assert cleaning.left == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("方案.txt", "机密★10年\n关于某事的方案\n".encode(), id="marked as a state secret"),
        pytest.param("图纸.rar", b"Rar!\x1a\x07\x00", id="of a kind that nobody cleans"),
        pytest.param("文件.pdf", b"%PDF-1.7\n", id="damaged"),
    ],
)
def test_some_files_are_refused_with_a_reason(name, content):
    with pytest.raises(CannotClean) as caught:
        clean_file(name, content)

    assert name in str(caught.value)
