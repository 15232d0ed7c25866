"""What is to be masked: the values that the checks have found, and how texts lose them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from desktop_app.core.checks.disguise import disguises, may_hide
from desktop_app.core.checks.normal import spelt_digits
from desktop_app.core.identifiers import mask

_BETWEEN = r"[\s\u200b-\u200f\u2060\ufeff]*"
"""What may part a value's characters where it is wrapped or spaced out."""
_BETWEEN_PIECES = r"[\W_]{0,8}"
_ASIDE = re.compile(r"[\W_]+")
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Value:
    """One found value.

    Args:
        text: as it stands in the file.
        kind: as `core.identifiers.mask` knows it; empty hides every character.
        is_whole: only a cell that holds nothing else is masked, for short texts stand elsewhere too.
    """

    text: str
    kind: str = ""
    is_whole: bool = False

    @property
    def masked(self) -> str:
        """Its masked form, of the same length."""
        return mask(self.kind, self.text)


@dataclass(frozen=True, slots=True)
class Values:
    """All that is to go.

    Args:
        masked: identifiers and cells, longest first.
        hidden: page (0 where the format has none) and text of what nobody sees.
        unseen_cells: sheet and name of the cells whose text nobody sees.
        parted: numbers that stand nowhere as they are read: in another spelling, or in pieces. They are among the
            masked ones too.
    """

    masked: tuple[Value, ...] = ()
    hidden: tuple[tuple[int, str], ...] = ()
    unseen_cells: frozenset[tuple[str, str]] = frozenset()
    parted: tuple[Value, ...] = ()

    def within(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where values stand in a text, first to last, each with what takes its place."""
        taken = -1
        for start, end, value in sorted(self._found(text), key=lambda found: (found[0], -found[1])):
            if start >= taken:
                taken = end
                yield start, end, _fitted(value, text[start:end])

    def mask_in(self, text: str) -> tuple[str, int]:
        """Return the text with its values masked, of the same length, and how many there were."""
        pieces, at, count = [], 0, 0
        for start, end, masked in self.within(text):
            pieces += [text[at:start], masked]
            at, count = end, count + 1
        return "".join((*pieces, text[at:])), count

    def mask_across(self, texts: Sequence[str]) -> dict[int, str]:
        """Return the texts that change where parted numbers are masked, by index: lines or cells read one by one."""
        if not self.parted:
            return {}
        whole = _LINE.join(texts)
        signs, plain = list(whole), spelt_digits(whole)
        bare = _ASIDE.sub("", plain).upper()
        for value in self.parted:
            if value.text not in bare:
                continue
            pattern = _BETWEEN_PIECES.join(map(re.escape, value.text))
            for found in re.finditer(rf"(?<![0-9A-Za-z]){pattern}(?![0-9A-Za-z])", plain, re.IGNORECASE):
                if _LINE in found[0]:
                    _put(value.masked, signs, plain, range(*found.span()))
        changed, at = {}, 0
        for index, text in enumerate(texts):
            masked = "".join(signs[at : at + len(text)])
            at += len(text) + 1
            if masked != text:
                changed[index] = masked
        return changed

    def mask_cells(self, rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
        """Return the cells that change where parted numbers stand in a row or in a column, by row and column."""
        changed: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows) if self.parted else ():
            changed.update(((number, column), text) for column, text in self.mask_across(row).items())
        for column, cells in enumerate(zip_longest(*rows, fillvalue="")) if self.parted else ():
            changed.update(((number, column), text) for number, text in self.mask_across(cells).items())
        return changed

    def hides(self, text: str) -> bool:
        """Tell whether a text that programs read otherwise, as an address with escapes, holds a value."""
        return any(_pattern(value.text).search(text) for value in self.masked if not value.is_whole)

    def _found(self, text: str) -> Iterator[tuple[int, int, Value]]:
        for value in self.masked:
            if value.is_whole:
                if text.strip() == value.text:
                    yield 0, len(text), value
            else:
                for match in _pattern(value.text).finditer(text):
                    yield *match.span(), value
        for spelt, plain in disguises(text) if self.masked and may_hide(text) else ():
            if self.hides(plain):
                for match in re.finditer(re.escape(spelt), text):
                    yield *match.span(), Value(spelt)


def _put(masked: str, signs: list[str], plain: str, where: range) -> None:
    """Put the masked form of a number where its digits stand among other characters."""
    left = iter(masked)
    for at in where:
        if plain[at].isalnum():
            signs[at] = next(left, "*")


def longest_first(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return each value once, so that a longer one is masked before one that is a part of it."""
    return tuple(sorted(set(values), key=lambda value: (-len(value.text), value.text, value.is_whole)))


def spread(parts: Sequence[str], text: str) -> list[str]:
    """Return a text of the same length cut up as the parts were: runs keep their formats."""
    pieces, at = [], 0
    for part in parts:
        pieces.append(text[at : at + len(part)])
        at += len(part)
    return pieces


def _pattern(text: str) -> re.Pattern[str]:
    characters = [re.escape(character) for character in text if not character.isspace()]
    return re.compile(_BETWEEN.join(characters))


def _fitted(value: Value, found: str) -> str:
    """The masked form with the blanks of what was found."""
    signs = iter("".join(value.masked.split()))
    return "".join(sign if sign.isspace() or not sign.isprintable() else next(signs, "*") for sign in found)
