"""PDFs made for the purpose: one trick each, beside what looks like it and hides nothing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.errors import Cancelled
from desktop_app.core.progress import silent

CARD = "230221198407122280"
WRITE = f"BT /F1 12 Tf 100 700 Td ({CARD}) Tj ET"
BOX = "95 690 300 30 re f"


def made(content: str, change: Callable[[Pdf], None] | None = None, **saving: object) -> bytes:
    """One page of 595 by 842 points with Helvetica as /F1, a grey picture as /Im, half transparency as /Half."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    picture = pdf.make_stream(
        bytes([120]) * 300,
        Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(
        Font=Dictionary(F1=font),
        XObject=Dictionary(Im=picture),
        ExtGState=Dictionary(Half=Dictionary(ca=0.5), None_=Dictionary(ca=0)),
    )
    page.Contents = pdf.make_stream(content.encode())
    if change:
        change(pdf)
    out = BytesIO()
    pdf.save(out, **saving)
    return out.getvalue()


def read(content: bytes) -> list[Unit]:
    with recognition.switched_off():
        return list(units_of("文件.pdf", content, silent))


def rules(content: bytes) -> set[str]:
    return {finding.rule for finding in findings(content) if finding.severity != "note"}


def findings(content: bytes) -> list[Finding]:
    return check_units(read(content))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{WRITE} 0 g {BOX}", id="a black box drawn over it"),
        pytest.param(f"{WRITE} 1 g {BOX}", id="a white box drawn over it"),
        pytest.param(f"{WRITE} q 300 0 0 30 95 690 cm /Im Do Q", id="a picture over it"),
        pytest.param(f"{WRITE} 0 G 30 w 95 705 m 400 705 l S", id="a broad stroke through it"),
        pytest.param(f"0 g {BOX} {WRITE}", id="black upon black"),
        pytest.param(f"BT /F1 12 Tf 3 Tr 100 700 Td ({CARD}) Tj ET", id="invisible mode"),
        pytest.param(f"BT /F1 12 Tf 700 700 Td ({CARD}) Tj ET", id="beside the page"),
        pytest.param(f"BT /F1 12 Tf 100 -40 Td ({CARD}) Tj ET", id="below the page"),
    ],
)
def test_covered_text_is_found_and_read(content):
    found = rules(made(content))

    assert found == {"hidden.covered-text", "pii.id-card"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"1 g {WRITE}", id="white on the page"),
        pytest.param(f"0.99 0.98 1 rg {WRITE}", id="nearly white"),
        pytest.param(f"/None_ gs {WRITE}", id="fully transparent"),
        pytest.param(f"BT /F1 1 Tf 100 700 Td ({CARD}) Tj ET", id="one point high"),
        pytest.param(f"q 0 0 50 50 re W n {WRITE} Q", id="clipped away"),
    ],
)
def test_text_without_a_look_of_its_own_is_hidden_text(content):
    found = rules(made(content))

    assert found == {"hidden.text", "pii.id-card"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"0.9 g {BOX} 0 g {WRITE}", id="a box beneath it"),
        pytest.param(f"0 g {BOX} 1 g {WRITE}", id="white on dark"),
        pytest.param(f"q 300 0 0 30 95 690 cm /Im Do Q {WRITE}", id="upon a picture"),
        pytest.param(f"{WRITE} q /Half gs 1 1 0 rg {BOX} Q", id="a translucent highlight over it"),
        pytest.param(f"{WRITE} 0 G 1 w 95 690 300 30 re S", id="a frame around it"),
        pytest.param(f"{WRITE} 0 g 95 697 300 1 re f", id="underlined"),
        pytest.param(f"q 0 0 595 842 re W n {WRITE} Q", id="clipped to the page"),
        pytest.param(f"0.6 g {WRITE}", id="grey"),
    ],
)
def test_text_that_can_be_seen_is_not_hidden(content):
    found = rules(made(content))

    assert found == {"pii.id-card"}


def test_only_the_covered_part_of_a_line_is_hidden():
    content = made(f"BT /F1 12 Tf 100 700 Td (NAME OF A PERSON  {CARD}) Tj ET 0 g 218 690 300 30 re f")

    hidden = [unit.text for unit in read(content) if unit.is_hidden and unit.concealment]
    seen = [unit.text for unit in read(content) if not unit.is_hidden]

    assert hidden == [CARD]
    assert seen == ["NAME OF A PERSON"]


def test_text_under_an_opaque_remark_is_covered():
    def cover(pdf: Pdf) -> None:
        look = pdf.make_stream(b"0 g 0 0 300 30 re f", BBox=[0, 0, 300, 30], Subtype=Name.Form)
        pdf.pages[0].Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Square, Rect=[95, 690, 395, 720], AP=Dictionary(N=look)
                )
            ]
        )

    assert rules(made(WRITE, cover)) == {"hidden.covered-text", "pii.id-card"}


def test_text_within_a_form_is_judged_where_the_form_puts_it():
    def embed(pdf: Pdf) -> None:
        form = pdf.make_stream(
            f"BT /F1 12 Tf 0 0 Td ({CARD}) Tj ET".encode(),
            Subtype=Name.Form, BBox=[0, 0, 300, 30], Resources=pdf.pages[0].Resources,
        )  # fmt: skip
        pdf.pages[0].Resources.XObject.Fm = form

    seen, covered = "q 1 0 0 1 100 700 cm /Fm Do Q", f"q 1 0 0 1 100 700 cm /Fm Do Q 0 g {BOX}"

    assert rules(made(seen, embed)) == {"pii.id-card"}
    assert rules(made(covered, embed)) == {"hidden.covered-text", "pii.id-card"}


def test_layer_that_is_switched_off_is_hidden_text():
    def layer(pdf: Pdf, *, is_off: bool) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("底图")))
        pdf.Root.OCProperties = Dictionary(
            OCGs=[group], D=Dictionary(OFF=[group] if is_off else [], ON=[] if is_off else [group])
        )
        pdf.pages[0].Resources.Properties = Dictionary(L=group)

    content = f"/OC /L BDC {WRITE} EMC"
    off = findings(made(content, lambda pdf: layer(pdf, is_off=True)))
    on = rules(made(content, lambda pdf: layer(pdf, is_off=False)))

    assert {(found.rule, found.place.part) for found in off} == {
        ("hidden.text", "layer"),
        ("pii.id-card", "layer"),
    }
    assert on == {"pii.id-card"}


def test_text_layer_of_a_scan_is_not_hidden():
    layer = f"LONG ENOUGH TO BE THE TEXT LAYER OF SOME SCAN {CARD}"
    page = f"q 595 0 0 842 0 0 cm /Im Do Q BT /F1 12 Tf 3 Tr 100 700 Td ({layer}) Tj ET"

    assert rules(made(page)) == {"pii.id-card"}


def test_text_that_a_scanner_puts_below_its_picture_is_not_hidden():
    layer = f"BT /F1 12 Tf 100 700 Td (LONG ENOUGH TO BE THE TEXT LAYER OF SOME SCAN {CARD}) Tj ET"

    assert rules(made(f"{layer} q 595 0 0 842 0 0 cm /Im Do Q")) == {"pii.id-card"}


@pytest.mark.parametrize("lines", ["", "0 G " + " ".join(f"{98 + 24 * n} 690 24 24 re S" for n in range(18))])
def test_number_with_a_box_for_each_digit_is_read_as_one(lines):
    digits = " ".join(f"BT /F1 12 Tf {100 + 24 * n} 700 Td ({digit}) Tj ET" for n, digit in enumerate(CARD))

    assert rules(made(f"{digits} {lines}")) == {"pii.id-card"}


def test_page_that_is_a_picture_says_that_nobody_read_it():
    found = findings(made("q 595 0 0 842 0 0 cm /Im Do Q BT /F1 9 Tf 10 10 Td (CamScanner) Tj ET"))

    assert [(one.rule, one.place.page) for one in found] == [("unreadable.scan", 1)]


@pytest.mark.parametrize("crop", [None, [50, 300, 500, 800]], ids=["whole", "cropped"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_and_cropped_pages_are_judged_as_they_are_shown(turn, crop):
    def change(pdf: Pdf) -> None:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].CropBox = Array(crop or [0, 0, 595, 842])

    assert rules(made(f"{WRITE} 0 g {BOX}", change)) == {"hidden.covered-text", "pii.id-card"}
    assert rules(made(f"0 g {BOX} 1 g {WRITE}", change)) == {"pii.id-card"}


def test_font_without_a_character_map_is_a_scan():
    source = (
        "关于做好农村低保对象公示工作的通知，请各乡镇认真抓好落实并及时上报有关情况，特此通知，希遵照执行。"
    )
    with Pdf.open(BytesIO(typst.compile(source.encode()))) as pdf:
        for font in pdf.objects:
            if isinstance(font, Dictionary) and "/ToUnicode" in font:
                del font["/ToUnicode"]
        out = BytesIO()
        pdf.save(out)

    assert rules(out.getvalue()) == {"unreadable.scan"}


def test_picture_mostly_outside_the_page_is_cropped_data():
    assert rules(made(f"{WRITE} q 400 0 0 300 400 100 cm /Im Do Q")) == {"pii.id-card", "hidden.cache"}


def test_photo_within_a_page_keeps_the_place_where_it_was_taken():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({2: (47.0, 20.0, 15.0), 4: (123.0, 11.0, 2.0)})
    out = BytesIO()
    Image.linear_gradient("L").save(out, "JPEG", exif=exif)

    def insert(pdf: Pdf) -> None:
        pdf.pages[0].Resources.XObject.Im = pdf.make_stream(
            out.getvalue(),
            Type=Name.XObject, Subtype=Name.Image, Width=256, Height=256, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
        )  # fmt: skip

    found = findings(made(f"{WRITE} q 100 0 0 100 100 100 cm /Im Do Q", insert))

    assert ("hidden.metadata", "warn", 1) in {(one.rule, str(one.severity), one.place.page) for one in found}


def test_earlier_version_that_held_more_is_a_cache():
    before = made(WRITE)
    with Pdf.open(BytesIO(before)) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 100 700 Td (2302**********2280) Tj ET")
        out = BytesIO()
        pdf.save(out)
    content = before + out.getvalue()

    found = findings(content)

    assert {(one.rule, one.place.part) for one in found} == {
        ("hidden.cache", "revision"),
        ("pii.id-card", "revision"),
    }


def test_web_optimised_file_has_no_earlier_version():
    assert rules(made(WRITE, linearize=True)) == {"pii.id-card"}


def test_attachments_remarks_fields_and_properties_are_read():
    def fill(pdf: Pdf) -> None:
        pdf.attachments["名单.csv"] = f"姓名,身份证号\n张三,{CARD}\n".encode()
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("电话13864210977")
        )
        pdf.pages[0].Annots = Array([note])
        entry = Dictionary(FT=Name.Tx, T=String("身份证号"), V=String("230221196712147960"))
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(entry)])
        pdf.docinfo["/Author"] = "王某"

    found = {(one.rule, one.place.part, one.place.inside) for one in findings(made("", fill))}

    assert found >= {
        ("hidden.embedded", "embedded", "名单.csv"),
        ("pii.id-card", None, "名单.csv"),
        ("hidden.comment", "annotation", None),
        ("pii.mobile", "annotation", None),
        ("pii.id-card", "form", None),
        ("hidden.metadata", "metadata", None),
    }


def test_property_with_a_name_in_gbk_is_no_damage():
    content = made(WRITE, lambda pdf: pdf.docinfo.__setitem__("/AAAA", "x"), compress_streams=False)

    assert rules(content.replace(b"/AAAA", "/作者".encode("gb18030"))) == {"pii.id-card"}


def test_opening_password_is_told():
    locked = made(WRITE, encryption=pikepdf.Encryption(owner="o", user="u"))
    owned = made(WRITE, encryption=pikepdf.Encryption(owner="o", user=""))

    assert rules(locked) == {"unreadable.encrypted"}
    assert rules(owned) == {"pii.id-card"}


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.95])
def test_file_that_is_cut_off_is_damaged(kept):
    content = made(WRITE)

    assert "unreadable.damaged" in rules(content[: int(len(content) * kept)] if kept > 0.1 else content[:20])


def test_wrapped_number_is_read_as_one():
    halves = ("(FIRST LINE OF A PARAGRAPH 2302211984) Tj", "(07122280 AND SO ON) Tj")
    content = made(f"BT /F1 12 Tf 100 700 Td {halves[0]} 0 -16 Td {halves[1]} ET")

    assert rules(content) == {"pii.id-card"}


TABLE = """#set page(width: 16cm, height: 9cm)
#set text(size: 11pt)
#table(columns: 4, {stroke} [序号], [姓名], [身份证号], [补贴金额],
{rows})
"""


@pytest.mark.parametrize("stroke", ["", "stroke: none,"], ids=["ruled", "unruled"])
def test_table_knows_its_header_also_on_the_next_page(stroke):
    rows = "\n".join(f"[{n}], [张三], [2302211984071222{n:02}], [{n * 100}]," for n in range(10, 40))
    units = read(typst.compile(TABLE.format(stroke=stroke, rows=rows).encode()))

    labels = [
        (unit.label, unit.place.page) for unit in units if unit.kind is UnitKind.CELL and len(unit.text) == 18
    ]
    headers = [unit.text for unit in units if unit.kind is UnitKind.HEADER]

    assert [label for label, _ in labels] == ["身份证号"] * 30
    assert len({page for _, page in labels}) > 1
    assert headers == ["序号", "姓名", "身份证号", "补贴金额"]


def test_cell_of_several_lines_is_put_together_in_order():
    source = """#set page(width: 12cm, height: 9cm)
#table(columns: (1cm, 1.6cm, 2.4cm), [序号], [姓名], [身份证号],
[1], [张三], [2302211984 #linebreak() 07122280], [2], [李四], [zhangsan\\@longjiang.go #linebreak() v.cn])"""
    texts = [unit.text.replace(" ", "") for unit in read(typst.compile(source.encode()))]

    assert CARD in texts
    assert "zhangsan@longjiang.gov.cn" in texts


def test_picture_beyond_two_hundred_megapixels_is_refused():
    def grow(pdf: Pdf) -> None:
        pdf.pages[0].Resources.XObject.Im.Width = 30_000
        pdf.pages[0].Resources.XObject.Im.Height = 30_000

    assert "unreadable.limit" in rules(made("q 500 0 0 500 0 0 cm /Im Do Q", grow))


def test_picture_is_read_where_recognition_is_installed():
    pytest.importorskip("rapidocr_onnxruntime", reason="the extra `ocr` is not installed")
    source = "#set page(width: 16cm, height: 9cm)\n身份证号 " + CARD
    page = Image.open(BytesIO(typst.compile(source.encode(), format="png", ppi=200))).convert("RGB")
    out = BytesIO()
    page.save(out, "PDF", resolution=200)

    found = check_units(units_of("扫描.pdf", out.getvalue(), silent))

    assert [one.rule for one in found if one.severity != "note"] == ["pii.id-card"]


def test_scan_is_read_page_by_page_and_can_be_stopped_between_two(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "is_available", lambda: True)
    read_pages: list[int] = []
    monkeypatch.setattr(recognition, "recognise", lambda _picture: read_pages.append(1) or [])
    out = BytesIO()
    page = Image.new("RGB", (600, 800), "white")
    page.save(out, "PDF", save_all=True, append_images=[page, page])
    told: list[str] = []

    def progress(what: str, _share: float) -> None:
        told.append(what)
        if what.startswith("识别") and "第 3 页" in what:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(units_of("扫描.pdf", out.getvalue(), progress))

    assert len(read_pages) == 2
    assert [what for what in told if what.startswith("识别")] == [
        f"识别“扫描.pdf”第 {n} 页" for n in (1, 2, 3)
    ]


def test_the_gap_that_typesetting_leaves_beside_figures_is_no_blank() -> None:
    text = (
        '#set text(lang: "zh", cjk-latin-spacing: auto)\n自2026年6月31日起施行，车主魏永玲的号牌为黑BD77128。'
    )
    said = {unit.text for unit in read(typst.compile(text.encode()))}
    assert "自2026年6月31日起施行，车主魏永玲的号牌为黑BD77128。" in said
