"""Every place in which a PDF holds a text that its pages do not show: found there, and gone from the copy."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent
from desktop_app.services.cleaning import clean_file
from tests.adapters.readers.making import ID
from tests.adapters.readers.test_disguised import pdf, picture

SAID = String(f"号{ID}")
"""In wide characters, as all that is not ASCII."""
PACKED = b64encode(ID.encode()).decode()
Change = Callable[[Pdf], object]


def root(**entries: Any) -> Change:
    def change(opened: Pdf) -> None:
        for key, value in entries.items():
            opened.Root[f"/{key}"] = value

    return change


def info(key: str, text: str) -> Change:
    return lambda opened: opened.docinfo.__setitem__(f"/{key}", text)


def remark(**entries: Any) -> Change:
    def change(opened: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 300, 30]), **entries)
        opened.pages[0].Annots = Array([opened.make_indirect(made)])

    return change


def drawing(opened: Pdf, said: str) -> Any:
    form = opened.make_stream(f"BT /F1 12 Tf 1 1 Td {said} ET".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 300, 30])
    form.Resources = opened.pages[0].obj.Resources
    return form


def looks(key: str) -> Change:
    """A stamp whose look alone says the number, as it is seen or as it is pressed."""

    def change(opened: Pdf) -> None:
        empty = opened.make_stream(b"")
        remark(Subtype=Name.Stamp, AP=Dictionary({"/N": empty, f"/{key}": drawing(opened, f"({ID}) Tj")}))(
            opened
        )

    return change


def unused(said: str) -> Change:
    return lambda opened: opened.pages[0].obj.Resources.__setitem__(
        "/XObject", Dictionary(X=drawing(opened, said))
    )


def on_page(said: str) -> Change:
    return lambda opened: opened.pages[0].contents_add(said.encode())


def stream(content: bytes, *path: str, **entries: Any) -> Change:
    """A stream behind these keys of the document's root."""

    def change(opened: Pdf) -> None:
        made: Any = opened.make_stream(content)
        for key, value in entries.items():
            made[f"/{key}"] = value
        for key in reversed(path[1:]):
            made = Dictionary({f"/{key}": made})
        opened.Root[f"/{path[0]}"] = made

    return change


def file(key: str, *, is_listed: bool, content: bytes = ID.encode()) -> Change:
    def change(opened: Pdf) -> None:
        held = opened.make_stream(content)
        held.Type = Name.EmbeddedFile
        made = opened.make_indirect(
            Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary({f"/{key}": held}))
        )
        if is_listed:
            opened.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.txt"), made])))
        else:
            remark(Subtype=Name.RichMedia, RichMediaContent=Dictionary(A=made))(opened)

    return change


def shown_picture(content: bytes, **entries: Any) -> Change:
    def change(opened: Pdf) -> None:
        image = opened.make_stream(content)
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
        image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = 60, 60, Name.DeviceRGB, 8
        for key, value in entries.items():
            image[f"/{key}"] = value
        opened.pages[0].obj.Resources.XObject = Dictionary(I=image)
        opened.pages[0].contents_add(b"q 60 0 0 60 100 100 cm /I Do Q")

    return change


def template(opened: Pdf) -> None:
    contents = opened.make_stream(f"BT /F1 12 Tf 9 9 Td ({ID[:6]}) Tj ({ID[6:]}) Tj ET".encode())
    made = Dictionary(Type=Name.Page, Resources=opened.pages[0].obj.Resources, Contents=contents)
    opened.Root.Names = Dictionary(
        Templates=Dictionary(Names=Array([String("t"), opened.make_indirect(made)]))
    )


def layer(opened: Pdf) -> None:
    group = opened.make_indirect(Dictionary(Type=Name.OCG, Name=SAID))
    opened.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))


def page_metadata(opened: Pdf) -> None:
    opened.pages[0].obj.Metadata = opened.make_stream(f"<a>{ID}</a>".encode(), Type=Name.Metadata)


def listed_properties(opened: Pdf) -> None:
    opened.pages[0].obj.Resources.Properties = Dictionary(P1=Dictionary(X=SAID))
    opened.pages[0].contents_add(b"/X /P1 BDC EMC")


def action(**entries: Any) -> Change:
    return root(OpenAction=Dictionary(**entries))


CORNERS: dict[str, Change] = {
    "a property of its own": info("X", ID),
    "a property, encoded": info("Keywords", PACKED),
    "the program's name": info("Producer", f"p{ID}"),
    "a page's metadata": page_metadata,
    "the title of a bookmark's place": root(
        Names=Dictionary(Dests=Dictionary(Names=Array([String(f"d{ID}"), Array([])])))
    ),
    "a page's label": root(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=SAID)]))),
    "a layer's name": layer,
    "a text in place of a figure": root(StructTreeRoot=Dictionary(K=Dictionary(S=Name.P, ActualText=SAID))),
    "an abbreviation written out": root(StructTreeRoot=Dictionary(K=Dictionary(S=Name.P, E=SAID))),
    "a text in place of drawn ones": on_page(f"/Span <</ActualText ({ID})>> BDC EMC"),
    "the same in hexadecimal": on_page(f"/Span <</ActualText <FEFF{ID.encode('utf-16-be').hex()}>>> BDC EMC"),
    "properties of a marked part": listed_properties,
    "a remark in a page's program": on_page(f"% {ID}\n"),
    "a remark's rich text": remark(Subtype=Name.Text, Contents=String("甲"), RC=SAID),
    "a link's description": remark(Subtype=Name.Link, Contents=SAID),
    "an address, escaped": remark(
        Subtype=Name.Link,
        A=Dictionary(S=Name.URI, URI=String("http://a/?" + "".join(f"%{ord(sign):02x}" for sign in ID))),
    ),
    "an address, encoded": remark(
        Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"http://a/?q={PACKED}"))
    ),
    "a program to start": remark(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(f"c:\\{ID}.exe"))),
    "another file's name": remark(
        Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=Dictionary(Type=Name.Filespec, UF=SAID))
    ),
    "a script, encoded": action(S=Name.JavaScript, JS=String(f"var a=atob('{PACKED}')")),
    "a script that puts pieces together": action(
        S=Name.JavaScript, JS=String(f"var a='{ID[:9]}' + '{ID[9:]}'")
    ),
    "a field that no form lists": remark(Subtype=Name.Widget, FT=Name.Tx, T=String("a"), V=SAID),
    "a button's caption": remark(Subtype=Name.Widget, FT=Name.Btn, T=String("a"), MK=Dictionary(CA=SAID)),
    "a stamp's look": looks("N"),
    "its look when it is pressed": looks("D"),
    "a drawing that no page shows": unused(f"({ID}) Tj"),
    "the same in pieces": unused(f"[({ID[:6]}) 20 ({ID[6:]})] TJ"),
    "the same in hexadecimal pieces": unused(f"<{ID[:9].encode().hex()}> Tj <{ID[9:].encode().hex()}> Tj"),
    "a page that is a template": template,
    "a page's private data, wide": stream(ID.encode("utf-16-le"), "PieceInfo", "Z", "Private"),
    "the same, the other way round": stream(ID.encode("utf-16-be"), "PieceInfo", "Z", "Private"),
    "the same, encoded": stream(PACKED.encode(), "PieceInfo", "Z", "Private"),
    "a film's file": file("F", is_listed=False),
    "a file by another system's name": file("Unix", is_listed=True),
    "bytes behind a picture's end": shown_picture(picture() + ID.encode()),
    "a picture's comment": shown_picture(picture(comment=ID.encode())),
    "where a picture came from": shown_picture(picture(), OPI=Dictionary({"/2.0": Dictionary(F=SAID)})),
    "columns of a portfolio": root(Collection=Dictionary(Schema=Dictionary(a=Dictionary(N=SAID)))),
    "what paper it was made for": root(OutputIntents=Array([Dictionary(S=Name.GTS_PDFA1, Info=SAID)])),
    "a signature's reason": root(
        AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Sig, V=Dictionary(Reason=SAID))]))
    ),
    "an article's title": root(Threads=Array([Dictionary(I=Dictionary(Title=SAID))])),
    "addresses that were fetched": root(SpiderInfo=Dictionary(C=Array([Dictionary(AU=SAID)]))),
}


pytestmark = pytest.mark.filterwarnings("ignore:This document has 1 form widget")


def made(change: Change) -> bytes:
    return pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize("change", CORNERS.values(), ids=CORNERS.keys())
def test_number_in_a_corner_is_found(change: Change) -> None:
    found = check_units(units_of("a.pdf", made(change), silent))
    assert {one.evidence for one in found if one.rule == "pii.id-card"} == {"230221********0018"}


@pytest.mark.parametrize("change", CORNERS.values(), ids=CORNERS.keys())
def test_number_in_a_corner_is_gone_from_the_copy_or_told(change: Change) -> None:
    cleaning = clean_file("a.pdf", made(change))
    assert [one.rule for one in cleaning.left if one.severity != "note"] == []


def test_embedded_file_that_is_listed_is_told_once() -> None:
    found = check_units(units_of("a.pdf", made(file("F", is_listed=True)), silent))
    assert [one.rule for one in found if one.severity != "note"] == ["hidden.embedded", "pii.id-card"]
