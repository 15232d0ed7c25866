"""Texts that are written so that a search passes over them: encoded, escaped, or turned round on the screen.

Only what holds a long number once it is undone counts: codes, addresses and keys of all kinds look alike before.
"""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import b32decode, b64decode
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from desktop_app.core.checks.normal import normalise
from desktop_app.core.checks.pieces import Pieces
from desktop_app.core.checks.unit import Unit, UnitKind

LABEL = "换了写法的内容"
_TEXT = UnitKind.TEXT
_SHORTEST = 20
"""Of any of these spellings of an identity number; most cells of a list are shorter."""
_FEWEST = 11
"""Digits that count: those of a mobile number."""
_MOST = 200
"""Spellings that are undone in one file."""
_LONGEST = 100_000
_SIGN = r"[A-Za-z0-9+/_\-]"
_TWO_SIGNS = re.compile(_SIGN * 2).search
"""Run together or set apart by a mark after each two, three, four or eight, they have two at every seventh place."""
_PACKED = re.compile(_SIGN + _SIGN + "{19}").search
"""Letters and figures without a blank; most texts have none so long."""
_BASE64 = re.compile(
    r"[A-Za-z0-9+/_\-](?<![A-Za-z0-9+/_\-]{2})[A-Za-z0-9+/_\-]{19,20000}={0,2}(?![A-Za-z0-9+/_\-])"
)
_HEX = re.compile(
    r"[0-9A-Fa-f](?<![0-9A-Za-z][0-9A-Fa-f])(?:(?<=0)[xX][0-9A-Fa-f])?[0-9A-Fa-f][ :,;\-]?"
    r"(?:[0-9A-Fa-f]{2}[ :,;\-]?){14,2000}(?![0-9A-Za-z])"
)
_HEX_EACH = re.compile(r"(?:0[xX][0-9A-Fa-f]{2}[ ,;]{0,2}){11,2000}")
_QUOTED = re.compile(r"(?:=[0-9A-Fa-f]{2}){11,2000}")
_DECIMAL = re.compile(
    r"[45](?<![0-9][45])(?:(?<=4)[89]|(?<=5)[0-7])(?:4[89]|5[0-7]){13,200}(?:4[89]|5[0-7]|88)(?![0-9])"
)
_OCTAL = re.compile(r"(?<![0-9])(?:(?:\\?06[0-7]|\\?07[01]|\\?130)[ ,]?){15,200}(?![0-9])")
_BINARY = re.compile(r"(?<![01])(?:(?:00)?11[01]{4}[ ,]?){14,200}(?:(?:00)?11[01]{4}|01011000)(?![01])")
"""Codes of digits alone, run together or set apart: eight bits, or the six that the codes of digits need."""
_ESCAPED = re.compile(r"(?:(?:\\u00|\\x)[0-9A-Fa-f]{2}[ ,;]?){11,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){11,}")
_ENTITIES = re.compile(r"(?:&#(?:[0-9]{2,5}|[xX][0-9A-Fa-f]{2,4});?){11,}")
_TURNED = re.compile("\u202e([^\u202c\u202d\u202e\n]{11,200})")
_STYLED = re.compile(r"(?:\\[0-9A-Fa-f]{2,6} ?){11,}")
_COUNTED = re.compile(r"(?<![0-9,])(?:(?:4[89]|5[0-7])\s?,\s?){14,400}(?:4[89]|5[0-7]|88|120)(?![0-9])")
"""The codes of digits one after another, as scripts write them."""
_JOINED = re.compile(r"""(["'])\s*[&+]\s*\1""")
"""Between the pieces of a text that formulas and scripts put together."""
_CODES = re.compile(r"[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
_BYTE = re.compile(r"01011000|(?:00)?11[01]{4}")
_DEEPEST = 3
"""Spellings of spellings that are undone."""
_THREES, _OCTAL_SIGNS, _PAIRS_OF_ONES = 14, 8, 14
"""Of a number in hexadecimal, octal or binary codes at least: most texts have not so many."""
_ZIPPED = (b"\x1f\x8b", b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")
_MOST_UNZIPPED = 5_000
_NUMBER = re.compile(
    r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])|(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{15,19})(?![0-9])"
)
_PRINTABLE = re.compile(r"[\t\n\r -~\u4e00-\u9fff\u3000-\u303f\uff00-\uffef·—‘’“”…]*")


class Disguises:
    """Watches units go by, and yields what was in disguise or in pieces when they are over."""

    def __init__(self) -> None:
        self._found: list[Unit] = []
        self._pieces = Pieces()

    def watch(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield the units as they come, then those that are undone, each in the place of its disguise."""
        see, found = self._pieces.see, self._found
        for unit in units:
            text = unit.text
            if len(text) >= _SHORTEST and may_hide(text) and len(found) < _MOST:
                self._look(unit)
            if unit.kind is _TEXT and text:
                see(unit)
            yield unit
        yield from self._pieces.finish()
        yield from found

    def _look(self, unit: Unit) -> None:
        for plain in undone(unit.text):
            self._found.append(Unit(plain, unit.place, UnitKind.DISGUISED, LABEL, hidden=True))


def may_hide(text: str) -> bool:
    """Tell whether a text may be in disguise; most are not, and to tell so costs next to nothing."""
    return (
        (_TWO_SIGNS(text[6::7]) is not None and (_PACKED(text) is not None or _is_coded(text)))
        or "\\" in text
        or "&" in text
        or ("%" in text and text.count("%") >= _FEWEST)
        or ("," in text and _COUNTED.search(text) is not None)
        or "\u202e" in text
        or ("+" in text and _JOINED.search(text) is not None)
    )


def _is_coded(text: str) -> bool:
    return (
        text.count("3") >= _THREES or text.count("06") >= _OCTAL_SIGNS or text.count("11") >= _PAIRS_OF_ONES
    )


def undone(text: str) -> Iterator[str]:
    """Yield what stands in disguise within a text and holds a long number when it is undone."""
    yield from (plain for _, plain in disguises(text))


def disguises(text: str, depth: int = 1) -> Iterator[tuple[str, str]]:
    """Yield each disguise as it stands, and what it says; of one within another the outer one as it stands."""
    for spelt, plain in _readings(text[:_LONGEST]):
        if _NUMBER.search(normalise(plain).text):
            if _PRINTABLE.fullmatch(plain):
                yield spelt, plain
        elif depth < _DEEPEST and len(plain) >= _SHORTEST and plain.isascii():
            yield from ((spelt, inner) for _, inner in disguises(plain, depth + 1))


def _readings(text: str) -> Iterator[tuple[str, str]]:
    for sign, fewest, pattern, undo in _SPELLINGS:
        if text.count(sign) >= fewest:
            for found in pattern.finditer(text):
                yield from ((found[0], plain) for plain in undo(found[0]))
    if _JOINED.search(text):
        yield text, _JOINED.sub("", text)


def _percent(spelt: str) -> Iterator[str]:
    yield unquote(spelt)


def _entities(spelt: str) -> Iterator[str]:
    yield unescape(spelt)


def _escaped(spelt: str) -> Iterator[str]:
    yield "".join(chr(int(code, 16)) for code in _CODES.findall(spelt))


def _styled(spelt: str) -> Iterator[str]:
    yield "".join(_character(int(code, 16)) for code in spelt.replace(" ", "").split("\\")[1:])


def _counted(spelt: str) -> Iterator[str]:
    yield "".join(_character(int(code)) for code in spelt.split(","))


def _turned(spelt: str) -> Iterator[str]:
    yield spelt[:0:-1]


def _hexadecimal(spelt: str) -> Iterator[str]:
    yield from _decoded(bytes.fromhex(re.sub(r"0[xX]|[ :,;=\-]", "", spelt)))


def _decimal(spelt: str) -> Iterator[str]:
    yield "".join(chr(int(spelt[at : at + 2])) for at in range(0, len(spelt), 2))


def _octal(spelt: str) -> Iterator[str]:
    yield "".join(chr(int(code, 8)) for code in re.findall("[0-7]{3}", spelt))


def _binary(spelt: str) -> Iterator[str]:
    yield "".join(chr(int(code, 2) & 0x3F | 0x40 * (code[0:2] == "01")) for code in _BYTE.findall(spelt))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 else "?"


def _unpacked(packed: str) -> Iterator[str]:
    bare = packed.rstrip("=").replace("-", "+").replace("_", "/")
    for unpack, unit in ((_from_64, 4), (b32decode, 8)):
        try:
            yield from _decoded(_unzipped(unpack(bare + "=" * (-len(bare) % unit))))
        except (binascii.Error, ValueError):
            continue


def _from_64(packed: str) -> bytes:
    return b64decode(packed, validate=True)


def _unzipped(content: bytes) -> bytes:
    if content[:2] not in _ZIPPED:
        return content
    try:
        return zlib.decompressobj(wbits=47).decompress(content, _MOST_UNZIPPED)
    except zlib.error:
        return content


def _decoded(content: bytes) -> Iterator[str]:
    """The readings of bytes as text: encodings of offices, and the wide ones of office programs."""
    said = set()
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in said:
            said.add(text)
            yield text


_SPELLINGS: tuple[tuple[str, int, re.Pattern[str], Callable[[str], Iterator[str]]], ...] = (
    ("%", _FEWEST, _PERCENT, _percent),
    ("&#", _FEWEST, _ENTITIES, _entities),
    ("\\", _FEWEST, _ESCAPED, _escaped),
    ("\\", _FEWEST, _STYLED, _styled),
    (",", _FEWEST, _COUNTED, _counted),
    ("\u202e", 1, _TURNED, _turned),
    ("", 0, _BASE64, _unpacked),
    ("", 0, _HEX, _hexadecimal),
    ("0", _FEWEST, _HEX_EACH, _hexadecimal),
    ("=", _FEWEST, _QUOTED, _hexadecimal),
    ("", 0, _DECIMAL, _decimal),
    ("06", _OCTAL_SIGNS, _OCTAL, _octal),
    ("11", _PAIRS_OF_ONES, _BINARY, _binary),
)
"""A sign and how many of it at least a text of the spelling holds, its pattern, and its undoing."""
