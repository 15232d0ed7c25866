"""Zip archives: members at any depth, names in any encoding, and hostile ones."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.adapters.readers.making import ID, docx, findings, p, r, rules, units, zipped

_LIST = f"姓名,身份证号\n张秀珍,{ID}\n"


def _nested(content: bytes, name: str, depth: int) -> bytes:
    for level in range(depth):
        content = zipped({f"{level}.zip" if level else name: content})
    return content


def test_member_is_read_with_its_path() -> None:
    content = zipped({"附件/补充.zip": zipped({"材料/名单.csv": _LIST})})
    number = next(finding for finding in findings(content) if finding.rule == "pii.id-card")
    assert number.place.inside == "附件/补充.zip!/材料/名单.csv"


def test_office_file_in_an_archive_is_read_as_such() -> None:
    assert rules(zipped({"公告.docx": docx(p(r(ID, "<w:vanish/>")))})) == ["hidden.text", "pii.id-card"]


def test_name_of_a_member_is_content_and_is_masked_in_places() -> None:
    found = findings(zipped({f"张秀珍{ID}.txt": "公告"}))
    assert [finding.rule for finding in found] == ["pii.id-card"]
    assert not any(ID in str(finding.as_json()) for finding in found)


def test_name_in_gbk_is_read() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("#######", "公告")
    content = stream.getvalue().replace(b"#######", "名单".encode("gb18030") + b".tx")
    assert units(content)[0].text == "名单.tx"


def test_comment_of_an_archive_is_read() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.comment = f"身份证号 {ID}".encode()
    assert rules(stream.getvalue()) == ["pii.id-card"]


def test_name_that_climbs_out_is_read_and_never_followed() -> None:
    assert rules(zipped({"../../../etc/名单.csv": _LIST})) == ["pii.column", "pii.id-card"]


def test_twenty_levels_are_read_and_one_more_is_not() -> None:
    assert "pii.id-card" in rules(_nested(_LIST.encode(), "名单.csv", 20))
    assert rules(_nested(_LIST.encode(), "名单.csv", 22)) == ["unreadable.limit"]


@pytest.mark.parametrize("wrapped", [False, True])
def test_bomb_is_a_finding_in_bounded_memory(wrapped: bool) -> None:
    bomb = zipped({"0.txt": bytes(60_000_000)})
    assert "unreadable.limit" in rules(zipped({"a.zip": bomb}) if wrapped else bomb)


def test_many_small_bombs_are_a_bomb() -> None:
    piece = zipped({"a.txt": bytes(4_000_000)})
    assert "unreadable.limit" in rules(zipped({f"{n}.zip": piece for n in range(30)}))


def test_size_that_lies_is_a_finding() -> None:
    content = bytearray(zipped({"a.txt": b"x" * 1000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + offset
        content[at : at + 4] = struct.pack("<I", 10)
    assert rules(bytes(content)) == ["unreadable.limit"]


def test_encrypted_member_is_told_and_the_others_are_read() -> None:
    content = bytearray(zipped({"a.txt": "公告", "b.csv": _LIST}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + offset
        content[at] |= 1
    found = {finding.rule: finding.place.inside for finding in findings(bytes(content))}
    assert found["unreadable.encrypted"] == "a.txt"
    assert found["pii.id-card"] == "b.csv"


def test_unknown_compression_is_unsupported() -> None:
    content = bytearray(zipped({"a.txt": "公告" * 50}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.index(signature) + offset
        content[at] = 97
    assert rules(bytes(content)) == ["unreadable.unsupported"]


def test_member_of_an_unknown_kind_is_unsupported_by_name() -> None:
    (found,) = findings(zipped({"图纸.dwg": bytes(range(256))}))
    assert (found.rule, found.place.inside) == ("unreadable.unsupported", "图纸.dwg")
    assert "dwg" in found.message


@pytest.mark.parametrize("cut", [5, 40, -1])
def test_truncated_archive_is_damaged(cut: int) -> None:
    assert rules(zipped({"a.csv": _LIST})[:cut]) == ["unreadable.damaged"]


def test_wrong_checksum_is_damaged() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("a.txt"), b"abcdef")
    content = stream.getvalue().replace(b"abcdef", b"abcdeg")
    assert rules(content) == ["unreadable.damaged"]


def test_what_a_mac_adds_is_no_finding() -> None:
    assert (
        rules(zipped({"公告.txt": "公告", "__MACOSX/._公告.txt": bytes(range(200)), ".DS_Store": bytes(99)}))
        == []
    )


_PROGRAM = b"MZ" + bytes(range(256)) * 40
_PREFIXES = {
    "a program": (_PROGRAM, []),
    "words": ("请解压".encode() * 20, ["hidden.embedded"]),
    "a page": ("<p>请解压</p>".encode() * 9, ["hidden.embedded"]),
    "nothing but zeros": (bytes(700), []),
}


@pytest.mark.parametrize(("prefix", "told"), _PREFIXES.values(), ids=_PREFIXES.keys())
def test_archive_behind_something_else_is_read(prefix: bytes, told: list[str]) -> None:
    found = findings(prefix + zipped({"名单.txt": ID}), "资料.exe")

    assert sorted(one.rule for one in found) == sorted([*told, "pii.id-card"])
    assert found[-1].place.inside == "接在后面的压缩包.zip!/名单.txt"


def test_archive_whose_directory_counts_what_stands_before_it_is_read() -> None:
    stream = BytesIO()
    stream.write(_PROGRAM)
    with ZipFile(stream, "a") as archive:
        archive.writestr("名单.txt", ID)
    assert rules(stream.getvalue(), "资料.exe") == ["pii.id-card"]


@pytest.mark.parametrize("number", [ID.encode(), ID.encode("utf-16-le")])
def test_number_in_what_stands_before_an_archive_is_found(number: bytes) -> None:
    content = _PROGRAM + b"\0" + number + b"\0\1" + zipped({"通知.txt": "正文"})
    assert [(one.rule, one.hidden) for one in findings(content, "资料.exe")] == [("pii.id-card", True)]


@pytest.mark.parametrize("first", [docx(p(r(ID))), zipped({"名单.txt": ID}), f"名单 {ID}".encode()])
@pytest.mark.parametrize("second", [docx(p(r("正文"))), zipped({"通知.txt": "正文"})])
def test_file_before_another_is_read_and_told(first: bytes, second: bytes) -> None:
    assert {"hidden.embedded", "pii.id-card"} <= set(rules(first + second))


def test_office_file_behind_a_program_is_read_as_what_it_is() -> None:
    (found,) = findings(_PROGRAM + docx(p(r(ID))), "公告.docx")
    assert (found.rule, found.place.paragraph) == ("pii.id-card", 1)


def _unlisted(content: bytes, more: bytes) -> bytes:
    """An archive in which another one's members stand, between its own and its directory."""
    directory = content.index(b"PK\x01\x02")
    members = more[: more.index(b"PK\x01\x02")]
    end = bytearray(content[directory:])
    at = end.rindex(b"PK\x05\x06") + 16
    end[at : at + 4] = struct.pack("<I", directory + len(members))
    return content[:directory] + members + bytes(end)


@pytest.mark.parametrize("shown", [zipped({"通知.txt": "正文"}), docx(p(r("正文")))])
@pytest.mark.parametrize("name", ["名单.txt", "名单.csv"])
def test_member_that_the_directory_does_not_list_is_read(shown: bytes, name: str) -> None:
    found = findings(_unlisted(shown, zipped({name: f"姓名,号\n张三,{ID}\n" * 3})))

    assert {"hidden.embedded", "pii.id-card"} <= {one.rule for one in found}
    assert {one.place.inside for one in found if one.rule == "pii.id-card"} == {name}


@pytest.mark.parametrize("shown", [zipped({"通知.txt": "正文"}), docx(p(r("正文")))])
def test_number_behind_an_archive_is_found(shown: bytes) -> None:
    assert rules(shown + bytes(100) + ID.encode() + bytes(9)) == ["pii.id-card"]


def test_member_without_a_directory_that_grows_without_bound_is_a_limit() -> None:
    content = _unlisted(zipped({"通知.txt": "正文"}), zipped({"0.txt": bytes(60_000_000)}))
    assert "unreadable.limit" in rules(content)


def test_thousands_of_heads_without_a_directory_are_bounded() -> None:
    head = b"PK\x03\x04" + bytes(2) + struct.pack("<HH", 8, 8) + bytes(12) + struct.pack("<IHH", 0, 0, 0)
    assert rules(_unlisted(zipped({"通知.txt": "正文"}), head * 50_000 + b"PK\x01\x02")) == []


def test_archives_that_programs_write_in_pieces_hold_nothing_besides() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", "正文" * number)
    assert rules(pipe.getvalue()) == []
