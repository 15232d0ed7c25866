"""Word files: everything that the format can hide is read, and what is seen is not called hidden."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import docx as python_docx
import pytest
from docx.shared import Pt, RGBColor

from tests.adapters.readers.making import ID, W, docx, findings, named, p, r, relations, rules, units, zipped

_WHITE = '<w:color w:val="FFFFFF"/>'
_DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def _saved(document: python_docx.document.Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _box(text: str, fill: str = "") -> str:
    return (
        f"<w:r><w:pict><v:rect {fill}><v:textbox><w:txbxContent>{p(r(text, _WHITE if fill else ''))}"
        "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
    )


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>", _WHITE, '<w:sz w:val="2"/>', '<w:w w:val="1"/>', '<w:color w:themeColor="background1"/>',
        '<w:color w:val="FEFEFE"/>', '<w:vanish w:val="true"/>',
    ],
)  # fmt: skip
def test_text_that_cannot_be_seen_is_hidden(properties: str) -> None:
    (hidden, number) = findings(docx(p(r("公告"), r(ID, properties))))
    assert (hidden.rule, hidden.place.paragraph, hidden.hidden) == ("hidden.text", 1, True)
    assert (number.rule, number.hidden) == ("pii.id-card", True)


@pytest.mark.parametrize(
    "body",
    [
        p(r("公告", '<w:vanish w:val="0"/>')),
        p(r("公告", _WHITE), properties=_DARK),
        p(r("公告", _WHITE + _DARK)),
        p(r("公告", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>')),
        p(r("公告", '<w:color w:val="D9D9D9"/>')),
        p(r("公告", "<w:webHidden/>")),
        p(_box("招生电话", 'fillcolor="#1f3864"')),
        f"<w:tbl><w:tr><w:tc><w:tcPr>{_DARK}</w:tcPr>{p(r('姓名', _WHITE))}</w:tc></w:tr></w:tbl>",
    ],
    ids=["vanish off", "shaded paragraph", "shaded run", "automatic", "grey", "web only", "box", "cell"],
)
def test_text_that_stands_out_from_its_ground_is_not_hidden(body: str) -> None:
    assert rules(docx(body)) == []


def test_black_marker_over_black_text_is_a_cover() -> None:
    assert rules(docx(p(r(ID, '<w:highlight w:val="black"/>')))) == ["hidden.covered-text", "pii.id-card"]


def test_style_hides_text_as_well_as_direct_formatting() -> None:
    document = python_docx.Document()
    style = document.styles.add_style("密", 1)
    style.font.hidden = True
    document.add_paragraph(ID, style)
    assert {"hidden.text", "pii.id-card"} <= set(rules(_saved(document)))


def test_number_cut_by_hidden_digits_is_found_whole() -> None:
    content = docx(p(r(f"身份证号 {ID[:6]}"), r(ID[6:14], "<w:vanish/>"), r(ID[14:])))
    assert rules(content) == ["hidden.text", "pii.id-card"]


def test_deleted_and_moved_text_is_a_revision_and_read() -> None:
    body = p(
        r("现公示如下"),
        f'<w:del w:id="1" w:author="甲"><w:r><w:delText>{ID}</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="乙">{r("（已核）")}</w:ins>',
    )
    found = findings(docx(body))
    assert [(finding.rule, finding.place.part) for finding in found] == [
        ("hidden.revision", "revision"),
        ("pii.id-card", "revision"),
    ]


def test_insertion_is_part_of_the_text_and_a_revision() -> None:
    content = docx(p(r("身份证号"), f'<w:ins w:id="2" w:author="乙">{r(ID)}</w:ins>'))
    assert units(content)[0].text == f"身份证号{ID}"
    assert rules(content) == ["hidden.revision", "pii.id-card"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:rPr><w:ins w:id="3" w:author="甲"/></w:rPr>',
        '<w:pPrChange w:id="3" w:author="甲"><w:pPr/></w:pPrChange>',
    ],
)
def test_revised_formatting_is_a_revision(properties: str) -> None:
    assert rules(docx(p(r("公告"), properties=properties))) == ["hidden.revision"]


@pytest.mark.parametrize(
    ("kind", "root", "part"),
    [
        ("header", "hdr", "header"),
        ("footer", "ftr", "footer"),
        ("footnotes", "footnotes", "footnote"),
        ("endnotes", "endnotes", "endnote"),
    ],
)
def test_every_story_is_read_with_its_part(kind: str, root: str, part: str) -> None:
    inner = p(r(ID)) if kind in ("header", "footer") else f"<w:{part}>{p(r(ID))}</w:{part}>"
    content = docx(p(r("正文")), {"x.xml": named(f"w:{root}", inner)}, ("r1", kind, "x.xml"))
    (found,) = findings(content)
    assert (found.rule, found.place.part) == ("pii.id-card", part)


def test_marking_in_a_header_ends_the_reading() -> None:
    header = named("w:hdr", p(r("机密★1年")))
    found = findings(docx(p(r(ID)), {"h.xml": header}, ("r1", "header", "h.xml")))
    assert [finding.rule for finding in found] == ["secrecy.classification-mark"]


def test_watermark_in_word_art_is_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>'
    header = named("w:hdr", p(art))
    assert rules(docx(p(r("正文")), {"h.xml": header}, ("r1", "header", "h.xml"))) == [
        "secrecy.internal-mark"
    ]


def test_box_with_a_fallback_is_read_once() -> None:
    modern = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>"
        f"{p(r(ID))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(r(ID))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    body = p(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{modern}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    (found,) = findings(docx(body))
    assert (found.rule, found.place.part, found.place.paragraph) == ("pii.id-card", "textbox", 1)


def test_box_off_the_page_is_covered_text() -> None:
    body = p(
        '<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>-9000000</wp:posOffset>'
        '</wp:positionH><wp:extent cx="900000" cy="900000"/><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
        f"<w:txbxContent>{p(r('附注'))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></w:r>"
    )
    assert rules(docx(body)) == ["hidden.covered-text"]


def test_fallback_that_says_something_else_is_hidden() -> None:
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(r(ID))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    choice = f"<mc:Choice Requires='wps'>{r('公告')}</mc:Choice>"
    body = p(
        f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert rules(docx(body)) == ["hidden.text", "pii.id-card"]


@pytest.mark.parametrize(
    "properties", ['<w:ind w:left="-20000"/>', '<w:framePr w:x="-15000" w:y="1"/>'], ids=["indent", "frame"]
)
def test_paragraph_beside_the_page_is_covered_text(properties: str) -> None:
    assert rules(docx(p(r("附注"), properties=properties))) == ["hidden.covered-text"]


def test_links_in_content_controls_and_unknown_wrappers_are_read() -> None:
    inner = f"<w:sdt><w:sdtContent><w:hyperlink>{r(ID[:9])}</w:hyperlink></w:sdtContent></w:sdt>"
    assert rules(docx(p(f"<w:new>{inner}</w:new>", r(ID[9:])))) == ["pii.id-card"]


def test_alternative_text_and_field_codes_are_read() -> None:
    body = p(
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="{ID}"/></wp:inline></w:drawing></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f"<w:r><w:instrText>QUOTE {ID[:9]}</w:instrText></w:r><w:r><w:instrText>{ID[9:]}</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    found = findings(docx(body))
    assert [(finding.rule, finding.place.part) for finding in found] == [
        ("pii.id-card", "image"),
        ("pii.id-card", "body"),
    ]
    assert all(finding.hidden for finding in found)


def test_comment_is_a_finding_with_its_content() -> None:
    comments = named("w:comments", f'<w:comment w:id="0" w:author="甲">{p(r(ID))}</w:comment>')
    found = findings(docx(p(r("正文")), {"comments.xml": comments}, ("r1", "comments", "comments.xml")))
    assert [(finding.rule, finding.place.part) for finding in found] == [
        ("hidden.comment", "comment"),
        ("pii.id-card", "comment"),
    ]


def test_table_is_read_by_its_header() -> None:
    document = python_docx.Document()
    document.add_paragraph("农村低保公示")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("姓名", "身份证号", "张秀珍", ID), strict=True
    ):
        cell.text = text
    found = [finding for finding in findings(_saved(document)) if finding.severity == "block"]
    assert [(finding.rule, finding.place.table, finding.place.row) for finding in found] == [
        ("pii.column", 1, 1),
        ("pii.id-card", 1, 2),
    ]


def test_hidden_row_of_a_table_is_hidden_text() -> None:
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(r(ID))}</w:tc></w:tr>"
    assert "hidden.text" in rules(docx(f"<w:tbl>{row}</w:tbl>"))


def test_document_made_by_a_library_tells_its_maker() -> None:
    document = python_docx.Document()
    document.core_properties.author = "张秀珍"
    document.core_properties.comments = ID
    found = findings(_saved(document))
    assert {"hidden.metadata", "pii.id-card"} == {finding.rule for finding in found}
    assert not any("张秀珍" in str(finding.as_json()) for finding in found)


def test_custom_property_is_told_and_a_programs_own_is_not() -> None:
    names = {"经办人": "张秀珍", "KSOProductBuildVer": "2052-12.1.0"}
    properties = "".join(
        f'<property name="{name}"><lpwstr>{text}</lpwstr></property>' for name, text in names.items()
    )
    arrows = relations(
        ("m", "officeDocument", "word/document.xml"), ("c", "custom-properties", "docProps/custom.xml")
    )
    with ZipFile(BytesIO(docx(p(r("正文"))))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = zipped(
        {**members, "_rels/.rels": arrows, "docProps/custom.xml": named("Properties", properties)}
    )
    (found,) = findings(content)
    assert (found.rule, "经办人" in found.message) == ("hidden.metadata", True)


def test_thumbnail_is_a_note() -> None:
    found = [finding for finding in findings(_saved(python_docx.Document())) if "缩略图" in finding.message]
    assert [(finding.rule, finding.severity) for finding in found] == [("hidden.metadata", "note")]


def test_variables_and_templates_are_metadata() -> None:
    settings = named("w:settings", f'<w:docVars><w:docVar w:name="sfz" w:val="{ID}"/></w:docVars>')
    arrows = relations(("t", "attachedTemplate", "file:///D:/a/b.dotm"))
    parts: dict[str, str | bytes] = {"settings.xml": settings, "_rels/settings.xml.rels": arrows}
    content = docx(p(r("正文")), parts, ("r1", "settings", "settings.xml"))
    assert rules(content) == ["hidden.metadata", "hidden.metadata", "pii.id-card"]


def test_embedded_file_is_a_finding_and_its_content_is_checked() -> None:
    content = docx(
        p(r("正文")),
        {"embeddings/名单.csv": f"姓名,身份证号\n张秀珍,{ID}\n"},
        ("r1", "package", "embeddings/名单.csv"),
    )
    found = {finding.rule: finding for finding in findings(content)}
    assert set(found) == {"hidden.embedded", "pii.column", "pii.id-card"}
    assert found["pii.id-card"].place.inside == "名单.csv"


def test_file_put_into_the_package_by_hand_is_found() -> None:
    assert "hidden.embedded" in rules(docx(p(r("正文")), {"media/list.txt": ID}))


def test_strict_variant_is_read() -> None:
    with ZipFile(BytesIO(docx(p(r(ID))))) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = {
        name: text.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, text in members.items()
    }
    assert rules(zipped(dict(strict))) == ["pii.id-card"]


@pytest.mark.parametrize("cut", [0.3, 0.9, 0.99])
def test_truncated_file_is_damaged(cut: float) -> None:
    content = docx(p(r("正文")))
    assert rules(content[: int(len(content) * cut)]) == ["unreadable.damaged"]


def test_damaged_part_does_not_hide_the_others() -> None:
    content = docx(p(r(ID)), {"f.xml": "<w:ftr"}, ("r1", "footer", "f.xml"))
    assert rules(content) == ["pii.id-card", "unreadable.damaged"]
    assert findings(content)[-1].place.inside == "word/f.xml"


def test_entities_are_never_expanded() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}">]>' + named("w:ftr", p(r("&a;&a;")))
    assert rules(docx(p(r("正文")), {"f.xml": bomb}, ("r1", "footer", "f.xml"))) == ["unreadable.limit"]


def test_direct_formatting_of_a_library_is_understood() -> None:
    document = python_docx.Document()
    run = document.add_paragraph("正文").add_run("白字")
    run.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph().add_run("小字").font.size = Pt(1)
    assert rules(_saved(document)).count("hidden.text") == 2
