"""Long numbers among a file's bytes, and which of them its units have said already.

Readers know their format; what stands in a corner that no reader knows is found by sweeping the bytes for numbers as
long as an identity number or an account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_LONG = re.compile(r"[0-9][0-9]{14,19}[Xx]?")
_RAW = re.compile(
    rb"[0-9](?<![0-9.<][0-9])(?<![<0-9A-Fa-f][A-Fa-f][0-9])[0-9]{14,19}"
    rb"(?:[Xx](?![0-9A-Za-z])|(?![0-9>]|[A-Fa-f][0-9A-Fa-f>]))"
)
"""Not within a fraction nor within a text that is written in hexadecimal."""
_WIDE = re.compile(rb"(?<=\0)[0-9](?:\0[0-9]){14,19}(?:\0[Xx])?|[0-9]\0(?:[0-9]\0){14,19}(?:[Xx]\0)?")
"""UTF-16 in either order: behind a zero byte a number may begin with its high byte, else each digit ends with it."""
_SHORTEST = 15
_PLACE = Place(part="metadata")


class Seen:
    """The long numbers that units have said."""

    def __init__(self) -> None:
        self._numbers: set[str] = set()

    def watch(self, units: Iterable[Unit]) -> Iterator[Unit]:
        """Yield the units, and remember their numbers."""
        for unit in units:
            if len(unit.text) >= _SHORTEST:
                self._numbers.update(_LONG.findall(unit.text))
            yield unit

    def fresh(self, numbers: Iterable[str], label: str = "") -> Iterator[Unit]:
        """Yield the numbers that nobody has said, each once."""
        for number in numbers:
            if number not in self._numbers:
                self._numbers.add(number)
                yield Unit(number, _PLACE, label=label, hidden=True)


def in_text(text: str) -> list[str]:
    """Return the long numbers of a text, in order."""
    return _LONG.findall(text)


def in_bytes(content: bytes) -> Iterator[str]:
    """Yield what stands in plain digits among bytes, of one byte a digit or of two.

    Compressed bytes hold none by chance.
    """
    yield from (found.decode() for found in _RAW.findall(content))
    if b"\0" in content:
        yield from (found[::2].decode() for found in _WIDE.findall(content))
