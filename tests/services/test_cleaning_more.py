"""Clean copies of slides, web pages, OFD, archives and old documents; each is checked again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from lxml import etree

from desktop_app.services.cleaning import CannotClean, clean_file
from tests.adapters.readers import test_legacy, test_ofd, test_pptx
from tests.adapters.readers.making import ID, named, relations
from tests.services.test_cleaning import held

CARD = "230221198407122280"
MASKED = "230221********2280"


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def show(shapes: str, **parts: str) -> bytes:
    """A show of one slide and what goes with it."""
    return test_pptx._pptx(shapes, parts=dict(parts.items()))  # noqa: SLF001


def test_slides_keep_what_is_seen_and_lose_the_rest():
    fill = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    shape = test_pptx._shape  # noqa: SLF001
    content = show(
        shape(f"身份证号{ID}", 100) + shape("被盖住的话", 3000) + shape("", 3000, fill=fill, size=4000)
    )

    cleaning = clean_file("汇报.pptx", content)

    slide = members(cleaning.content)["ppt/slides/slide1.xml"].decode()
    assert "230221********0018" in slide
    assert "被盖住的话" not in slide
    assert held(cleaning) == []


def test_notes_comments_and_hidden_slides_go():
    shape = test_pptx._shape  # noqa: SLF001
    tree = test_pptx._TREE  # noqa: SLF001
    content = test_pptx._pptx(  # noqa: SLF001
        shape("正文"),
        parts={
            "ppt/presentation.xml": named(
                "p:presentation",
                '<p:sldIdLst><p:sldId id="256" r:id="s1"/><p:sldId id="257" r:id="s2"/></p:sldIdLst>',
            ),
            "ppt/_rels/presentation.xml.rels": relations(
                ("s1", "slide", "slides/slide1.xml"), ("s2", "slide", "slides/slide2.xml")
            ),
            "ppt/slides/slide2.xml": named("p:sld", tree.format("", shape(ID)), 'show="0"'),
            "ppt/slides/_rels/slide1.xml.rels": relations(("n", "notesSlide", "../notesSlides/notes1.xml")),
            "ppt/notesSlides/notes1.xml": named("p:notes", tree.format("", shape(f"备注{ID}"))),
        },
    )

    cleaning = clean_file("汇报.pptx", content)

    assert not [name for name in members(cleaning.content) if "notes" in name or "slide2" in name]
    assert held(cleaning) == []


def test_a_web_page_reads_the_same_and_its_source_says_nothing_more():
    page = (
        "<html><head><meta name='author' content='王某'><title>公示</title></head><body><h1>公示</h1>"
        f"<!-- {CARD} --><p>身份证号：<b>{CARD[:6]}</b>{CARD[6:]}，后面的话</p>"
        f"<p style='display:none'>草稿{CARD}</p><input type='hidden' value='{CARD}'>"
        f"<a href='x' data-card='{CARD}' onclick='go()'>链接</a><script>var a='{CARD}'</script>尾巴</body></html>"
    )

    cleaning = clean_file("公示.html", page.encode())

    text = cleaning.content.decode()
    assert CARD not in text
    assert CARD[6:] not in text
    seen = "".join(etree.fromstring(cleaning.content, etree.HTMLParser(encoding="utf-8")).itertext())
    assert f"身份证号：{MASKED}，后面的话" in seen
    assert "尾巴" in seen
    assert "草稿" not in seen
    assert cleaning.left == []


def test_ofd_pages_stay_and_remarks_and_attachments_go():
    annotation = (
        f"<ofd:PageAnnot {test_ofd.NS}><ofd:Annot><ofd:Remark>{CARD}</ofd:Remark></ofd:Annot></ofd:PageAnnot>"
    )
    content = test_ofd.made(
        test_ofd.text(f"身份证号{CARD}") + test_ofd.text("藏起来的", 20, 60, 'Visible="false"'),
        {
            "Doc_0/Annots/Annotations.xml": f"<ofd:Annotations {test_ofd.NS}><ofd:Page PageID='1'><ofd:FileLoc>"
            "Page_0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>",
            "Doc_0/Annots/Page_0.xml": annotation,
            "Doc_0/Pages/Page_9/Content.xml": f"<ofd:Page {test_ofd.NS}>{test_ofd.text(CARD)}</ofd:Page>",
        },
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
    )

    cleaning = clean_file("公示.ofd", content)

    kept = members(cleaning.content)
    page = kept["Doc_0/Pages/Page_0/Content.xml"].decode()
    assert MASKED in page
    assert "藏起来的" not in page
    assert set(kept) == {"OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"}
    assert cleaning.left == []


def test_every_file_of_an_archive_is_cleaned_and_the_others_are_named():
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("甲村/名单.txt", f"身份证号：{CARD}")
        archive.writestr("../外面.txt", "正常")
        archive.writestr("图纸.dwg", b"AC1032" + bytes(100))
        archive.comment = CARD.encode()

    cleaning = clean_file("材料.zip", out.getvalue())

    kept = members(cleaning.content)
    assert set(kept) == {"甲村/名单.txt", "外面.txt", "图纸.dwg"}
    assert MASKED in kept["甲村/名单.txt"].decode()
    assert "图纸.dwg" in cleaning.undone[0]
    assert held(cleaning) == ["unreadable.unsupported"]


@test_legacy.needs_office
def test_an_old_document_becomes_a_clean_new_one(tmp_path: Path):
    document = Document()
    document.add_paragraph(f"身份证号：{CARD}")
    document.core_properties.author = "王某"
    out = BytesIO()
    document.save(out)

    cleaning = clean_file("公示.doc", test_legacy.old(out.getvalue(), "docx", "doc", tmp_path))

    assert cleaning.name == "公示.docx"
    assert Document(BytesIO(cleaning.content)).paragraphs[0].text == f"身份证号：{MASKED}"
    assert held(cleaning) == []


def test_a_kind_that_nobody_cleans_says_what_can_be_cleaned():
    with pytest.raises(CannotClean, match="pptx"):
        clean_file("图纸.dwg", b"AC1032" + bytes(100))


def test_a_sheet_named_by_a_number_loses_what_it_hides_and_its_name():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"表{ID}"
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "村", "备注", "永发村", "底稿里的话"
    sheet["B2"].number_format = ";;;"
    stream = BytesIO()
    book.save(stream)
    cleaned = clean_file("名单.xlsx", stream.getvalue())
    copy = openpyxl.load_workbook(BytesIO(cleaned.content))
    assert [cell.value for row in copy.active.iter_rows() for cell in row] == ["村", "备注", "永发村", None]
    assert ID not in copy.sheetnames[0]
