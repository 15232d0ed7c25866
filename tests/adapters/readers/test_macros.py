"""The source of macros is read, wherever a file keeps it; compression and compound file are made here by the book."""

from __future__ import annotations

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.adapters.readers.legacy import compound
from desktop_app.adapters.readers.legacy.slides import stored_units
from desktop_app.adapters.readers.office.macros import macro_units, unpacked
from tests.adapters.readers.making import ID, docx, findings, p, r

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SOURCE = f'Attribute VB_Name = "Module1"\r\nSub 填表()\r\n  Range("A1") = "{ID}"\r\nEnd Sub\r\n'


def packed(plain: bytes) -> bytes:
    """[MS-OVBA] 2.4.1.3.6, with the longest copy that is found looking back through the chunk."""
    out = bytearray(b"\x01")
    for start in range(0, len(plain), 4096):
        chunk, at = plain[start : start + 4096], 0
        body = bytearray()
        while at < len(chunk):
            flags, tokens = 0, bytearray()
            for bit in range(8):
                if at >= len(chunk):
                    break
                back, length = _copy(chunk, at)
                if length >= 3:
                    bits = max((at - 1).bit_length(), 4)
                    tokens += struct.pack("<H", (back - 1) << (16 - bits) | (length - 3))
                    flags |= 1 << bit
                    at += length
                else:
                    tokens.append(chunk[at])
                    at += 1
            body += bytes([flags]) + tokens
        out += struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    return bytes(out)


def _copy(chunk: bytes, at: int) -> tuple[int, int]:
    if at == 0:
        return 0, 0
    longest = min((0xFFFF >> max((at - 1).bit_length(), 4)) + 3, len(chunk) - at)
    for length in range(longest, 2, -1):
        found = chunk.rfind(chunk[at : at + length], 0, at + length - 1)
        if 0 <= found < at:
            return at - found, length
    return 0, 0


def compound_file(storages: tuple[str, ...], streams: dict[str, bytes]) -> bytes:
    """[MS-CFB]: storages within one another, and streams in the innermost, each of 4096 bytes or more."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    entries = [*storages, *padded]
    directory_sectors = -(-(len(entries) + 1) // 4)
    table = [_FAT, *range(2, directory_sectors + 1), _END]
    starts, body = {}, b""
    for name, data in padded.items():
        count = -(-len(data) // _SECTOR)
        starts[name] = len(table)
        table += [*range(len(table) + 1, len(table) + count), _END]
        body += data.ljust(count * _SECTOR, b"\0")
    first = len(storages) + 1
    chain = [_entry("Root Entry", 5, child=1)]
    for number, name in enumerate(storages, 1):
        chain.append(_entry(name, 1, child=number + 1))
    for number, name in enumerate(padded):
        right = first + number + 1 if number + 1 < len(padded) else _FREE
        chain.append(_entry(name, 2, right=right, start=starts[name], size=len(padded[name])))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + b"\xff" * 4 * 108
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    return head + fat + b"".join(chain).ljust(directory_sectors * _SECTOR, b"\0") + body


def _entry(
    name: str, kind: int, child: int = _FREE, right: int = _FREE, start: int = 0, size: int = 0
) -> bytes:
    wide = (name + "\0").encode("utf-16-le")
    head = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def project(source: str, *storages: str) -> bytes:
    """A compound file whose module stands behind some bytes of compiled code, as programs write it."""
    module = bytes(range(200)) + packed(source.encode("gb18030"))
    return compound_file((*storages, "VBA"), {"Module1": module, "dir": packed(b"nothing of ours")})


@given(st.binary(max_size=300).map(lambda part: part * 30))
def test_what_was_packed_is_unpacked(plain: bytes) -> None:
    assert unpacked(packed(plain)) == plain


@given(st.binary(max_size=2000))
def test_no_bytes_make_it_fail(content: bytes) -> None:
    unpacked(b"\x01" + content)
    list(macro_units("宏", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content))


def test_packed_bytes_grow_to_a_bound() -> None:
    chunk = struct.pack("<H", 0xB000 | 3) + b"\x02a" + struct.pack("<H", 0xFFF)
    assert len(unpacked(b"\x01" + chunk * 50_000)) < 4_010_000


def test_number_in_a_macro_is_found_at_its_line() -> None:
    content = docx(p(r("正文")), {"word/vbaProject.bin": project(SOURCE)})

    found = findings(content)

    (number,) = [one for one in found if one.rule == "pii.id-card"]
    assert number.place.as_json() == {"part": "embedded", "inside": "vbaproject.bin!/Module1", "paragraph": 3}
    assert number.hidden
    assert "hidden.embedded" in {one.rule for one in found}


def test_number_that_a_macro_puts_together_is_found() -> None:
    source = SOURCE.replace(ID, f'{ID[:6]}" & "{ID[6:14]}" & _\r\n "{ID[14:]}')
    content = docx(p(r("正文")), {"word/vbaProject.bin": project(source)})
    assert "pii.id-card" in {one.rule for one in findings(content)}


def test_macro_without_a_number_is_told_and_no_more() -> None:
    content = docx(p(r("正文")), {"word/vbaProject.bin": project(SOURCE.replace(ID, "合计"))})
    assert {one.rule for one in findings(content) if one.severity != "note"} == {"hidden.embedded"}


@pytest.mark.parametrize("storage", ["_VBA_PROJECT_CUR", "Macros"])
def test_macros_of_old_files_are_told_and_read(storage: str) -> None:
    told, *lines = compound.macro_units(project(SOURCE, storage))

    assert told.concealment is not None
    assert any(ID in unit.text for unit in lines)


def slides(stored: bytes, instance: int) -> bytes:
    """[MS-PPT] 2.10.41, 2.10.42: a record that holds a project, behind one that holds a text."""
    text = "正文".encode("utf-16-le")
    stream = struct.pack("<HHI", 0, 0x0FA0, len(text)) + text
    stream += struct.pack("<HHI", instance << 4, 0x1011, len(stored)) + stored
    return compound_file((), {"PowerPoint Document": stream})


def _compressed(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + zlib.compress(content)


@pytest.mark.parametrize(
    "content",
    [slides(project(SOURCE), 0), slides(_compressed(project(SOURCE, "PPT")), 1)],
    ids=["as it is", "packed"],
)
def test_macros_of_old_slides_are_told_and_read(content: bytes) -> None:
    found = findings(content, "汇报.ppt")

    (number,) = [one for one in found if one.rule == "pii.id-card"]
    assert number.place.as_json() == {"part": "embedded", "inside": "宏!/Module1", "paragraph": 3}
    assert "hidden.embedded" in {one.rule for one in found}


def test_number_in_an_object_that_is_packed_into_slides_is_found() -> None:
    found = findings(slides(_compressed(b"\0\1" + ID.encode("utf-16-le")), 1), "汇报.ppt")
    assert [one.rule for one in found if one.rule.startswith("pii.")] == ["pii.id-card"]


def test_object_in_slides_that_grows_without_bound_is_a_limit() -> None:
    found = findings(slides(_compressed(bytes(60_000_000)), 1), "汇报.ppt")
    assert "unreadable.limit" in {one.rule for one in found}


@given(st.binary(max_size=400))
def test_no_records_make_slides_fail(stream: bytes) -> None:
    list(stored_units(b"\x10\0\x11\x10" + stream))


def test_old_file_without_macros_says_nothing_of_them() -> None:
    assert list(compound.macro_units(compound_file(("Other",), {"Module1": b"x"}))) == []
