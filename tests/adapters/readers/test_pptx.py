"""Presentations: slides, notes, and what lies off, under or behind them."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from tests.adapters.readers.making import ID, findings, named, package, relations, rules

_TREE = "<p:cSld>{0}<p:spTree>{1}</p:spTree></p:cSld>"


def _shape(
    text: str, x: int = 100, *, fill: str = "", run: str = "/>", attributes: str = "", size: int = 900
) -> str:
    """A text box; `run` ends the properties of its text, from behind the tag's name."""
    frame = f'<a:xfrm><a:off x="{x}" y="100"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="框" {attributes}/></p:nvSpPr><p:spPr>{frame}{fill}</p:spPr>'
        f"<p:txBody><a:p><a:r><a:rPr {run}<a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _pptx(
    shapes: str, attributes: str = "", ground: str = "", parts: dict[str, str | bytes] | None = None
) -> bytes:
    """A show of one slide."""
    listed = '<p:sldIdLst><p:sldId id="256" r:id="s1"/></p:sldIdLst><p:sldSz cx="10000" cy="8000"/>'
    own: dict[str, str | bytes] = {
        "ppt/_rels/presentation.xml.rels": relations(("s1", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": named("p:sld", _TREE.format(ground, shapes), attributes),
    }
    return package("ppt/presentation.xml", named("p:presentation", listed), {**own, **(parts or {})})


def test_shape_is_read_with_its_slide() -> None:
    (found,) = findings(_pptx(_shape(ID)))
    assert (found.rule, found.place.page, found.place.part) == ("pii.id-card", 1, "body")


@pytest.mark.parametrize("x", [-2000, 10_000])
def test_shape_off_the_slide_is_covered_text(x: int) -> None:
    assert rules(_pptx(_shape("旁注", x))) == ["hidden.covered-text"]


def test_shape_below_a_filled_one_is_covered_and_the_one_above_is_not() -> None:
    fill = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    cover = _shape("", 0, fill=fill, size=5000)
    assert rules(_pptx(_shape(ID) + cover)) == ["hidden.covered-text", "pii.id-card"]
    assert rules(_pptx(cover + _shape(ID))) == ["pii.id-card"]


@pytest.mark.parametrize(
    ("attributes", "run"),
    [
        ('hidden="1"', "/>"),
        ("", 'sz="100"/>'),
        ("", '><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'),
        ("", "><a:noFill/></a:rPr>"),
    ],
    ids=["selection pane", "tiny", "white", "no fill"],
)
def test_shape_or_run_that_cannot_be_seen_is_hidden(attributes: str, run: str) -> None:
    assert rules(_pptx(_shape("附注", attributes=attributes, run=run))) == ["hidden.text"]


def test_white_text_on_a_dark_slide_is_seen() -> None:
    ground = '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></p:bgPr></p:bg>'
    run = '><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>'
    assert rules(_pptx(_shape("标题", run=run), ground=ground)) == []


def test_hidden_slide_is_said_once_and_read() -> None:
    found = findings(_pptx(_shape("旧稿") + _shape(ID), 'show="0"'))
    assert [(finding.rule, finding.place.page, finding.hidden) for finding in found] == [
        ("hidden.text", 1, True),
        ("pii.id-card", 1, True),
    ]


def test_notes_are_comments() -> None:
    parts: dict[str, str | bytes] = {
        "ppt/notesSlides/n1.xml": named("p:notes", _TREE.format("", _shape(ID))),
        "ppt/slides/_rels/slide1.xml.rels": relations(("n", "notesSlide", "../notesSlides/n1.xml")),
    }
    found = findings(_pptx(_shape("正文"), parts=parts))
    assert [finding.rule for finding in found] == ["hidden.comment", "pii.id-card"]
    assert {finding.place.part for finding in found} == {"notes"}


def test_marking_on_the_master_is_read_and_prompts_are_not() -> None:
    prompt = _shape("单击此处编辑母版标题样式").replace("</p:nvSpPr>", "<p:nvPr><p:ph/></p:nvPr></p:nvSpPr>")
    master = named("p:sldMaster", _TREE.format("", prompt + _shape("内部资料")))
    assert rules(_pptx(_shape("正文"), "", "", {"ppt/slideMasters/slideMaster1.xml": master})) == [
        "secrecy.internal-mark"
    ]


def test_table_is_read_by_its_header() -> None:
    def row(*texts: str) -> str:
        paragraphs = (f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)
        return (
            "<a:tr>" + "".join(f"<a:tc><a:txBody>{text}</a:txBody></a:tc>" for text in paragraphs) + "</a:tr>"
        )

    rows = row("姓名", "身份证号") + row("张秀珍", ID)
    graphic = f"<a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic>"
    table = f"<p:graphicFrame>{graphic}</p:graphicFrame>"
    found = findings(_pptx(table))
    assert [(finding.rule, finding.place.table, finding.place.row) for finding in found] == [
        ("pii.column", 1, 1),
        ("pii.id-card", 1, 2),
    ]


def test_slide_that_the_show_does_not_list_is_hidden() -> None:
    left = named("p:sld", _TREE.format("", _shape(ID)))
    parts: dict[str, str | bytes] = {
        "ppt/slides/slide2.xml": left,
        "ppt/_rels/presentation.xml.rels": relations(
            ("s1", "slide", "slides/slide1.xml"), ("s2", "slide", "slides/slide2.xml")
        ),
    }
    found = findings(_pptx(_shape("正文"), parts=parts))
    assert [(finding.rule, finding.place.page) for finding in found] == [
        ("hidden.text", 2),
        ("pii.id-card", 2),
    ]


def _chart(*values: str, axis: str = "") -> str:
    points = "".join(f"<c:pt><c:v>{value}</c:v></c:pt>" for value in values)
    names = f"<c:cat><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:cat>"
    return named("c:chartSpace", f"<c:barChart>{names}</c:barChart><c:catAx>{axis}</c:catAx>")


def _book(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("白山镇", 12)], set()),
        ([("白山镇", 12), ("张秀珍", ID)], {"hidden.embedded", "pii.id-card"}),
    ],
    ids=["what is drawn", "more than is drawn"],
)
def test_workbook_of_a_chart_is_a_finding_where_it_holds_more(
    rows: list[tuple[object, ...]], expected: set[str]
) -> None:
    parts: dict[str, str | bytes] = {
        "ppt/charts/chart1.xml": _chart("白山镇", "12"),
        "ppt/charts/_rels/chart1.xml.rels": relations(("b", "package", "../embeddings/book.xlsx")),
        "ppt/embeddings/book.xlsx": _book(*rows),
    }
    found = findings(_pptx(_shape("正文"), parts=parts))
    assert {finding.rule for finding in found if finding.severity != "note"} == expected


@pytest.mark.parametrize(("axis", "expected"), [("", []), ('<c:delete val="1"/>', ["hidden.cache"])])
def test_categories_that_no_axis_names_are_a_cache(axis: str, expected: list[str]) -> None:
    parts: dict[str, str | bytes] = {"ppt/charts/chart1.xml": _chart("张秀珍", axis=axis)}
    assert rules(_pptx(_shape("正文"), parts=parts)) == expected


def test_names_of_a_pie_without_legend_that_its_workbook_tells_are_no_second_finding() -> None:
    points = "".join(f"<c:pt><c:v>{value}</c:v></c:pt>" for value in ("本市", "省外"))
    pie = f"<c:pieChart><c:cat><c:strRef><c:strCache>{points}</c:strCache></c:strRef></c:cat></c:pieChart>"
    parts: dict[str, str | bytes] = {
        "ppt/charts/chart1.xml": named("c:chartSpace", pie),
        "ppt/charts/_rels/chart1.xml.rels": relations(("b", "package", "../embeddings/book.xlsx")),
        "ppt/embeddings/book.xlsx": _book(("本市", 52), ("省外", 48)),
    }
    found = findings(_pptx(_shape("正文"), parts=parts))
    assert {finding.rule for finding in found if finding.severity != "note"} == {"hidden.embedded"}


def test_metafile_with_a_pdf_in_it_is_a_drawing() -> None:
    metafile = b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60) + b"%PDF-1.3\n" + bytes(200)
    assert rules(_pptx(_shape("正文"), parts={"ppt/media/image1.wmf": metafile})) == []


def test_embedded_file_is_told_with_its_slide() -> None:
    parts: dict[str, str | bytes] = {
        "ppt/slides/_rels/slide1.xml.rels": relations(("o", "oleObject", "../embeddings/名单.xlsx")),
        "ppt/embeddings/名单.xlsx": _book(("白山镇", 12)),
    }
    (found,) = (one for one in findings(_pptx(_shape("正文"), parts=parts)) if one.rule == "hidden.embedded")
    assert (found.place.page, found.place.part, found.place.inside) == (1, "embedded", "名单.xlsx")
