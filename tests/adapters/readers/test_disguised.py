"""Files in which a number is encoded, cut up or put where no program looks: found, and at the right place."""

from __future__ import annotations

import itertools
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding
from desktop_app.core.progress import silent
from tests.adapters.readers import test_ofd as ofd
from tests.adapters.readers.making import ID, docx, p, r, zipped
from tests.adapters.readers.test_pdf import made
from tests.adapters.readers.test_pptx import _pptx, _shape

PACKED = b64encode(ID.encode()).decode()
PLAIN_PAGE = "BT /F1 12 Tf 100 700 Td (A PAGE OF TEXT) Tj ET"


def numbers(name: str, content: bytes) -> list[Finding]:
    found = check_units(units_of(name, content, silent))
    assert not [one for one in found if one.rule.startswith("unreadable.") and one.severity != "note"]
    return [one for one in found if one.rule == "pii.id-card"]


def place(name: str, content: bytes) -> dict[str, object]:
    (found,) = numbers(name, content)
    return found.place.as_json()


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────────────


def pdf(change: Callable[[pikepdf.Pdf], object], **saving: Any) -> bytes:
    with pikepdf.open(BytesIO(made(PLAIN_PAGE))) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out, **saving)
        return out.getvalue()


def _action(said: object) -> Callable[[pikepdf.Pdf], object]:
    def change(opened: pikepdf.Pdf) -> None:
        opened.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=said)

    return change


def _script_stream(opened: pikepdf.Pdf) -> None:
    _action(opened.make_stream(f"var a='{ID}';".encode()))(opened)


def _link(opened: pikepdf.Pdf) -> None:
    address = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"http://a.gov.cn/?id={ID}"))
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=address
    )
    opened.pages[0].Annots = pikepdf.Array([opened.make_indirect(link)])


def _private(opened: pikepdf.Pdf) -> None:
    opened.Root.PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=pikepdf.String(ID)))


def _described(opened: pikepdf.Pdf) -> None:
    figure = pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=pikepdf.String(f"证件{ID}"))
    opened.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=figure)


def _form(opened: pikepdf.Pdf) -> None:
    data = opened.make_stream(f"<xdp><data><id>{ID}</id></data></xdp>".encode())
    opened.Root.AcroForm = pikepdf.Dictionary(XFA=data, Fields=[])


_PDF = {
    "a script": pdf(_action(pikepdf.String(f"var a='{ID}';"))),
    "a script of its own": pdf(_script_stream, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a link's address": pdf(_link),
    "a program's private data": pdf(_private, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a picture's description, in wide characters": pdf(_described),
    "a form's own data": pdf(_form, compress_streams=True),
    "behind the end": made(PLAIN_PAGE) + f"\n{ID}\n".encode(),
    "a remark between objects": made(PLAIN_PAGE).replace(b"\nstartxref", f"\n%{ID}\nstartxref".encode(), 1),
}


@pytest.mark.parametrize("content", _PDF.values(), ids=_PDF.keys())
def test_number_in_a_corner_of_a_pdf_is_found_once_and_hidden(content: bytes) -> None:
    (found,) = numbers("a.pdf", content)
    assert (found.place.as_json(), found.hidden) == ({"part": "metadata"}, True)


def test_number_of_a_page_is_not_said_again_for_its_bytes() -> None:
    assert place("a.pdf", made(f"BT /F1 12 Tf 100 700 Td (CARD {ID}) Tj ET")) == {"page": 1, "paragraph": 1}


def test_number_that_the_page_sets_in_pieces_is_found_on_its_page() -> None:
    pieces = f"({ID[:6]}) Tj 60 0 Td ({ID[6:14]}) Tj 80 0 Td ({ID[14:]}) Tj"
    assert place("a.pdf", made(f"BT /F1 12 Tf 100 700 Td {pieces} ET"))["page"] == 1


def test_encoded_number_on_a_page_is_found_on_its_page() -> None:
    assert place("a.pdf", made(f"BT /F1 12 Tf 100 700 Td ({PACKED}) Tj ET")) == {"page": 1, "paragraph": 1}


def test_archive_behind_a_pdf_is_told_and_read() -> None:
    content = made(PLAIN_PAGE) + zipped({"名单.txt": ID})

    assert place("a.pdf", content)["inside"] == "接在文件末尾的压缩包.zip!/名单.txt"
    assert "hidden.embedded" in {one.rule for one in check_units(units_of("a.pdf", content, silent))}


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────


def picture(kind: str = "JPEG", **saving: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 60), "white").save(out, kind, **saving)
    return out.getvalue()


def exif(comment: bytes) -> bytes:
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9286] = comment
    return picture(exif=tags)


def png(**texts: str) -> bytes:
    said = PngInfo()
    for name, text in texts.items():
        said.add_text(name, text, zip=True)
    return picture("PNG", pnginfo=said)


_PICTURES = {
    "a comment in wide characters": exif(b"UNICODE\0" + ID.encode("utf-16-le")),
    "a comment in ASCII": exif(b"ASCII\0\0\0" + ID.encode()),
    "an encoded comment": exif(b"ASCII\0\0\0" + PACKED.encode()),
    "a packed text of a PNG": png(Comment=ID),
    "an encoded text of a PNG": png(Comment=PACKED),
    "a remark of a GIF": picture("GIF", comment=ID.encode()),
    "a description of a TIFF": picture("TIFF", description=ID),
    "behind a JPEG's end": picture() + ID.encode(),
    "an encoded text behind a JPEG's end": picture() + PACKED.encode(),
    "an encoded property of XMP": picture("WEBP", xmp=f'<a b="{PACKED}"/>'.encode()),
    "behind a PNG's end": picture("PNG") + ID.encode(),
}


@pytest.mark.parametrize("content", _PICTURES.values(), ids=_PICTURES.keys())
def test_number_in_a_corner_of_a_picture_is_found_once_and_hidden(content: bytes) -> None:
    (found,) = numbers("a.jpg", content)
    assert (found.place.part, found.hidden) == ("metadata", True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_archive_behind_a_picture_is_told_and_read(kind: str) -> None:
    content = picture(kind) + zipped({"名单.txt": ID})

    assert place("a.jpg", content)["inside"] == "接在文件末尾的压缩包.zip!/名单.txt"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF"])
def test_plain_picture_has_no_finding(kind: str) -> None:
    out = BytesIO()
    Image.effect_noise((600, 400), 90).convert("RGB").save(out, kind)
    found = check_units(units_of("a.jpg", out.getvalue(), silent))
    assert [
        one.rule for one in found if one.severity != "note" and not one.rule.startswith("unreadable.")
    ] == []


# ── OFD ─────────────────────────────────────────────────────────────────────────────────────────────

_WORDS = ofd.text("正文")
_OFD = {
    "a remark that no page lists": {"Doc_0/Annots/a.xml": f"<a {ofd.NS}><ofd:Remark>{ID}</ofd:Remark></a>"},
    "an unknown part": {"Doc_0/x.xml": f"<a>{ID}</a>"},
    "an encoded text": {"Doc_0/x.xml": f"<a>{PACKED}</a>"},
    "a tag": {"Doc_0/Tags/CustomTag.xml": f"<a b='{ID}'/>"},
    "a file that nothing lists": {"Doc_0/Attachs/f.txt": ID},
}


@pytest.mark.parametrize("parts", _OFD.values(), ids=_OFD.keys())
def test_number_in_a_corner_of_an_ofd_is_found_and_hidden(parts: dict[str, str]) -> None:
    (found,) = numbers("a.ofd", ofd.made(_WORDS, parts))
    assert (found.place.part, found.hidden) == ("metadata", True)


def test_address_and_remark_within_a_page_of_an_ofd_are_found() -> None:
    link = f'<ofd:Actions><ofd:Action><ofd:URI URI="http://a/?{ID}"/></ofd:Action></ofd:Actions>'
    for more in (link, f"<!-- {ID} -->"):
        assert place("a.ofd", ofd.made(_WORDS + more)) == {"part": "metadata"}


# ── slides, documents, tables ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("cuts", [(9,), (6, 14)])
def test_number_over_several_boxes_of_a_slide_is_found_on_it(cuts: tuple[int, ...]) -> None:
    ends = (0, *cuts, 18)
    boxes = [
        _shape(ID[start:end], 100 + 2000 * at) for at, (start, end) in enumerate(itertools.pairwise(ends))
    ]
    assert place("a.pptx", _pptx("".join(boxes)))["page"] == 1


@pytest.mark.parametrize("said", [ID, PACKED])
@pytest.mark.parametrize("part", ["customXml/item1.xml", "ppt/tags/tag1.xml"])
def test_number_in_a_part_that_no_slide_shows_is_found(said: str, part: str) -> None:
    assert place("a.pptx", _pptx(_shape("正文"), parts={part: f'<a v="{said}"/>'})) == {"part": "metadata"}


def test_number_over_two_boxes_of_a_document_is_found() -> None:
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    content = docx("".join(p(box.format(p(r(half)))) for half in (ID[:9], ID[9:])))
    assert place("a.docx", content)["part"] == "textbox"


def test_letters_from_right_to_left_are_read_as_they_are_seen() -> None:
    assert place("a.docx", docx(p(f'<w:bdo w:val="rtl">{r(ID[::-1])}</w:bdo>'))) == {
        "part": "body",
        "paragraph": 1,
    }
    for page in (
        f"<p>甲 <bdo dir=rtl>{ID[::-1]}</bdo></p>",
        f"<p style='direction: rtl; unicode-bidi: bidi-override'>{ID[::-1]}</p>",
    ):
        assert place("a.html", page.encode()) == {"part": "body", "paragraph": 1}


@pytest.mark.parametrize("cuts", [(10,), (6, 14), (6, 10, 14)])
def test_number_over_several_cells_is_found_in_its_row(cuts: tuple[int, ...]) -> None:
    ends = (0, *cuts, 18)
    pieces = [ID[start:end] for start, end in itertools.pairwise(ends)]
    head = ",".join(f"第{number}段" for number in range(len(pieces)))

    found = place("a.csv", f"姓名,{head},村\n张三,{','.join(pieces)},永发村\n".encode())

    assert found == {"row": 2, "cell": "B2"}


def test_columns_of_figures_are_no_number() -> None:
    rows = "\n".join(
        f"{number},{230221 + number},{18991231 + number},{1000 + number}" for number in range(300)
    )
    assert numbers("a.csv", f"序号,甲,乙,丙\n{rows}\n".encode()) == []


@pytest.mark.parametrize(
    "page",
    [
        f"<p data-x='{PACKED}'>甲</p>",
        f"<script>var a=atob('{PACKED}')</script><p>甲</p>",
        f"<script>var a='{ID[:9]}'+'{ID[9:]}'</script><p>甲</p>",
        f"<script>b(String.fromCharCode({','.join(str(ord(sign)) for sign in ID)}))</script><p>甲</p>",
        "<style>p:after{content:'" + "".join(f"\\{ord(sign):x} " for sign in ID) + "'}</style><p>甲</p>",
        "<a href='http://a/?q=" + "".join(f"%{ord(sign):x}" for sign in ID) + "'>甲</a>",
    ],
)
def test_number_in_disguise_in_the_source_of_a_page_is_found(page: str) -> None:
    assert {one.hidden for one in numbers("a.html", page.encode())} == {True}


def test_number_beside_a_member_of_an_archive_is_found() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        info = ZipInfo("通知.txt")
        info.extra = b"\xfe\xca\x12\0" + ID.encode()
        archive.writestr(info, "正文")
    assert place("a.zip", out.getvalue()) == {"part": "metadata", "inside": "通知.txt"}
    assert numbers("a.zip", zipped({f"{PACKED}.txt": "正文"}))
