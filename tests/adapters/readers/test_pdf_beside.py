"""What a PDF holds beside its text: remarks, thumbnails, clipped pictures, older values, streams that grow, cells."""

from __future__ import annotations

from io import BytesIO

import pytest
import typst
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from desktop_app.core.checks.unit import UnitKind
from tests.adapters.readers.test_pdf import CARD, WRITE, findings, made, read, rules

PICTURE = "q 400 0 0 300 100 400 cm /Im Do Q"


def _remark(kind: str, text: str, **more: Object) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name("/" + kind), Rect=[9, 9, 30, 30], Contents=String(text), **more
    )


def _remarked(*remarks: Dictionary) -> bytes:
    return made("", lambda pdf: setattr(pdf.pages[0], "Annots", Array(list(remarks))))


def test_each_remark_of_a_page_is_told() -> None:
    kinds = ("Text", "Highlight", "StrikeOut", "Ink", "Stamp")
    content = _remarked(*(_remark(kind, f"这一处先不公开，{kind}") for kind in kinds))

    assert [one.rule for one in findings(content)] == ["hidden.comment"] * len(kinds)


def test_formatted_remark_without_plain_text_is_one() -> None:
    content = _remarked(_remark("Text", "", RC=String("<body><p>此处<b>待核</b></p></body>")))

    assert [unit.text for unit in read(content)] == ["此处待核"]
    assert rules(content) == {"hidden.comment"}


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("龙江县民政局公章", {}),
        ("Approved", {"Name": Name.SBApproved}),
        ("Draft", {"Name": Name.Draft}),
        ("骑缝章", {}),
        ("已核准", {"Subj": String("已核准")}),
        ("已核准", {"Name": Name("/已核准")}),
        ("龙江县财政局（公章）", {}),
    ],
)
def test_stamp_that_says_what_it_is_is_no_remark(text: str, more: dict[str, Object]) -> None:
    assert rules(_remarked(_remark("Stamp", text, **more))) == set()


def _with_thumbnail(content: bytes, seen: bytes) -> bytes:
    """Give a page as thumbnail what another file's page shows."""
    import pypdfium2

    picture = pypdfium2.PdfDocument(seen)[0].render(scale=0.2).to_pil().convert("RGB")
    with Pdf.open(BytesIO(content)) as pdf:
        pdf.pages[0].obj.Thumb = pdf.make_stream(
            picture.tobytes(),
            Width=picture.width, Height=picture.height, BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
        )  # fmt: skip
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_thumbnail_of_another_page_is_a_cache() -> None:
    masked = made("BT /F1 12 Tf 100 700 Td (2302**********2280) Tj ET")
    listed = made("BT /F1 12 Tf 16 TL 100 700 Td (NAME CARD) Tj (AAA BBB CCC) ' (DDD EEE FFF) ' ET")

    assert rules(_with_thumbnail(masked, listed)) == {"hidden.cache"}
    assert rules(_with_thumbnail(masked, masked)) == set()


def test_thumbnail_that_nobody_can_read_says_nothing() -> None:
    def spoil(pdf: Pdf) -> None:
        pdf.pages[0].obj.Thumb = pdf.make_stream(b"x", Width=40, Height=40)

    assert rules(made("", spoil)) == set()


def test_picture_clipped_to_a_part_is_cropped_data() -> None:
    assert rules(made(f"q 100 400 400 120 re W n {PICTURE} Q")) == {"hidden.cache"}
    assert rules(made(f"q 95 395 410 310 re W n {PICTURE} Q")) == set()


def test_picture_drawn_in_strips_is_whole() -> None:
    strips = (f"q 100 {400 + n * 100} 400 100 re W n {PICTURE} Q" for n in range(3))

    assert "hidden.cache" not in rules(made(" ".join(strips)))


def test_value_that_an_older_version_showed_in_full_is_a_cache() -> None:
    def field(value: str, **more: Object) -> bytes:
        def fill(pdf: Pdf) -> None:
            entry = Dictionary(FT=Name.Tx, T=String("承租人"), V=String(value), **more)
            pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(entry)])

        return made("", fill)

    earlier, now = field(CARD), field("2302**********2280", DV=String(CARD))

    assert "hidden.cache" in rules(earlier + now)
    assert "hidden.cache" not in rules(now + now)


def test_version_that_broke_lines_elsewhere_or_had_another_title_is_no_cache() -> None:
    def lines(*texts: str, title: str) -> bytes:
        drawn = " ".join(f"({text}) '" for text in texts)
        return made(
            f"BT /F1 12 Tf 40 TL 100 700 Td {drawn} ET", lambda pdf: pdf.docinfo.__setitem__("/Title", title)
        )

    earlier, now = (
        lines("HALF A PRICE", "AND MORE", title="draft"),
        lines("HALF A", "PRICE AND MORE", title="x"),
    )

    assert rules(earlier + now) == set()


@pytest.mark.parametrize("where", ["page", "form"])
def test_drawing_that_grows_without_bound_is_refused(where: str) -> None:
    def grow(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"q Q " * 6_000_000, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        if where == "page":
            pdf.pages[0].Contents = stream
        else:
            pdf.pages[0].Resources.XObject.Fm = stream

    assert "unreadable.limit" in rules(made(WRITE, grow, compress_streams=True))


NARROW = """#set page(width: 12cm, height: 6cm)
#set text(size: 10pt)
#table(columns: ({widths}), inset: (x: 1pt, y: 5pt), [号], [姓名], [身份证号], [面积（亩）],
{rows})
"""


@pytest.mark.parametrize(("third", "wrap"), [(96, ""), (60, "\u200b")], ids=["near", "wrapped"])
def test_cells_that_nearly_touch_are_parted_by_their_lines(third: int, wrap: str) -> None:
    numbers = [f"230221198407122{n}" for n in range(280, 289)]
    rows = "".join(
        f"[{n}], [张秀珍], [{number[:6]}{wrap}{number[6:]}], [4.7]," for n, number in enumerate(numbers)
    )
    widths = f"14pt, 32pt, {third}pt, 60pt"
    units = read(typst.compile(NARROW.format(widths=widths, rows=rows).encode()))

    cells = [unit.text for unit in units if unit.kind is UnitKind.CELL and unit.label == "身份证号"]
    assert [text.replace("\u200b", "") for text in cells] == numbers


def test_columns_of_figures_that_nearly_touch_without_a_line_are_two() -> None:
    numbers = [f"23022119840712{n}" for n in range(2280, 2285)]
    drawn = "".join(
        f"BT /F1 10 Tf 60 {700 - 20 * row} Td (A{row}) Tj 60 0 Td ({number}) Tj 101 0 Td (300) Tj ET "
        for row, number in enumerate(numbers)
    )

    assert set(numbers) <= {unit.text for unit in read(made(drawn))}


def test_letters_that_follow_each_other_on_a_level_are_a_line() -> None:
    letters = "".join(
        f"BT /F1 24 Tf {100 + 17 * at} 700 Td ({one}) Tj ET " for at, one in enumerate("SECRET")
    )

    assert [unit.text for unit in read(made(letters))] == ["SECRET"]


def test_word_that_did_not_fit_is_joined_to_the_line_before() -> None:
    before = "通报如下并由各单位引以为戒认真整改" * 2 + "第三起驾驶人所驾车辆为黑"
    # two lines of 25 characters, the second with room for three more, but not for seven letters
    page = "#set page(width: 400pt, height: 300pt, margin: 50pt)\n#set text(size: 12pt)\n"
    source = f"{page}{before}#box[B7D9183未取得许可证]"

    assert [unit.text for unit in read(typst.compile(source.encode()))] == [before + "B7D9183未取得许可证"]
