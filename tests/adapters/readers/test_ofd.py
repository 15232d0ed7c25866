"""OFD files made for the purpose."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CARD = "230221198407122280"
BLACK_BOX = '<ofd:PathObject ID="9" Boundary="15 15 100 10" Fill="true"/>'


def text(said: str, x: float = 20, y: float = 18, attributes: str = "", colour: str = "") -> str:
    fill = f'<ofd:FillColor Value="{colour}"/>' if colour else ""
    return (
        f'<ofd:TextObject ID="3" Boundary="{x} {y} {len(said) * 2} 4" Font="1" Size="4" {attributes}>{fill}'
        f'<ofd:TextCode X="0" Y="3">{said}</ofd:TextCode></ofd:TextObject>'
    )


def made(content: str, more: dict[str, str] | None = None, document: str = "") -> bytes:
    parts = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocInfo><ofd:Author>王某</ofd:Author></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        f'<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>{document}</ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{content}</ofd:Layer>"
        "</ofd:Content></ofd:Page>",
        **(more or {}),
    }
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def rules(content: bytes) -> set[str]:
    found = check_units(units_of("文件.ofd", content, silent))
    return {one.rule for one in found if one.severity != "note"}


def test_kind_is_told_from_the_archive():
    kind = kind_of("文件.bin", made(text("正文")))

    assert kind is not None
    assert kind.name == "ofd"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (text(CARD), {"pii.id-card"}),
        (BLACK_BOX + text(CARD, colour="255 255 255"), {"pii.id-card"}),
        (text(CARD) + BLACK_BOX, {"pii.id-card", "hidden.covered-text"}),
        (text(CARD, x=400), {"pii.id-card", "hidden.covered-text"}),
        (text(CARD, colour="255 255 255"), {"pii.id-card", "hidden.text"}),
        (text(CARD, attributes='Visible="false"'), {"pii.id-card", "hidden.text"}),
        (text(CARD, attributes='Alpha="0"'), {"pii.id-card", "hidden.text"}),
    ],
    ids=["seen", "white on dark", "covered", "off the page", "white", "invisible", "transparent"],
)
def test_hidden_text_is_found_and_read(content, expected):
    assert rules(made(content)) == expected


def test_number_set_digit_by_digit_is_read_as_one():
    digits = "".join(text(digit, x=20 + 2 * at) for at, digit in enumerate(CARD))

    assert rules(made(digits)) == {"pii.id-card"}


def test_table_without_rules_knows_its_header():
    rows = [("序号", "姓名", "身份证号"), ("1", "张三", CARD), ("2", "李四", "230221196712147960")]
    cells = "".join(
        text(cell, x=20 + 60 * column, y=20 + 8 * row)
        for row, line in enumerate(rows)
        for column, cell in enumerate(line)
    )

    assert rules(made(cells)) == {"pii.column", "pii.id-card"}


def test_attachments_remarks_and_unshown_pages_are_read():
    more = {
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {NS}><ofd:Attachment ID="1" Name="名单.txt">'
        "<ofd:FileLoc>a.txt</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
        "Doc_0/Attachs/a.txt": f"身份证号{CARD}",
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="1"><ofd:FileLoc>p.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/p.xml": f"<ofd:PageAnnot {NS}><ofd:Annot><ofd:Remark>打电话13864210977</ofd:Remark></ofd:Annot>"
        "</ofd:PageAnnot>",
        "Doc_0/Pages/Page_9/Content.xml": f"<ofd:Page {NS}>{text('旧的一页')}</ofd:Page>",
    }
    document = (
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
        "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    )

    found = rules(made(text("正文"), more, document))

    assert found == {"hidden.embedded", "pii.id-card", "hidden.comment", "pii.mobile", "hidden.cache"}
