"""Numbers that are encoded, escaped or turned round are found where they stand; keys and addresses are no numbers."""

from __future__ import annotations

import hashlib
import itertools
import random
import zlib
from base64 import b32encode, b64encode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.checks.disguise import undone
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit, UnitKind

ID = "230221189912310018"
SPELLINGS = {
    "base64": b64encode(ID.encode()).decode(),
    "base64 within words": b64encode(f"身份证号：{ID}，请核对".encode()).decode(),
    "base64 in GBK": b64encode(f"身份证号：{ID}".encode("gb18030")).decode(),
    "base64 of wide characters": b64encode(ID.encode("utf-16-le")).decode(),
    "base64 for addresses, without padding": urlsafe_b64encode(f"??{ID}".encode()).decode().rstrip("="),
    "percent": "".join(f"%{ord(sign):02X}" for sign in ID),
    "entities": "".join(f"&#{ord(sign)};" for sign in ID),
    "entities in hexadecimal": "".join(f"&#x{ord(sign):x};" for sign in ID),
    "escapes of bytes": "".join(f"\\x{ord(sign):02x}" for sign in ID),
    "escapes of characters": "".join(f"\\u{ord(sign):04x}" for sign in ID),
    "escapes of style sheets": "".join(f"\\{ord(sign):x} " for sign in ID),
    "codes of characters": "a(" + ",".join(str(ord(sign)) for sign in ID) + ")",
    "bytes in hexadecimal": f"号：{ID}".encode().hex(),
    "bytes in hexadecimal, digits alone": ID.encode().hex(),
    "hexadecimal with blanks": ID.encode().hex(" "),
    "hexadecimal with hyphens": ID.encode().hex("-"),
    "hexadecimal as programs write it": "0x" + ID.encode().hex(),
    "hexadecimal, each by itself": ", ".join(f"0x{ord(sign):02X}" for sign in ID),
    "hexadecimal of wide characters": ID.encode("utf-16-be").hex(),
    "quoted for mail": "".join(f"={ord(sign):02X}" for sign in ID),
    "decimal codes run together": "".join(str(ord(sign)) for sign in ID),
    "octal codes": " ".join(f"{ord(sign):03o}" for sign in ID),
    "octal escapes": "".join(f"\\{ord(sign):03o}" for sign in ID),
    "binary codes": "".join(f"{ord(sign):08b}" for sign in ID),
    "binary codes with blanks": " ".join(f"{ord(sign):b}" for sign in ID),
    "base32": b32encode(ID.encode()).decode(),
    "base64 twice": b64encode(b64encode(ID.encode())).decode(),
    "base64 of hexadecimal": b64encode(ID.encode().hex().encode()).decode(),
    "base64 of packed bytes": b64encode(zlib.compress(ID.encode())).decode(),
    "base64 of wide digits": b64encode("".join(chr(ord(sign) + 0xFEE0) for sign in ID).encode()).decode(),
    "pieces that a formula joins": f'="{ID[:9]}"&"{ID[9:]}"',
    "letters from right to left": f"\u202e{ID[::-1]}\u202c",
}


@pytest.mark.parametrize("spelt", SPELLINGS.values(), ids=SPELLINGS.keys())
@pytest.mark.parametrize("kind", [UnitKind.TEXT, UnitKind.CELL])
def test_number_in_disguise_is_found_in_its_place(spelt: str, kind: UnitKind) -> None:
    units = [
        Unit("第一行", Place(paragraph=1)),
        Unit(f"数据 {spelt} 完", Place(paragraph=2), kind),
        Unit("末行"),
    ]

    found = [one for one in check_units(units) if one.rule == "pii.id-card"]

    assert [(one.place, one.evidence, one.hidden, one.span) for one in found] == [
        (Place(paragraph=2), "230221********0018", True, None)
    ]
    assert found[0].message == "“换了写法的内容”含完整的居民身份证号码，请打码或删除。"


def test_mobile_and_card_in_disguise_are_found_too() -> None:
    said = b64encode("电话13804521234，卡号6217001210024455220".encode()).decode()

    assert {"pii.mobile", "pii.bank-card"} <= {one.rule for one in check_units([Unit(said)])}


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_nothing_that_anybody_writes_makes_it_fail(text: str) -> None:
    list(undone(text))
    check_units([Unit(text * 3)])


@pytest.mark.parametrize(
    "text",
    [
        hashlib.sha256(b"a").hexdigest(),
        b64encode(hashlib.sha512(b"a").digest()).decode(),
        "http://www.longjiang.gov.cn/art/2026/9/28/art_12345_6789012.html?id=4a7d1ed414474e4033ac29ccb8653d9b",
        "https://www.example.gov.cn/s?wd=%E9%BE%99%E6%B1%9F%E5%8E%BF%E4%BA%BA%E6%B0%91%E6%94%BF%E5%BA%9C",
        "C:\\Users\\admin\\Documents\\2026年种粮补贴发放公示（定稿）.docx",
        "data:image/png;base64," + b64encode(bytes(range(256)) * 8).decode(),
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onL",
        "&#40857;&#27743;&#21439;&#20154;&#27665;&#25919;&#24220;&#21150;&#20844;&#23460;&#25991;&#20214;",
        "48,49,50",
        b64encode("根据《中华人民共和国政府信息公开条例》第二十条，现予公开。".encode()).decode(),
    ],
)
def test_keys_addresses_and_encoded_words_are_no_numbers(text: str) -> None:
    assert list(undone(text)) == []
    assert [one.rule for one in check_units([Unit(text)]) if one.severity != "note"] == []


@pytest.mark.parametrize("number", ["230221189912310018", "11010519491231002X"])
def test_number_from_its_end_to_its_beginning_is_found(number: str) -> None:
    found = check_units([Unit(f"数据 {number[::-1]}，完"), Unit(f"编号：{number[::-1]}")])

    assert [(one.rule, one.evidence[-4:], one.span) for one in found] == [
        ("pii.id-card", number[-4:], (3, 21))
    ]


def test_digits_of_all_kinds_are_no_number_in_disguise() -> None:
    chance = random.Random(4)
    texts = ["".join(chance.choices(signs, k=180)) for signs in ("01", "01234567", "0123456789", "35 0")] * 50

    assert [plain for text in texts for plain in undone(text)] == []


def test_packed_bytes_that_grow_without_end_are_bounded() -> None:
    bomb = b64encode(zlib.compress(f"{ID} ".encode() * 300_000, 9)).decode()

    assert [len(plain) for plain in undone(bomb)] == [5000]


def test_a_file_full_of_disguises_is_bounded() -> None:
    said = b64encode(ID.encode()).decode()
    units = [Unit(f"数据 {said}", Place(paragraph=number)) for number in range(1000)]

    assert 0 < len(check_units(units)) <= 210


@pytest.mark.parametrize("cuts", [(9,), (6, 14), (4, 8, 13)])
def test_number_that_the_ends_of_lines_cut_up_is_found(cuts: tuple[int, ...]) -> None:
    ends = (0, *cuts, 18)
    lines = [ID[start:end] for start, end in itertools.pairwise(ends)]

    found = check_units([Unit(line, Place(paragraph=number)) for number, line in enumerate(lines, 1)])

    assert [one.rule for one in found] == ["pii.id-card"]


def test_lines_of_figures_are_no_number() -> None:
    units = [Unit(line) for line in ("2026", "230221", "1899", "123100", "19")]
    assert check_units(units) == []
