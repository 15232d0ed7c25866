"""Binary workbooks (xlsb) put together by hand, record by record (MS-XLSB 2.1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from struct import pack
from zipfile import ZipFile

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.ms-excel"


def record(kind: int, content: bytes = b"") -> bytes:
    return _packed(kind) + _packed(len(content)) + content


def _within(begin: int, inner: bytes, end: int, count: int = 0) -> bytes:
    return record(begin, pack("<I", count)) + inner + record(end)


def _packed(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def text(words: str) -> bytes:
    return pack("<I", len(words)) + words.encode("utf-16-le")


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def words_cell(column: int, words: str) -> bytes:
    return record(6, pack("<II", column, 0) + text(words))


def number_cell(column: int, number: float, style: int = 0) -> bytes:
    return record(5, pack("<IId", column, style, number))


def error_cell(column: int, code: int) -> bytes:
    return record(3, pack("<IIB", column, 0, code))


def hidden_column(column: int) -> bytes:
    return record(390) + record(60, pack("<IIIIH", column, column, 2304, 0, 1)) + record(391)


def merge(top: int, left: int, bottom: int, right: int) -> bytes:
    return record(177, pack("<I", 1)) + record(176, pack("<IIII", top, bottom, left, right)) + record(178)


def binary_workbook(
    *rows: bytes, columns: bytes = b"", after: bytes = b"", formats: Sequence[str] = ()
) -> bytes:
    """Return a workbook of one sheet.

    Args:
        formats: those of the cell styles from 1 on; style 0 has none.
    """
    own = b"".join(record(44, pack("<H", 164 + at) + text(code)) for at, code in enumerate(formats))
    numbers = [0, *(164 + at for at in range(len(formats)))]
    styles = b"".join(record(47, pack("<HH", 0, number) + bytes(12)) for number in numbers)
    area = record(148, pack("<IIII", 0, len(rows), 0, len(rows)))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{_TYPES}.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": _linked(officeDocument="xl/workbook.bin"),
        "xl/_rels/workbook.bin.rels": _linked(worksheet="worksheets/sheet1.bin", styles="styles.bin"),
        "xl/workbook.bin": record(131)
        + record(143)
        + record(156, pack("<II", 0, 1) + text("rId1") + text("Sheet1"))
        + record(144)
        + record(132),
        "xl/styles.bin": _within(
            278, _within(615, own, 616, len(formats)) + _within(617, styles, 618, len(numbers)), 279
        ),
        "xl/worksheets/sheet1.bin": _within(
            129, area + columns + _within(145, b"".join(rows), 146) + after, 130
        ),
    }
    out = BytesIO()
    with ZipFile(out, "w") as file:
        for path, content in parts.items():
            file.writestr(path, content)
    return out.getvalue()


def _linked(**targets: str) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'
