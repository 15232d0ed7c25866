"""PDFs, pictures, old workbooks and OFD with bytes gone wrong: a finding at most, never a crash."""

from __future__ import annotations

import random
import warnings
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent
from tests.adapters.readers import test_legacy, test_ofd, test_pdf

_MUTATIONS = 150
_ODD_VALUES = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"99999999", b"-1 ", b"null", b"<<>>", b"[ ]")


def _pdf() -> bytes:
    def fill(pdf: Pdf) -> None:
        pdf.attachments["a.txt"] = b"text"
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("note"))
        pdf.pages[0].Annots = Array([note])
        pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(Dictionary(FT=Name.Tx, V=String("value")))])
        with pdf.open_metadata() as xmp:
            xmp["dc:creator"] = ["someone"]

    content = f"{test_pdf.WRITE} 0 g {test_pdf.BOX} q 300 0 0 30 95 90 cm /Im Do Q"
    return test_pdf.made(content, fill, compress_streams=False)


def _jpeg() -> bytes:
    exif = Image.Exif()
    exif[315] = "someone"
    exif.get_ifd(0x8825).update({2: (47.0, 20.0, 15.0), 4: (123.0, 11.0, 2.0)})
    out = BytesIO()
    Image.linear_gradient("L").save(out, "JPEG", exif=exif, comment=b"remark")
    return out.getvalue()


def _tiff() -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").save(out, "TIFF", save_all=True, append_images=[Image.new("L", (60, 60))])
    return out.getvalue()


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(changed) or 1)
        kind = chance.random()
        if kind < 0.4:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind < 0.6:
            odd = chance.choice(_ODD_VALUES)
            changed[at : at + len(odd)] = odd
        elif kind < 0.8:
            del changed[at : at + chance.choice((1, 4, 100))]
        else:
            other = chance.randrange(len(changed) or 1)
            changed[at : at + 20] = changed[other : other + 20]
    is_cut = len(changed) > 1 and chance.random() < 0.1
    return bytes(changed[: chance.randrange(1, len(changed))] if is_cut else changed)


@pytest.mark.parametrize("kind", ["pdf", "jpg", "tif", "xls", "ofd"])
def test_mutated_file_never_breaks_its_reader(kind: str) -> None:
    sound = {
        "pdf": _pdf,
        "jpg": _jpeg,
        "tif": _tiff,
        "xls": test_legacy.workbook,
        "ofd": lambda: test_ofd.made(test_ofd.text(test_ofd.CARD) + test_ofd.BLACK_BOX),
    }[kind]()
    chance = random.Random(20260928)

    with recognition.switched_off(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of tags that are longer than the file
        for _ in range(_MUTATIONS):
            check_units(units_of(f"文件.{kind}", _mutated(sound, chance), silent))
